"""Order within a person, and none between people: a file takes its time beside everybody else's messages.

What a person sends after a file waits for it, so that nothing is heard in another order than it was said. A
person may have so many files under way, and all people together so many; whoever sends more is told to send
it again.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Generic

from bot.channels.channel import Update
from bot.channels.traits import Receiver
from bot.core import Mistake
from bot.documents import mistake
from bot.i18n import N_
from bot.store import StoreDown

MOST_OF_ONE, MOST_OF_ALL = 10, 60
"""Files under way: of one person as many as an album has."""
PATIENCE = 60.0
"""Seconds from when a file came until it is read, or given up."""
WAITING = Mistake(
    "file.waiting", N_("I am still reading your last files. Please send this one again once I have answered.")
)
BUSY = Mistake(
    "file.busy", N_("Many people are sending files just now. Please send this one again in a minute.")
)
LATE = mistake("file.late")
GONE = Mistake("file.fetch", N_("I could not fetch that file. Please send it again, or a photo of the page."))
"""What is said where the channel does not hand out a file."""


@dataclass(slots=True)
class _Waiting(Generic[Update]):
    update: Update
    came: float
    is_file: bool
    kept: asyncio.Future[None]


@dataclass(slots=True)
class _Line(Generic[Update]):
    waiting: deque[_Waiting[Update]] = field(default_factory=deque)
    files: int = 0
    work: asyncio.Task[None] | None = None


class Lines(Generic[Update]):
    """Passes on to a reception what each person sent, in order, and refuses there a file that is not read."""

    def __init__(self, to: Receiver[Update], patience: float = PATIENCE) -> None:
        self._to, self._patience = to, patience
        self._lines: dict[str, _Line[Update]] = {}
        self._files = 0

    async def receive(self, update: Update) -> None:
        """Returns once it is kept. Raises StoreDown, or what else went wrong, where it must come again."""
        person, is_file = self._to.traits.person_of(update), self._to.traits.is_file(update)
        line = self._lines.get(person)
        if line is None and not is_file:
            # Nothing is under way for them that takes time; what is heard is kept in the order in which it came.
            await self._to.receive(update)
        elif is_file and line is not None and line.files >= MOST_OF_ONE:
            await self._to.refuse(update, WAITING)
        elif is_file and self._files >= MOST_OF_ALL:
            await self._to.refuse(update, BUSY)
        else:
            await self._wait_in(line or self._new_line(person), update, is_file=is_file)

    def is_followed(self, update: Update) -> bool:
        """Whether another part of the same album waits right behind it."""
        album, line = self._to.traits.album_of(update), self._lines.get(self._to.traits.person_of(update))
        if not album or line is None or not line.waiting:
            return False
        return self._to.traits.album_of(line.waiting[0].update) == album

    def _new_line(self, person: str) -> _Line[Update]:
        self._lines[person] = line = _Line[Update]()
        line.work = asyncio.create_task(self._empty(person, line))
        return line

    async def _wait_in(self, line: _Line[Update], update: Update, *, is_file: bool) -> None:
        loop = asyncio.get_running_loop()
        one = _Waiting(update, loop.time(), is_file, loop.create_future())
        line.waiting.append(one)
        line.files += is_file
        self._files += is_file
        try:
            await one.kept
        except asyncio.CancelledError:
            # Whoever waited for it is gone: it was not acknowledged, and comes again.
            if line.work is not None:
                line.work.cancel()
            raise

    async def _empty(self, person: str, line: _Line[Update]) -> None:
        try:
            while line.waiting:
                together = _next_of(line.waiting)
                outcomes = await asyncio.gather(*map(self._keep, together), return_exceptions=True)
                self._settle(line, together, outcomes)
        finally:
            del self._lines[person]
            self._give_up(line, StoreDown("stopped"))

    def _settle(
        self, line: _Line[Update], together: list[_Waiting[Update]], outcomes: list[BaseException | None]
    ) -> None:
        for one, outcome in zip(together, outcomes, strict=True):
            self._done(line, one, outcome)
        if any(outcomes):
            self._give_up(line, StoreDown("an earlier message waits"))

    def _give_up(self, line: _Line[Update], why: Exception) -> None:
        while line.waiting:
            self._done(line, line.waiting.popleft(), why)

    def _done(self, line: _Line[Update], one: _Waiting[Update], outcome: BaseException | None) -> None:
        line.files -= one.is_file
        self._files -= one.is_file
        if one.kept.done():
            return
        if outcome is None:
            one.kept.set_result(None)
        else:
            one.kept.set_exception(outcome)

    async def _keep(self, one: _Waiting[Update]) -> None:
        if not one.is_file:
            await self._to.receive(one.update)
            return
        try:
            async with asyncio.timeout_at(one.came + self._patience):
                await self._to.receive(one.update)
        except TimeoutError:
            await self._to.refuse(one.update, LATE)


def _next_of(waiting: deque[_Waiting[Update]]) -> list[_Waiting[Update]]:
    """A file alone, or all that was said up to the next file."""
    together = [waiting.popleft()]
    while not together[0].is_file and waiting and not waiting[0].is_file:
        together.append(waiting.popleft())
    return together
