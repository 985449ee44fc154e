"""Who waits for last words: what is said after everything was erased stands in no transcript any more."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from bot.core import Reply
from bot.store import Outgoing

PATIENCE = 5.0
"""Seconds."""


class Waiting:
    """Calls that are under way, by address; each is told what is said to its person meanwhile."""

    def __init__(self) -> None:
        self._calls: dict[str, list[asyncio.Queue[Reply]]] = {}

    @contextmanager
    def call(self, address: str) -> Iterator[asyncio.Queue[Reply]]:
        queue: asyncio.Queue[Reply] = asyncio.Queue()
        self._calls.setdefault(address, []).append(queue)
        try:
            yield queue
        finally:
            self._calls[address].remove(queue)
            if not self._calls[address]:
                del self._calls[address]

    def tell(self, outgoing: Outgoing) -> None:
        for queue in self._calls.get(outgoing.address, ()):
            queue.put_nowait(outgoing.reply)


async def last_words(queue: asyncio.Queue[Reply]) -> Reply | None:
    """The next thing that is said, if it is said in time."""
    try:
        return await asyncio.wait_for(queue.get(), PATIENCE)
    except TimeoutError:
        return None
