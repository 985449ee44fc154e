"""As much of a date as was told, in numbers that nobody has looked at yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.i18n import N_, Text

AS = N_("I read that as %(day)s.")
NO_YEAR = N_("You gave no year; I read %(day)s.")
TWO_DIGITS = N_("You gave two digits for the year; I read %(day)s.")


@dataclass(frozen=True, slots=True)
class Told:
    """`year` is None where none was told and below 100 where two digits were; `month` and `day` may be None,
    `day` where only the month was told. `doubt` asks for a yes, with the date as `%(day)s`."""

    year: int | None
    month: int | None = None
    day: int | None = None
    doubt: Text | None = None

    @staticmethod
    def of(day: date, doubt: Text | None = None) -> Told:
        return Told(day.year, day.month, day.day, doubt)

    def doubted(self, doubt: Text = AS) -> Told:
        return self if self.doubt is not None else replace(self, doubt=doubt)
