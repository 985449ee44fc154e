"""What people ask besides: the answer of a dialog whose words are in the question.

An aside is data the flow hands over, with who says so and where, as a ruling has it.
"""

from __future__ import annotations

from bot.core.flow import Aside
from bot.core.understanding.folding import folded
from bot.core.understanding.lexicon import lexicon_of

LONGEST = 300
"""A question in more than this is part of a story."""


def aside_in(asides: tuple[Aside, ...], text: str) -> Aside | None:
    """The aside with most of its words in the text; the first of those that have as much."""
    best = heaviest_in(tuple((aside.key, aside.means) for aside in asides), text)
    return next((aside for aside in asides if aside.key == best), None)


def heaviest_in(meanings: tuple[tuple[str, tuple[str, ...]], ...], text: str) -> str | None:
    """The code with most of its words in a text; the first of those that have as much."""
    found = lexicon_of(meanings)
    if found is None or len(text) > LONGEST:
        return None
    weight: dict[str, int] = {}
    for hit in found.hits(folded(text)):
        weight[hit.code] = weight.get(hit.code, 0) + hit.end - hit.start
    return max(weight, key=lambda key: weight[key], default=None)
