"""Whose the words of a recorded turn are: somebody's own, or anybody's, such as the bot's own vocabulary and what tells of nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from bot.answers import Choice, ClockTime, Province, VisaClass
from bot.core import (
    POSTPONED,
    SHANGHAI,
    SKIPPED,
    Flow,
    Question,
    Spot,
    TurnDraft,
    Understood,
    command_in,
    current,
    question_of,
    walk,
)
from bot.i18n import LANGUAGES, translate
from bot.rehearsal.playing.recorded_turn import RecordedTurn
from bot.rehearsal.recording.common_words import is_common
from bot.rehearsal.scripts.matching import fold
from bot.rehearsal.scripts.script import TeamAct

KEPT = ("yes", "no", "y", "n", "是", "好", "对", "不", "否", "不是")
NO_NAME = "FNU"
LONGEST_NUMBER = 3
"""A number of so many digits is that of a choice."""


def personal_words(flow: Flow, recorded_turns: Sequence[RecordedTurn]) -> frozenset[str]:
    """What was said in these turns and may be somebody's own: words as they were typed, by the team too, and values as they
    are kept."""
    found: set[str] = set()
    for recorded in recorded_turns:
        heard = Heard(flow, recorded)
        if heard.text and not heard.is_anybodys(heard.text):
            found.add(fold(heard.text))
        for key, value in recorded.turn.conversation.answers.items():
            if isinstance(value, str) and not is_code(question_of(flow, key), value) and not _is_place(value):
                found |= {value, *(value.split() if value.isupper() else ())}
    return frozenset(one for one in found if len(one) > (2 if one.isascii() else 1))


def is_code(question: Question[Any] | None, value: str) -> bool:
    """Whether an answer is one of the dialog's own words."""
    if value in (SKIPPED, POSTPONED, NO_NAME) or question is None:
        return True
    coded = isinstance(question.kind, Choice | Province | VisaClass)
    return coded or any(option.code == value for option in question.kind.options)


def _is_place(text: str) -> bool:
    return isinstance(Province().read(text, date.max), Understood)


def _word(text: str) -> str:
    return fold(text).casefold()


@dataclass(frozen=True)
class Heard:
    """What was sent in a recorded turn, and where. Without slots: what is asked of it again and again is remembered."""

    flow: Flow
    recorded: RecordedTurn

    @property
    def text(self) -> str:
        """What the person or somebody of the team wrote."""
        act, incoming = self.recorded.act, self.recorded.incoming
        if isinstance(act, TeamAct):
            return act.text
        return (incoming.text or "") if incoming is not None else ""

    @property
    def today(self) -> date:
        return self.recorded.at.astimezone(SHANGHAI).date()

    @cached_property
    def question(self) -> Question[Any] | None:
        """What it answers, if anything."""
        before, incoming, act = self.recorded.before, self.recorded.incoming, self.recorded.act
        if before.state == "choosing_language":
            return None
        if isinstance(act, TeamAct) and act.key:
            return question_of(self.flow, act.key)
        key = None
        if incoming is not None and incoming.edits:
            key = before.answered_by_message.get(incoming.message or "")
        if key is None and before.pending is not None and before.pending.kind in ("readings", "odd"):
            key = before.pending.key
        seen = walk(self.flow, before.answers, self.today, before.acknowledged, before.revisiting)
        spot = seen.spot(key) if key is not None else seen.place
        return spot.question if isinstance(spot, Spot) else None

    @cached_property
    def _offers(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The codes of the buttons there, with the words by which each is chosen."""
        before = self.recorded.before
        if before.state == "choosing_language":
            return ()
        return tuple(
            (one.code, frozenset(map(_word, (one.code, *(translate(one.label, lang) for lang in LANGUAGES)))))
            for one in current(TurnDraft(self.flow, before, self.today)).offers
        )

    @property
    def _changed(self) -> list[object]:
        was = self.recorded.before.answers
        return [
            value for key, value in self.recorded.turn.conversation.answers.items() if was.get(key) != value
        ]

    @property
    def _readings(self) -> Sequence[object]:
        """What waits to be settled."""
        pending = self.recorded.turn.conversation.pending
        return pending.readings if pending is not None else ()

    @property
    def understood(self) -> object:
        """The value that it gave, settled or not yet."""
        changed, readings = self._changed, self._readings
        return readings[0] if readings else changed[0] if len(changed) == 1 else None

    @property
    def codes(self) -> frozenset[str]:
        """The choices that it was taken for, settled or not yet."""
        return frozenset(one for one in (*self._changed, *self._readings) if isinstance(one, str))

    def offered(self, text: str) -> Iterator[str]:
        """The code of the button that a typed label names, for a label may name a person."""
        yield from (code for code, names in self._offers if _word(text) in names)

    def is_anybodys(self, text: str) -> bool:
        """Whether words tell nothing about who sent them: a time of day, a province, the bot's own words."""
        is_time = self.question is not None and isinstance(self.question.kind, ClockTime)
        return is_time or _is_place(text) or self.is_vocabulary(text)

    def is_vocabulary(self, text: str) -> bool:
        """Whether a text is made of the bot's own words alone, whoever sent it."""
        word = _word(text)
        if command_in(text) is not None and "@" not in text:
            return True
        if word in KEPT or is_common(text) or (word.isdecimal() and len(word) <= LONGEST_NUMBER):
            return True
        if text in self.offered(text):
            return True
        options = self.question.kind.options if self.question is not None else ()
        said = (
            (one.code, *one.aliases, *(translate(one.label, lang) for lang in LANGUAGES)) for one in options
        )
        if any(word == _word(name) for names in said for name in names):
            return True
        # A code that is accepted, though it is not offered.
        return bool(options) and word == self.understood
