"""The drawings of a dialog for a page: its questions with the rulings beside them, and the life of a conversation.

Both are made of the definition itself; what no script says is marked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core import STATES, TRANSITIONS, Flow, Group, Question, Ruling, Step, always, moves_of
from bot.i18n import Lang, translate


@dataclass(frozen=True, slots=True)
class Box:
    """A question, ruling or group; `beside` are the rulings that are looked at before the next question."""

    kind: str
    key: str
    label: str
    condition: str
    is_missing: bool
    beside: tuple[Box, ...] = ()
    inside: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A section, from its first question to its last."""

    title: str
    boxes: tuple[Box, ...]


def columns(flow: Flow, lang: Lang, missing: frozenset[str]) -> tuple[Column, ...]:
    return tuple(
        Column(translate(section.title, lang), tuple(_boxes(section.steps, lang, missing)))
        for section in flow.sections
    )


def _boxes(steps: tuple[Step, ...], lang: Lang, missing: frozenset[str]) -> Iterator[Box]:
    """A ruling before the first question has a row of its own."""
    rows: list[list[Step]] = []
    for step in steps:
        if isinstance(step, Ruling) and rows:
            rows[-1].append(step)
        else:
            rows.append([step])
    for step, *beside in rows:
        yield _box(step, lang, missing, tuple(_box(one, lang, missing) for one in beside))


def _box(step: Step, lang: Lang, missing: frozenset[str], beside: tuple[Box, ...] = ()) -> Box:
    match step:
        case Ruling():
            return Box(step.strength, step.key, "", "", step.key in missing, beside)
        case Group():
            inside = tuple(_boxes((step.more, *step.steps), lang, missing))
            return Box("group", f"{step.key}[]", _label(step, lang), _condition(step), False, beside, inside)
        case _:
            is_missing = step.key in missing
            return Box("question", step.key, _label(step, lang), _condition(step), is_missing, beside)


def _label(step: Question[object] | Group, lang: Lang) -> str:
    return " ".join(translate(step.label, lang).split())


def _condition(step: Question[object] | Group) -> str:
    name = str(getattr(step.when, "__name__", ""))
    return name if step.when is not always and name.isidentifier() else ""


# The life of a conversation


@dataclass(frozen=True, slots=True)
class Way:
    """A trigger that leads from one state to another."""

    trigger: str
    is_missing: bool


Life = dict[str, dict[str, tuple[Way, ...]]]
"""From which state to which, by what. There are more ways than arrows could be told apart, so it is drawn as a table."""


def life(missing: frozenset[str]) -> Life:
    drawn: dict[str, dict[str, list[Way]]] = {state: {dest: [] for dest in STATES} for state in STATES}
    for move in (move for transition in TRANSITIONS for move in moves_of(transition)):
        way = Way(move.trigger, str(move) in missing)
        if way not in drawn[move.source][move.dest]:
            drawn[move.source][move.dest].append(way)
    return {source: {dest: tuple(ways) for dest, ways in row.items()} for source, row in drawn.items()}
