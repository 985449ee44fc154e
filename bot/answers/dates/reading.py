"""A text becomes the dates it can mean, and those become one reading within the bounds of what is asked.

A year that was not told is proposed, never taken; a day of the week that does not fit is asked about.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.answers.dates.folding import folded, lowered
from bot.answers.dates.forms import in_forms
from bot.answers.dates.parts import bare, parted
from bot.answers.dates.relative import day_alone, from_today, in_era
from bot.answers.dates.told import NO_YEAR, TWO_DIGITS, Told
from bot.core import Mistake, Month, Odd, Reading, Understood, Unsure, When, Year, first_day, last_day
from bot.i18n import N_, Text, Weekday

Direction = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked. `earliest` and `latest` bound it in days from today, None for no bound. `is_rough` lets a
    month or a year stand alone. `direction` is where a date without its year lies, None where nobody can
    tell. `odd` says what about a possible day needs a second look."""

    earliest: int | None = None
    latest: int | None = None
    is_rough: bool = False
    direction: Direction | None = None
    odd: Callable[[date, date], Text | None] | None = None


def read_date(sent: str, today: date, wanted: Wanted) -> Reading[When]:
    """A date with whatever of its weekday, time and words stands around it. The value is a date unless `is_rough`."""
    text = folded(sent)
    if LUNAR.search(lowered(sent)):
        return _lunar()
    parts = parted(text)
    told = told_in(parts.date, today, wanted.direction)
    if not told:
        return _several(text, today, wanted) or _beside_age(text, today, wanted) or _named(text)
    readings = [
        _weekday_held(_resolved(one, today, wanted), parts.weekday) for one in _ends(told, today, wanted)
    ]
    return _one_of(_likely(readings, today, wanted), said=sent)


def _several(text: str, today: date, wanted: Wanted) -> Unsure[When] | None:
    """“2027-1-18 or 1-25”: each side is a day."""
    sides = [read_date(one, today, wanted) for one in OR.split(text)] if OR.search(text) else []
    values = {one.value for one in sides if isinstance(one, Understood | Odd)}
    if len(values) == len(sides) > 1:
        return Unsure(tuple(sorted(values, key=first_day)), N_("That is more than one day."))
    return None


def _beside_age(text: str, today: date, wanted: Wanted) -> Reading[When] | None:
    """“im 34 march 3rd 92”: the day, where it is one without the age."""
    alone = AGE.sub(" ", text).strip(" ,.")
    reading = read_date(alone, today, wanted) if alone and alone != text else None
    return None if isinstance(reading, Mistake) else reading


def told_in(text: str, today: date, direction: Direction | None = "future") -> tuple[Told, ...]:
    """Whole words first: 三年前 is a count, 3月前 is March. Without a direction nothing is reckoned from today."""
    for candidate in dict.fromkeys((text, bare(text))):
        reckoned = direction and (
            from_today(candidate, today) or day_alone(candidate, today, past=direction == "past")
        )
        found = reckoned or in_era(candidate) or in_forms(candidate)
        if found:
            return found
    about = AROUND.sub("", text).strip()
    return tuple(one.doubted() for one in told_in(about, today, direction)) if about != text else ()


# A part of a month or a year, and a doubt of their own: the month or the year is proposed.
AROUND = re.compile(
    r"^(?:early|mid|late|(?:the )?(?:beginning|middle|end|start) of|spring|summer|autumn|fall|winter|maybe|probably|可能是?|好像是?|应该是?)[\s-]*(?:in |of )?"
    r"|\s?(?:初|底|末|中旬|上旬|下旬|中|上半年|下半年|[春夏秋冬][天季]?|spring|summer|autumn|fall|winter|about|or so|around|maybe|perhaps|probably|\?)$"
)


def _ends(told: tuple[Told, ...], today: date, wanted: Wanted) -> list[Told]:
    """With a year, where none was told: the next or the last time that day comes."""
    return [dated for one in told for dated in _with_year(one, today, wanted)]


def _with_year(told: Told, today: date, wanted: Wanted) -> list[Told]:
    if told.year is None:
        return [Told(year, told.month, told.day, NO_YEAR) for year in _years(told, today, wanted.direction)]
    if told.year >= 100:
        return [told]
    years = (2000 + told.year, 1900 + told.year)
    possible = [Told(year, told.month, told.day, TWO_DIGITS) for year in years]
    allowed = [one for one in possible if not isinstance(_resolved(one, today, wanted), Mistake)]
    return allowed[:1] or possible[:1]


AGE = re.compile(
    r"(?:\bi'?m |\bi am |\baged? |我?今年)?\b\d{1,3}\s?(?:years? old|yrs? old|y/?o\b|岁)|(?:\bi'?m|\bi am|\baged?:?|我?今年)\s?\d{2}(?=[\s,]|$)"
)
OR = re.compile(r"\s*(?:或者?|还是|\bor\b)\s*(?=\S)")
RECENT = 45
"""Days: an interview that has just passed is told as often as one to come."""


def _years(told: Told, today: date, direction: Direction | None) -> tuple[int, ...]:
    month, day = told.month or 1, told.day or 1
    this_year = (month, day) >= (today.month, today.day if told.day else 1)
    if direction == "past":
        is_past = (month, day) <= (today.month, today.day)
        return (today.year if is_past else today.year - 1,)
    next_ = today.year if this_year else today.year + 1
    try:
        last = date(next_ - 1, month, day)
    except ValueError:
        return (next_,)
    return (next_, next_ - 1) if 0 < (today - last).days <= RECENT else (next_,)


