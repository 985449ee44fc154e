"""Going on in another browser: a code that is good once, for a quarter of an hour.

The code itself is kept nowhere: what the store has is found and opened only with it.
"""

from __future__ import annotations

import asyncio
from hashlib import scrypt
from secrets import choice

from bot.store import Key, Store, Tampered

MINUTES = 15
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""Without those that are taken for one another (Crockford's base 32, less 0, 1 and O)."""
LENGTH = 10


def new_code() -> str:
    """49 random bits, in two halves as they are read out."""
    code = "".join(choice(LETTERS) for _ in range(LENGTH))
    return f"{code[:5]}-{code[5:]}"


class Passes:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def give(self, secret: str) -> str:
        """A new code for whoever has this secret. Raises StoreDown."""
        code = new_code()
        name, key = await asyncio.to_thread(_opened_by, code)
        async with self._store.passes() as passes:
            await passes.keep(name, key.seal(secret.encode("ascii"), _place(name)), MINUTES * 60_000)
        return code

    async def take(self, code: str) -> str | None:
        """The secret, once; None where the code is wrong, used, or too old. Raises StoreDown."""
        name, key = await asyncio.to_thread(_opened_by, code)
        async with self._store.passes() as passes:
            sealed = await passes.take(name)
        if sealed is None:
            return None
        try:
            return key.open(sealed, _place(name)).decode("ascii")
        except Tampered:
            return None


def _opened_by(code: str) -> tuple[bytes, Key]:
    """The name and the key that a code stands for; slow on purpose, since a code is short."""
    typed = "".join(char for char in code.upper()[:64] if char in LETTERS)
    derived = scrypt(typed.encode("ascii"), salt=b"jiaji|pass", n=1 << 14, r=8, p=1, dklen=48)
    return derived[:16], Key(derived[16:])


def _place(name: bytes) -> str:
    return f"passes|sealed|{name.hex()}"
