"""Choices that a message tells in passing: only by words that mean them wherever they stand.

A choice that is told by several words is not sure; one that is denied is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.core.flow import Question
from bot.core.reading import Odd, Reading, Understood, Unsure
from bot.core.understanding.folding import CLAUSE, pieces
from bot.core.understanding.lexicon import Hit
from bot.core.understanding.mentions import Askable, sentence_around
from bot.core.understanding.speech import act_of
from bot.i18n import Text


def tells(known: Askable, words: str) -> Iterator[tuple[str, Reading[object]]]:
    if known.told is None or not known.told.is_in(words):
        return
    hits = {one.key: (one, found) for one, lexicon in known.told_by if (found := lexicon.hits(words))}
    asked = _Asked(words)
    for key, (question, found) in hits.items():
        if question.told_near:
            _, others = hits.get(question.told_near, (None, []))
            found = _near(found, others, words)
        reading = _reading(question, found, asked)
        if reading is not None:
            yield key, reading


def _near(found: list[Hit], others: list[Hit], words: str) -> list[Hit]:
    """Those in the clause of what they are told with, or else in its sentence."""
    for other in others:
        for start, end in (_clause_around(words, other), sentence_around(words, other.start, other.end)):
            inside = [hit for hit in found if start <= hit.start < end]
            if inside:
                return inside
    return []


def _clause_around(words: str, hit: Hit) -> tuple[int, int]:
    return next(((a, b) for a, b in pieces(words, CLAUSE) if a <= hit.start < b), (hit.start, hit.end))


def _reading(question: Question[Any], found: list[Hit], asked: _Asked) -> Reading[object] | None:
    said = [hit for hit in found if not hit.denied and not asked.has(hit)]
    codes = tuple(dict.fromkeys(hit.code for hit in said))
    if question.is_ranked:
        codes = tuple(code for code, _ in question.told_by if code in codes)[:1]
    if len(codes) == 1:
        return Understood(codes[0])
    if codes:
        return Unsure(codes, Text(""))
    denied = [hit for hit in found if hit.denied]
    no = next((option.code for option in question.kind.options if option.says == "no"), None)
    return Odd(no, Text("")) if denied and no is not None else None


@dataclass(slots=True)
class _Asked:
    """Which clauses of a message ask. One clause may tell of several questions, and is looked at once."""

    words: str
    clauses: dict[tuple[int, int], bool] = field(default_factory=dict)

    def has(self, hit: Hit) -> bool:
        clause = start, end = _clause_around(self.words, hit)
        if clause not in self.clauses:
            self.clauses[clause] = act_of(self.words[start : end + 1]) == "question"
        return self.clauses[clause]
