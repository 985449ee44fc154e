"""Passwords, second factors and one-time codes: made, hashed and checked; nothing here knows a database."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from secrets import choice, token_urlsafe

import pyotp
import segno
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

SHORTEST, LONGEST = 12, 256
RECOVERY_CODES = 10
STEP_SECONDS = 30
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
ISSUER = "Jiaji"
_hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
# 64 MB each: two at a time, so that a crowd at the door is slow, and not out of memory.
_two_at_a_time = ThreadPoolExecutor(2)


async def hashed(password: str) -> str:
    return await asyncio.get_running_loop().run_in_executor(_two_at_a_time, _hasher.hash, password)


async def is_right(password: str, hash: str | None) -> bool:
    """Takes as long for somebody unknown (None) as for anybody else."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_two_at_a_time, _verify, password, hash) and hash is not None


def _verify(password: str, hash: str | None) -> bool:
    # Asked for in any case: the first to need it would take twice as long.
    nobodys = _nobodys()
    try:
        return _hasher.verify(hash or nobodys, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return _hasher.hash(token_urlsafe(16))


def new_token() -> str:
    """256 random bits."""
    return token_urlsafe(32)


def print_of(token: str) -> bytes:
    """What is stored of a token: enough to know it again, too little to use it."""
    return sha256(token.encode("utf-8", "surrogatepass")).digest()


def new_codes() -> list[str]:
    """Ten recovery codes of fifty bits, as people can copy them by hand."""
    return [
        "-".join("".join(choice(CODE_LETTERS) for _ in range(5)) for _ in range(2))
        for _ in range(RECOVERY_CODES)
    ]


def tidy_code(code: str) -> str:
    return "".join(code.split()).lower()


# The second factor


def new_seed() -> str:
    return pyotp.random_base32()


def step_of(seed: str, code: str, at: datetime) -> int | None:
    """The time step whose six digits these are, one early or late allowed; None where they are not right."""
    digits = "".join(code.split())
    now = int(at.astimezone(UTC).timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(seed)
    steps = (
        step for step in (now, now - 1, now + 1) if pyotp.utils.strings_equal(totp.generate_otp(step), digits)
    )
    return next(steps, None)


@dataclass(frozen=True, slots=True)
class Seed:
    """A seed as it is shown once: to be scanned, or typed in."""

    seed: str
    name: str

    @property
    def picture(self) -> str:
        """An SVG without styles, which the page's policy would forbid."""
        uri = pyotp.TOTP(self.seed).provisioning_uri(name=self.name, issuer_name=ISSUER)
        return segno.make(uri, error="m").svg_inline(scale=4, border=2, dark="#1f2430", light="#ffffff")

    @property
    def typed(self) -> str:
        return " ".join(self.seed[at : at + 4] for at in range(0, len(self.seed), 4))
