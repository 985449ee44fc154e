"""The plain values a conversation is made of: what comes in, what goes out, and what is remembered between.

Frozen values only; nothing here decides anything.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any, Literal, cast, get_args, get_origin
from zoneinfo import ZoneInfo

from bot.core.reading import Mistake
from bot.i18n import LANGUAGES, Lang, say_month, say_year

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""Where *today* is reckoned."""

Status = Literal[
    "asking", "reviewing", "ready", "sent", "stopped", "waiting", "handed_over", "expired", "erased"
]
"""The state of a conversation as seen outside; `bot.core.lifecycle` has the finer ones."""


@dataclass(frozen=True, slots=True)
class FileRef:
    """A cleaned file that was accepted: `digest` is the SHA-256 (hex) of the cleaned bytes, `name` is ours.

    `page` is the number of the page of a longer file that this one is; 0 for a file of its own. `shows` is
    what its paper was (`Paper.shows`); "" where nobody looked.
    """

    digest: str
    kind: Literal["pdf", "jpg"]
    pages: int
    size: int
    name: str
    page: int = 0
    shows: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month told without its day. It stays one: stored, shown and printed as told."""

    year: int
    month: int

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def isoformat(self) -> str:
        """`2024-03`"""
        return f"{self.year:04}-{self.month:02}"

    __str__ = isoformat

    def say(self, lang: Lang) -> str:
        return say_month(self.year, self.month, lang)


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year told without its month. It stays one: stored, shown and printed as told."""

    year: int

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.year, 12, 31)

    def isoformat(self) -> str:
        """`2024`"""
        return f"{self.year:04}"

    __str__ = isoformat

    def say(self, lang: Lang) -> str:
        return say_year(self.year, lang)


When = date | Month | Year
"""A day, or as much of it as was told."""


def first_day(when: When) -> date:
    """For reckoning: where a stretch begins that began then, or an upper bound of how long ago it was."""
    return when if isinstance(when, date) else when.first


def last_day(when: When) -> date:
    """For reckoning: where a stretch ends that ended then, or a lower bound of how long ago it was."""
    return when if isinstance(when, date) else when.last


Value = str | date | time | Month | Year | tuple[FileRef, ...]
"""What an answer can be; choices are their codes."""


_KINDS = tuple(get_origin(one) or one for one in get_args(Value))


def as_value(value: object) -> Value:
    assert isinstance(value, _KINDS), type(value)
    return cast(Value, value)


def as_typed(value: Value) -> str:
    """As somebody could type it, and as files for testers have it: ISO dates, HH:MM, codes, the names of files."""
    match value:
        case str():
            return value
        case time():
            return value.strftime("%H:%M")
        case date() | Month() | Year():
            return value.isoformat()
        case tuple():
            return ", ".join(file.name for file in value)


PaperKind = Literal["passport", "ds160", "appointment", "i20", "ds2019", "visa", "attestation", "other"]
AttestationPart = Literal["letterhead", "date", "signature"]


@dataclass(frozen=True, slots=True)
class Fact:
    """What a paper says: the key of the answer that it could be, and the text as a person would type it."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What was read on a file: which paper it is, the facts that are sure, the keys of what was not readable
    without doubt, why little or nothing could be read, and what an attestation seems to lack."""

    kind: PaperKind = "other"
    facts: tuple[Fact, ...] = ()
    asked: tuple[str, ...] = ()
    mistake: Mistake | None = None
    lacks: tuple[AttestationPart, ...] = ()

    @property
    def shows(self) -> str:
        """What its file is kept as: the kind, or that nothing on it could be read."""
        return "illegible" if self.kind == "other" and self.mistake is not None else self.kind


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file as it was cleaned on the way in, with its bytes, which the store keeps under the digest.

    `paper` is what was read on it; None where nobody looked.
    """

    ref: FileRef
    content: bytes = field(repr=False)
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class Tap:
    """A tapped button: which conversation, question and turn it was shown for, and its code."""

    conversation: str
    prompt_id: str
    turn: int
    code: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message from a person, without channel. `at` is an aware time.

    Just one of `text`, `tap`, `files` and `refused` is what was sent; with files or what was refused, `text` are
    the words under it. `message` is the channel's id of
    the message; `edits` says that an earlier message of that id was changed to this text.
    `refused` is why something was no readable message (a sticker, a file that could not be cleaned).
    `more_follows` says that the next part of an album is here already, so that the prompt can wait for it.
    """

    at: datetime
    text: str | None = None
    tap: Tap | None = None
    files: tuple[CleanFile, ...] = ()
    refused: Mistake | None = None
    message: str | None = None
    edits: bool = False
    more_follows: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """An answer or an action: `code` is permanent and language-free, `label` is what is shown."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail as it will be sent. `to` is empty where no address is configured."""

    to: str
    sender: str
    subject: str
    body: str
    attachments: tuple[FileRef, ...] = ()


