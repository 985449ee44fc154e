"""A flood of one person is told once and then left out, until it is over: it costs one row, and nobody waits for it.

What is left out was said to be left out: nothing is acknowledged in silence that somebody could have meant.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

from bot.channels.allowance import Allowance
from bot.channels.channel import Update
from bot.channels.traits import Receiver
from bot.core import Mistake
from bot.i18n import N_
from bot.logs import log

BURST, RATE = 200, 2.0
"""Messages of one person at once, and a second after that: more than anybody types, and less than a program sends."""
FILE_COST = 4
"""A file counts as so many messages."""
QUIET_SECONDS = 10.0
"""After so long without a message a flood is over."""
MOST_FLOODS = 10_000
FLOOD = Mistake(
    "flood",
    N_(
        "That is more than I can read at once. What you send now is left out. Please wait ten seconds, then send it again."
    ),
)


@dataclass
class Limits:
    """What one person may send."""

    burst: float = BURST
    rate: float = RATE
    quiet: float = QUIET_SECONDS
    now: Callable[[], float] = time.monotonic


@dataclass(slots=True)
class _Flood:
    last: float
    is_told: bool = False


class Floods(Generic[Update]):
    """Passes on to a reception what is no flood, and refuses the rest there."""

    def __init__(self, to: Receiver[Update], limits: Limits) -> None:
        self._to, self._limits = to, limits
        self._allowance = Allowance(limits.rate, limits.burst, MOST_FLOODS, limits.now)
        self._floods: OrderedDict[str, _Flood] = OrderedDict()

    async def receive(self, update: Update) -> None:
        """Returns once it is kept or left out. Raises what went wrong, where it must come again."""
        person = self._to.traits.person_of(update)
        cost = FILE_COST if self._to.traits.is_file(update) else 1
        if not self._is_over(person) or not self._allowance.take(person, cost):
            await self._leave_out(person, update)
            return
        try:
            await self._to.receive(update)
        except BaseException:
            # It comes again, which is not its sender's doing.
            self._allowance.give_back(person, cost)
            raise

    def _is_over(self, person: str) -> bool:
        flood, now = self._floods.get(person), self._limits.now()
        if flood is None or now - flood.last >= self._limits.quiet:
            self._floods.pop(person, None)
            return True
        flood.last = now
        return False

    async def _leave_out(self, person: str, update: Update) -> None:
        flood = self._floods.setdefault(person, _Flood(self._limits.now()))
        self._floods.move_to_end(person)
        while len(self._floods) > MOST_FLOODS:
            self._floods.popitem(last=False)
        if flood.is_told:
            return
        flood.is_told = True
        log.warning("flood")
        try:
            await self._to.refuse(update, FLOOD)
        except BaseException:
            flood.is_told = False
            raise
