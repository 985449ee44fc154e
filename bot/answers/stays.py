"""A place in words, parted from what is said beside it: how long somebody was there, and where they were before.

Only what reads as days is taken off; a number or a month's name that belongs to the place stays in it.
"""

from __future__ import annotations

import re
from datetime import date

from bot.answers.dates import Earlier, read_stretch
from bot.core import Odd, Understood

LONGEST = 400
"""In more than this nothing is looked for."""

_ENDS = " ,，.。;；()（）"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_HOW_LONG = re.compile(
    r"[\s,，.。;；]*(?:我们?)?(?:在?(?:这里|这儿|这边|这))?(?:一直|已经|都)*住了?(?:了|有|快|将近|大概|差不多|大约|已经)*[\d一二三四五六七八九十半两几]+(?:个月|多?年|来年).*$|"
    r"[\s,，.。;；]*(?:(?:[12]\d{3}|(?<!\d)\d{2})年.{0,8}|从.{0,12}|今年.{0,4}|\d{1,2}月.{0,6})(?:搬|住|开始|进|来|入职|买的).{0,12}$|"
    r"(?:[,.;]\s*(?:(?:i|we)(?:'ve| have)?|been|lived|living|moved)|\s(?:been|living|lived|moved) (?:here|there|in|since))\b[^,]*\b(?:years?|months?|since|here|there|[12]\d{3})\b.*$",
    re.I,
)
# Where somebody was before is another place.
_BEFORE_THAT = re.compile(
    r"(?:[\s,，.。;；]+(?:and |but )?(?:before (?:that|this|then)|previously|prior to that|earlier (?:i|we))\b|[,，.。;；]\s*(?:再?之前|以前|在那之前|再往前)).*$",
    re.I,
)
_FIRST = re.compile(
    rf"^(?:since|from)\s+(?P<when>(?:the\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?(?:[\s,]+[12]\d{{3}})?|[12]\d{{3}})[\s,:]+(?=\S)",
    re.I,
)
_LATER = re.compile(
    rf"(?<=[\s,，.。;；(（])(?:(?P<lead>since|from|between|starting|till|until|自|从)\s*|(?=(?:{_MONTH}|[12]\d{{3}}(?:\b|年)|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\b)))",
    re.I,
)


# “since march 2021 havent moved”.
_STAYED = re.compile(
    r"[\s,]+(?:and )?(?:i |we )?(?:have ?n'?t|never|did ?n'?t|not) (?:moved?|left)\b.*$|[\s,]*(?:没搬过|没动过|一直没搬).*$",
    re.I,
)


def place_and_stay(sent: str, today: date) -> tuple[str, str]:
    """“示例路1号，住了5年了”, "1 Example Road, from sept 2021 till july": the place, and what is said of when; "" where nothing is."""
    if len(sent) > LONGEST:
        return sent, ""
    before = _BEFORE_THAT.search(sent)
    said = _STAYED.sub("", sent[: before.start()] if before and before.start() else sent)
    first = _FIRST.match(said)
    if first is not None and isinstance(Earlier().read(first["when"], today), Understood | Odd):
        place, _ = place_and_stay(said[first.end() :], today)
        return place, first["when"]
    long = _HOW_LONG.search(said)
    if long is not None and long.start():
        return said[: long.start()], long[0].strip(_ENDS)
    for later in _LATER.finditer(said):
        stay = said[later.end() :].strip(_ENDS)
        place = said[: later.start()].rstrip(_ENDS)
        after_comma = said[: later.start()].rstrip().endswith(tuple(",，.;；。"))
        if (
            stay
            and any(map(str.isalpha, place))
            and _is_stay(stay, later["lead"] or "", today, after_comma=after_comma)
        ):
            return place, stay
    return said, ""


def _is_stay(words: str, lead: str, today: date, *, after_comma: bool) -> bool:
    """Two ends of a stretch; one is enough behind “since”, or as a month of its own behind a comma."""
    if read_stretch(words, today) is not None:
        return True
    has_month = re.search(_MONTH, words, re.I) is not None and after_comma
    return bool(lead or has_month) and isinstance(Earlier().read(words, today), Understood | Odd)
