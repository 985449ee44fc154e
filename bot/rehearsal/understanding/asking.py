"""A question asked at the head of an otherwise empty conversation, and what the engine does with a text there.

Nothing is judged here: what is told is read off the turn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cache
from typing import Any, Literal

from bot.core import (
    POSTPONED,
    SHANGHAI,
    Conversation,
    Flow,
    Group,
    Incoming,
    Question,
    Section,
    Turn,
    always,
    as_typed,
    as_value,
    concrete,
    take_turn,
)
from bot.i18n import Lang

Outcome = Literal["understood", "confirm", "choose", "mistake", "command", "aside"]


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a text. `values` are the readings offered or stored as text, `key` names the mistake,
    the command or the aside."""

    outcome: Outcome
    values: tuple[str, ...] = ()
    key: str | None = None


class NoSuchQuestion(ValueError):
    """A key that the dialog does not have."""


def hear_at(flow: Flow, key: str, text: str, lang: Lang, today: date) -> Heard:
    """What the engine does with a text at the question `key` (a group's as `residences[].since`)."""
    alone, spot = asked_first(flow, key)
    begun = Conversation("understand", flow.key, "asking", lang)
    turn = take_turn(alone, begun, Incoming(datetime.combine(today, time(9), SHANGHAI), text=text))
    return _read_off(turn, spot, question_of_key(alone, key))


def question_of_key(flow: Flow, key: str) -> Question[Any]:
    return next(steps[-1] for steps in _ways(flow) if steps[-1].key == key)


def _read_off(turn: Turn, spot: str, question: Question[Any]) -> Heard:
    now = turn.conversation
    if turn.command:
        return Heard("command", key=turn.command)
    if now.pending is not None and now.pending.key == spot and now.pending.kind in ("readings", "odd"):
        outcome: Outcome = "choose" if len(now.pending.readings) > 1 else "confirm"
        return Heard(outcome, tuple(plain_value(question, one) for one in now.pending.readings))
    if now.answers.get(spot) not in (None, POSTPONED):
        return Heard("understood", (plain_value(question, now.answers[spot]),))
    said = [passage.key for reply in turn.replies for passage in reply.said]
    for outcome in ("mistake", "aside"):
        named = next((key for key in said if key.startswith(f"{outcome}.")), None)
        if named is not None:
            return Heard(outcome, key=named.partition(".")[2])
    return Heard("mistake", key=said[0] if said else "nothing")


def plain_value(question: Question[Any], value: object) -> str:
    """A value as case files write it: ISO dates and times, codes, E.164; a version that means yes is "yes"."""
    option = next((one for one in question.kind.options if one.code == value), None)
    return (option.says if option is not None else None) or as_typed(as_value(value))


@cache
def asked_first(flow: Flow, key: str) -> tuple[Flow, str]:
    """The flow with that question before all others, and where it then stands."""
    steps = next((steps for steps in _ways(flow) if steps[-1].key == key), None)
    if steps is None:
        raise NoSuchQuestion(key)
    *groups, question = steps
    step: Any = replace(question, when=always)
    for depth, group in enumerate(reversed(groups)):
        is_more = depth == 0 and group.more.key == key
        inner, least = ((), 0) if is_more else ((step,), 1)
        step = replace(group, steps=inner, at_least=least, gap=None, when=always)
    outer = groups[0] if groups else question
    sections = (replace(one, steps=tuple(_without(one, outer))) for one in flow.sections)
    head = Section(flow.sections[0].title, (step,))
    return replace(flow, sections=(head, *sections)), concrete(key, (0,) * key.count("[]"))


def _without(section: Section, step: object) -> list[Any]:
    return [one for one in section.steps if one is not step]


def _ways(flow: Flow) -> list[tuple[Any, ...]]:
    """Every question with the groups around it, outermost first."""
    return [way for section in flow.sections for step in section.steps for way in _through(step)]


def _through(step: Any) -> list[tuple[Any, ...]]:
    if isinstance(step, Question):
        return [(step,)]
    if isinstance(step, Group):
        inside = [(step, *way) for one in step.steps for way in _through(one)]
        return [(step, step.more), *inside]
    return []
