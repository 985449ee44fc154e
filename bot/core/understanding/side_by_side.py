"""A day and its time that stand side by side: whose the one is, the other is.

“2027年2月10日早上9点” names neither, and is the day and the time of the interview; the time beside a funeral's day is none of it.
"""

from __future__ import annotations

import re
from typing import Any

from bot.core.flow import Question
from bot.core.understanding.mentions import Askable

Span = tuple[int, int]

_WEEKDAY = r"(?:(?:周|星期|礼拜)[一二三四五六日天]|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?)"
_BETWEEN = re.compile(
    rf"[\s,]*(?:[(]?{_WEEKDAY}[)]?[\s,]*)?(?:[(]|的|at|from|@|-|,)?[\s,]*(?:the )?(?:local time )?", re.ASCII
)
_BETWEEN_BACK = re.compile(rf"[\s,]*(?:on )?(?:the )?(?:{_WEEKDAY}[\s,]*)?", re.ASCII)


_OF_A_JOURNEY = re.compile(
    r"航班|机票|飞机|起飞|落地|高铁|火车|出发|到达|\b(?:flights?|fly|flying|plane|tickets?|train|depart\w*|arriv\w*|land(?:s|ing)?|leaves?|leaving)\b"
)


def is_of_a_journey(words: str) -> bool:
    """A flight has a day and a time, too."""
    return _OF_A_JOURNEY.search(words) is not None


def has_its_time(known: Askable, day: Question[Any], words: str, span: Span) -> bool:
    """Whether a time of day that goes with this question stands beside a day."""
    mate = known.mates.get(day.key)
    shape = mate.kind.shape if mate is not None else None
    return shape is not None and any(_is_beside(words, span, one.span()) for one in shape.finditer(words))


def days_beside(day: Question[Any], words: str, span: Span) -> list[Span]:
    """Where days stand beside a time; those, too, that are said to be no longer so. The one before it comes first."""
    shape = day.kind.shape
    found = [one.span() for one in shape.finditer(words)] if shape is not None else []
    return [one for one in found if _is_beside(words, one, span)]


def _is_beside(words: str, day: Span, time: Span) -> bool:
    if day[1] <= time[0]:
        return _BETWEEN.fullmatch(words, day[1], time[0]) is not None
    return time[1] <= day[0] and _BETWEEN_BACK.fullmatch(words, time[1], day[0]) is not None
