"""Whether what was said is what was expected: the whole text, folded, with `…` for anything.

Folding forgets how wide a sign is and how lines were broken, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import normalize

ANYTHING = re.compile(r"(?:…|⋯|\.{3})+")
DOTS = re.compile(rf"\\.|({ANYTHING.pattern})", re.DOTALL)
ESCAPED = re.compile(r"\\([\[\]【】［］@!！{}｛｝…|｜\\#])")


def fold(text: str) -> str:
    if not text.isascii():
        text = normalize("NFKC", text)
    return " ".join(text.split())


def fold_pattern(pattern: str) -> str:
    """A regular expression for folded text: a full-width sign in it is an ordinary one, never syntax."""
    return "".join(
        char if char.isascii() or (narrow := normalize("NFKC", char)) == char else re.escape(narrow)
        for char in pattern
    )


def plain(text: str) -> str:
    """A backslash before a sign makes it an ordinary one."""
    return ESCAPED.sub(r"\1", text) if "\\" in text else text


@lru_cache(maxsize=4096)
def is_anything(text: str) -> bool:
    return ANYTHING.fullmatch(text.strip()) is not None


def is_whole(pattern: str) -> bool:
    """Whether a text stands there without a `…`."""
    return len(_pieces(pattern)) == 1


def matches(pattern: str, text: str) -> bool:
    first, *others = _pieces(pattern)
    text = fold(text)
    if not others:
        return text == first
    if not text.startswith(first):
        return False
    text = text[len(first) :]
    for piece in others[:-1]:
        _, there, text = text.partition(piece) if piece else ("", True, text)
        if not there:
            return False
    return text.endswith(others[-1])


@lru_cache(maxsize=4096)
def _pieces(pattern: str) -> tuple[str, ...]:
    return tuple(map(fold, pieces(pattern)))


def pieces(pattern: str) -> tuple[str, ...]:
    """What stands between the `…`, as it is meant; one with a backslash before it stands for itself."""
    dots = [match.span() for match in DOTS.finditer(pattern) if match[1]]
    starts, ends = [0, *(end for _, end in dots)], [*(start for start, _ in dots), len(pattern)]
    return tuple(plain(pattern[start:end]) for start, end in zip(starts, ends, strict=True))


@lru_cache(maxsize=4096)
def listed(content: str) -> tuple[str, ...]:
    """`a | b | …` as its parts."""
    parts = [part.strip() for part in re.split(r"(?<!\\)[|｜]", content)]
    return tuple(
        part
        for n, part in enumerate(parts)
        if part and not (is_anything(part) and n and is_anything(parts[n - 1]))
    )


def matches_list(wanted: Sequence[str], there: Sequence[tuple[str, ...]]) -> bool:
    """Each wanted one is one of the names of the thing at its place; `…` is any number of things."""
    if not wanted:
        return not there
    if is_anything(wanted[0]):
        return any(matches_list(wanted[1:], there[skipped:]) for skipped in range(len(there) + 1))
    return bool(there) and is_one(wanted[0], there[0]) and matches_list(wanted[1:], there[1:])


def is_one(wanted: str, names: tuple[str, ...]) -> bool:
    if wanted in names:
        return True
    folded = _folded(wanted)
    return any(folded == fold(name) for name in names)


@lru_cache(maxsize=4096)
def _folded(wanted: str) -> str:
    return fold(plain(wanted))
