"""A value inside what was said around it: found by its shape, or by taking the frame away, and read by its kind.

What is read is always a stretch of the text as it was typed; no value is made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.core.reading import AnswerKind, Mistake, Odd, Reading, Understood, Unsure
from bot.core.understanding.folding import CLAUSE, folded, pieces
from bot.core.understanding.set_aside import is_set_aside
from bot.i18n import N_

SEVERAL_VALUES = N_("I found more than one there.")

# A mistake that says what was recognised stands; of the others, a part of the text may still be a value.
STANDS = re.compile(
    r"date\.(?:start|end|lunar|minguo|impossible|in_future|too_old|serial)|wrong\..*|.*\.(?:immigrant|service|several|full|mixed)"
)
LEAD = re.compile(
    r"(?:我们|我|本人|俺|咱|他|她)?(?:们)?(?:现在|目前|一直|已经|以前|之前|原来|曾经|当时|那时|应该|大概|就|是|最晚|最迟|最多|学校|医生|公司|领导|说|要求|规定|允许|想|要|办|申请|用|选|拿|签|住|在|于|居住|来自|搬到|位于|生活|工作|上班|读书|上学|到|从|自|为|:|的|叫|姓|走|去|"
    r"现居|现住|常住|家在|人在|公司在|学校在|\s)+|"
    r"\b(?:before that|before|earlier|previously|then|that time|i'm|i am|i was|we are|we're|i|we|my|our|the|it's|it is|it|its|that's|is|was|are|on|at|in|from|since|by|until|till|live|lived|living|based|reside|stay|staying|currently|now|still|presently|"
    r"applying|apply|for|want|need|a|an|he|she|about|around|maybe|think|company|school|office|home|located|visa|class|type|category|to|moved|born)\b[\s:,]*"
)
TRAIL = re.compile(
    r"(?:吧|呢|啊|呀|哦|了|的|[?]|吗|这个|那个|对吗|是吗|行吗|可以吗|嘛|啦|左右|(?:就|必须|得|要|之前|前|以前)+到?|到|那边|那里|这边|这里|人|签证|类|开始|起|以后|之后|以来|毕业|离职|入职|搬(?:来|过来|进来|到这里?)?|报到|报道|到校|入学|返校|手术|出发|出生|生的?|生|谢谢|谢了|办的?|上班|工作|读书|上学|住|,|!|;|\.|:|\(.*\)|\s|"
    r"\b(?:please|thanks|thank you|now|right now|currently|at the moment|visa|i think|area|side|ago)\b)$"
)
PEELS = 12
LONGEST = 400
"""An answer stands in no longer a frame."""


def framed(kind: AnswerKind[Any], text: str, mistake: Mistake, today: date) -> Reading[Any]:
    """The value in a text that is none as a whole; the mistake where there is none in it."""
    if STANDS.fullmatch(mistake.key):
        return (_beside(kind, text, today) if mistake.key.startswith("wrong.") else None) or mistake
    readings = _shaped(kind, text, today) or _peeled(kind, text, today)
    found = _together(readings)
    # “12月30日” beside “1988年11月30日” may be the one that counts.
    if isinstance(found, Understood) and any(_lacks_its_year(one) for one in readings):
        return Odd(found.value, SEVERAL_VALUES)
    return found or mistake


def _lacks_its_year(reading: Reading[Any]) -> bool:
    return isinstance(reading, Mistake) and reading.key == "date.no_year"


def _beside(kind: AnswerKind[Any], text: str, today: date) -> Understood[Any] | None:
    """“13900001234 邮箱li@example.com”: what is asked for stands beside what is not, apart from it."""
    shaped = [one for one in _shaped(kind, text, today) if isinstance(one, Understood)]
    if len(shaped) == 1:
        return Understood(shaped[0].value, say_back=True)
    parts = [kind.read(part, today) for part in _APART.split(text[:LONGEST]) if part]
    found = [one for one in parts if isinstance(one, Understood)]
    return Understood(found[0].value, say_back=True) if len(parts) > 1 and len(found) == 1 else None


_APART = re.compile(
    r"[\s,，;；、。:：]+|(?<=[\u4e00-\u9fff])(?=[\w+])(?![\u4e00-\u9fff])|(?<=[\w])(?<![\u4e00-\u9fff])(?=[\u4e00-\u9fff])"
)


def within(kind: AnswerKind[object], text: str, today: date) -> Understood[object] | None:
    """The one sure value inside a text that is odd as a whole: “it is E12345678”."""
    if kind.shape is not None:
        found = _shaped(kind, text, today)
    else:
        clauses = pieces(folded(text[:LONGEST]), CLAUSE)
        found = [kind.read(part, today) for a, b in clauses for part in _inner(text[a:b])]
    inner = list({one.value: one for one in found if isinstance(one, Understood)}.values())
    return Understood(inner[0].value, say_back=True) if len(inner) == 1 else None


def _shaped(kind: AnswerKind[object], text: str, today: date) -> list[Reading[object]]:
    begun = text[:LONGEST]
    spans = preferred(kind, stretches(kind.shape, begun), begun) if kind.shape else []
    return [kind.read(begun[a:b], today) for a, b in spans]


def preferred(kind: AnswerKind[Any], spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Of several the ones that the kind likes better: a number in China before one abroad."""
    better = getattr(kind, "prefers", None)
    liked = [(a, b) for a, b in spans if better.search(text[a:b])] if better is not None else []
    return liked or spans


def stretches(shape: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where a text has what looks like a value, and it is not set aside."""
    words = folded(text)
    return [
        found.span()
        for found in shape.finditer(words)
        if found.end() > found.start() and not is_set_aside(words, *found.span())
    ]


def _peeled(kind: AnswerKind[object], text: str, today: date) -> list[Reading[object]]:
    """The first reading of each clause with its frame taken away, word by word."""
    found: list[Reading[object]] = []
    for start, end in pieces(folded(text[:LONGEST]), CLAUSE):
        for part in _inner(text[start:end]):
            reading = kind.read(part, today)
            if not isinstance(reading, Mistake):
                found.append(reading)
                break
    return found


def _inner(text: str) -> Iterator[str]:
    """The text without what leads to the value and what trails behind it, ever less."""
    for _ in range(PEELS):
        text = text.strip()
        if not text:
            return
        yield text
        words = folded(text)
        lead, trail = LEAD.match(words), TRAIL.search(words)
        if lead and lead.end() < len(text):
            text = text[lead.end() :]
        elif trail and trail.start() > 0:
            text = text[: trail.start()]
        else:
            return


def _together(readings: list[Reading[object]]) -> Reading[object] | None:
    """One reading of all: the same value once; several become a question."""
    values: dict[object, Reading[object]] = {}
    for reading in readings:
        match reading:
            case Understood(value) | Odd(value):
                if not isinstance(values.get(value), Understood):
                    values[value] = reading
            case Unsure(several):
                for value in several:
                    values.setdefault(value, reading)
            case Mistake():
                pass
    if not values:
        return None
    first = next(iter(values.values()))
    if len(values) == 1 or all(one is first for one in values.values()):
        return Understood(first.value, say_back=True) if isinstance(first, Understood) else first
    return Unsure(tuple(values), SEVERAL_VALUES)
