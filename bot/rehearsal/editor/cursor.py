"""What a place in a script wants: read from the line up to the cursor, whatever stands behind it.

Columns count characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.rehearsal.scripts.keywords import ACTS, CHECKS, LINES, found

Slot = Literal[
    "line",
    "check",
    "language",
    "act",
    "id",
    "said",
    "button",
    "key",
    "value",
    "place",
    "ruling",
    "email",
    "file",
    "paper",
    "unit",
    "there",
    "variable",
    "",
]
"""`place` is where a chat can stand: a question, a ruling or a state; "" wants nothing that could be listed."""

KEYWORD = re.compile(r"\s*[!！]?\s*(?P<word>[^:：()（）]*?)\s*(?:[(（]\s*\w*\s*[)）])?\s*[:：][ \t]*")
WHOSE = re.compile(r"[^:：]*[(（]\s*(\w*)$")
OPEN_VARIABLE = re.compile(r"(?<!\\)[{｛]([^{}｛｝]*)$")
OPEN_BRACKET = re.compile(r"[\[［【]\s*")
AFTER: dict[str, str] = {
    "buttons": r"[|｜]\s*",
    "warnings": r"[|｜]\s*",
    "ruling": r"[|｜]\s*",
    "notes": r"[|｜]\s*",
    "bot": r"[+＋!！]\s*",
    "languages": r"[,，、|]\s*",
    "file": r"[,，、|]\s*",
}
"""What parts several things in a line, by what the line is."""
WANTED: dict[str, Slot] = {
    "bot": "id",
    "start": "place",
    "state": "place",
    "buttons": "button",
    "warnings": "ruling",
    "ruling": "ruling",
    "notes": "ruling",
    "email": "email",
    "include": "file",
    "examples": "file",
    "languages": "language",
    "team": "there",
}
OF_ACT: dict[str, Slot] = {
    "button": "button",
    "old_button": "button",
    "double_tap": "button",
    "file": "file",
    "photo": "file",
}


@dataclass(frozen=True, slots=True)
class Place:
    """`typed` stands there already, from the column `start` on; a `value` is that of the answer `key`."""

    slot: Slot
    typed: str = ""
    start: int = 0
    key: str = ""


def place_at(line: str, column: int) -> Place:
    before = line[:column]
    if before.startswith(("#", "＃")):
        return Place("")
    variable = OPEN_VARIABLE.search(before)
    if variable is not None:
        return _last("variable", before, variable.start(1))
    is_check = before[:1].isspace()
    keyword = KEYWORD.match(before)
    if keyword is None:
        whose = WHOSE.match(before)
        if whose is not None:
            return _last("language", before, whose.start(1))
        return _last("check" if is_check else "line", before, len(before) - len(before.lstrip(" \t!！")))
    kind = found(CHECKS if is_check else LINES, keyword["word"])
    return _in_content(kind or "", before, keyword.end())


def _in_content(kind: str, before: str, start: int) -> Place:
    match kind:
        case "user":
            return _by_the_user(before, start)
        case "data":
            return _key_or_value(before, start)
        case "wait":
            unit = re.search(r"\d\s*([^\W\d]*)$", before)
            return _last("unit", before, unit.start(1)) if unit is not None else Place("")
        case "email" if re.search("[=＝]", before[start:]):
            return Place("")
        case _ if kind in WANTED:
            return _last(WANTED[kind], before, _after_last(AFTER.get(kind), before, start))
        case _:
            return Place("")


def _by_the_user(before: str, start: int) -> Place:
    bracket = OPEN_BRACKET.match(before, start)
    if bracket is None:
        return _last("said", before, start)
    if re.search(r"[\]］】]", before[bracket.end() :]):
        return Place("")
    inner = before[bracket.end() :]
    words = [(word, act) for act, words in ACTS.items() for word in words]
    word, act = max(
        ((word, act) for word, act in words if inner.casefold().startswith(f"{word} ")),
        key=lambda one: len(one[0]),
        default=("", ""),
    )
    if not act:
        return _last("act", before, bracket.end())
    inside = bracket.end() + len(word) + 1
    inside += len(before[inside:]) - len(before[inside:].lstrip())
    match act:
        case "paper":
            return _on_a_paper(before, inside)
        case "team_ask":
            return _key_or_value(before, inside)
        case _ if act in OF_ACT:
            return _last(OF_ACT[act], before, _after_last(AFTER.get(act), before, inside))
        case _:
            return Place("")


def _on_a_paper(before: str, start: int) -> Place:
    if " " not in before[start:]:
        return _last("paper", before, start)
    start += before[start:].index(" ") + 1
    return _key_or_value(before, _after_last(r"[;；]\s*[?？]?\s*|^[?？]", before, start))


def _key_or_value(before: str, start: int) -> Place:
    sign = re.search(r"[=＝]\s*", before[start:])
    if sign is None:
        return _last("key", before, start)
    key = before[start : start + sign.start()].strip()
    return Place("value", before[start + sign.end() :], start + sign.end(), key)


def _after_last(parting: str | None, before: str, start: int) -> int:
    ends = [match.end() for match in re.finditer(parting, before[start:])] if parting else []
    return start + (ends[-1] if ends else 0)


def _last(slot: Slot, before: str, start: int) -> Place:
    return Place(slot, before[start:], start)


# What stands around it

ASKED = re.compile(r"[@＠]ask\.([\w.\[\]]+)")


def keyword_of(line: str) -> tuple[str, str]:
    """What a line that is no check is, and what follows its colon; "" for any other."""
    match = KEYWORD.match(line) if not line[:1].isspace() else None
    kind = found(LINES, match["word"]) if match is not None else None
    return (kind, line[match.end() :].strip()) if kind and match is not None else ("", "")


def script_around(lines: Sequence[str], row: int) -> slice:
    """The lines of the script in which a line is."""
    heads = [number for number, line in enumerate(lines) if keyword_of(line)[0] == "script"]
    return slice(
        max((head for head in heads if head <= row), default=0),
        min((head for head in heads if head > row), default=len(lines)),
    )


def asked_above(lines: Sequence[str], row: int) -> str:
    """The key of the question that was asked last above a line, or that the script begins at; empty where none is seen."""
    for line in reversed(lines[script_around(lines, row).start : row]):
        asked = ASKED.findall(line)
        if asked:
            return str(asked[-1])
        kind, content = keyword_of(line)
        if kind == "start":
            return content
    return ""


NAME = re.compile(r"/?\w+(?:\[\d*\]|\.\w+)*")


def name_at(line: str, column: int) -> tuple[str, int, int]:
    """The name around a column, and where it begins and ends."""
    around = (match for match in NAME.finditer(line) if match.start() <= column <= match.end())
    match = next(around, None)
    return (match[0], *match.span()) if match is not None else ("", column, column)
