"""What there is to walk in a dialog, and what of it a list of turns has walked.

Each thing has an id that is the same in every process and every run, so that it can be told from one to another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from bot.core import STATES, TRANSITIONS, Flow, Question, Reply, Ruling, moves_of, short_id
from bot.i18n import LANGUAGES, Lang
from bot.rehearsal import sources
from bot.rehearsal.coverage.exempt import is_walkable
from bot.rehearsal.coverage.letter_lines import letter_keys
from bot.rehearsal.keys import template
from bot.rehearsal.playing.catalogue import texts_in
from bot.rehearsal.playing.recorded_turn import RecordedTurn
from bot.rehearsal.policy_values import policy_values
from bot.rehearsal.sources import ANYTHING, Written

Kind = Literal[
    "question", "button", "ruling", "state", "transition", "error", "command", "letter", "policy", "text"
]

SAID: dict[str, Kind] = {
    "ask": "question",
    "stop": "ruling",
    "pause": "ruling",
    "warn": "ruling",
    "note": "ruling",
    "mistake": "error",
}
"""What it means for a kind of thing when a reply says something under such a key."""
ASK = "ask."


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """Something that a conversation can come by. A text is one item for each language."""

    kind: Kind
    at: Written
    name: str
    lang: Lang | None = None

    @property
    def id(self) -> str:
        return f"{self.kind}:{self.lang}:{self.name}" if self.lang else f"{self.kind}:{self.name}"

    def ids_among(self, walked: Collection[str]) -> list[str]:
        """Under which ids it was walked: one, or several for a mistake whose end is known only when it is said."""
        if self.name.endswith(ANYTHING) and self.kind == "error":
            return [one for one in walked if one.startswith(self.id.removesuffix(ANYTHING))]
        return [self.id] if self.id in walked else []

    def is_among(self, walked: Collection[str]) -> bool:
        return bool(self.ids_among(walked))


def walkable(flow: Flow) -> tuple[Item, ...]:
    """Everything there is to walk, in the order of the sources, with the place of its definition."""
    steps = list(flow.steps())
    rulings = [step for step in steps if isinstance(step, Ruling)]
    rulings += [ruling for message in flow.at_result for ruling in message]
    # One question may be worded differently for different people.
    asked = dict.fromkeys(one.key for one in steps if isinstance(one, Question))
    found = [Item("question", sources.step(key), key) for key in asked]
    found += [Item("ruling", sources.step(one.key), one.key) for one in rulings]
    found += [Item("letter", sources.step(key), key) for key in letter_keys(flow)]
    found += [Item("policy", one.at, one.name) for one in policy_values(flow)]
    others = (_buttons(flow), _states(), _transitions(), _commands(), _errors(), _texts())
    return tuple(sorted((*found, *chain(*others))))


def _buttons(flow: Flow) -> Iterator[Item]:
    """Each option of a question, and the engine's own."""
    options = {
        f"{one.key}={option.code}": sources.step(one.key)
        for one in flow.steps()
        if isinstance(one, Question)
        for option in one.kind.options
    }
    for name, at in {**options, **sources.offered_codes()}.items():
        yield Item("button", at, name)


def _states() -> Iterator[Item]:
    file = "bot/core/lifecycle.py"
    for line, state in zip(sources.lines(file, "STATES"), STATES, strict=True):
        yield Item("state", Written(file, line), state)


def _transitions() -> Iterator[Item]:
    file = "bot/core/lifecycle.py"
    for line, entry in zip(sources.lines(file, "TRANSITIONS"), TRANSITIONS, strict=True):
        for move in moves_of(entry):
            yield Item("transition", Written(file, line), str(move))


def _commands() -> Iterator[Item]:
    for file, table in (("bot/core/command_words.py", "COMMANDS"), ("bot/i18n.py", "TABLES")):
        for name, line in sources.key_lines(file, table).items():
            yield Item("command", Written(file, line), name)


def _errors() -> Iterator[Item]:
    for key, at in sources.errors().items():
        if is_walkable(at.file):
            yield Item("error", at, key)


def _texts() -> Iterator[Item]:
    for msgid, places in sources.texts().items():
        for lang in LANGUAGES:
            said = [at for at in places if is_walkable(at.file, lang)]
            if said:
                yield Item("text", said[0], msgid, lang)


def walked_in(turns: Iterable[RecordedTurn]) -> frozenset[str]:
    """The ids of everything that these turns came by."""
    return frozenset(one for recorded in turns for one in _of(recorded))


def _of(recorded: RecordedTurn) -> Iterator[str]:
    turn = recorded.turn
    yield f"state:{turn.conversation.state}"
    for move in turn.moves:
        yield f"transition:{move}"
    if turn.command:
        yield f"command:{turn.command}"
    yield from pressed(recorded)
    for reply in turn.replies:
        yield from _said(reply, turn.conversation.language)
        for button in (button for row in reply.buttons for button in row):
            yield from button_ids(button.code, asked_in(reply))


def pressed(recorded: RecordedTurn) -> Iterator[str]:
    """The button by which somebody answered."""
    tap, asked = recorded.turn.incoming and recorded.turn.incoming.tap, recorded.before.asked
    if tap and tap.prompt_id == short_id(asked):
        yield from button_ids(tap.code, (template(asked),))


def asked_in(reply: Reply) -> tuple[str, ...]:
    """The questions that a reply asks."""
    return tuple(one.key.removeprefix(ASK) for one in reply.said if one.key.startswith(ASK))


def button_ids(code: str, asked: Iterable[str]) -> Iterator[str]:
    """A button below these questions."""
    yield f"button:{code}"
    yield from (f"button:{key}={code}" for key in asked)


def _said(reply: Reply, lang: Lang) -> Iterator[str]:
    for said in reply.said:
        start, _, name = said.key.partition(".")
        if start in SAID and name:
            yield f"{SAID[start]}:{name}"
        for text in texts_in((*said.parts, *said.labels)):
            yield f"text:{lang}:{text.msgid}"
