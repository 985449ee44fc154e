"""One turn of a walk with what led to it, and the world in which it was taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bot.core import SHANGHAI, Conversation, Flow, TakeTurn, Turn, Value, Walk, due, take_turn, walk
from bot.core.reading import AnswerKind
from bot.i18n import Lang
from bot.rehearsal.playing.sandbox import PERIODS
from bot.rehearsal.scripts.script import Act


@dataclass(frozen=True, eq=False)
class World:
    """A dialog to walk, `length` turns to the end and beyond. `steady` are answers that lead on, by key.

    A list that may be empty gets `entries` on the straight way; `take_turn` may be a faulty one. What was
    answered to a question of the types `in_letter` must be found in the letter.
    """

    flow: Flow
    steady: Mapping[str, str]
    length: int
    entries: int = 0
    take_turn: TakeTurn = take_turn
    is_translated: bool = True
    in_letter: tuple[type[AnswerKind[Any]], ...] = ()


@dataclass(frozen=True)
class Step:
    """`may` says what of the answers may change by it; `returns` whether it asks for an answered question."""

    world: World
    act: Act
    at: datetime
    before: Conversation
    turn: Turn
    may: Change
    returns: bool = False

    @property
    def after(self) -> Conversation:
        return self.turn.conversation

    @property
    def today(self) -> date:
        return self.at.astimezone(SHANGHAI).date()

    @property
    def walk(self) -> Walk:
        now = self.after
        return walk(self.world.flow, now.answers, self.today, now.acknowledged, now.revisiting)

    @property
    def said(self) -> tuple[str, ...]:
        return tuple(said.key for reply in self.turn.replies for said in reply.said)

    @property
    def put(self) -> str:
        """The key of what was said last; "" where nothing was."""
        return self.turn.replies[-1].key if self.turn.replies else ""

    def in_other_language(self) -> Turn:
        """The same turn for somebody who speaks the other language."""
        other: Lang = "en" if self.before.language == "zh" else "zh"
        before = replace(self.before, language=other)
        if self.turn.incoming is not None:
            return self.world.take_turn(self.world.flow, before, self.turn.incoming)
        turn = due(before, self.at, PERIODS)
        assert turn is not None
        return turn


Answers = Mapping[str, Value]
Change = Callable[["Step"], bool]
"""Whether the answers have changed as they may."""


def nothing(step: Step) -> bool:
    return step.before.answers == step.after.answers


def everything(step: Step) -> bool:
    return not step.after.answers


def begun_anew(step: Step) -> bool:
    """A second request begins with the consent alone, after the first was sent."""
    return step.before.state == "sent" and set(step.after.answers) <= {"consent"}


def only(key: str, *values: object) -> Change:
    """At most this one answer is another, and then one of the values, where there are any."""

    def may(step: Step) -> bool:
        before, after = dict(step.before.answers), dict(step.after.answers)
        old, new = before.pop(key, None), after.pop(key, None)
        return before == after and (old == new or not values or new in values)

    return may


def taken(key: str, value: object) -> Change:
    """This one answer is the value now, unless it was refused, or is asked about first."""

    def may(step: Step) -> bool:
        is_open = step.after.pending is not None or any(
            said.startswith(("mistake.", "odd.", "unsure.")) for said in step.said
        )
        return only(key, value)(step) and (is_open or step.after.answers.get(key) == value)

    return may


def with_more(may: Change, more: Mapping[str, Value]) -> Change:
    """As `may`, and what the same words tell about other questions may be theirs now, exactly so."""

    def may_too(step: Step) -> bool:
        before, now = step.before.answers, step.after
        told = {key for key, value in now.answers.items() if key in more and more[key] == value}
        rest = {key: value for key, value in now.answers.items() if key not in told}
        rest |= {key: before[key] for key in told & before.keys()}
        return may(replace(step, turn=replace(step.turn, conversation=replace(now, answers=rest))))

    return may_too


def any_of(*changes: Change) -> Change:
    return lambda step: any(may(step) for may in changes)


def without_entry(key: str) -> Change:
    """The entry is gone and those after it have moved up; nothing else has changed."""
    group, _, number = key.rpartition(".")

    def may(step: Step) -> bool:
        before, others = _entries(step.before.answers, group)
        after, others_after = _entries(step.after.answers, group)
        return before[: int(number)] + before[int(number) + 1 :] == after and others == others_after

    return may


def _entries(answers: Answers, group: str) -> tuple[list[Answers], Answers]:
    """What is stored of each entry of a group, and everything else."""
    entries: dict[int, dict[str, Value]] = {}
    others = dict(answers)
    for key in answers:
        if key.startswith(f"{group}."):
            number, _, rest = key.removeprefix(f"{group}.").partition(".")
            entries.setdefault(int(number), {})[rest] = others.pop(key)
    return [entries.get(number, {}) for number in range(max(entries, default=-1) + 1)], others
