"""The parts of a line by what they are, for colours: for editors that read no grammar of their own.

What a line means is not looked at, so a line that is wrong is coloured, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from bot.rehearsal.editor.cursor import KEYWORD, OPEN_BRACKET
from bot.rehearsal.scripts.keywords import ACTS, CHECKS, LINES, found
from bot.rehearsal.scripts.matching import ANYTHING
from bot.rehearsal.scripts.tokens import VARIABLE

Kind = Literal["comment", "keyword", "decorator", "function", "variable", "operator", "property"]
"""Names of the protocol: `decorator` is what a user does in brackets, `function` an id, `property` a key."""
KINDS: tuple[Kind, ...] = get_args(Kind)

WITHIN: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("function", re.compile(r"[@＠][\w.\[\]]+")),
    ("variable", VARIABLE),
    ("operator", re.compile(rf"{ANYTHING.pattern}|(?<!\\)[|｜]|→|->|=>")),
)
KEY = re.compile(r"([\w.\[\]]+)\s*[=＝]")


@dataclass(frozen=True, slots=True)
class Part:
    start: int
    length: int
    kind: Kind


def parts(line: str) -> list[Part]:
    """From left to right, none over another."""
    if line.startswith(("#", "＃")):
        return [Part(0, len(line), "comment")]
    found: list[Part] = []
    for part in sorted(_parts(line), key=lambda part: part.start):
        if not found or part.start >= found[-1].start + found[-1].length:
            found.append(part)
    return found


def _parts(line: str) -> Iterator[Part]:
    is_check = line[:1].isspace()
    begins = len(line) - len(line.lstrip())
    if line[begins:].startswith(("|", "｜")):
        yield from _within(line, begins)
        return
    keyword = KEYWORD.match(line)
    word = keyword["word"] if keyword is not None else line.strip()
    kind = found(CHECKS if is_check else LINES, word)
    if kind is None:
        return
    end = keyword.end() if keyword is not None else len(line)
    yield Part(begins, len(line[:end].rstrip()) - begins, "keyword")
    act = _act(line, end) if kind == "user" else None
    if act is not None:
        yield act
        end = act.start + act.length
    key = KEY.match(line, end)
    if key is not None and kind in ("data", "email", "variable"):
        yield Part(key.start(1), len(key[1]), "property")
    yield from _within(line, end)


def _act(line: str, start: int) -> Part | None:
    bracket = OPEN_BRACKET.match(line, start)
    if bracket is None:
        return None
    inner = line[bracket.end() :].casefold()
    words = [word for words in ACTS.values() for word in words if inner.startswith(word)]
    return Part(bracket.end(), len(max(words, key=len)), "decorator") if words else None


def _within(line: str, start: int) -> Iterator[Part]:
    for kind, pattern in WITHIN:
        for match in pattern.finditer(line, start):
            yield Part(match.start(), len(match[0]), kind)
