"""One request of one person: what a page is handed, and the console it belongs to: values, whose rules are in gate."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from bot.console.passkeys import Passkeys
from bot.console.roles import Right, may
from bot.console.shelf import Shelf
from bot.core import Flow, Group, Order, Periods, Step, question_of
from bot.documents import TranscriptMessage
from bot.i18n import Lang, Text
from bot.store import ConsoleStore, Key, Reader, Session, StaffPerson

ContentOf = Callable[[str], Awaitable[bytes | None]]
MakeScript = Callable[
    [str, Sequence[TranscriptMessage], Mapping[int, Order], ContentOf, int | None],
    Awaitable[tuple[str, bytes]],
]
"""A conversation's id, its transcript, what the team had done by turn, and its files by digest become the name and the
bytes of a script, or of an archive of it and its files, with invented people and green; of the whole talk, or of one
turn. Raises NoScript."""


LIST = re.compile(r"[.\[]")
"""Where the key of a list ends in the key of something in it."""


class NoScript(Exception):
    """No script can be made of a talk; the text says why."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.msgid)
        self.why = why


@dataclass(frozen=True, slots=True)
class Console:
    """What all pages share. `seals` is the key of second factors; `origin` the address at which staff open it."""

    store: ConsoleStore
    reader: Reader
    seals: Key = field(repr=False)
    flows: Mapping[str, Flow]
    origin: str
    shelf: Shelf
    public: frozenset[str]
    make_script: MakeScript
    periods: Periods
    """How long what is kept, as the bot has it."""
    patience: float = 2.0
    """For so many seconds a page waits for the bot to do what was ordered."""

    @property
    def steps(self) -> list[Step]:
        """Those of all dialogs, in order."""
        return [step for flow in self.flows.values() for section in flow.sections for step in section.steps]

    def label_of(self, place: str) -> object:
        """The label of the question that a place is, behind its list's, in whichever dialog; else the place."""
        key = place.rstrip("?!-")
        of = LIST.split(key)[0]
        asked = (question_of(flow, key) for flow in self.flows.values())
        label = next((question.label for question in asked if question is not None), None)
        around = next((step.label for step in self.steps if step.key == of and isinstance(step, Group)), None)
        if label is None or around is None:
            return label or around or place
        return Text("%(list)s · %(label)s").of(list=around, label=label)

    @property
    def passkeys(self) -> Passkeys:
        return Passkeys(self.origin, self.seals)

    @property
    def is_secure(self) -> bool:
        return self.origin.startswith("https://")

    @property
    def cookie(self) -> str:
        return "__Host-jiaji" if self.is_secure else "jiaji"


@dataclass(slots=True)
class Visit:
    """`form` is what was posted; `language` the one in which this person reads the console."""

    console: Console
    request: Request
    session: Session | None
    language: Lang
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def person(self) -> StaffPerson:
        assert self.session is not None
        return self.session.person

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.console.store.now() / 1000, UTC)

    def may(self, right: Right) -> bool:
        return self.session is not None and may(self.session.person.role, right)

    def asked(self, name: str) -> str:
        """A value of the address, at most 200 characters."""
        return without_nul(str(self.request.query_params.get(name, ""))[:200])

    @property
    def path(self) -> Mapping[str, str]:
        return {name: without_nul(str(value)) for name, value in self.request.path_params.items()}


Answer = Callable[[Visit], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Page:
    """An address, the right that it needs, and what answers it; `method` is GET or POST.

    `grave` is the word for what cannot be undone, shows much or lets somebody in: there the second factor is asked for again.
    """

    method: str
    path: str
    right: Right
    answer: Answer
    grave: str = ""


def without_nul(said: str) -> str:
    """PostgreSQL takes none in any text."""
    return said.replace("\0", "")


class NotThere(Exception):
    """There is no such thing, or none for this person: one page for both, so that ids cannot be guessed."""


class Mistaken(Exception):
    """What was posted cannot be done; the text says why."""

    def __init__(self, why: object) -> None:
        super().__init__(str(why))
        self.why = why
