"""walk(): from the answers to where someone stands, which is derived and never stored.

The place is the first step that applies and is not yet answered; what was postponed comes last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any
from zlib import crc32

from bot.core.flow import (
    POSTPONED,
    SKIPPED,
    Answers,
    Fired,
    Flow,
    Group,
    Question,
    Rule,
    Ruling,
    Section,
    always,
    concrete,
)
from bot.core.values import Value
from bot.i18n import Text


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A question where it stands: `key` has the indexes of its entry. `group` is set for "is there more?"."""

    key: str
    question: Question[Any]
    section: int
    entry: tuple[int, ...] = ()
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A ruling that fires on these answers."""

    ruling: Ruling
    fired: Fired

    @property
    def facts(self) -> str:
        """A short print of what it fired on, so that other facts ask for a new acknowledgement."""
        return f"{crc32(repr(sorted(self.fired.values.items())).encode()):08x}"

    def says(self, text: Text) -> Text:
        return text.of(**self.fired.values)


Place = Spot | Verdict | None
"""Where someone stands: a question, a ruling that stops or warns, or (None) at the end of all questions."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The way through a flow on these answers: the questions that apply, as far as anything is known; the place.

    `notes` are the notes that fire before the place.
    """

    flow: Flow
    stored: Mapping[str, Value]
    answers: Answers
    passed: tuple[Spot, ...]
    place: Place
    notes: tuple[Verdict, ...]

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Every question that applies, those still ahead too."""
        return path(self.flow, self.stored, self.answers.today)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every ruling that fires, beyond the place too."""
        rulings = (
            step for section in self.flow.sections for step in section.steps if isinstance(step, Ruling)
        )
        judged = (judge(ruling, self.answers) for ruling in rulings)
        return tuple(verdict for verdict in judged if verdict is not None)

    def spot(self, key: str) -> Spot | None:
        passed = next((spot for spot in self.passed if spot.key == key), None)
        return passed or next((spot for spot in self.spots if spot.key == key), None)

    def at(self, spot: Spot) -> Answers:
        """The answers as they are seen from a question's own entry."""
        return self.answers.at(*spot.entry) if spot.entry else self.answers


NOTHING: Mapping[str, str] = MappingProxyType({})


def walk(
    flow: Flow,
    stored: Mapping[str, Value],
    today: date,
    acknowledged: Mapping[str, str] = NOTHING,
    revisiting: str | None = None,
) -> Walk:
    """Go from the first step to the first that still waits. Answers off the way are parked, not seen."""
    way, answers = _led(flow, stored, today, to_the_end=revisiting is not None)
    place, notes = _judge(way, answers, acknowledged)
    if revisiting:
        place = next((spot for spot in way.spots if spot.key == revisiting), place)
    return Walk(flow, stored, answers, tuple(way.spots), place, notes)


def path(flow: Flow, stored: Mapping[str, Value], today: date) -> tuple[Spot, ...]:
    """Every question that applies on these answers, in order."""
    return tuple(_led(flow, stored, today, to_the_end=True)[0].spots)


@dataclass(slots=True)
class _Way:
    """A walk in the making. `waits` is the first question without an answer, `rulings` are those before it, `later` the
    first that was postponed."""

    stored: Mapping[str, Value]
    to_the_end: bool
    live: dict[str, Value] = field(default_factory=dict)
    spots: list[Spot] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    waits: Spot | None = None
    later: Spot | None = None
    unanswered: int = 0

    def ends_at(self, spot: Spot) -> bool:
        """A question without an answer ends the way where every answer has been met: beyond, nothing is known."""
        self.waits = self.waits or spot
        self.unanswered += 1
        return not self.to_the_end and len(self.spots) - self.unanswered == len(self.stored)


def _led(flow: Flow, stored: Mapping[str, Value], today: date, *, to_the_end: bool) -> tuple[_Way, Answers]:
    way = _Way(stored, to_the_end)
    answers = Answers(way.live, today)
    for number, section in enumerate(flow.sections):
        if not _lead(way, _laid(section, number), number, answers):
            break
    return way, answers


def _lead(way: _Way, steps: _Laid, section: int, answers: Answers) -> bool:
    """Past the steps of a section, or of one entry of a group. False where the way ends."""
    stored, live, spots = way.stored, way.live, way.spots
    for step, when in steps:
        if when is not None and not when(answers):
            continue
        if type(step) is Spot:
            value = stored.get(step.key)
            if value is None and step.question.asked is not always and not step.question.asked(answers):
                continue
            spots.append(step)
            if value is None:
                if way.ends_at(step):
                    return False
            elif value == POSTPONED:
                way.later = way.later or step
            elif value != SKIPPED:
                live[step.key] = value
        elif type(step) is Ruling:
            if way.waits is None:
                way.rulings.append(step)
        elif type(step) is Group and not _lead_through(way, step, section, answers):
            return False
    return True


def _lead_through(way: _Way, group: Group, section: int, answers: Answers) -> bool:
    """Through the entries of a group, up to the "no" that closes it. False where the way ends."""
    for number in range(group.at_most):
        entry = (*answers.entry, number)
        mark, more, steps = _entry(group, section, entry)
        if number >= group.at_least:
            way.spots.append(more)
            wanted = way.stored.get(more.key)
            if wanted is None or (
                wanted == "no" and group.gap is not None and group.gap(answers) is not None
            ):
                return not way.ends_at(more)
            way.live[more.key] = wanted
            if wanted == "no":
                return True
        way.live[mark] = "yes"
        if not _lead(way, steps, section, Answers(way.live, answers.today, entry)):
            return False
    return True


_Laid = tuple[tuple[Spot | Group | Ruling, Rule | None], ...]
"""Steps with their conditions, if they have one; the questions as they stand in one entry."""


@cache
def _laid(over: Section | Group, section: int, entry: tuple[int, ...] = ()) -> _Laid:
    return tuple(
        (
            Spot(concrete(step.key, entry), step, section, entry) if isinstance(step, Question) else step,
            None if isinstance(step, Ruling) or step.when is always else step.when,
        )
        for step in over.steps
    )


@cache
def _entry(group: Group, section: int, entry: tuple[int, ...]) -> tuple[str, Spot, _Laid]:
    """The key that marks an entry, the question whether there is one, and its steps."""
    more = Spot(concrete(group.more.key, entry), group.more, section, entry, group)
    return f"{concrete(group.key, entry[:-1])}.{entry[-1]}", more, _laid(group, section, entry)


def _judge(way: _Way, answers: Answers, acknowledged: Mapping[str, str]) -> tuple[Place, tuple[Verdict, ...]]:
    """The first thing that waits, and the notes that were passed before it."""
    notes: list[Verdict] = []
    for ruling in way.rulings:
        fired = ruling.when(answers)
        if fired is False:
            continue
        verdict = _verdict(ruling, fired)
        if ruling.strength == "note":
            notes.append(verdict)
        elif ruling.strength != "warn" or acknowledged.get(ruling.key) != verdict.facts:
            return verdict, tuple(notes)
    return way.waits or way.later, tuple(notes)


def judge(ruling: Ruling, answers: Answers) -> Verdict | None:
    fired = ruling.when(answers)
    return _verdict(ruling, fired) if fired is not False else None


def _verdict(ruling: Ruling, fired: Fired | bool) -> Verdict:
    return Verdict(ruling, fired) if isinstance(fired, Fired) else _plain_verdict(ruling)


@cache
def _plain_verdict(ruling: Ruling) -> Verdict:
    return Verdict(ruling, Fired(about=tuple(question.key for question in ruling.about)))
