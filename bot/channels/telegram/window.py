"""The updates that Telegram gave out and that are not acknowledged yet, since the first of them is not kept.

An offset acknowledges everything before it. So what is kept beyond an update that still takes its time is remembered
here, and is not heard again when it is given out again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

from bot.channels.channel import Receive
from bot.channels.telegram.reading import person_of
from bot.channels.telegram.receiving import Update
from bot.logs import log

PAUSE_SECONDS = 2.0
"""How long an update that could not be kept waits before it is tried again; nobody waits with it."""


class Window:
    """Ids are in the order in which Telegram gives the updates out."""

    def __init__(self) -> None:
        self._given: list[int] = []
        self._kept: set[int] = set()
        self._next: int | None = None
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._pausing: dict[int, float] = {}

    @property
    def offset(self) -> int | None:
        """What acknowledges all up to the first that is not kept; None where nothing was given out yet."""
        return next((id for id in self._given if id not in self._kept), self._next)

    @property
    def is_open(self) -> bool:
        """Whether something that was given out is not kept."""
        return any(id not in self._kept for id in self._given)

    def take(self, updates: Sequence[Update], receive: Receive[Update]) -> None:
        """Begins with those that are not under way. Nobody's are begun with behind one of theirs that pauses."""
        self._given = [int(update["update_id"]) for update in updates]
        self._kept.intersection_update(self._given)
        self._next = self._given[-1] + 1 if self._given else self._next
        pausing: set[str] = set()
        for id, update in zip(self._given, updates, strict=True):
            if id in self._kept or id in self._under_way:
                continue
            if time.monotonic() < self._pausing.get(id, 0):
                pausing.add(person_of(update))
            elif person_of(update) not in pausing:
                self._under_way[id] = asyncio.create_task(self._keep(id, update, receive))

    async def _keep(self, id: int, update: Update, receive: Receive[Update]) -> None:
        try:
            await receive(update)
            self._kept.add(id)
            self._pausing.pop(id, None)
        except Exception as error:
            log.warning("update_not_kept", update_id=str(id), error=error)
            self._pausing[id] = time.monotonic() + PAUSE_SECONDS
        finally:
            del self._under_way[id]

    async def settle(self, seconds: float) -> None:
        """Returns once nothing is under way, or after so many seconds."""
        if self._under_way:
            await asyncio.wait([*self._under_way.values()], timeout=seconds)
        elif self.is_open:
            await asyncio.sleep(seconds)

    async def close(self) -> None:
        """What is under way is broken off; it was not acknowledged, and comes again."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
