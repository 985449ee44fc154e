"""Calendar days and clock times as people in China and abroad write them; two possible readings are never guessed.

Lunar dates, the years of the Republic, weekdays, "5 months ago" and spreadsheet numbers are recognised and named, not read.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from math import inf
from typing import ClassVar, Literal

from bot.answers import shapes
from bot.core import Mistake, Odd, Option, Reading, Takes, Understood, Unsure, plain
from bot.i18n import N_, Text

MonthOnly = Literal["first", "last"]

NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<y>\d{4})"
FLAGS = re.ASCII | re.IGNORECASE

WHOLE = [
    re.compile(pattern, FLAGS)
    for pattern in (
        rf"{YEAR}[-/.\s](?P<m>\d{{1,2}})[-/.\s](?P<d>\d{{1,2}})",
        rf"{YEAR}(?P<m>\d{{2}})(?P<d>\d{{2}})",
        rf"{YEAR}\s?年\s?(?P<m>\d{{1,2}})\s?月\s?(?P<d>\d{{1,2}})\s?[日号]?",
        rf"{DAY}[\s-]*(?:of )?(?:\d{{1,2}}月/)?{MONTH}[\s,-]*{YEAR}",
        rf"{MONTH}[\s-]*{DAY}[\s,]+{YEAR}",
        rf"{YEAR}[\s-]+{MONTH}[\s-]+{DAY}",
    )
]
MONTHS_ONLY = [
    re.compile(pattern, FLAGS)
    for pattern in (
        rf"{YEAR}[-/.](?P<m>\d{{1,2}})",
        rf"{YEAR}\s?年\s?(?P<m>\d{{1,2}})\s?月份?",
        rf"(?P<m>\d{{1,2}})[-/.]{YEAR}",
        rf"{MONTH}[\s,-]*{YEAR}",
        rf"{YEAR}[\s-]+{MONTH}",
    )
]
EITHER_WAY = re.compile(r"(\d{1,2})[-/.\s](\d{1,2})[-/.\s](\d{4})", re.ASCII)
TWO_DIGITS = [
    re.compile(r"(\d{2})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII),
    re.compile(r"(\d{2})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]?", re.ASCII),
]
NO_YEAR = re.compile(
    rf"(?:\d{{1,2}}\s?月\s?\d{{1,2}}\s?[日号]?|{DAY}[\s-]*{MONTH}|\d{{1,2}}[/.-]\d{{1,2}})", FLAGS
)
LUNAR = re.compile(
    "农历|阴历|正月|腊月|冬月|闰|初[一二三四五六七八九十]|除夕|春节|中秋|端午|lunar", re.IGNORECASE
)
MINGUO = re.compile("民国|民國")
RELATIVE = re.compile(
    "星期|礼拜|[上下本这]周|周[一二三四五六日天]|mon(day)?|tue(sday)?|wed(nesday)?|thu(rsday)?|fri(day)?|sat(urday)?|sun(day)?|next week|last week|tomorrow|明天|后天"
    r"|\bago\b|last (month|year)|(?:天|周|月|年)(?:以|之)?前|[上这本]个?月|去年|前年|今年[初底]",
    re.IGNORECASE,
)
TODAY = {"today": 0, "今天": 0, "今日": 0, "yesterday": 1, "昨天": 1, "前天": 2}
NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
TEN = re.compile("([一二三四五六七八九]?)十([一二三四五六七八九]?)")


def _digits(text: str) -> str:
    """Chinese numerals as digits: 二〇二六年三月十五日 becomes 2026年3月15日."""
    spelled = TEN.sub(lambda ten: f"{ten[1] or '一'}{ten[2] or '〇'}", text)
    return spelled.translate(NUMERALS)


def _month_number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return int(groups["m"]) if groups.get("m") else NAMES.index(groups["name"][:3].lower()) + 1


SAMPLE_DAYS = (60, -1500, -20, -400, -190, -100, -1, 0, 20, 200, 500)
"""From today: before and after what a rule may count from."""


def _weekday(day: date) -> date:
    """That day, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() >= 5 else 0)


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day. `earliest` and `latest` bound it in days from today, None for no bound; `odd` says
    what about a possible day needs a second look; `month` allows a month alone, read as its first or last day.
    """

    earliest: int | None = None
    latest: int | None = None
    month: MonthOnly | None = None
    odd: Callable[[date, date], Text | None] | None = None
    relative: bool = True

    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = shapes.DATE_OR_MONTH

    @staticmethod
    def birth() -> Day:
        return Day(earliest=-120 * 366, latest=0, relative=False)

    @staticmethod
    def in_the_past(month: MonthOnly | None = None) -> Day:
        return Day(earliest=-100 * 366, latest=0, month=month)

    @staticmethod
    def any_day() -> Day:
        return Day(odd=_far)

    @staticmethod
    def interview() -> Day:
        return Day(odd=_odd_interview)

    def read(self, sent: str, today: date) -> Reading[date]:
        text = plain(sent).strip(" .。,，")
        if len(text) > 60:
            return _unreadable()
        return self._bounded(self._parse(_digits(text), today), today)

    def show(self, value: date) -> date:
        return value

    def samples(self, today: date) -> tuple[str, ...]:
        least = -inf if self.earliest is None else self.earliest
        most = inf if self.latest is None else self.latest
        days = (_weekday(today + timedelta(days=days)) for days in SAMPLE_DAYS)
        return tuple(day.isoformat() for day in days if least <= (day - today).days <= most)

    def _parse(self, text: str, today: date) -> Reading[date]:
        if self.relative and text.lower() in TODAY:
            return Understood(today - timedelta(days=TODAY[text.lower()]), say_back=True)
        for pattern in WHOLE:
            match = pattern.fullmatch(text)
            if match:
                return _made(int(match["y"]), _month_number(match), int(match["d"]), text)
        both = EITHER_WAY.fullmatch(text)
        if both:
            return self._either(int(both[1]), int(both[2]), int(both[3]), today)
        for pattern in MONTHS_ONLY:
            match = pattern.fullmatch(text)
            if match:
                return self._month_alone(int(match["y"]), _month_number(match))
        if YEAR_ONLY.fullmatch(text):
            return Mistake(
                "date.year_only", N_("That is only a year; I need the month as well, for example March 2024.")
            )
        return self._short_year(text, today) or _named(text)

    def _month_alone(self, year: int, month: int) -> Reading[date]:
        if self.month is None:
            return Mistake(
                "date.no_day", N_("That is a month; I need the day as well, for example 6 May 2026.")
            )
        if not 1 <= month <= 12 or not 1900 <= year <= 2100:
            return _impossible(year, month, 1)
        return Understood(
            date(year, month, monthrange(year, month)[1] if self.month == "last" else 1), say_back=True
        )

    def _either(self, one: int, two: int, year: int, today: date) -> Reading[date]:
        """05/06/2026: day first or month first. Only a reading that is possible here counts."""
        found = [_made(year, month, day, "") for month, day in {(one, two), (two, one)}]
        days = sorted({one.value for one in found if isinstance(one, Understood)})
        allowed = [
            day for day in days if not isinstance(self._bounded(Understood(day), today), Mistake)
        ] or days
        if not allowed:
            return _impossible(year, two, one)
        if len(allowed) == 1:
            return Understood(allowed[0], say_back=True)
        return Unsure(tuple(allowed), N_("That can be read in two ways."))

    def _short_year(self, text: str, today: date) -> Reading[date] | None:
        """Two digits for the year are never taken as they are: the person confirms."""
        for pattern in TWO_DIGITS:
            match = pattern.fullmatch(text)
            if match is None:
                continue
            years = (2000 + int(match[1]), 1900 + int(match[1]))
            for year in years:
                made = _made(year, int(match[2]), int(match[3]), "")
                if isinstance(made, Understood) and not isinstance(self._bounded(made, today), Mistake):
                    return Odd(
                        made.value, N_("You gave two digits for the year; I read %(day)s.").of(day=made.value)
                    )
        return None

    def _bounded(self, reading: Reading[date], today: date) -> Reading[date]:
        if not isinstance(reading, Understood):
            return reading
        day = reading.value
        if self.latest is not None and day > today + timedelta(days=self.latest):
            return Mistake(
                "date.in_future",
                N_("I read %(day)s; that is still to come. Please check the year.").of(day=day),
            )
        if self.earliest is not None and day < today + timedelta(days=self.earliest):
            return Mistake(
                "date.too_old", N_("I read %(day)s; that is too long ago. Please check the year.").of(day=day)
            )
        why = self.odd(day, today) if self.odd is not None else None
        return Odd(day, why) if why is not None else reading


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
        return N_("%(day)s is a weekend, when interviews are rare.").of(day=day)
    return None


def _made(year: int, month: int, day: int, text: str) -> Reading[date]:
    try:
        made = date(year, month, day)
    except ValueError:
        return _impossible(year, month, day)
    if not 1880 <= year <= 2200:
        return _impossible(year, month, day)
    return Understood(made, say_back=text != made.isoformat())


def _impossible(year: int, month: int, day: int) -> Mistake:
    if not 1880 <= year <= 2200:
        return Mistake(
            "date.impossible",
            N_("I read the year %(year)s, which cannot be right. A date looks like 6 May 2026.").of(
                year=year
            ),
        )
    if not 1 <= month <= 12:
        return Mistake(
            "date.impossible",
            N_("I read month %(month)s, but a year has 12. A date looks like 6 May 2026.").of(month=month),
        )
    return Mistake(
        "date.impossible",
        N_("I read day %(day)s, but month %(month)s of %(year)s has %(days)s days. Please check it.").of(
            day=day, month=month, year=year, days=monthrange(year, month)[1]
        ),
    )


def _named(text: str) -> Mistake:
    """What it is, where it is no date we read."""
    if LUNAR.search(text):
        return Mistake(
            "date.lunar",
            N_("That looks like a lunar date. Please send the calendar date, for example 6 May 2026."),
        )
    if MINGUO.search(text):
        return Mistake(
            "date.minguo",
            N_("That looks like a year of the Republic. Please send it as, for example, 6 May 2026."),
        )
    if NO_YEAR.fullmatch(text):
        return Mistake(
            "date.no_year", N_("The year is missing. Please send the whole date, for example 6 May 2026.")
        )
    if RELATIVE.search(text):
        return Mistake(
            "date.relative", N_("I need the date itself from the calendar, for example 6 May 2026.")
        )
    if re.fullmatch(r"[1-9]\d{4}", text, re.ASCII):
        return Mistake(
            "date.serial",
            N_("That looks like a number from a spreadsheet. Please send the date, for example 6 May 2026."),
        )
    return _unreadable()


def _unreadable() -> Mistake:
    return Mistake(
        "date.unreadable",
        N_("I could not read that as a date. It looks like 6 May 2026, 2026-05-06 or 2026年5月6日."),
    )


YEAR_ONLY = re.compile(r"(?:19|20)\d\d ?年?", re.ASCII)
NOW_WORDS = frozenset(
    ("now", "至今", "现在", "目前", "今", "还在", "still", "present", "to now", "until now", "到现在", "仍在")
)


@dataclass(frozen=True, slots=True)
class Until:
    """The end of a stretch: a day, or "now" where it still goes on. A month alone is its last day."""

    options: ClassVar[tuple[Option, ...]] = (Option("now", N_("Until now")),)
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = shapes.DATE_OR_MONTH

    def read(self, sent: str, today: date) -> Reading[date | str]:
        if plain(sent).lower().strip(" .。") in NOW_WORDS or plain(sent).lower() in (
            "still now",
            "until now",
            "现在还是",
        ):
            return Understood("now")
        reading = Day(earliest=-100 * 366, month="last").read(sent, today)
        if isinstance(reading, Understood) and reading.value > today:
            if reading.value.year == today.year and reading.value.month == today.month:
                return Understood(today, say_back=True)
            return Mistake(
                "date.in_future",
                N_("I read %(day)s; that is still to come. “now” means it still goes on.").of(
                    day=reading.value
                ),
            )
        return reading

    def show(self, value: date | str) -> object:
        return N_("Until now") if value == "now" else value

    def samples(self, today: date) -> tuple[str, ...]:
        return ("now", *Day().samples(today))


# Clock times

CLOCK = re.compile(
    r"(?P<part>上午|早上|早晨|凌晨|中午|下午|晚上|傍晚|am|pm)?\s?(?P<h>\d{1,2})\s?(?:[:.时點点]\s?(?P<m>\d{1,2})?整?)?\s?分?\s?(?P<ampm>am|pm|a\.m|p\.m|o'clock)?",
    re.ASCII | re.IGNORECASE,
)
FOUR = re.compile(r"([01]\d|2[0-4])([0-5]\d)", re.ASCII)
PM = ("下午", "晚上", "傍晚", "pm", "p.m")
AM = ("上午", "早上", "早晨", "凌晨", "am", "a.m")


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day in Shanghai."""

    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = shapes.TIME

    def read(self, sent: str, today: object) -> Reading[time]:
        text = plain(sent).lower().strip(" 。,，").rstrip(".")
        if text in ("noon", "中午", "正午"):
            return Understood(time(12), say_back=True)
        text = text.replace("一刻", "15分").replace("三刻", "45分").replace("半", "30分")
        text = _digits(text.replace("两", "二"))
        four = FOUR.fullmatch(text)
        match = None if four or len(text) > 30 else CLOCK.fullmatch(text)
        if four is None and match is None:
            return Mistake(
                "time.unreadable", N_("I could not read that as a time. It looks like 09:30 or 上午9点半.")
            )
        hour, minute = (int(four[1]), int(four[2])) if four else (int(match["h"]), int(match["m"] or 0))  # type: ignore[index]
        part = "" if four else (match["part"] or match["ampm"] or "")  # type: ignore[index]
        if hour > 24 or minute > 59:
            return Mistake(
                "time.impossible",
                N_("I read %(hour)s:%(minute)s, and there is no such time. It looks like 09:30.").of(
                    hour=hour, minute=f"{minute:02}"
                ),
            )
        return _placed(hour % 24, minute, part, text)

    def show(self, value: time) -> time:
        return value

    def samples(self, today: date) -> tuple[str, ...]:
        return ("09:30", "3:30", "20:00", "上午9点半")


def _placed(hour: int, minute: int, part: str, text: str) -> Reading[time]:
    """In its half of the day; interviews are between 7 and 18, and anything else is asked."""
    if (part in PM and hour < 12) or (part == "中午" and hour < 11):
        hour += 12
    elif part in AM and hour == 12:
        return Odd(time(0, minute), N_("12 in the morning is midnight; that is unusual for an interview."))
    if not part and 1 <= hour <= 6:
        return Unsure(
            (time(hour, minute), time(hour + 12, minute)), N_("Is that in the morning or in the afternoon?")
        )
    found = time(hour, minute)
    if not 7 <= hour <= 18:
        return Odd(found, N_("I read %(time)s, an unusual time for an interview.").of(time=found))
    return Understood(found, say_back=text != f"{hour:02}:{minute:02}")
