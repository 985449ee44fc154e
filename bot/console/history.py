"""What the journal says of an act, in words for people: which message, which label, whom; why somebody looked only where that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.console.pages import Words
from bot.console.roles import NAMES
from bot.console.talk import EVERYTHING
from bot.i18n import translate
from bot.store import Key, Tampered, reason_place

ANSWER = "answer"
"""What the journal says of an answer that was revealed: which one is sealed, for it would tell what the request is about."""


@dataclass(frozen=True, slots=True)
class Act:
    seq: int
    at: int
    who: str
    conversation: str
    act: str
    detail: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """How this reader is told: in which words, with which names; `label_of` names a question."""

    words: Words
    people: Mapping[str, str]
    label_of: Callable[[str], object]

    def act(self, row: Any, key: Key | None = None) -> Act:
        """With a key also why, and which answer."""
        which, why = _opened(row, key) if key is not None and row.reason is not None else ("", "")
        detail = translate(self.label_of(which), self.words.lang) if which else self.detail(row)
        who = self.people.get(row.staff, row.staff or "—")
        return Act(
            row.seq,
            row.at,
            who,
            row.conversation or "",
            self.words.known(f"act_{row.act}", row.act),
            detail,
            why=why,
        )

    def detail(self, row: Any) -> str:
        w, said = self.words, str(row.detail)
        match row.act:
            case "revealed" | "flagged" | "unflagged":
                named = {EVERYTHING: w.everything, ANSWER: w.an_answer}
                return named.get(said) or w.message_no % {"number": said}
            case "sorted":
                return w.known(f"review_{said}", w.assigned)
            case "labelled" | "unlabelled":
                return w.known(f"label_{said}", said)
            case "ordered_purge":
                return w.known(f"grounds_{said}", said)
            case "staff_added" | "staff_reset" | "staff_removed":
                id, _, role = said.partition(" ")
                known = translate(NAMES.get(role, role), w.lang)
                return " · ".join([self.people.get(id, id), *([known] if known else ())])
            case "scripted" | "ignored":
                return w.message_no % {"number": said.removeprefix("turn ")} if said else ""
            case "noted" | "note_removed":
                return w.edition % {"number": said.removeprefix("edition ")}
            case "downloaded":
                return w.file_no % {"number": said.removeprefix("file ")}
            case "exported" if said.startswith("list of "):
                return w.list_of % {"number": said.removeprefix("list of ")}
            case "exported":
                return w.known(said, said.upper())
            case "searched":
                return w.characters % {"number": said.removesuffix(" characters")}
            case _:
                return said


def sealed_reason(key: Key, conversation: str, at: int, why: str, which: str = "") -> bytes:
    return key.seal(f"{which}\n{why}".encode("utf-8", "replace"), reason_place(conversation, at))


def _opened(row: Any, key: Key) -> tuple[str, str]:
    """Which answer, if one, and why."""
    try:
        said = key.open(row.reason, reason_place(row.conversation, row.at)).decode()
    except Tampered:
        return "", ""
    which, _, why = said.rpartition("\n")
    return which, why
