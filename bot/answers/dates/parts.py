"""What stands beside a date in one message: the time of day, the day of the week, the words around it.

Each is taken off the folded text; the date is what is left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answers.dates.relative import WEEKDAY, weekday_of

PART = "上午|早上|早晨|清晨|凌晨|中午|正午|下午|午后|晚上|傍晚|夜里"
CLOCK = re.compile(
    rf"(?:北京时间|当地时间|(?<![a-z])at |@|(?<=\d)t(?=\d)|,)?\s*"
    rf"(?:(?:{PART})\s?\d{{1,2}}(?:\s?[:.点时]\s?\d{{0,2}})?|(?<!\d)\d{{1,2}}\s?[:点时]\s?\d{{0,2}}|(?<!\d)\d{{1,2}}(?:[:.]\d{{2}})?\s?(?=[ap]\.?m\b)|(?<!\d)\d{{1,2}} [0-5]\d\s?(?=[ap]\.?m\b|(?:in the )?(?:morning|afternoon)\b))"
    rf"(?::\d\d)?\s?(?:整|半|[过零]?\s?\d{{1,2}}\s?分|[1-3]刻|分)?\s?(?:[ap]\.?m\b\.?|(?:in the )?(?:morning|afternoon)|o'clock)?"
    rf"(?:\s?(?:-|~|to|到|至)\s?\d{{1,2}}[:点时]\d{{0,2}}(?:半|分)?)?",
    re.ASCII,
)
FOUR_DIGITS = re.compile(r"(?<=\d{8} )([01]\d|2[0-3])[0-5]\d$", re.ASCII)
NAMED_CLOCK = re.compile(rf"(?:at )?(?:\bnoon\b|中午|{PART}|in the (?:morning|afternoon))$", re.ASCII)
IN_BRACKETS = re.compile(r"[(\[{]\s*([^()\[\]{}]*?)\s*[)\]}]")
WEEKDAY_WORD = re.compile(
    rf"[\s,，(]*(?:(?<![下上这本个])(?:周|星期|礼拜)(?P<zh>[1-7日天])(?!\d?[前后])|(?<![a-z])(?<!next )(?<!this )(?<!last )(?<!coming ){WEEKDAY}(?![a-z]))[\s,，)]*",
    re.ASCII,
)
BEFORE = re.compile(
    r"(?:on|the|since|from|starting|started|by|before|until|till|around|about|in|born(?: on| in)?|date|"
    r"自从|从|自|于|在|到|截至|大约|大概|约|公历|新历|阳历|西历|日期)(?:\b|(?<=[^a-z]))\s*:?\s*",
    re.ASCII,
)
AFTER = re.compile(
    r"[\s,]*(?:开始|起|以来|以后|之后|生的|出生的?|生|左右|前后|之前|以前|前|为止|止|当天|那天|的|onwards?|sharp|or so)$"
)


@dataclass(frozen=True, slots=True)
class Parts:
    """`date` without what stood beside it; `clock` as it was written, `weekday` from 0 for Monday."""

    date: str
    clock: str = ""
    weekday: int | None = None


def parted(text: str) -> Parts:
    """The parts of a folded text; those that are not there are empty."""
    clock = CLOCK.search(text) or FOUR_DIGITS.search(text) or NAMED_CLOCK.search(text)
    rest = text if clock is None else f"{text[: clock.start()]} {text[clock.end() :]}"
    weekday, rest = _weekday(rest.strip(" ,，;"))
    rest = IN_BRACKETS.sub(r" \1 ", rest)
    return Parts(" ".join(rest.split()).strip(" ,;"), clock[0].strip(" ,@") if clock else "", weekday)


def _weekday(text: str) -> tuple[int | None, str]:
    """The day of the week and what is left, where something is left."""
    match = WEEKDAY_WORD.search(text)
    if match is None or len(match[0].strip(" ,，()")) == len(text):
        return None, text
    named = match["zh"] or match[2]
    return weekday_of(named), f"{text[: match.start()]} {text[match.end() :]}".strip(" ,")


def bare(text: str) -> str:
    """Without the words around a date: 从…开始, since …, on the …, …生的."""
    before = None
    while text != before:
        before = text
        text = AFTER.sub("", BEFORE.sub("", text, count=1) if BEFORE.match(text) else text).strip(" ,")
    return text
