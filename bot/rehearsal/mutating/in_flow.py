"""Faults in the flow: rulings and options that are lost or in another order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from bot.answers import Choice
from bot.core import Flow, Group, Option, Question, Ruling, Step
from bot.rehearsal.mutating.fault import Fault
from bot.rehearsal.sources import step


def in_flow(flow: Flow) -> Iterator[Fault]:
    for one in flow.steps():
        if isinstance(one, Question) and isinstance(one.kind, Choice):
            yield from _options(one, one.kind)
        if isinstance(one, Ruling):
            yield _fault(one, "lost ruling", one.key, "—", _Flow(one.key, None))
            if one.way_out is not None:
                yield _fault(one, "lost way out", one.key, "—", _Flow(one.key, replace(one, way_out=None)))
    for section in flow.sections:
        for first, second in pairwise(section.steps):
            if isinstance(first, Ruling) and isinstance(second, Ruling):
                was, now = f"{first.key}, {second.key}", f"{second.key}, {first.key}"
                yield _fault(second, "order of rulings", was, now, _Flow(first.key, second, first))


def _options(question: Question[Any], kind: Choice) -> Iterator[Fault]:
    def with_options(*options: Option) -> _Flow:
        return _Flow(question.key, replace(question, kind=Choice(options)))

    options = kind.options
    for n, option in enumerate(options):
        lost = with_options(*options[:n], *options[n + 1 :])
        yield _fault(question, "lost option", option.code, "—", lost)
    for n, (one, two) in enumerate(pairwise(options)):
        labels = replace(one, label=two.label), replace(two, label=one.label)
        swapped = with_options(*options[:n], *labels, *options[n + 2 :])
        was, now = f"{one.code}, {two.code}", "each with the other's label"
        yield _fault(question, "swapped option", was, now, swapped)


def _fault(one: Question[Any] | Ruling, operator: str, was: str, now: str, plant: _Flow) -> Fault:
    kind = "ruling" if isinstance(one, Ruling) else "question"
    return Fault("dialog", step(one.key), operator, was, now, plant, f"{kind}:{one.key}")


@dataclass(frozen=True, slots=True)
class _Flow:
    """Another step in place of the one with this key, or none; with `after`, that one follows and is not said again."""

    key: str
    instead: Step | None
    after: Step | None = None

    @contextmanager
    def __call__(self, flow: Flow) -> Iterator[Flow]:
        sections = tuple(replace(one, steps=self._steps(one.steps)) for one in flow.sections)
        yield replace(flow, sections=sections)

    def _steps(self, steps: tuple[Step, ...]) -> tuple[Any, ...]:
        found: list[Step] = []
        for one in steps:
            if one.key == self.key and type(one) is type(self.instead or one):
                found += [new for new in (self.instead, self.after) if new is not None]
            elif self.after is not None and one is self.instead:
                continue
            elif isinstance(one, Group):
                more: Any = self.instead if one.more.key == self.key else one.more
                found.append(replace(one, more=more, steps=self._steps(one.steps)))
            else:
                found.append(one)
        return tuple(found)
