"""How far someone is: the shortest and the longest way that is left.

Questions whose condition hangs on something not yet answered count for the longest way only.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from typing import TypeVar

from bot.flow import Answers, Flow, Group, Question, Ruling, Spot, Step, Walk

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Noted(Answers):
    """Answers that note which questions a rule reads."""

    read: set[str] = field(default_factory=set)

    def get(self, question: Question[T]) -> T | None:
        self.read.add(question.key)
        # slots=True makes a new class, so the short form of super() would look for the old one.
        return Answers.get(self, question)


def left(flow: Flow, walk: Walk, stored: Container[str]) -> tuple[int, int]:
    """Questions left on the shortest and on the longest way."""
    unanswered = [spot for spot in walk.spots if _is_open(spot, walk, stored)]
    undecided = {spot.question.key for spot in unanswered}
    longest = len(unanswered)
    for section in flow.sections:
        for step in section.steps:
            longest += _may_add(step, walk, undecided)
    return len(unanswered), longest


def _is_open(spot: Spot, walk: Walk, stored: Container[str]) -> bool:
    if spot.group is not None:
        return spot.key not in walk.answers.values
    return spot.key not in stored


def _may_add(step: Step, walk: Walk, undecided: set[str]) -> int:
    """How many questions a step may still add; it makes the step's own questions undecided too."""
    if isinstance(step, Ruling):
        return 0
    noted = _Noted(walk.answers.values, walk.answers.today)
    applies = step.when(noted)
    if isinstance(step, Group):
        fields = [one for one in step.steps if isinstance(one, Question)]
        is_open = step.more.key in undecided or (not applies and noted.read & undecided)
        return len(fields) if is_open else 0
    if applies or not noted.read & undecided:
        return 0
    undecided.add(step.key)
    return 1
