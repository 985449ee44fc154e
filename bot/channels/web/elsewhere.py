"""Going on in another browser: a code that is good once, and not for long.

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
    code = letters(LENGTH)
    return f"{code[:5]}-{code[5:]}"


def letters(number: int) -> str:
    """So many at random, of nearly five bits each."""
    return "".join(choice(LETTERS) for _ in range(number))


class Passes:
    """`purpose` keeps the codes of one use from another's."""

    def __init__(self, store: Store, purpose: str, minutes: int = MINUTES) -> None:
        self._store, self._purpose, self._minutes = store, purpose, minutes

    async def give(self, words: str, code: str) -> None:
        """From now on the code stands for these words, until it is taken or too old. Raises StoreDown."""
        name, key = await asyncio.to_thread(self._opened_by, code)
        async with self._store.passes() as passes:
            await passes.keep(name, key.seal(words.encode(), _place(name)), self._minutes * 60_000)

    async def take(self, code: str) -> str | None:
        """The words, once; None where the code is wrong, used, or too old. Raises StoreDown."""
        name, key = await asyncio.to_thread(self._opened_by, code)
        async with self._store.passes() as passes:
            sealed = await passes.take(name)
        if sealed is None:
            return None
        try:
            return key.open(sealed, _place(name)).decode()
        except Tampered:
            return None

    def _opened_by(self, code: str) -> tuple[bytes, Key]:
        """The name and the key that a code stands for; slow on purpose, since a code is short."""
        typed = "".join(char for char in code.upper()[:64] if char in LETTERS)
        salt = f"jiaji|{self._purpose}".encode()
        derived = scrypt(typed.encode("ascii"), salt=salt, n=1 << 14, r=8, p=1, dklen=48)
        return derived[:16], Key(derived[16:])


def _place(name: bytes) -> str:
    return f"passes|sealed|{name.hex()}"
