"""The values of a script: its lines as they stand in the file, and a run of it in one language with one row.

Frozen values only; a Script still has its variables, in a Run everything is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.core import SHANGHAI, AttestationPart, OrderKind, PaperKind
from bot.i18n import Lang, Text

CLOCK = datetime(2026, 11, 24, 9, 0, tzinfo=SHANGHAI)
"""The moment at which a script is played that names none."""


@dataclass(frozen=True, slots=True, order=True)
class At:
    """A line of a file, counted from 1; 0 is the file as a whole."""

    path: Path
    line: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a script that cannot be understood, and what to write instead."""

    at: At
    what: Text
    hint: Text | None = None


class Unreadable(ValueError):
    """A script cannot be read; `faults` are all that was found."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.what.msgid for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Line:
    """A line as written: `kind` is its keyword's canonical word, `content` what follows the first colon.

    `only` is the language it is for. `raw` are the lines of the file that it takes up.
    """

    at: At
    kind: str
    content: str = ""
    only: Lang | None = None
    negated: bool = False
    is_check: bool = False
    raw: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the examples: its variables, and a short name."""

    name: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Script:
    """A script as written. `spoken` is the language of its keywords, in which its faults are told.

    `starts_at` is the question, ruling or state at which it begins with the answers of `data`;
    `folder` is where its files may be.
    """

    name: str
    at: At
    folder: Path
    spoken: Lang
    languages: tuple[Lang, ...]
    time: Line | None
    consulate: Line | None
    variables: tuple[tuple[Line, str, str], ...]
    data: tuple[Line, ...]
    starts_at: Line | None
    body: tuple[Line, ...]
    rows: tuple[Row, ...] = ()
    team: Line | None = None
    """Where it is there, people may ask for somebody of the team."""
    tags: tuple[str, ...] = ()
    never: tuple[Line, ...] = ()
    """What the bot says nowhere in it."""
    known: Line | None = None
    """The problem because of which it is red, and must be until the problem is gone."""


# What a person does


@dataclass(frozen=True, slots=True)
class Say:
    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """A button by its code or label. `old` is one that no longer counts; `times` is 2 for a double tap."""

    button: str
    old: bool = False
    times: int = 1


@dataclass(frozen=True, slots=True)
class Send:
    """Files inside the folder of scripts, a message each as an album comes."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class SendPaper:
    """A picture of a paper, with what was read on it: `facts` by key, the keys `asked` about, the key of a mistake, and
    what an attestation `lacks`."""

    kind: PaperKind
    facts: tuple[tuple[str, str], ...] = ()
    asked: tuple[str, ...] = ()
    mistake: str = ""
    lacks: tuple[AttestationPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """Changes an earlier message to `new`: the last one that said `old`, or the last one of all."""

    new: str
    old: str | None = None


@dataclass(frozen=True, slots=True)
class SendOther:
    """Something that is no text: a sticker, somebody's contact, a file too large, one that takes too long."""

    kind: str


@dataclass(frozen=True, slots=True)
class Wait:
    """The clock moves on, by a time or until a moment; what falls due meanwhile happens."""

    lasting: timedelta | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Restart:
    """The bot's process ends and another one goes on with what was stored."""


@dataclass(frozen=True, slots=True)
class TeamAct:
    """Somebody of the team takes over, says `text`, suggests it as the answer to `key`, or hands back."""

    kind: OrderKind
    text: str = ""
    key: str = ""


Act = Say | Press | Send | SendPaper | Edit | SendOther | Wait | Restart | TeamAct


# What is expected


@dataclass(frozen=True, slots=True)
class Ids:
    """The reply says these, in this order."""

    names: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The reply's whole text, `…` being anything."""

    text: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Anything:
    """One reply or more, whatever they say."""


@dataclass(frozen=True, slots=True)
class Check:
    """An indented line: `layer` is its keyword, `content` what is asked of it.

    `key` is whose value is asked (a key of the answers, a part of the e-mail, or "same" for a whole one in a file), or the name
    of what is captured.
    """

    line: Line
    layer: str
    content: str
    negated: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """A line of the bot with its checks; it may as well say one of the `others`."""

    line: Line
    says: Ids | Words | Anything
    checks: tuple[Check, ...] = ()
    others: tuple[Expected, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """Something that is done, and all the replies to it. `silence` is the line that says there are none.

    `checks` are those under the act itself, where the bot says nothing.
    """

    line: Line
    act: Act
    expected: tuple[Expected, ...] = ()
    silence: Line | None = None
    checks: tuple[Check, ...] = ()

    @property
    def is_silent(self) -> bool:
        return self.silence is not None


@dataclass(frozen=True, slots=True)
class Run:
    """One script in one language with one row of its examples."""

    script: Script
    lang: Lang
    row: Row | None
    data: tuple[tuple[Line, str, str], ...] = ()
    starts_at: str | None = None
    exchanges: tuple[Exchange, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    clock: datetime = CLOCK
    consulate: str = ""
    never: tuple[Expected, ...] = ()

    @property
    def has_team(self) -> bool:
        """Whether it says so, or somebody of the team does something in it."""
        return self.script.team is not None or any(isinstance(one.act, TeamAct) for one in self.exchanges)

    @property
    def name(self) -> str:
        return (
            f"{self.script.name}[{self.lang} {self.row.name}]"
            if self.row
            else f"{self.script.name}[{self.lang}]"
        )
