"""What people type at a question: right values in many forms, odd and unclear ones, and plain nonsense."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.answers import (
    Choice,
    Day,
    Paragraph,
    ShortText,
    Until,
)
from bot.core import Mistake, Question, command_in
from bot.i18n import LANGUAGES, say_date, translate

FREE = (
    "Example State University",
    "示例机械有限公司",
    "1 Example Road, Pudong",
    "My father's wedding is in May.",
    "Momo",
)
NONSENSE = (
    "???",
    "12E45678",
    "……",
    "@@",
    "😀",
    "五月三十二号",
    "2026-02-30",
    "abcdefghijkl",
    "[x] {y} | z",
    "%(name)s",
    "妈" * 700,
)
DAYS = (0, 1, 14, 40, 100, 182, 190, 400, 12000, 12000)


def typed(question: Question[Any], today: date) -> st.SearchStrategy[str]:
    """What somebody types who knows the answer."""
    answer = question.kind
    if isinstance(answer, Choice | Until):
        named = [translate(one.label, lang) for one in answer.options for lang in LANGUAGES]
        codes = [one.code for one in answer.options]
        more = _days(today) if isinstance(answer, Until) else st.just(codes[0])
        return st.sampled_from([*codes, *codes, *named, *map(str, range(1, len(codes) + 1))]) | more
    if isinstance(answer, Day):
        return _days(today)
    if isinstance(answer, ShortText | Paragraph):
        return st.sampled_from(FREE)
    return st.sampled_from(answer.samples(today) or FREE)


def _days(today: date) -> st.SearchStrategy[str]:
    forward = st.sampled_from(DAYS[:7]).map(lambda days: today + timedelta(days=days))
    back = st.sampled_from(DAYS).map(lambda days: today - timedelta(days=days))
    return st.builds(_written, back | back | forward, st.integers(0, 5))


def _written(day: date, way: int) -> str:
    """A date in one of the ways in which people write it; 03/05/2026 and a month alone are among them."""
    ways = (
        day.isoformat(),
        say_date(day, "zh"),
        say_date(day, "en"),
        f"{day:%d/%m/%Y}",
        f"{day:%Y-%m}",
        f"{day:%y.%m.%d}",
    )
    return ways[way]


def mistyped(question: Question[Any], today: date) -> st.SearchStrategy[str]:
    """What is no answer to this question, and no command either."""

    def is_none(text: str) -> bool:
        return command_in(text) is None and isinstance(question.kind.read(text, today), Mistake)

    return st.sampled_from([text for text in NONSENSE if is_none(text)])
