"""The player: holds a persona's whole conversation through the engine, typing and never tapping.

It ends at the first of ready, stopped, waiting, or at an answer refused or readable two ways.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal

from bot.core import (
    SHANGHAI,
    STATUS,
    CleanFile,
    Conversation,
    Flow,
    Incoming,
    Letter,
    Mistake,
    Reply,
    Spot,
    Understood,
    Verdict,
    Walk,
    as_typed,
    take_turn,
    walk,
)
from bot.i18n import Lang
from bot.rehearsal.keys import bracketed
from bot.rehearsal.personas.persona import Persona, look_up, typed

# The keys of the design's table: only one of these can be missing from a persona.
NEEDED = frozenset(
    """party appointment_booked residence purpose visa_class relative emergency class_start economic_loss
    refused_before last_refusal renewal_eligible expedited_before surname given_names date_of_birth
    passport_number interview_date interview_time appointment_number ds160_number phone email proof school
    programme company counterpart event_date loss relative_name hospital ill_since justification organizer
    visas[].outcome visas[].visa_class visas[].when visas[].place residences[].unit residences[].address
    residences[].since residences[].until workplaces[].employer workplaces[].unit workplaces[].address
    workplaces[].since workplaces[].until members[].surname members[].given_names members[].date_of_birth
    members[].ds160_number members[].visas[].outcome members[].visas[].visa_class members[].visas[].when
    members[].visas[].place""".split()
)
MOST_TURNS = 2000


@dataclass(slots=True)
class Play:
    """What came of it. `refused` is the key at which an answer was refused or unclear, `missing` a key
    that the persona lacks."""

    persona: str
    lang: Lang
    status: str = "asking"
    ruling: str | None = None
    warnings: list[str] = field(default_factory=list)
    letter: Letter | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    questions_asked: list[str] = field(default_factory=list)
    unused_keys: list[str] = field(default_factory=list)
    refused: str | None = None
    missing: str | None = None
    transcript: list[tuple[Literal["you", "bot"], str]] = field(default_factory=list)
    normalised: dict[str, str] = field(default_factory=dict)


def play(flow: Flow, persona: Persona, lang: Lang, today: date, begun: Conversation | None = None) -> Play:
    """From the greeting, or from where a conversation stands that was `begun` before."""
    player = _Player(flow, persona, lang, datetime.combine(today, time(9), SHANGHAI))
    if begun is None:
        player.type("/start")
        player.type(lang)
    else:
        player.conversation = begun
        player.type("/start")
    return player.play()


@dataclass(frozen=True, slots=True)
class Led:
    """How far answers lead: the conversation, its last replies, the bytes of what was sent by digest, and whether the
    place was reached; if not, the key at which an answer was `refused` or is `missing`."""

    conversation: Conversation
    replies: tuple[Reply, ...]
    files: Mapping[str, bytes]
    is_there: bool = True
    refused: str | None = None
    missing: str | None = None


class Trail:
    """What comes of typing what a persona answers, step by step and only as far as somebody asks; each stop is kept."""

    def __init__(self, flow: Flow, persona: Persona, lang: Lang, at: datetime) -> None:
        self._player = _Player(flow, persona, lang, at.astimezone(SHANGHAI))
        self._player.type("/start")
        self._player.type(lang)
        self._stops: list[tuple[frozenset[str], Led]] = [self._stop()]
        self._goes_on = True

    def to(self, place: str) -> Led:
        """The first stop at a question, a ruling or a state, or where it ends before."""
        for places, stop in self._stops:
            if place in places:
                return stop
        while self._goes_on:
            self._goes_on = self._player.step()
            self._stops.append(self._stop())
            if place in self._stops[-1][0]:
                return self._stops[-1][1]
        found = self._player.found
        return replace(self._stops[-1][1], is_there=False, refused=found.refused, missing=found.missing)

    def _stop(self) -> tuple[frozenset[str], Led]:
        player = self._player
        return player.places(), Led(player.conversation, player.said, dict(player.found.files))


class _Player:
    def __init__(self, flow: Flow, persona: Persona, lang: Lang, at: datetime) -> None:
        self.flow, self.persona, self.at = flow, persona, at
        self.found = Play(persona.name, lang)
        self.conversation = Conversation("play", flow.key)
        self.used: set[str] = set()
        self.said: tuple[Reply, ...] = ()

    def play(self) -> Play:
        for _ in range(MOST_TURNS):
            if not self.step():
                break
        return self.finish()

    def hear(self, incoming: Incoming) -> None:
        turn = take_turn(self.flow, self.conversation, incoming)
        self.conversation, self.said = turn.conversation, turn.replies
        for reply in turn.replies:
            self.found.transcript.append(("bot", _printed(reply)))
            if isinstance(reply.document, Letter):
                self.found.letter = reply.document

    def type(self, text: str) -> None:
        self.found.transcript.append(("you", text))
        self.hear(Incoming(self.at, text=text))

    def walk(self) -> Walk:
        now = self.conversation
        return walk(self.flow, now.answers, self.at.date(), now.acknowledged, now.revisiting)

    def places(self) -> frozenset[str]:
        """What the place where it stands is called."""
        now, here = self.conversation, self.walk().place
        if now.pending is not None or here is None:
            return frozenset((now.state,))
        return frozenset((now.state, here.key if isinstance(here, Spot) else here.ruling.key))

    def step(self) -> bool:
        """Say the next thing. False at the end."""
        now = self.conversation
        if now.pending is not None:
            if now.pending.kind != "odd":
                self.found.refused = bracketed(now.pending.key)
                return False
            self.type("keep")
            return True
        if now.state in ("ready", "stopped", "waiting"):
            return False
        place = self.walk().place
        if isinstance(place, Verdict):
            self.type("continue")
        elif place is None:
            self.type("confirm")
            return self.conversation.state == "ready" or self.give_up("review")
        else:
            return self.answer(place)
        return True

    def give_up(self, key: str) -> bool:
        self.found.refused = key
        return False

    def answer(self, spot: Spot) -> bool:
        self.found.questions_asked.append(bracketed(spot.key))
        before = frozenset(self.conversation.answers)
        said = self.answer_for(spot)
        if said is None:
            return False
        if isinstance(said, Incoming):
            self.found.transcript.append(("you", f"[{len(said.files)} file(s)]"))
            self.hear(said)
        else:
            self.type(said)
        refused = self.conversation.misses or spot.key not in self.conversation.answers
        if refused and self.conversation.pending is None:
            return self.give_up(bracketed(spot.key))
        self.correct(before, spot)
        return True

    def correct(self, before: frozenset[str], spot: Spot) -> None:
        """What was taken along with an answer and is not what the persona says is changed, as a person would."""
        for key in self.conversation.answers.keys() - before - {spot.key}:
            value, taken = look_up(self.persona.answers, key), self.walk().spot(key)
            if value is None or taken is None:
                continue
            self.used.add(key)
            meant = taken.question.kind.read(typed(value), self.at.date())
            if isinstance(meant, Understood) and meant.value == self.conversation.answers[key]:
                continue
            for said in ("change", f"c.{key}", typed(value)):
                self.type(said)

    def answer_for(self, spot: Spot) -> str | Incoming | None:
        """What the persona says here; None where a needed key is missing."""
        question = spot.question
        if question.key == "consent":
            return "agree"
        if spot.group is not None:
            return self.more(spot)
        value = look_up(self.persona.answers, spot.key)
        if value is None:
            if question.key in NEEDED:
                self.found.missing = bracketed(spot.key)
                return None
            return "skip"
        self.used.add(spot.key)
        if question.key == "proof":
            return self.proof(value)
        return typed(value)

    def more(self, spot: Spot) -> str | None:
        """Whether there is another entry: as many as the persona lists."""
        outer, index = spot.key.rsplit(".", 2)[0], spot.entry[-1]
        entries = look_up(self.persona.answers, outer)
        if entries is None:
            self.found.missing = bracketed(outer)
            return None
        self.used.add(outer)
        return "yes" if index < len(entries) else "no"

    def proof(self, paths: Any) -> str | Incoming:
        """The files of the persona, cleaned as a channel would clean them."""
        from bot.documents import clean_now

        cleaned: list[CleanFile] = []
        refused: Mistake | None = None
        for path in [paths] if isinstance(paths, str) else paths:
            file = self.persona.folder / Path(str(path))
            result = clean_now(file.read_bytes() if file.is_file() else b"")
            if isinstance(result, Mistake):
                refused = refused or result
            else:
                cleaned.extend(result)
                self.found.files |= {one.ref.digest: one.content for one in result}
        if refused is not None:
            return Incoming(self.at, refused=refused)
        return Incoming(self.at, files=tuple(cleaned))

    def finish(self) -> Play:
        found, now, seen = self.found, self.conversation, self.walk()
        found.status = STATUS[now.state]
        if isinstance(seen.place, Verdict):
            found.ruling = seen.place.ruling.key
        found.warnings = [one.ruling.key for one in seen.verdicts if one.ruling.strength == "warn"]
        found.normalised = {bracketed(key): as_typed(value) for key, value in seen.answers.values.items()}
        found.unused_keys = [key for key in _keys(self.persona.answers) if not self.is_used(key)]
        return found

    def is_used(self, key: str) -> bool:
        return any(key == one or (key.startswith(f"{one}.") and one == "proof") for one in self.used)


def _keys(answers: Any, before: str = "") -> list[str]:
    """Every leaf of the answers as a key; a list of plain values (paths) is a leaf."""
    if isinstance(answers, dict):
        return [
            key for name, value in answers.items() for key in _keys(value, f"{before}.{name}".lstrip("."))
        ]
    if isinstance(answers, list) and any(isinstance(one, dict) for one in answers):
        return [key for number, value in enumerate(answers) for key in _keys(value, f"{before}.{number}")]
    return [before]


def _printed(reply: Reply) -> str:
    """A reply as it looks: its text, then its buttons, numbered as they can be typed."""
    rows = [" ".join(f"[{button.label}]" for button in row) for row in reply.buttons]
    return "\n".join([reply.text, *rows])