def _resolved(told: Told, today: date, wanted: Wanted) -> Reading[When]:
    """A calendar date, a month or a year within the bounds, or why it is none."""
    when = _when(told)
    if isinstance(when, Mistake):
        return when
    if told.doubt is NO_YEAR and wanted.direction is None:
        return _no_year()
    reading = _bounded(when, today, wanted)
    if isinstance(reading, Understood) and told.doubt is not None:
        return Odd(when, told.doubt.of(day=when))
    return reading


def _when(told: Told) -> When | Mistake:
    year, month, day = told.year or 0, told.month, told.day
    if not 1880 <= year <= 2200:
        return Mistake(
            "date.impossible",
            N_("I read the year %(year)s, which cannot be right. A date looks like 6 May 2026.").of(
                year=year
            ),
        )
    if month is None:
        return Year(year)
    if not 1 <= month <= 12:
        return Mistake(
            "date.impossible",
            N_("I read month %(month)s, but a year has 12. A date looks like 6 May 2026.").of(month=month),
        )
    if day is None:
        return Month(year, month)
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        return Mistake(
            "date.impossible",
            N_("I read day %(day)s, but month %(month)s of %(year)s has %(days)s days. Please check it.").of(
                day=day, month=month, year=year, days=days
            ),
        )
    return date(year, month, day)


def _bounded(when: When, today: date, wanted: Wanted) -> Reading[When]:
    if not isinstance(when, date) and (not wanted.is_rough or when == Year(today.year)):
        return _too_rough(when)
    if wanted.latest is not None and first_day(when) > today + timedelta(days=wanted.latest):
        return Mistake(
            "date.in_future",
            N_("I read %(day)s; that is still to come. Please check the year.").of(day=when),
        )
    if wanted.earliest is not None and last_day(when) < today + timedelta(days=wanted.earliest):
        return Mistake(
            "date.too_old", N_("I read %(day)s; that is too long ago. Please check the year.").of(day=when)
        )
    why = wanted.odd(when, today) if wanted.odd is not None and isinstance(when, date) else None
    return Odd(when, why) if why is not None else Understood(when)


def _too_rough(when: Month | Year) -> Mistake:
    if isinstance(when, Month):
        return Mistake("date.no_day", N_("That is a month; I need the day as well, for example 6 May 2026."))
    return Mistake(
        "date.year_only", N_("That is only a year. I need the whole date, for example 6 May 2024.")
    )


def _weekday_held(reading: Reading[When], weekday: int | None) -> Reading[When]:
    """A day of the week that was told with it and is another one."""
    day = getattr(reading, "value", None)
    if weekday is None or not isinstance(day, date) or day.weekday() == weekday:
        return reading
    return Odd(day, N_("That day is %(day)s; you wrote another day of the week.").of(day=Weekday(day)))


def _likely(readings: list[Reading[When]], today: date, wanted: Wanted) -> list[Reading[When]]:
    """Where each reading is only proposed, those that would be odd themselves are left out."""
    possible = [one for one in readings if not isinstance(one, Mistake)]
    if not all(isinstance(one, Odd) for one in possible):
        return readings
    usual = [one for one in possible if isinstance(one, Odd) and not _is_odd(one.value, today, wanted)]
    return [*usual] or readings


def _is_odd(when: When, today: date, wanted: Wanted) -> bool:
    return wanted.odd is not None and isinstance(when, date) and wanted.odd(when, today) is not None


def _one_of(readings: list[Reading[When]], said: str) -> Reading[When]:
    """The only possible one, or a question which of several."""
    possible = [one for one in readings if not isinstance(one, Mistake)]
    if not possible:
        return readings[0]
    values = {one.value: one for one in possible if isinstance(one, Understood | Odd)}
    if len(values) > 1:
        return Unsure(tuple(sorted(values, key=first_day)), N_("That can be read in two ways."))
    found = possible[0]
    if isinstance(found, Understood):
        return Understood(found.value, say_back=said != str(found.value) or not isinstance(found.value, date))
    return found


LUNAR = re.compile(
    "农历|阴历|旧历|正月|腊月|冬月|闰|大年|初[一二三四五六七八九十]|廿|卅日|除夕|春节|中秋|端午|清明|重阳|元宵|lunar|chinese new year|spring festival"
)
MINGUO = re.compile("民国")
RELATIVE = re.compile(
    r"星期|礼拜|[上下本这]周|周[1-6日天]|\b(mon|tues|wednes|thurs|fri|satur|sun)day|(next|last|this) week|tomorrow|明天|后天"
    r"|\b(ago|later)\b|(last|next) (month|year)|(天|周|月|年)(以|之)?[前后]|[上下这本]个?月|去年|前年|明年|今年|^in "
)
NO_YEAR_LEFT = re.compile(r"\d{1,2}月\d{1,2}|\d{1,2}[日号]$")


def _named(text: str) -> Mistake:
    """What it is, where it is no date we read."""
    if MINGUO.search(text):
        return Mistake(
            "date.minguo",
            N_("That looks like a Minguo year (民国). Write it like 6 May 2026."),
        )
    if RELATIVE.search(text):
        return Mistake(
            "date.relative", N_("I need the date itself from the calendar, for example 6 May 2026.")
        )
    if NO_YEAR_LEFT.search(text):
        return _no_year()
    if re.fullmatch(r"[1-9]\d{4}", text, re.ASCII):
        return Mistake(
            "date.serial",
            N_("That looks like a number from a spreadsheet. Please send the date, for example 6 May 2026."),
        )
    return Mistake(
        "date.unreadable",
        N_("I could not read that as a date. Write it like 6 May 2026 or 2026-05-06."),
    )


def _lunar() -> Mistake:
    return Mistake(
        "date.lunar",
        N_("That looks like a lunar date. Please send the calendar date, for example 6 May 2026."),
    )


def _no_year() -> Mistake:
    return Mistake(
        "date.no_year", N_("The year is missing. Please send the whole date, for example 6 May 2026.")
    )
