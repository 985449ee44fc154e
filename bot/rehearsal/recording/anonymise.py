"""Replaces every word that may be somebody's own by an invented one, so that the dialog still runs alike.

What asks, hedges or declines is told again in common words, in which nothing is kept of what was sent.
Only what is the bot's own vocabulary stays: commands, codes, labels, numbers of choices. All dates move by 28
years, after which weekdays, months and leap days are the same, so that rules see the same distances; a date
of birth moves by days more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from bot.answers import (
    ClockTime,
    Day,
    Earlier,
    Paragraph,
    ShortText,
    Since,
    Until,
    compact,
)
from bot.core import (
    SHANGHAI,
    CleanFile,
    Conversation,
    Fact,
    Flow,
    Incoming,
    Mistake,
    Month,
    Odd,
    Order,
    Periods,
    Question,
    Turn,
    Understood,
    Value,
    Year,
    as_typed,
    as_value,
    command_in,
    due,
    follow_order,
    question_of,
    take_turn,
    walk,
)
from bot.documents import clean_now
from bot.i18n import N_
from bot.rehearsal.blank_files import accepted_file
from bot.rehearsal.playing.recorded_turn import RecordedTurn
from bot.rehearsal.playing.reply_match import ids_of, name_of
from bot.rehearsal.recording.acts_from_turns import NotRecordable
from bot.rehearsal.recording.common_words import common_words
from bot.rehearsal.recording.fakes import moved, substitutes
from bot.rehearsal.recording.leak_check import echoes, leaks
from bot.rehearsal.recording.made_up_papers import PERSON
from bot.rehearsal.recording.replay_transcript import answered_by
from bot.rehearsal.recording.whose_words import Heard, is_code
from bot.rehearsal.scripts.matching import fold
from bot.rehearsal.scripts.script import TeamAct

YEARS = (-28, 28)
"""The calendar repeats itself after 28 years, from 1901 to 2099."""
SEARCHED = (ShortText, Paragraph, Day, Earlier, Since, Until, ClockTime)
"""Where certain words are looked for; they are no person's own."""
MOST_NEEDED = 12
NOT_ALIKE = N_("Message %(number)s cannot be replaced by an invented one that is answered alike.")


def anonymise(
    flow: Flow,
    recorded_turns: Sequence[RecordedTurn],
    periods: Periods,
    secrets: frozenset[str],
    *,
    is_last_alone: bool = False,
) -> list[RecordedTurn]:
    """With nothing of the `secrets`. `is_last_alone` where only the last of them is wanted: of the others it is enough where
    they led. Raises NotRecordable where a message has no substitute."""
    *firsts, last = YEARS
    for years in firsts:
        with suppress(NotRecordable):
            return Anonymiser(flow, years, periods, secrets, is_last_alone).of(recorded_turns)
    return Anonymiser(flow, last, periods, secrets, is_last_alone).of(recorded_turns)


