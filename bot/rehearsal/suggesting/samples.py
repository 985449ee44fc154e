"""What people may send: to each question the samples of its kind, and things that are no answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.answers import Paragraph
from bot.core import Flow, Question
from bot.i18n import LANGUAGES, translate

WRONG = ("", "？！", "E1234567", "310101199003072316", "2026年13月45日", "3月5日", "上个月", "12", "x" * 5000)


def samples(flow: Flow, question: Question[Any], today: date) -> Iterator[str]:
    """The choices, and then what fits the kind of answer; where words are free, everything a rule may look for in them."""
    yield from dict.fromkeys((*codes(question), *question.kind.samples(today)))
    if isinstance(question.kind, Paragraph):
        for lang in LANGUAGES:
            labels = [
                translate(one.label, lang)
                for step in flow.steps()
                if isinstance(step, Question)
                for one in step.kind.options
            ]
            yield " / ".join(dict.fromkeys(labels))[:900]


def codes(question: Question[Any]) -> tuple[str, ...]:
    return tuple(option.code for option in question.kind.options)
