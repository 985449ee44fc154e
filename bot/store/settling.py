"""Replies that were delivered or given up and are to be marked so: the next commit takes them along, whatever it is for."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from bot.store.outgoing import Delivered


class DeliveryNotes:
    """What waits to be marked, and who waits for it."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Delivered, asyncio.Future[None]]] = []

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, settled: Delivered) -> asyncio.Future[None]:
        """The future is done once a commit has kept it."""
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((settled, kept))
        return kept

    @contextmanager
    def taken(self) -> Iterator[list[Delivered]]:
        """For one commit; what it does not keep waits for the next."""
        together, self._waiting = self._waiting, []
        try:
            yield [settled for settled, _ in together]
        except BaseException:
            self._waiting[:0] = together
            raise
        for _, kept in together:
            if not kept.done():
                kept.set_result(None)
