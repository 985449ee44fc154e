"""A calendar day where the day itself is needed: a birth, an interview, the day of an event.

A past interview is a valid value: a ruling speaks of it, not the kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from typing import ClassVar, cast

from bot.answers import shapes
from bot.answers.dates.inexact import DAY, EXACTLY
from bot.answers.dates.reading import Direction, Wanted, read_date
from bot.core import Option, Reading, Takes
from bot.i18n import N_, Text

SAMPLE_DAYS = (60, -1500, -20, -400, -190, -100, -1, 0, 20, 200, 500)
"""From today: before and after what a rule may count from."""


def _weekday(day: date) -> date:
    """That day, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() >= 5 else 0)


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day. `earliest` and `latest` bound it in days from today, None for no bound; `direction` is
    where a day told without its year lies; `odd` says what about a possible day needs a second look. Where `is_latest`,
    something must have come to be by that day, and “before 8 December” is one.
    """

    earliest: int | None = None
    latest: int | None = None
    direction: Direction | None = None
    odd: Callable[[date, date], Text | None] | None = None
    is_latest: bool = False

    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = shapes.DATE_OR_MONTH

    @staticmethod
    def birth() -> Day:
        return Day(earliest=-120 * 366, latest=0)

    @staticmethod
    def in_the_past() -> Day:
        return Day(earliest=-100 * 366, latest=0, direction="past")

    @staticmethod
    def any_day() -> Day:
        return Day(direction="future", odd=_far, is_latest=True)

    @staticmethod
    def interview() -> Day:
        return Day(direction="future", odd=_odd_interview)

    @property
    def is_birth(self) -> bool:
        """No year can be guessed for it."""
        return self.direction is None

    def read(self, sent: str, today: date) -> Reading[date]:
        wanted = Wanted(self.earliest, self.latest, False, self.direction, self.odd)
        return cast("Reading[date]", read_date(sent, today, wanted))

    def doubt(self, sent: str) -> Text | None:
        """What is asked of a day that was told among these words."""
        return EXACTLY if DAY.is_told(sent, takes_latest=self.is_latest) else None

    def show(self, value: date) -> date:
        return value

    def samples(self, today: date) -> tuple[str, ...]:
        least = -inf if self.earliest is None else self.earliest
        most = inf if self.latest is None else self.latest
        days = (_weekday(today + timedelta(days=days)) for days in SAMPLE_DAYS)
        return tuple(day.isoformat() for day in days if least <= (day - today).days <= most)


def _far(day: date, today: date) -> Text | None:
    if abs((day - today).days) > 2 * 366:
        return N_("%(day)s is more than two years away.").of(day=day)
    return None


def _odd_interview(day: date, today: date) -> Text | None:
    if (day - today).days > 366:
        return N_("%(day)s is more than a year away.").of(day=day)
    if (today - day).days > 366:
        return N_("%(day)s is more than a year ago.").of(day=day)
    if day.weekday() >= 5:
        return N_("%(day)s falls on a weekend, when interviews are rare.").of(day=day)
    return None
