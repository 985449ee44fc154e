"""A day and a time of day in one message: each part is read by its own kind, and either may be alone."""

from __future__ import annotations

from datetime import date, time

from bot.answers.dates.clock import ClockTime
from bot.answers.dates.day import Day
from bot.answers.dates.folding import folded
from bot.answers.dates.parts import parted
from bot.answers.dates.reading import told_in
from bot.core import Reading


def read_moment(
    sent: str, today: date, day: Day | None = None
) -> tuple[Reading[date] | None, Reading[time] | None]:
    """The reading of each part, None for one that was not told; both where it is neither a day nor a time.

    `day` is the kind of day wanted, an interview's if none is given.
    """
    kind = day or Day.interview()
    parts = parted(folded(sent))
    clock = ClockTime().read(parts.clock, today) if parts.clock else None
    if parts.date and (clock is None or told_in(parts.date, today)):
        return kind.read(sent, today), clock
    if clock is not None:
        return None, clock
    return kind.read(sent, today), ClockTime().read(sent, today)
