"""The forms of a calendar date in numbers, in Chinese and with English names of months.

The orders are those of CLDR: year-month-day in Chinese, day-month and month-day in English; where both are
possible, both are told.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from bot.answers.dates.told import Told

TWELVE = "one two three four five six seven eight nine ten eleven twelve".split()
MONTHS = "january february march april may june july august september october november december".split()
NAME = r"(?P<name>[a-z]{3,10})\.?"
D = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
M = r"(?P<m>\d{1,2})"
Y = r"(?P<y>\d{4})"
YY = r"'?(?P<y>\d{2})"
BETWEEN = r"[\s,./-]*"
APART = r"[\s,./-]+"
FORMS = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        # Year, month and day.
        rf"{Y}\s?[-/.\s]\s?{M}\s?[-/.\s]\s?(?P<d>\d{{1,2}})",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        rf"{Y}\s?年\s?{M}\s?月\s?(?P<d>\d{{1,2}})\s?[日号]?",
        rf"{D}{BETWEEN}(?:of )?(?:\d{{1,2}}月/)?{NAME}{BETWEEN}{Y}",
        rf"{NAME}{BETWEEN}{D}{APART}{Y}",
        rf"{Y}{APART}{NAME}{APART}{D}",
        rf"{Y}{APART}{D}{APART}{NAME}",
        # Two digits for the year.
        rf"{YY}[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})",
        rf"{YY}\s?年\s?{M}\s?月\s?(?P<d>\d{{1,2}})\s?[日号]?",
        rf"{D}{BETWEEN}(?:of )?{NAME}{BETWEEN}{YY}",
        rf"{NAME}{BETWEEN}{D}{APART}{YY}",
        r"(?P<y>\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])",
        # A month.
        rf"{Y}\s?[-/.]\s?{M}",
        r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])",
        rf"{Y}\s?年\s?{M}\s?(?:月\s?份?)?",
        rf"{M}\s?[-/.]\s?{Y}",
        rf"{NAME}{BETWEEN}(?:of )?{Y}",
        rf"{Y}{APART}{NAME}",
        rf"{YY}\s?年\s?{M}\s?月\s?份?",
        rf"{NAME}\s?'(?P<y>\d{{2}})",
        # A year.
        r"(?P<y>(?:19|20)\d\d)\s?年?",
        r"(?P<y>\d\d)\s?年",
        # No year.
        rf"{M}\s?月\s?(?P<d>\d{{1,2}})\s?[日号]?",
        rf"{D}{BETWEEN}(?:of )?{NAME}",
        rf"{NAME}{BETWEEN}{D}",
        rf"{M}\s?月\s?份?",
        NAME,
    )
]
EITHER_WAY = re.compile(r"(\d{1,2})\s?[-/.\s]\s?(\d{1,2})(?:\s?[-/.\s]\s?(\d{4}|\d{2}))?\s?[日号]?", re.ASCII)
# Where there is a Latin letter it is one of a month's name, or no date.
NAMED = [form for form in FORMS if "name" in form.groupindex]
NUMBERED = [form for form in FORMS if "name" not in form.groupindex]
LETTER = re.compile("[a-z]")
# 1月18-20日, 18-20 January 2027, January 18-20, 2027: both ends.
SEVERAL_DAYS = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"(?:{Y}年)?{M}月(?P<d>\d{{1,2}})[日号]?\s?(?:[-~至到和、]|或者?|还是)\s?(?P<to>\d{{1,2}})[日号]?",
        rf"{D}\s?(?:-|to|or|and|~)\s?(?P<to>\d{{1,2}})(?:st|nd|rd|th)?\s?{NAME}(?:{APART}{Y})?",
        rf"{NAME}\s?{D}\s?(?:-|to|or|and|~)\s?(?P<to>\d{{1,2}})(?:st|nd|rd|th)?(?:{APART}{Y})?",
    )
]


def in_forms(text: str) -> tuple[Told, ...]:
    """Every reading of a folded text that is nothing but a date, the likeliest first."""
    forms = NAMED if LETTER.search(text) else NUMBERED
    found = [told for told in (_by(form, text) for form in forms) if told is not None]
    both = EITHER_WAY.fullmatch(text)
    if both is not None and not any(told.year and told.year >= 100 for told in found):
        found += _either(int(both[1]), int(both[2]), int(both[3]) if both[3] else None)
    for form in SEVERAL_DAYS:
        found += _ends(form, text)
    return tuple(dict.fromkeys(found))


def _by(form: re.Pattern[str], text: str) -> Told | None:
    match = form.fullmatch(text)
    if match is None:
        return None
    groups = match.groupdict()
    month, is_sure = _month(groups)
    if month == 0:
        return None
    told = Told(_number(groups.get("y")), month, _number(groups.get("d")))
    return told if is_sure else told.doubted()


def _month(groups: dict[str, str | None]) -> tuple[int | None, bool]:
    """The month's number, 0 for a word that names none; and whether it is spelled right."""
    name = groups.get("name")
    if name is None:
        return _number(groups.get("m")), True
    number = named_month(name)
    if number:
        return number, True
    close = get_close_matches(name, MONTHS, 1, 0.8) if len(name) > 4 else []
    return (MONTHS.index(close[0]) + 1 if close else 0), False


def named_month(name: str) -> int:
    """1 to 12 for `jan`, `sept` or `january`, 0 for any other word."""
    whole = next((month for month in MONTHS if month.startswith(name)), None) if len(name) > 2 else None
    is_short = len(name) == 3 or name == "sept"
    return MONTHS.index(whole) + 1 if whole is not None and (is_short or whole == name) else 0


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _either(one: int, two: int, year: int | None) -> list[Told]:
    """05/06/2026: day first or month first."""
    return [Told(year, month, day) for month, day in dict.fromkeys(((one, two), (two, one)))]


def _ends(form: re.Pattern[str], text: str) -> list[Told]:
    match = form.fullmatch(text)
    if match is None:
        return []
    groups = match.groupdict()
    month, _ = _month(groups)
    year = _number(groups.get("y"))
    return [Told(year, month, _number(groups[end])) for end in ("d", "to")] if month else []
