"""Dates reckoned from today: 明年1月26号, 下周三, next Jan 26, two years ago, 30天后, and the years of other eras.

A count of months or years is a month or a year, never a day; a word that leaves the week open is asked about.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from bot.answers.dates.forms import TWELVE, named_month
from bot.answers.dates.told import AS, Told

DAYS = {
    **dict.fromkeys(("today", "今天", "今日"), 0),
    **dict.fromkeys(("tomorrow", "tmr", "明天", "明日"), 1),
    **dict.fromkeys(("后天", "the day after tomorrow", "day after tomorrow"), 2),
    "大后天": 3,
    **dict.fromkeys(("yesterday", "昨天", "昨日"), -1),
    **dict.fromkeys(("前天", "the day before yesterday", "day before yesterday"), -2),
    "大前天": -3,
}
YEARS = {
    **dict.fromkeys(("今年", "本年", "this year"), 0),
    **dict.fromkeys(("明年", "下一年", "next year"), 1),
    "后年": 2,
    **dict.fromkeys(("去年", "上年", "上一年", "last year"), -1),
    "前年": -2,
    "大前年": -3,
}
# The first years of eras, less one: Minguo 1 is 1912, Reiwa 1 is 2019, Heisei 1 is 1989, Showa 1 is 1926.
ERAS = {"民国": 1911, "令和": 2018, "平成": 1988, "昭和": 1925}
HOLIDAYS = {
    **dict.fromkeys(("元旦", "元旦节", "new year's day", "new year"), (1, 1)),
    **dict.fromkeys(("劳动节", "五一", "5一", "51", "5月1日劳动节"), (5, 1)),
    **dict.fromkeys(("国庆", "国庆节", "十一国庆"), (10, 1)),
    **dict.fromkeys(("圣诞", "圣诞节", "christmas", "christmas day", "xmas"), (12, 25)),
    **dict.fromkeys(("平安夜", "christmas eve"), (12, 24)),
    **dict.fromkeys(("new year's eve", "跨年"), (12, 31)),
}
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAY = r"(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
WEEKS = {"下下": 2, "下": 1, "这": 0, "本": 0, "上": -1, "上上": -2}
NUMBERS = {word: number for number, word in enumerate(TWELVE, 1)} | {"a": 1, "an": 1, "a couple of": 2}
COUNT = rf"(?P<n>\d{{1,3}}|{'|'.join(NUMBERS)})"

YEAR_WORD = re.compile(
    rf"(?P<word>{'|'.join(YEARS)})\s?的?\s?(?:(?P<m>\d{{1,2}})\s?月\s?(?:(?P<d>\d{{1,2}})\s?[日号]?|份)?)?",
    re.ASCII,
)
NAMED_YEAR_WORD = re.compile(
    r"(?P<name>[a-z]{3,9})\.?\s?(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?)?,?\s(?:of )?(?P<word>this year|next year|last year)",
    re.ASCII,
)
MONTH_WORD = re.compile(
    r"(?P<step>下下|下|这|本|上上|上)个?月\s?(?:(?P<d>\d{1,2})\s?[日号]|(?P<end>底|末))?", re.ASCII
)
ENGLISH_MONTH_WORD = re.compile(
    r"(?:(?:the )?(?P<d>\d{1,2})(?:st|nd|rd|th)? of |(?P<end>(?:the )?end of ))?(?P<step>this|next|last) month",
    re.ASCII,
)
COMING_MONTH = re.compile(
    r"(?P<step>next|this|last|coming) (?P<name>[a-z]{3,9})\.?(?: (?P<d>\d{1,2})(?:st|nd|rd|th)?)?", re.ASCII
)
IN_WEEK = re.compile(r"(?P<step>下下|下|这|本|上上|上)?个?(?:周|星期|礼拜)(?P<day>[1-7日天])", re.ASCII)
COMING_WEEKDAY = re.compile(rf"(?P<step>(?:the )?(?:next|this|last|coming) )?{WEEKDAY}", re.ASCII)
COUNTED = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?P<n>\d{1,3}|半)\s?个?\s?(?P<unit>天|日|周|星期|礼拜|月|年)多?(?:以|之)?(?P<way>前|后)",
        rf"(?:about |around )?{COUNT} (?P<unit>day|week|month|year)s? (?P<way>ago|later|from now|from today)",
        rf"(?P<way>in) (?:about )?{COUNT} (?P<unit>day|week|month|year)s?",
        r"(?:about )?(?P<n>half) a (?P<unit>year) (?P<way>ago)",
    )
]
UNITS = {"天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month", "年": "year"}
ERA = re.compile(
    rf"(?P<era>{'|'.join(ERAS)})\s?(?P<y>\d{{1,3}}|元)\s?年\s?(?:(?P<m>\d{{1,2}})月(?:(?P<d>\d{{1,2}})[日号]?)?)?",
    re.ASCII,
)


def from_today(text: str, today: date) -> tuple[Told, ...]:
    """Every reading of a folded text that is nothing but words for a date."""
    if text in DAYS:
        return (Told.of(today + timedelta(days=DAYS[text])),)
    if text in HOLIDAYS:
        return (Told(None, *HOLIDAYS[text]),)
    for read in (_in_year, _in_month, _coming, _in_week, _counted):
        found = read(text, today)
        if found:
            return found
    return ()


DAY_ALONE = re.compile(r"(?P<zh>\d{1,2})[日号]|(?:the |on the )?(?P<en>\d{1,2})(?:st|nd|rd|th)", re.ASCII)


def day_alone(text: str, today: date, *, past: bool) -> tuple[Told, ...]:
    """“8号”: the next or the last day of that number."""
    match = DAY_ALONE.fullmatch(text)
    if match is None:
        return ()
    day = int(match["zh"] or match["en"])
    step = -int(day > today.day) if past else int(day < today.day)
    return (Told(*months_on(today, step), day, AS),)


def _in_year(text: str, today: date) -> tuple[Told, ...]:
    match = YEAR_WORD.fullmatch(text) or NAMED_YEAR_WORD.fullmatch(text)
    if match is None:
        return ()
    groups = match.groupdict()
    month = int(groups.get("m") or named_month(groups.get("name") or "")) or None
    if month is None and groups.get("name"):
        return ()
    told = Told(today.year + YEARS[match["word"]], month, int(groups["d"]) if groups["d"] else None)
    return (told if month else told.doubted(),)


def _in_month(text: str, today: date) -> tuple[Told, ...]:
    match = MONTH_WORD.fullmatch(text) or ENGLISH_MONTH_WORD.fullmatch(text)
    if match is None:
        return ()
    step = WEEKS[{"next": "下", "this": "这", "last": "上"}.get(match["step"], match["step"])]
    year, month = months_on(today, step)
    day = monthrange(year, month)[1] if match["end"] else int(match["d"]) if match["d"] else None
    return (Told(year, month, day),)


def months_on(today: date, months: int) -> tuple[int, int]:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return year, month + 1


def _coming(text: str, today: date) -> tuple[Told, ...]:
    """next Jan 26 is the first that comes; last March the one before now."""
    match = COMING_MONTH.fullmatch(text)
    month = named_month(match["name"]) if match is not None else 0
    if match is None or not month:
        return ()
    day = int(match["d"]) if match["d"] else None
    is_over = (month, day or 31) < (today.month, today.day)
    if match["step"] == "last":
        year = today.year if (month, day or 1) < (today.month, today.day if day else 1) else today.year - 1
    else:
        year = today.year + 1 if is_over else today.year
    return (Told(year, month, day, AS),)


def weekday_of(word: str) -> int:
    """0 for Monday, from a digit of 1 to 7, 日 or 天, or an English name."""
    if word in "日天7":
        return 6
    return int(word) - 1 if word.isdecimal() else [day[:3] for day in WEEKDAYS].index(word[:3])


def _in_week(text: str, today: date) -> tuple[Told, ...]:
    match = IN_WEEK.fullmatch(text)
    if match is not None:
        monday = today - timedelta(days=today.weekday())
        step = WEEKS.get(match["step"] or "这", 0)
        found = monday + timedelta(days=7 * step + weekday_of(match["day"]))
        return (Told.of(found, None if match["step"] else AS),)
    match = COMING_WEEKDAY.fullmatch(text)
    if match is None:
        return ()
    first = today + timedelta(days=(weekday_of(match[2]) - today.weekday() - 1) % 7 + 1)
    if "last" in (match["step"] or ""):
        return (Told.of(first - timedelta(days=7), AS),)
    # On a Wednesday “next Friday” is the day after tomorrow for some, the week after for others.
    open_ = "next" in (match["step"] or "") and first.weekday() > today.weekday()
    days = (first, first + timedelta(days=7)) if open_ else (first,)
    return tuple(Told.of(day, AS) for day in days)


def _counted(text: str, today: date) -> tuple[Told, ...]:
    match = next(filter(None, (form.fullmatch(text) for form in COUNTED)), None)
    if match is None:
        return ()
    unit = UNITS.get(match["unit"], match["unit"])
    if match["n"] in ("半", "half"):
        number, unit = 6, "month"
        if match["unit"] != "年" and match["unit"] != "year":
            return ()
    else:
        number = NUMBERS.get(match["n"]) or int(match["n"])
    number = -number if match["way"] in ("前", "ago") else number
    return (_stepped(today, unit, number).doubted(),)


def _stepped(today: date, unit: str, number: int) -> Told:
    if unit in ("day", "week"):
        return Told.of(today + timedelta(days=number * (7 if unit == "week" else 1)))
    if unit == "year" and abs(number) > 1:
        return Told(today.year + number)
    return Told(*months_on(today, number * (12 if unit == "year" else 1)))


def in_era(text: str) -> tuple[Told, ...]:
    """民国79年5月6日: the years of other eras."""
    match = ERA.fullmatch(text)
    if match is None:
        return ()
    year = ERAS[match["era"]] + (1 if match["y"] == "元" else int(match["y"]))
    month, day = (int(match[part]) if match[part] else None for part in ("m", "d"))
    return (Told(year, month, day, AS),)
