"""Sends what was said and is not yet settled: in order for each address, at a pace, until it is delivered or
given up.

A reply is sent only while this process holds it, and the next one of an address only after the last was
settled: so a kill costs at most one message sent twice, and never one lost.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import groupby
from random import uniform
from typing import TypeVar

from aiolimiter import AsyncLimiter

from bot.assistant.attaching import Document, document_of
from bot.logs import log
from bot.store import (
    FOLDED,
    HOLD_MS,
    LINE,
    MOST,
    Delivered,
    FileGone,
    Mailroom,
    Outgoing,
    Ref,
    Stale,
    Store,
    StoreDown,
)

SWEEP_SECONDS = 1.0
MOST_HELD = 2000
"""Replies in memory. What is beyond waits in the store, where it costs nothing."""
FIRST_WAIT, LONGEST_WAIT = 1.0, 300.0
"""Seconds between two tries of a reply that was not taken."""
MOST_TRIES = 300
BURST = 5
"""So many messages may follow each other at once in a chat before the pace of one a second counts."""

T = TypeVar("T")
Send = Callable[[Outgoing, Document | None], Awaitable[None]]


class Undeliverable(RuntimeError):
    """The channel refuses this message for good: the person has blocked the bot, the chat is gone."""


class TooMany(RuntimeError):
    """The channel takes nothing more for this address for `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds} s")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Pace:
    """Messages a second: to one address after a short burst, and over all. 0 means any."""

    address: float = 1.0
    overall: float = 28.0


@dataclass(slots=True, eq=False)
class _Held:
    """A reply that is this process's to send, until that moment (monotonic seconds)."""

    outgoing: Outgoing
    until: float


@dataclass(slots=True, eq=False)
class _Line:
    """What waits for one address, and the task that sends it.

    Where more waits in the store than here, `behind` names its conversation, and `passed_by` counts what went there.
    """

    waiting: deque[_Held] = field(default_factory=deque)
    sending: asyncio.Task[None] | None = None
    limit: AsyncLimiter | None = None
    behind: str | None = None
    passed_by: int = 0

    @property
    def is_idle(self) -> bool:
        return (
            not self.waiting
            and self.sending is None
            and (self.limit is None or self.limit.has_capacity(BURST))
        )


class Outbox:
    """One channel's replies. `push` takes what was just committed; `run` looks for what others left behind."""

    def __init__(self, store: Store, channel: str, send: Send, pace: Pace = Pace()) -> None:
        self._store, self._channel, self._send, self._pace = store, channel, send, pace
        self._overall = _limit(pace.overall) if pace.overall else None
        self._lines: dict[str, _Line] = {}
        self._held = 0
        """How many replies wait in all lines."""

    def push(self, said: Iterable[Outgoing], until: float | None = None) -> None:
        """Replies that this process holds until that moment (monotonic seconds; unset, just taken), in order.

        Of a long line all but its head stays in the store.
        """
        for outgoing in said:
            line = self._line(outgoing.address)
            if line.behind or len(line.waiting) >= LINE or self._held >= MOST_HELD:
                line.behind, line.passed_by = outgoing.conversation, line.passed_by + 1
                self._wake(line)
            else:
                self._append(line, [outgoing], until)

    def _append(self, line: _Line, taken: Sequence[Outgoing], until: float | None = None) -> None:
        until = _held_from_now() if until is None else until
        line.waiting += [_Held(one, until) for one in taken]
        self._held += len(taken)
        self._wake(line)

    def _wake(self, line: _Line) -> None:
        if line.sending is None:
            line.sending = asyncio.create_task(self._empty(line))

    def _line(self, address: str) -> _Line:
        return self._lines.get(address) or self._new_line(address)

    def _new_line(self, address: str) -> _Line:
        limit = AsyncLimiter(BURST, BURST / self._pace.address) if self._pace.address else None
        self._lines[address] = line = _Line(limit=limit)
        return line

    async def resume(self) -> None:
        """Takes up what an earlier process of this name left behind; to be done before anything new is pushed."""
        await self._sweep(own=True)

    async def run(self) -> None:
        """Until cancelled: what other processes left behind, and what they are no longer there to send."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            with suppress(StoreDown):
                await self._sweep(own=False)
                await self._hold_on()

    async def drain(self) -> None:
        """Sends everything that waits, and returns when nothing is under way any more."""
        await self._sweep(own=True)
        while tasks := self._sending():
            await asyncio.wait(tasks)

    async def close(self, patience: float = 0) -> None:
        """Stops sending, after `patience` seconds at most; what is held then is left for the next process of this name.

        Until then it also sends what another one was to take up behind it, so that a stop of all leaves nothing unsaid.
        """
        until = time.monotonic() + patience
        await self._sent(until)
        while time.monotonic() < until and await self._takes_over():
            await self._sent(until)
        tasks = self._sending()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _sent(self, until: float) -> None:
        if tasks := self._sending():
            await asyncio.wait(tasks, timeout=max(until - time.monotonic(), 0))

    async def _takes_over(self) -> bool:
        """Whether there is more to send now."""
        with suppress(StoreDown):
            await self._sweep(own=False)
        return bool(self._sending())

    def _sending(self) -> list[asyncio.Task[None]]:
        return [line.sending for line in self._lines.values() if line.sending is not None]

    # Holding

    async def _sweep(self, *, own: bool) -> None:
        held = self._refs()
        room = MOST_HELD - len(held)
        if room <= 0:
            return
        claimed = await self._mailroom(lambda mailroom: mailroom.claim(self._channel, own=own, most=room))
        # Before and after: one may have been settled, and one pushed, while the store was asked.
        held |= self._refs()
        for address, found in groupby(claimed, key=lambda one: one.address):
            self._take([one for one in found if one.ref not in held], self._line(address))
        for address in [address for address, line in self._lines.items() if line.is_idle]:
            del self._lines[address]

    def _take(self, claimed: Sequence[Outgoing], line: _Line) -> None:
        """What was claimed of one conversation. A line that lags behind fetches it by itself, when it is its turn."""
        if not claimed or line.behind:
            return
        self._append(line, claimed)
        if len(claimed) >= LINE:
            line.behind = claimed[0].conversation

    async def _catch_up(self, line: _Line) -> None:
        """The next of what a line left in the store; of a long line the middle is given up."""
        id, passed_by = line.behind, line.passed_by
        assert id is not None
        while await self._mailroom(lambda mailroom: mailroom.fold(id)):
            pass
        most = LINE if self._held < MOST_HELD else 1
        claimed = await self._mailroom(lambda mailroom: mailroom.claim_more(self._channel, id, most))
        if len(claimed) < most and line.passed_by == passed_by:
            line.behind = None
        self._append(line, claimed)

    async def _mailroom(self, ask: Callable[[Mailroom], Awaitable[T]]) -> T:
        """One commit; whoever loses a race for its rows asks again."""
        while True:
            try:
                async with self._store.mailroom() as mailroom:
                    return await ask(mailroom)
            except Stale:
                await asyncio.sleep(0)

    def _refs(self) -> set[Ref]:
        return {one.outgoing.ref for line in self._lines.values() for one in line.waiting}

    async def _hold_on(self) -> None:
        """Held replies stay this process's; those that another one took over meanwhile are dropped here."""
        soon = time.monotonic() + HOLD_MS / 1000 * 2 / 3
        held = [one for line in self._lines.values() for one in line.waiting if one.until < soon]
        for start in range(0, len(held), MOST):
            await self._extend(held[start : start + MOST])
        for line in self._lines.values():
            line.waiting = deque(one for one in line.waiting if one.until)
        self._held = sum(len(line.waiting) for line in self._lines.values())

    async def _extend(self, held: Sequence[_Held]) -> None:
        until, refs = _held_from_now(), [one.outgoing.ref for one in held]
        mine = await self._mailroom(lambda mailroom: mailroom.extend(refs))
        for one in held:
            one.until = until if one.outgoing.ref in mine else 0

    # Sending

    async def _empty(self, line: _Line) -> None:
        try:
            while line.waiting or line.behind:
                if not line.waiting:
                    await self._catch_up_for_sure(line)
                    continue
                held = line.waiting[0]
                await self._wait_for(held, line)
                if time.monotonic() > held.until:
                    await self._hold_on_for_sure()
                elif (settled := await self._try(held)) is not None:
                    await self._store.settle(settled)
                    if line.waiting and line.waiting[0] is held:
                        line.waiting.popleft()
                        self._held -= 1
        finally:
            line.sending = None

    async def _catch_up_for_sure(self, line: _Line) -> None:
        try:
            await self._catch_up(line)
        except StoreDown:
            await asyncio.sleep(SWEEP_SECONDS)

    async def _wait_for(self, held: _Held, line: _Line) -> None:
        early = held.outgoing.not_before / 1000 - time.time()
        if early > 0:
            await asyncio.sleep(early)
        if line.limit is not None:
            await line.limit.acquire()
        if self._overall is not None:
            await self._overall.acquire()

    async def _hold_on_for_sure(self) -> None:
        """This process was away for longer than it may be: nothing is sent before the store has been asked."""
        try:
            await self._hold_on()
        except StoreDown:
            await asyncio.sleep(SWEEP_SECONDS)

    async def _try(self, held: _Held) -> Delivered | None:
        """What became of it, or None where it is to be tried again."""
        outgoing = held.outgoing
        try:
            await self._send(
                outgoing, await document_of(self._store, outgoing.conversation, outgoing.key, outgoing.reply)
            )
        except Undeliverable as error:
            log.warning("undeliverable", conversation=outgoing.conversation, error=str(error))
            return Delivered(outgoing.ref, failed=_reason(error))
        except TooMany as error:
            await self._postpone(held, error.seconds, outgoing.tries)
            return None
        except FileGone:
            # A proof was replaced before its letter was sent; the letter with the new one is on its way.
            return Delivered(outgoing.ref, failed=FOLDED)
        except Exception as error:
            return await self._failed(held, type(error).__name__)
        return Delivered(outgoing.ref)

    async def _failed(self, held: _Held, error: str) -> Delivered | None:
        """Back-off with jitter; after about a day of it the reply is a dead letter."""
        tries = held.outgoing.tries + 1
        log.warning("not_sent_yet", conversation=held.outgoing.conversation, error=error, tries=tries)
        if tries >= MOST_TRIES:
            return Delivered(held.outgoing.ref, failed=error[:32])
        wait = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(tries - 1, 10))
        await self._postpone(held, wait * uniform(0.5, 1.0), tries)
        return None

    async def _postpone(self, held: _Held, seconds: float, tries: int) -> None:
        """Kept in the store, so that nobody sends it too early after a restart either."""
        not_before = int((time.time() + seconds) * 1000)
        held.outgoing = replace(held.outgoing, not_before=not_before, tries=tries)
        with suppress(StoreDown):
            async with self._store.mailroom() as mailroom:
                await mailroom.postpone(held.outgoing.ref, not_before, tries)


def _limit(pace: float) -> AsyncLimiter:
    """So many a second, also where that is less than one."""
    return AsyncLimiter(pace, 1) if pace >= 1 else AsyncLimiter(1, 1 / pace)


def _held_from_now() -> float:
    """Until when (monotonic seconds) something that is asked for now is held."""
    return time.monotonic() + HOLD_MS / 1000


def _reason(error: Exception) -> str:
    """What the channel said, as far as every database takes it."""
    return "".join(filter(str.isprintable, str(error)))[:32]