@dataclass(frozen=True, slots=True)
class DataExport:
    """All that is kept of this conversation, as a file; it is put together when it is sent."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What a reply says under one key, before a language is put on it; `labels` are those of its buttons."""

    key: str
    parts: tuple[object, ...]
    labels: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """A message to a person, without channel: plain text, said in the person's language.

    `key` names what is said, the same in every language. `buttons` are rows. `copyable` is a text that one
    tap copies (the whole message when it equals `text`). `document` goes with the message as a file.
    `contact` is the label of a button that shares the person's own phone number, where the channel has one.
    `said` is what the text was made of, in order, the last under `key`: for rehearsals, and for staff who read it
    in another language.
    """

    key: str
    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    prompt_id: str = ""
    turn: int = 0
    copyable: str | None = None
    document: Letter | DataExport | None = None
    contact: str | None = None
    said: tuple[Passage, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Pending:
    """Something asked in between, before the answer to `key` is settled.

    `kind` says what: which of several `readings`, whether an odd value stays, whether a change with its
    consequences is wanted, whether the entry `key` goes, whether to start over, whether to erase everything
    (`key` is the state before that, its one reading the place that waited then), whether the team may read along, whether what was told beforehand is
    right, or what to change (then the readings are the codes of a menu, of the entry `key` or of all
    answers).
    """

    kind: Literal["readings", "odd", "change", "remove", "restart", "cancel", "menu", "share", "facts"]
    key: str = ""
    readings: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class SentRequest:
    """What was sent, as the answers stood on that day (in Shanghai)."""

    answers: Mapping[str, Value]
    on: date


@dataclass(frozen=True)
class Conversation:
    """One person's way through one flow. Where they stand is derived from the answers, never stored.

    `answers` holds parked answers too. `revisiting` is the key asked again by "back" or "change".
    `acknowledged` maps a warning to the facts it was acknowledged for. `answered_by_message` maps a message
    of the channel to the answer it gave, so that an edited message edits that answer. `asked` and
    `prompted_in_turn` tell fresh buttons from old ones; `misses` counts answers not understood in a row.
    `told` are values that were told before they were asked for, which wait for one yes to all of them;
    `mentioned` are candidates for a key that is asked about when its turn comes. `sent` is what was sent of
    this request: first the e-mail, then each correction; `earlier` are the requests that were sent before
    this one was begun. `fingerprint` is that of the flow at the last turn. `last_heard` is the aware time at
    which the person last wrote, `reminded` whether they were told since then that their answers will go.
    `is_cut` says that the last message was as long as one can be, so that what follows at once belongs to it.
    `is_shared` says that the team may read along, `shared_with` names the key under which they do.
    `before_team` is the state from which the team took over.
    """

    id: str
    flow: str
    state: str = "choosing_language"
    language: Lang = LANGUAGES[0]
    answers: Mapping[str, Value] = field(default_factory=dict)
    acknowledged: Mapping[str, str] = field(default_factory=dict)
    answered_by_message: Mapping[str, str] = field(default_factory=dict)
    revisiting: str | None = None
    pending: Pending | None = None
    asked: str = ""
    prompted_in_turn: int = 0
    misses: int = 0
    turn: int = 0
    told: Mapping[str, Value] = field(default_factory=dict)
    mentioned: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    sent: tuple[SentRequest, ...] = ()
    earlier: tuple[SentRequest, ...] = ()
    fingerprint: str = ""
    last_heard: datetime | None = None
    reminded: bool = False
    is_cut: bool = False
    is_shared: bool = False
    shared_with: str = ""
    before_team: str = ""
    version: int = 0

    def changed(self, **changes: Any) -> Conversation:
        """What replace() makes, in a sixth of the time: every turn changes its conversation several times, and a frozen
        value with so many fields is slow to make. Raises TypeError."""
        if not changes.keys() <= self.__dict__.keys():
            raise TypeError(f"no such field: {changes.keys() - self.__dict__.keys()}")
        new = object.__new__(Conversation)
        new.__dict__.update(self.__dict__)
        new.__dict__.update(changes)
        return new

    @property
    def files(self) -> frozenset[str]:
        """Digests of the files that an answer refers to, what was told and waits for its yes, or a request that was
        sent."""
        values = (
            *self.answers.values(),
            *self.told.values(),
            *(value for several in self.mentioned.values() for value in several),
            *(self.pending.readings if self.pending is not None else ()),
            *(value for one in (*self.sent, *self.earlier) for value in one.answers.values()),
        )
        return frozenset(file.digest for value in values if isinstance(value, tuple) for file in value)


NOTHING_SAID: Mapping[str, Any] = MappingProxyType(
    {
        "answers": {},
        "told": {},
        "mentioned": {},
        "sent": (),
        "earlier": (),
        "acknowledged": {},
        "answered_by_message": {},
        "revisiting": None,
    }
)
"""What is forgotten of a conversation where everything is erased."""


@dataclass(frozen=True, slots=True)
class Move:
    """A transition that was taken: from a state by a trigger to another, or back to the same."""

    source: str
    trigger: str
    dest: str

    def __str__(self) -> str:
        return f"{self.source} -{self.trigger}-> {self.dest}"


@dataclass(frozen=True, slots=True)
class Turn:
    """One incoming message (None where the bot speaks by itself), the conversation after it, and the replies.

    `moves` are the transitions taken, `command` the one that was obeyed, `asked` the place that waited for an
    answer when the message came; they are for rehearsals and for staff. Only the move `call` decides
    something: the team is told.
    """

    incoming: Incoming | None
    conversation: Conversation
    replies: tuple[Reply, ...]
    moves: tuple[Move, ...] = field(default=(), compare=False, repr=False)
    command: str = field(default="", compare=False, repr=False)
    asked: str = field(default="", compare=False, repr=False)
