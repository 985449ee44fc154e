"""Corrections in words, wherever somebody is: “电话改成 139…”, "my phone changed to …", "change given names".

What is corrected is found by its names; the new value is read at its question like any answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.core.flow import Flow
from bot.core.understanding.folding import folded
from bot.core.understanding.mentions import askable

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Correction:
    """The questions that the name may mean, in the order of the dialog, and the words of the new value; none where
    only the wish to change was said."""

    keys: tuple[str, ...]
    value: str = ""


def correction_in(flow: Flow, text: str) -> Correction | None:
    if len(text) > LONGEST:
        return None
    words = folded(text)
    for form in _forms(flow):
        found = form.match(words)
        if found:
            keys = named(flow, found["name"])
            start = found.end() if "value" in form.groupindex else len(text)
            return Correction(keys, text[start:].strip(" :：，,。.了")) if keys else None
    return None


def named(flow: Flow, name: str) -> tuple[str, ...]:
    """The questions that go by this name."""
    return _names(flow).get(folded(name).strip(), ())


@cache
def _names(flow: Flow) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key, question in askable(flow).questions.items():
        for name in question.names:
            found.setdefault(folded(name), []).append(key)
    return {name: tuple(keys) for name, keys in found.items()}


@cache
def _forms(flow: Flow) -> tuple[re.Pattern[str], ...]:
    names = "|".join(map(re.escape, sorted(_names(flow), key=len, reverse=True)))
    name = rf"(?:我的|我|my |the |our )?\s*(?P<name>{names})\s*"
    wrong = r"(?:(?:我)?(?:写|填|打|输|发|给)?错了?|不对|有误|有变化?|变了|换了|改了|is wrong|was wrong|has changed|changed|is not right|is incorrect)"
    becomes = (
        r"(?:改成|改为|换成|换为|变成|变为|更正为|更新为|改到|改作|推迟到|提前到|应该是|应为|应是|其实是|"
        r"(?:has |was |is |got )?(?:been )?(?:changed to|moved to|updated to|is now|now is|should be|should read|is actually|->|=>|→))"
    )
    return (
        re.compile(
            rf"^(?:请|麻烦)?(?:帮我|给我)?(?:把|将)?{name}(?:{wrong}[,;. ]*(?:现在|应该|it)?\s*(?:是|为|is|should be)|{becomes})(?P<value>)\s*"
        ),
        re.compile(
            rf"^(?:please |pls |can you |could you |i want to |i need to |i'd like to )?(?:change|update|correct|edit|fix|replace) {name}(?:to|into|with|as|:)(?P<value>)\s+"
        ),
        re.compile(
            rf"^(?:我)?(?:想|要|需要|得)?(?:改|修改|更改|更正|更新|换)(?:一?下)?{name}(?:[:,]|成|为|到)(?P<value>)\s*"
        ),
        re.compile(
            rf"^(?:请|麻烦)?(?:我)?(?:想|要|需要|得)?(?:改|修改|更改|更正|更新|换)(?:一?下)?{name}[.!]*$"
        ),
        re.compile(rf"^(?:把)?{name}(?:要|需要|想|得)?(?:改|修改|更改|更正)(?:一?下)?[.!]*$"),
        re.compile(rf"^{name}{wrong}[.!]*$"),
        re.compile(
            rf"^(?:please |i want to |i need to |i'd like to )?(?:change|update|correct|edit|fix) {name}[.!]*$"
        ),
    )