@dataclass(slots=True)
class Anonymiser:
    """Tells turns again, one after the other. None of the `secrets` is ever a substitute."""

    flow: Flow
    years: int
    periods: Periods
    secrets: frozenset[str]
    is_last_alone: bool = False
    known: dict[str, str] = field(default_factory=dict)
    files: dict[str, CleanFile] = field(default_factory=dict)

    def of(self, recorded_turns: Sequence[RecordedTurn]) -> list[RecordedTurn]:
        now, invented = recorded_turns[0].before, []
        for number, recorded in enumerate(recorded_turns, 1):
            found = self.turn(recorded, now)
            if found is None and self.is_last_alone and number < len(recorded_turns):
                found = self.stood_on(recorded, now)
            if found is None:
                raise NotRecordable(NOT_ALIKE.of(number=number))
            invented.append(found)
            now = found.turn.conversation
        return invented

    def turn(self, recorded: RecordedTurn, now: Conversation) -> RecordedTurn | None:
        """The turn again, by somebody invented; None where nothing invented is answered alike."""
        at, incoming = self.moment(recorded.at), recorded.incoming
        if isinstance(recorded.act, TeamAct):
            return self.of_the_team(recorded, recorded.act, now)
        if incoming is None:
            turn = due(now, at, self.periods)
            return RecordedTurn(at, now, None, turn) if turn is not None else None
        for is_alike in (self.is_same, self.is_alike):
            for sent in self.instead_of(recorded, incoming, now):
                turn = take_turn(self.flow, now, sent)
                if is_alike(recorded.turn, turn):
                    self.remember(incoming, sent)
                    return RecordedTurn(at, now, sent, turn)
        return None

    def stood_on(self, recorded: RecordedTurn, now: Conversation) -> RecordedTurn | None:
        """Where a message led that has no substitute; its answers are invented all the same."""
        was, then, at = recorded.before.answers, recorded.turn.conversation, self.moment(recorded.at)
        if then.pending is not None or then.told or then.mentioned:
            return None
        answers: dict[str, Value] = {}
        for key, value in then.answers.items():
            known = now.answers.get(key) if was.get(key) == value else None
            found = known if known is not None else self.invented_value(key, value, at.date())
            if found is None:
                return None
            answers[key] = found
        heard = self.moment(then.last_heard) if then.last_heard is not None else None
        after = replace(then, answers=answers, last_heard=heard)
        return RecordedTurn(at, now, None, Turn(None, after, (), ()))

    def invented_value(self, key: str, value: Value, today: date) -> Value | None:
        """A value of nobody's in its place; a choice, which is nobody's own, stays."""
        question = question_of(self.flow, key)
        if question is None or isinstance(value, tuple):
            return None
        is_own = (
            not is_code(question, value) if isinstance(value, str) else isinstance(value, date | Month | Year)
        )
        if not is_own:
            return value
        for text in substitutes(question, str(value), value, self.years):
            reading = question.kind.read(text, today)
            if not isinstance(reading, Understood) or reading.value == value:
                continue
            if self.is_same_value(key, value, as_value(reading.value)):
                return as_value(reading.value)
        return None

    def of_the_team(self, recorded: RecordedTurn, act: TeamAct, now: Conversation) -> RecordedTurn | None:
        at = self.moment(recorded.at)
        for text in self.words(recorded, act.text, now) if act.text else ("",):
            turn = follow_order(self.flow, now, Order(act.kind, at, text, act.key))
            if turn is not None and self.is_alike(recorded.turn, turn):
                return RecordedTurn(at, now, None, turn, replace(act, text=text))
        return None

    def moment(self, at: datetime) -> datetime:
        here = at.astimezone(SHANGHAI)
        return here.replace(year=here.year + self.years)

    def remember(self, incoming: Incoming, sent: Incoming) -> None:
        if incoming.text and sent.text:
            self.known.setdefault(compact(incoming.text), sent.text)

    def instead_of(self, recorded: RecordedTurn, incoming: Incoming, now: Conversation) -> Iterator[Incoming]:
        at = self.moment(recorded.at)
        if incoming.files:
            files = [self.file(file, recorded, now) for file in incoming.files]
            yield replace(incoming, at=at, files=tuple(files))
        elif incoming.text is None:
            yield replace(incoming, at=at)
        else:
            for text in self.words(recorded, incoming.text, now):
                yield replace(incoming, at=at, text=text)

    def file(self, file: CleanFile, recorded: RecordedTurn, now: Conversation) -> CleanFile:
        """An empty page for each page, another file for each file; what was seen on it, with other values."""
        if file.ref.digest not in self.files:
            content = accepted_file(file.ref.kind, file.ref.pages, len(self.files))
            cleaned = clean_now(content)
            assert not isinstance(cleaned, Mistake)
            self.files[file.ref.digest] = cleaned[0]
        blank = self.files[file.ref.digest]
        paper = file.paper
        if paper is not None:
            facts = [Fact(fact.key, self.fact(fact, recorded, now)) for fact in paper.facts]
            paper = replace(paper, facts=tuple(facts))
        return replace(blank, ref=replace(blank.ref, shows=file.ref.shows), paper=paper)

    def fact(self, fact: Fact, recorded: RecordedTurn, now: Conversation) -> str:
        """What a paper says, of somebody else: as it is known by now, if it was known; else another value."""
        was = {**recorded.before.told, **recorded.before.answers}
        known, today = {**now.told, **now.answers}, self.moment(recorded.at).date()
        question = question_of(self.flow, fact.key)
        if question is None:
            return self.unasked(fact.text, was, known)
        reading = question.kind.read(fact.text, recorded.at.astimezone(SHANGHAI).date())
        assert isinstance(reading, Understood | Odd)
        value = as_value(reading.value)
        found = known.get(fact.key) if was.get(fact.key) == value else None
        found = found if found is not None else self.invented_value(fact.key, value, today)
        return as_typed(found) if found is not None else fact.text

    def unasked(self, text: str, was: Mapping[str, Value], known: Mapping[str, Value]) -> str:
        """What no question asks for, such as a whole name or the day a passport expires."""
        with suppress(ValueError):
            return str(moved(date.fromisoformat(text), self.years))
        others: dict[str, str] = {}
        for key in PERSON:
            mine, theirs = was.get(key), known.get(key)
            if isinstance(mine, str) and isinstance(theirs, str):
                others.setdefault(mine, theirs)
        # In one pass, the longest first: what stands for one name is never taken for another.
        names = "|".join(map(re.escape, sorted(others, key=len, reverse=True)))
        return re.sub(rf"(?<!\w)(?:{names})(?!\w)", lambda found: others[found[0]], text) if names else text

    def words(self, recorded: RecordedTurn, text: str, now: Conversation) -> Iterator[str]:
        heard = Heard(self.flow, recorded)
        if heard.is_vocabulary(text):
            yield text
            return
        command, known = command_in(text), self.known.get(compact(text))
        if command is not None:
            yield f"/{command}"
        if known is not None:
            yield known
        yield from heard.offered(text)
        question = heard.question
        invented = substitutes(question, text, heard.understood, self.years)
        yield from (one for one in invented if self.is_invented(one, text, heard))
        if question is not None and isinstance(question.kind, SEARCHED):
            # A word alone may be too thin for an answer.
            for around in ("", next(substitutes(None, text, None, 0))):
                needed = self.needed(recorded, text, now, around)
                if needed is not None:
                    yield needed
        # Made of no word of theirs.
        yield from common_words(question, text, heard.codes, self.moment(recorded.at).date())

    def is_invented(self, other: str, text: str, heard: Heard) -> bool:
        """Whether words have nothing of what was sent, there or anywhere else."""
        if heard.is_anybodys(other):
            return True
        return not echoes(text, other) and not leaks(self.flow, other, self.secrets)

    def needed(self, recorded: RecordedTurn, text: str, now: Conversation, around: str) -> str | None:
        """The few characters of a text for which alone it is answered as it is, such as a word that a rule looks for,
        behind invented words."""

        def works(part: str) -> bool:
            sent = replace(
                recorded.incoming or Incoming(recorded.at),
                at=self.moment(recorded.at),
                text=f"{around} {part}".strip(),
            )
            return self.is_alike(recorded.turn, take_turn(self.flow, now, sent))

        least = _least(text, works)
        is_little = len(least) <= MOST_NEEDED and least.isalpha() and least != text
        return f"{around} {least}".strip() if is_little else None

    # Whether it is the same dialog

    def is_same(self, was: Turn, turn: Turn) -> bool:
        return list(map(ids_of, was.replies)) == list(map(ids_of, turn.replies)) and self.is_alike(was, turn)

    def is_alike(self, was: Turn, turn: Turn) -> bool:
        then, now = was.conversation, turn.conversation
        return (
            list(map(name_of, was.replies)) == list(map(name_of, turn.replies))
            and answered_by(was.replies) == answered_by(turn.replies)
            and (was.moves, was.command) == (turn.moves, turn.command)
            and _standing(then) == _standing(now)
            and all(self.is_same_value(key, value, now.answers[key]) for key, value in then.answers.items())
            and self.rulings(was) == self.rulings(turn)
        )

    def is_same_value(self, key: str, was: Value, value: Value) -> bool:
        question = question_of(self.flow, key)
        match was, value:
            case (tuple(), tuple()):
                return [(one.kind, one.pages) for one in was] == [(one.kind, one.pages) for one in value]
            case (date(), date()) if _is_birth(question):
                return value != moved(was, self.years)
            case (date() | Month() | Year(), date() | Month() | Year()):
                return value == moved(was, self.years)
            case (str(), str()) if not is_code(question, was):
                return fold(was) != fold(value)
            case _:
                return was == value

    def rulings(self, turn: Turn) -> list[str]:
        now, at = turn.conversation, turn.incoming.at if turn.incoming is not None else None
        if at is None:
            return []
        seen = walk(self.flow, now.answers, at.astimezone(SHANGHAI).date(), now.acknowledged, now.revisiting)
        return [one.ruling.key for one in seen.verdicts]


def _standing(now: Conversation) -> tuple[object, ...]:
    pending = now.pending and (now.pending.kind, now.pending.key, len(now.pending.readings))
    facts = sorted(now.acknowledged), sorted(now.answers), pending
    return (now.state, now.language, now.revisiting, now.misses, now.asked, now.prompted_in_turn, *facts)


def _is_birth(question: Question[Any] | None) -> bool:
    return question is not None and isinstance(question.kind, Day) and question.kind.is_birth


def _least(text: str, works: Callable[[str], bool]) -> str:
    """A part of the text of which nothing more can be left out."""
    size = max(1, len(text) // 2)
    while size:
        at = 0
        while at < len(text):
            without = text[:at] + text[at + size :]
            if without and works(without):
                text = without
            else:
                at += size
        size //= 2
    return text
