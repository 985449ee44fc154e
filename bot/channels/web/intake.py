"""Bodies that are on their way: they hold memory and a place, so there is a bound for one caller, for all, and for how long.

Whoever sends slowly, or much at once, is refused before the others notice.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

MOST_CALLS = 32
"""Of one caller, behind whose address there may be a whole office."""
MOST_OF_ONE, MOST_OF_ALL = 64 << 20, 256 << 20
"""Bytes."""
PATIENCE = 120.0
"""Seconds: a large file on a slow line."""


class TooMuch(Exception):
    """This caller sends too much at once."""


class Full(Exception):
    """All callers together do."""


@dataclass
class Intake:
    patience: float = PATIENCE
    _calls: Counter[str] = field(default_factory=Counter)
    _bytes: Counter[str] = field(default_factory=Counter)

    @asynccontextmanager
    async def body(self, caller: str, length: int) -> AsyncIterator[None]:
        """Room for a body of so many bytes, for as long as a body may take. Raises TooMuch, Full and TimeoutError."""
        if self._calls[caller] >= MOST_CALLS or self._bytes[caller] + length > MOST_OF_ONE:
            raise TooMuch
        if self._bytes.total() + length > MOST_OF_ALL:
            raise Full
        self._calls[caller] += 1
        self._bytes[caller] += length
        try:
            async with asyncio.timeout(self.patience):
                yield
        finally:
            self._calls[caller] -= 1
            self._bytes[caller] -= length
            if not self._calls[caller]:
                del self._calls[caller], self._bytes[caller]
