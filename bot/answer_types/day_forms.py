"""The ways people write a day: every reading of a line, as numbers.

Nothing here knows which days exist or are allowed; it only says what may have been meant.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Written(NamedTuple):
    """A day as it was written. `day` is None where only the month was given; `short_year` tells 90 from 1990."""

    year: int
    month: int
    day: int | None = None
    short_year: bool = False


MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"'?(?P<y>\d{4}|\d{2})年?"
_GAP = r"[-/., ]*"
_ASCII = re.ASCII

YEAR_FIRST = re.compile(
    r"(?P<y>\d{4})(?: ?[-/., ] ?| ?年 ?)(?P<m>\d{1,2})(?: ?[-/., ] ?| ?月 ?)(?P<d>\d{1,2}) ?[日号號]?\.?",
    _ASCII,
)
YEAR_AND_MONTH = re.compile(r"(?P<y>\d{4})(?: ?[-/.] ?| ?年 ?)(?P<m>\d{1,2}) ?(?:月份?)?", _ASCII)
MONTH_AND_YEAR = re.compile(r"(?P<m>\d{1,2}) ?[-/.] ?(?P<y>\d{4})", _ASCII)
SHORT_YEAR_FIRST = re.compile(r"(?P<y>\d{2}) ?年 ?(?P<m>\d{1,2}) ?月 ?(?:(?P<d>\d{1,2}) ?[日号號]?)?", _ASCII)
EIGHT_DIGITS = re.compile(r"\d{8}", _ASCII)
SIX_DIGITS = re.compile(r"\d{6}", _ASCII)
THREE_NUMBERS = re.compile(r"(\d{1,2}) ?([-/. ]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})\.?", _ASCII)
NAMED = tuple(
    re.compile(form, _ASCII)
    for form in (
        rf"(?:the )?{_DAY}{_GAP}(?:of )?(?:(?P<m>\d{{1,2}}) ?月 ?/? ?)?{_NAME}{_GAP}{_YEAR}",
        rf"{_NAME}{_GAP}(?:the )?{_DAY}[-/., ]+{_YEAR}",
        rf"(?P<y>\d{{4}}){_GAP}{_NAME}{_GAP}{_DAY}",
        rf"{_NAME}{_GAP}(?:of )?(?P<y>\d{{4}})",
        rf"(?P<y>\d{{4}}){_GAP}{_NAME}",
    )
)
WITHOUT_YEAR = re.compile(
    rf"\d{{1,2}} ?月份? ?(?:\d{{1,2}} ?[日号號]?)?|\d{{1,2}} ?[-/.] ?\d{{1,2}}|(?:the )?\d{{1,2}}(?:st|nd|rd|th)?{_GAP}(?:of )?{_NAME}"
    rf"|\d{{1,2}} ?[日号號]|{_NAME.replace('name', 'alone')}{_GAP}(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?)?",
    _ASCII,
)
YEAR_ALONE = re.compile(r"(?:19|20)\d\d ?年?", _ASCII)

_NUMERALS = re.compile("[〇零一二三四五六七八九十]+")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def arabic(line: str) -> str:
    """With Chinese numerals as ASCII digits: 二〇二六 is 2026, 二十三 is 23."""
    return _NUMERALS.sub(_as_digits, line.translate({0x25CB: 0x3007, 0x25EF: 0x3007}))


def _as_digits(found: re.Match[str]) -> str:
    numeral = found[0]
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return numeral.translate(_DIGITS)
    return f"{(tens or '一').translate(_DIGITS)}{(ones or '零').translate(_DIGITS)}"


def written(line: str) -> tuple[Written, ...]:
    """The readings of a line of plain(), lower-case text with arabic() numerals; none where it is no day."""
    found = YEAR_FIRST.fullmatch(line) or YEAR_AND_MONTH.fullmatch(line) or MONTH_AND_YEAR.fullmatch(line)
    found = found or SHORT_YEAR_FIRST.fullmatch(line)
    if found:
        return (_of(found["y"], found["m"], found.groupdict().get("d")),)
    if EIGHT_DIGITS.fullmatch(line):
        return _eight(line)
    if SIX_DIGITS.fullmatch(line):
        return _six(line)
    if numbers := THREE_NUMBERS.fullmatch(line):
        return _three(numbers[1], numbers[3], numbers[4])
    return _named(line)


def _of(year: str, month: str, day: str | None = None) -> Written:
    return Written(int(year), int(month), int(day) if day else None, short_year=len(year) == 2)


def _eight(line: str) -> tuple[Written, ...]:
    """Year first if that can be; a passport's 05031990 otherwise."""
    if line[:2] in ("19", "20") and line[4:6] <= "12":
        return (_of(line[:4], line[4:6], line[6:]),)
    return _three(line[:2], line[2:4], line[4:])


def _six(line: str) -> tuple[Written, ...]:
    if line[:2] in ("19", "20") and "01" <= line[4:] <= "12":
        return (_of(line[:4], line[4:]),)
    return (_of(line[:2], line[2:4], line[4:]),)


def _three(first: str, second: str, last: str) -> tuple[Written, ...]:
    """Day or month first; with a short year at the end, the year may be first as well."""
    readings = [_of(last, second, first), _of(last, first, second)]
    if len(last) == 2 and len(first) == 2:
        readings.append(_of(first, second, last))
    return tuple(dict.fromkeys(readings))


def _named(line: str) -> tuple[Written, ...]:
    for form in NAMED:
        if found := form.fullmatch(line):
            parts = found.groupdict()
            month = MONTH_NAMES.index(parts["name"][:3]) + 1
            if parts.get("m") and int(parts["m"]) != month:
                return ()
            return (_of(parts["y"], str(month), parts.get("d")),)
    return ()
