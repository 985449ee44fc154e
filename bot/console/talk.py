"""A talk as it is shown: its messages, what they did, and what of them is hidden from this person now; values, no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.console.masking import HIDDEN, mask, masked, spoken_in, worded
from bot.core import (
    STATUS,
    Flow,
    Incomplete,
    Letter,
    Passage,
    Verdict,
    Walk,
    passages_of,
    review_lines,
)
from bot.i18n import Lang, translate
from bot.store import Key, said_in

EVERYTHING = "*"
MARK = 16
"""So many letters name an answer."""


@dataclass(frozen=True, slots=True)
class Line:
    """A message. `what` names it for revealing and flagging; `did` are short names of what it did, with a key each."""

    turn: int
    place: int
    at: int
    who: str
    text: str
    is_hidden: bool
    buttons: tuple[str, ...] = ()
    did: tuple[tuple[str, str], ...] = ()
    moves: tuple[tuple[str, str], ...] = ()
    files: int = 0
    is_edit: bool = False
    is_flagged: bool = False
    trouble: str = ""
    sender: str = ""

    @property
    def what(self) -> str:
        return f"{self.turn}.{self.place}"


@dataclass(frozen=True, slots=True)
class View:
    """How this person sees a talk: in which language (None: as it was said), and what is revealed to them."""

    flow: Flow
    public: frozenset[str]
    lang: Lang | None
    revealed: frozenset[str]
    flagged: frozenset[tuple[int, int]] = frozenset()
    senders: Mapping[int, str] = field(default_factory=dict)
    own: frozenset[int] = frozenset()
    """The turns that this person wrote: nobody's words are hidden from themselves."""
    talking_since: int | None = None
    """The turn in which this person took over, while they have it: what is said since is said to them."""

    def is_open(self, what: str) -> bool:
        return EVERYTHING in self.revealed or what in self.revealed

    def shows(self, turn: int, place: int) -> bool:
        """Whether a message is open to this person."""
        is_said_to_them = self.talking_since is not None and turn >= self.talking_since
        return is_said_to_them or turn in self.own or self.is_open(f"{turn}.{place}")


def lines_of(view: View, id: str, key: Key, rows: Sequence[Any]) -> list[Line]:
    """Raises Tampered."""
    opened = [(row, said_in(id, key, row)) for row in rows]
    told = _keys(opened)
    shown: list[Line] = []
    labels: dict[str, object] = {}
    for row, content in opened:
        if row.place:
            passages = passages_of(content.get("told", ()))
            labels |= _labels(content, passages)
            shown.append(_reply(view, row, content, passages))
        else:
            shown.append(_incoming(view, row, content, labels, told[row.turn]))
    return shown


def _keys(opened: Sequence[tuple[Any, Mapping[str, Any]]]) -> Mapping[int, list[str]]:
    """What was answered in each turn, by its keys."""
    keys: dict[int, list[str]] = defaultdict(list)
    for row, content in opened:
        if row.place:
            keys[row.turn] += (content["key"], *(one[0] for one in content.get("told", ())))
    return keys


def _labels(content: Mapping[str, Any], passages: Sequence[Passage]) -> dict[str, object]:
    """The buttons of a reply by their codes, with what was on them before a language was put on it."""
    codes = [code for row in content["buttons"] for code, _ in row]
    known = passages[-1].labels if passages else ()
    return dict(zip(codes, known, strict=False)) if len(known) >= len(codes) else dict.fromkeys(codes, HIDDEN)


def _reply(view: View, row: Any, content: Mapping[str, Any], passages: tuple[Passage, ...]) -> Line:
    is_open = view.shows(row.turn, row.place)
    is_staff = content["key"] == "team.said"
    lang: Lang = view.lang or (spoken_in(content["text"], passages) if passages else "zh")
    own = masked(passages, view.public)
    if is_open and (view.lang is None or not passages):
        text = str(content["text"])
    else:
        text = worded(passages if is_open else own, lang) if passages else HIDDEN
    labels = [one if is_open else mask(one, view.public) for one in _labels(content, passages).values()]
    trouble = f"failed_{row.failed}" if row.failed else "" if row.settled_at else "unsent"
    return Line(
        row.turn,
        row.place,
        row.at,
        "staff" if is_staff else "bot",
        text,
        HIDDEN in text and not is_open,
        tuple(translate(one, lang) for one in labels),
        is_flagged=(row.turn, row.place) in view.flagged,
        trouble="unsent" if trouble == "unsent" else "failed" if trouble else "",
        sender=view.senders.get(row.turn, "") if is_staff else "",
    )


def _incoming(
    view: View, row: Any, content: Mapping[str, Any], labels: Mapping[str, object], keys: Sequence[str]
) -> Line:
    is_open = view.shows(row.turn, 0)
    text, hidden = _words(view, content, labels, is_open=is_open)
    moves = [(STATUS[source], STATUS[dest]) for source, _, dest in content.get("moves", ())]
    return Line(
        row.turn,
        0,
        row.at,
        "person",
        text,
        hidden,
        did=tuple(_did(content, keys)),
        moves=tuple((source, dest) for source, dest in moves if source != dest),
        files=len(content["files"]),
        is_edit=bool(content["edits"]),
        is_flagged=(row.turn, 0) in view.flagged,
    )


def _words(
    view: View, content: Mapping[str, Any], labels: Mapping[str, object], *, is_open: bool
) -> tuple[str, bool]:
    """What a person sent, and whether it is hidden; a command is nobody's own word."""
    if content["tap"]:
        code = content["tap"][3]
        label = labels.get(code, HIDDEN)
        label = label if is_open else mask(label, view.public)
        said = translate(label, view.lang or "en")
        return f"[{said}]", HIDDEN in said
    if content["text"] is None:
        return "", False
    if is_open:
        return str(content["text"]), False
    command = content.get("command")
    return (f"/{command}", False) if command else (HIDDEN, True)


def _did(content: Mapping[str, Any], keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    asked = str(content.get("asked") or "")
    missed = next((key.removeprefix("mistake.") for key in keys if key.startswith("mistake.")), None)
    if content["refused"]:
        yield "refused", str(content["refused"])
    if missed is not None:
        yield "missed", missed
    elif "stale" in keys:
        yield "stale", ""
    elif "sorry" in keys:
        yield "fault", ""
    elif content.get("command"):
        yield "command", str(content["command"])
    elif "understood" in keys or content["tap"] or content["files"]:
        yield "answered", asked


# The right side


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: `key` is its question or its list's entry; `what` names it for revealing, and tells nobody else which it is."""

    key: str
    what: str
    label: object
    value: object
    is_hidden: bool


def answers_of(view: View, walked: Walk, key: Key) -> list[Answer]:
    found = []
    for one in review_lines(view.flow, walked):
        what = f"a.{key.derive(f'answer {one.code}').hex()[:MARK]}"
        value = one.value if view.is_open(what) else mask(one.value, view.public)
        found.append(
            Answer(one.code.partition(".")[2], what, mask(one.label, view.public), value, value != one.value)
        )
    return found


def rulings_of(walked: Walk) -> list[Verdict]:
    """What fires now, but for the notes that everybody is told."""
    return [one for one in walked.verdicts if one.ruling.strength != "note"]


def letter_of(flow: Flow, walked: Walk) -> Letter | None:
    try:
        return flow.compose(walked.answers, flow.address)
    except Incomplete:
        return None
