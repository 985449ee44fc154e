"""How far someone is: the shortest and the longest way that is left.

Questions whose condition hangs on something not yet answered count for the longest way only.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from bot.core.flow import Answers, Flow, Group, Question, Ruling, always
from bot.core.walk import Spot, Walk

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
    noted = _Noted(walk.answers.values, walk.answers.today)
    more = sum(_may_add(step, noted, undecided) for step in _conditional(flow))
    return len(unanswered), len(unanswered) + more


@cache
def _conditional(flow: Flow) -> tuple[Question[Any] | Group, ...]:
    """The steps that may add questions later on: the others are asked in any case."""
    steps = (step for section in flow.sections for step in section.steps if not isinstance(step, Ruling))
    return tuple(step for step in steps if isinstance(step, Group) or step.when is not always)


def _is_open(spot: Spot, walk: Walk, stored: Container[str]) -> bool:
    if spot.group is not None:
        return spot.key not in walk.answers.values
    return spot.key not in stored


def _may_add(step: Question[Any] | Group, noted: _Noted, undecided: set[str]) -> int:
    """How many questions a step may still add; it makes the step's own questions undecided too."""
    if isinstance(step, Group):
        is_open = step.more.key in undecided or _may_apply(step, noted, undecided)
        return sum(isinstance(one, Question) for one in step.steps) if is_open else 0
    if not _may_apply(step, noted, undecided):
        return 0
    undecided.add(step.key)
    return 1


def _may_apply(step: Question[Any] | Group, noted: _Noted, undecided: set[str]) -> bool:
    """Whether a step that does not apply still may: its condition reads something undecided."""
    noted.read.clear()
    return not step.when(noted) and not noted.read.isdisjoint(undecided)
