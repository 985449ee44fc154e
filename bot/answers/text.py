"""Free text, in the person's own words: bounded and tidied, its letters untouched.

It is never read for meaning here, and never put into markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from bot.core import Mistake, Option, Reading, Takes, Understood, tidy
from bot.i18n import N_


@dataclass(frozen=True, slots=True)
class ShortText:
    """One line of at most `longest` characters."""

    longest: int
    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "line"
    shape: ClassVar[re.Pattern[str] | None] = None

    def read(self, sent: str, today: object) -> Reading[str]:
        return bounded(" ".join(tidy(sent).split()), self.longest)

    def show(self, value: str) -> str:
        return value

    def samples(self, today: object) -> tuple[str, ...]:
        return ("1 Example Road", "示例路1号")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Several lines of at most `longest` characters together."""

    longest: int
    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "text"
    shape: ClassVar[re.Pattern[str] | None] = None

    def read(self, sent: str, today: object) -> Reading[str]:
        return bounded(tidy(sent), self.longest)

    def show(self, value: str) -> str:
        return value

    def samples(self, today: object) -> tuple[str, ...]:
        return ("My mother is ill and has nobody else there.", "我母亲病重，身边没有别人。")


SMALL = frozenset("a an and at by de du for from in of on or the to van von with".split())
SHORT = {
    **{one: one.upper() for one in "ms ma mba ba bs llm llb usa nyu ucla usc mit ucsd".split()},
    **{"msc": "MSc", "bsc": "BSc", "phd": "PhD", "meng": "MEng", "beng": "BEng", "mphil": "MPhil"},
}
_WORD = re.compile(r"(?<![\w'’])[a-z][a-z'’]*")


def with_capitals(text: str) -> str:
    """A name in small letters as a letter has it: “5th Ave”, “University in Columbus”; whoever typed one capital meant the
    others small."""
    if not text.isascii() or text != text.lower():
        return text
    first = _WORD.search(text)
    at = first.start() if first else 0
    return _WORD.sub(lambda word: _sized(word[0], is_first=word.start() == at), text)


def _sized(word: str, *, is_first: bool) -> str:
    if word in SHORT:
        return SHORT[word]
    return word if word in SMALL and not is_first else word.capitalize()


def bounded(text: str, longest: int) -> Reading[str]:
    if not any(char.isalpha() for char in text):
        return Mistake("text.empty", N_("I need some words here."))
    if len(text) > longest:
        return Mistake(
            "text.long",
            N_(
                "That is %(length)s characters; here there is room for %(longest)s. Please make it shorter."
            ).of(length=len(text), longest=longest),
        )
    return Understood(text)
