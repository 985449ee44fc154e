"""Dates as papers print them: `16 APR 1981`, `30OCT1997`, `Tuesday 19 January, 2027`, `2027-05-21`,
`05-18-2009` where months come first.

What is printed for machines and clerks is whole and unambiguous; anything else is no date.
"""

from __future__ import annotations

import re
from datetime import date

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
LONG = (
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "MAY",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
)
DIGITS = str.maketrans("OQILSB", "001158")
WORD = re.compile(r"(?<![0-9A-Z])([0-9OQILSB]{1,2})[\s.\-/]*([A-Z0]{3,9})[.,\s\-/]*([12][0-9OQILSB]{3})")
ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
MONTH_FIRST = re.compile(r"(?<!\d)(\d\d)[-/](\d\d)[-/]((?:19|20)\d\d)(?!\d)")
DATED = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?\s*(?:day\s*of\s*)?[A-Z]{3,9}[.,]?\s*(?:19|20)\d\d"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[.,]?\s*\d{1,2}(?:st|nd|rd|th)?[.,]?\s*(?:19|20)\d\d"
    r"|(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d"
    r"|[一二三四五六七八九十〇零○]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日",
    re.IGNORECASE,
)
"""A day in whatever way a letter writes it; which one it is need not be clear."""


def printed_day(text: str, *, month_first: bool = False) -> date | None:
    """The one date in a text. None where there is none, or an impossible one."""
    upper = text.upper()
    if match := ISO.search(upper):
        return day_of(int(match[1]), int(match[2]), int(match[3]))
    if month_first and (match := MONTH_FIRST.search(upper)):
        return day_of(int(match[3]), int(match[1]), int(match[2]))
    for match in WORD.finditer(upper):
        month = _month(match[2].replace("0", "O"))
        if month is not None:
            return day_of(int(match[3].translate(DIGITS)), month, int(match[1].translate(DIGITS)))
    return None


def _month(word: str) -> int | None:
    return next(
        (n for n, (short, name) in enumerate(zip(MONTHS, LONG, strict=True), 1) if word in (short, name)),
        None,
    )


def day_of(year: int, month: int, day: int) -> date | None:
    """None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
