"""A number or an address that stands behind its name and is none: “护照号：E3344556”, “email: wang@163”.

It is no fact, and yet is not passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from bot.core.flow import Question
from bot.core.reading import Mistake
from bot.core.understanding.mentions import Askable, Mention, is_somebody_elses

# Of digits alone there are many kinds: “Dr. Lee can confirm it, phone 2067443000”.
_BEHIND = re.compile(
    r"\s*(?:[:=是为]|\bis\b)\s*(?P<told>[a-z0-9+][a-z0-9@._+-]{4,})|\s*(?P<alone>(?=\d*[a-z@])[a-z0-9][a-z0-9@._+-]{4,})",
    re.ASCII,
)
_TELLS = re.compile(r"(?:[^\d\n]?\d){5}|@")
"""So many digits are meant for a number; a word is not."""
_ONE_WORD = re.compile(r"[A-Za-z0-9+@.]{8,}", re.ASCII)


def unreadable(known: Askable, text: str, words: str, mentions: list[Mention], today: date) -> Iterator[str]:
    """The keys of the questions, in the order of the message."""
    for one in mentions:
        question = known.questions[one.key]
        behind = _BEHIND.match(words, one.end) if one.is_name and _is_number(question, today) else None
        if behind is None or not _TELLS.search(behind[0]) or is_somebody_elses(words, one.start):
            continue
        value = text[slice(*behind.span("told" if behind["told"] else "alone"))].rstrip(".-")
        if isinstance(question.kind.read(value, today), Mistake):
            yield question.key


@cache
def _is_number(question: Question[Any], today: date) -> bool:
    """Whether its values are one word of letters and digits, as no day and no time is."""
    kind = question.kind
    return kind.shape is not None and _ONE_WORD.fullmatch(kind.samples(today)[0]) is not None
