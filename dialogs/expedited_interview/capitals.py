"""Names typed in small letters, as the letter has them: “example university of ohio” with its capitals.

Whoever typed one capital meant the others small; nothing but the size of letters is ever changed.
"""

from __future__ import annotations

import re

SMALL = frozenset("a an and at by de du for from in of on or the to van von with".split())
SHORT = {
    **{one: one.upper() for one in "ms ma mba ba bs llm llb usa nyu ucla usc mit ucsd".split()},
    **{"msc": "MSc", "bsc": "BSc", "phd": "PhD", "meng": "MEng", "beng": "BEng", "mphil": "MPhil"},
}
_WORD = re.compile(r"[a-z][a-z'’]*")


def with_capitals(text: str) -> str:
    """The text as it is where it has a capital or another script."""
    if not text.isascii() or text != text.lower():
        return text
    first = _WORD.search(text)
    at = first.start() if first else 0
    return _WORD.sub(lambda word: _sized(word[0], is_first=word.start() == at), text)


def _sized(word: str, *, is_first: bool) -> str:
    if word in SHORT:
        return SHORT[word]
    return word if word in SMALL and not is_first else word[:1].upper() + word[1:]
