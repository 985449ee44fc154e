"""What stands on a page: its lines with their places, upright; and how labels and their values are found among them.

A label is never taken for a value, and a value is what the layout of its paper puts beside or below the label.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

ALIKE = 0.88
"""From this likeness on (0 to 1), two texts are the same label, read badly once."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; its place in points of the upright page, counted from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Mark:
    """Something drawn or stamped that is no line of text, with the height of its middle on the upright page."""

    middle: float


def same_text(line: Line) -> str:
    """A second look at a line of a text layer: it says the same."""
    return line.text


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page from top to bottom, the bar codes on it, a second, independent look at a line, and a look for
    what else is drawn on it."""

    lines: tuple[Line, ...]
    codes: tuple[str, ...] = ()
    again: Callable[[Line], str] = same_text
    marks: Callable[[], tuple[Mark, ...]] = tuple
    is_picture: bool = False


def folded(text: str) -> str:
    """Letters and digits alone, in capitals, as texts are compared."""
    return "".join(char for char in text.upper() if char.isalnum())


@lru_cache(maxsize=4096)
def likeness(one: str, other: str) -> float:
    """From 0 to 1; of folded texts."""
    if one == other:
        return 1.0
    if not one or not other or abs(len(one) - len(other)) > 4:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def says(page: Page, phrase: str) -> bool:
    """Whether a line of the page is, or has in it, this phrase."""
    wanted = folded(phrase)
    return any(_is_phrase(folded(line.text), wanted) for line in page.lines)


def _is_phrase(said: str, wanted: str) -> bool:
    """The phrase, or as much of it as stands on a page whose edge is cut."""
    is_cut = len(said) > 24 and len(said) >= 0.6 * len(wanted) and wanted.endswith(said)
    return wanted in said or is_cut or likeness(said, wanted) >= ALIKE


@dataclass(frozen=True, slots=True)
class Found:
    """A value, the line it was taken from, and whether its label was read letter by letter: small print that is read so
    shows that the picture is sharp there."""

    text: str
    line: Line
    is_sharp: bool


def values(page: Page, labels: Iterable[str], known: Collection[str], *, below: bool) -> Iterator[Found]:
    """What stands after one of the labels in its line, or else beside or below it; the likeliest label first.

    `known` are all labels of the paper, as `known_labels` has them: none of them is a value.
    """
    hits = sorted(_hits(page, tuple(labels), known), key=lambda hit: -hit[0])
    for like, line, rest in hits:
        if rest:
            yield Found(rest, line, like == 1)
            continue
        other = _below(page, line, known) if below else _beside(page, line, known)
        if other is not None:
            yield Found(other.text.strip(), other, like == 1)


def value(page: Page, labels: Iterable[str], known: Collection[str], *, below: bool = False) -> Found | None:
    return next(values(page, labels, known, below=below), None)


def _hits(page: Page, labels: tuple[str, ...], known: Collection[str]) -> Iterator[tuple[float, Line, str]]:
    for line in page.lines:
        is_whole = _is_known(_bare(line.text), known)
        for label in labels:
            like, rest = _labelled(line.text, label)
            if like >= ALIKE and not (is_whole and rest):
                yield like, line, rest


def known_labels(labels: Iterable[str]) -> frozenset[str]:
    """Labels as lines are compared with them."""
    return frozenset(folded(_bare(label)) for label in labels)


def _labelled(text: str, label: str) -> tuple[float, str]:
    """How much a line begins as the label does, and what follows it there."""
    wanted = folded(_bare(label))
    head, colon, rest = text.partition(":")
    if colon:
        return likeness(folded(_bare(head)), wanted), rest.strip()
    words = text.split()
    whole = likeness(folded(_bare(text)), wanted)
    begun = [
        (likeness(folded(" ".join(words[:count])), wanted), " ".join(words[count:]))
        for count in range(1, len(words))
    ]
    best = max(begun, default=(0.0, ""), key=lambda one: one[0])
    return best if best[0] > max(whole, 0.95) else (whole, "")


def _bare(label: str) -> str:
    """Without what is in brackets, as `(mm-dd-yyyy)`: small print is read badly."""
    return re.sub(r"\(.*", "", label)


def _is_label(line: Line, known: Collection[str]) -> bool:
    return _is_known(_bare(line.text.partition(":")[0]), known)


def _is_known(text: str, known: Collection[str]) -> bool:
    said = folded(text)
    return any(likeness(said, label) >= ALIKE for label in known)


def _beside(page: Page, label: Line, known: Collection[str]) -> Line | None:
    row = [
        line
        for line in page.lines
        if line is not label
        and line.left >= label.right - label.height
        and abs(line.middle - label.middle) <= 0.6 * max(label.height, line.height)
    ]
    nearest = min(row, key=lambda line: line.left, default=None)
    return None if nearest is None or _is_label(nearest, known) else nearest


def _below(page: Page, label: Line, known: Collection[str]) -> Line | None:
    height = label.height
    column = [
        line
        for line in page.lines
        if line is not label
        and abs(line.left - label.left) <= 1.5 * height
        and 0.3 * height <= line.middle - label.middle <= 2.4 * height
    ]
    nearest = min(column, key=lambda line: line.middle, default=None)
    return None if nearest is None or _is_label(nearest, known) else nearest
