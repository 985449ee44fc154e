"""What becomes of answers when the dialog has changed: each is given again to the question that is there now.

An answer that its question still understands is kept; pure functions from answers to answers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from zlib import crc32

from bot.core.flow import SKIPPED, Answers, Flow, Group, Question, Step
from bot.core.reading import Odd, Understood, Unsure
from bot.core.values import Value, as_typed

NUMBER = re.compile(r"\.\d+(?=\.|$)")


@dataclass(frozen=True, slots=True)
class Replayed:
    """The answers that still hold, and the questions whose answers no longer do."""

    answers: Mapping[str, Value]
    dropped: tuple[Question[Any], ...] = ()


def upgrade_answers(flow: Flow, answers: Mapping[str, Value], today: date) -> Replayed:
    """An answer whose question is gone stays parked."""
    asked = every_question(flow)
    dropped = {
        key: asked[NUMBER.sub("[]", key)]
        for key, value in answers.items()
        if (question := asked.get(NUMBER.sub("[]", key))) is not None and not _holds(question, value, today)
    }
    kept = {key: value for key, value in answers.items() if key not in dropped}
    return Replayed(kept, tuple(dict.fromkeys(dropped.values())))


def _holds(question: Question[Any], value: Value, today: date) -> bool:
    if value == SKIPPED:
        return question.optional or question.default is not None
    if isinstance(value, tuple):
        return bool(getattr(question.kind, "takes_files", False))
    match question.kind.read(as_typed(value), today):
        case Understood(again) | Odd(again):
            return bool(again == value)
        case Unsure(readings):
            return value in readings
        case _:
            return False


@cache
def fingerprint(flow: Flow) -> str:
    """A print of what is asked and in which order, the same for every wording of it."""
    asked = [
        (key, type(one.kind).__name__, [option.code for option in one.kind.options], one.optional)
        for key, one in every_question(flow).items()
    ]
    return f"{crc32(repr(asked).encode()):08x}"


def question_of(flow: Flow, key: str, answers: Answers | None = None) -> Question[Any] | None:
    """The question that a stored answer belongs to, whichever entry it is in. Of several of its key it is the one that
    applies to the answers."""
    if answers is None:
        return every_question(flow).get(NUMBER.sub("[]", key))
    several = every_wording(flow).get(NUMBER.sub("[]", key), ())
    return next((one for one in several if one.when(answers)), several[-1] if several else None)


@cache
def every_wording(flow: Flow) -> dict[str, tuple[Question[Any], ...]]:
    """All the questions of a key: what is asked may be worded differently for different people."""
    found: dict[str, tuple[Question[Any], ...]] = {}
    for section in flow.sections:
        for one in _of(section.steps):
            found[one.key] = (*found.get(one.key, ()), one)
    return found


@cache
def every_question(flow: Flow) -> dict[str, Question[Any]]:
    return {one.key: one for section in flow.sections for one in _of(section.steps)}


def _of(steps: tuple[Step, ...]) -> list[Question[Any]]:
    found: list[Question[Any]] = []
    for step in steps:
        if isinstance(step, Group):
            found += [step.more, *_of(step.steps)]
        elif isinstance(step, Question):
            found.append(step)
    return found
