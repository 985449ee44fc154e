"""What would give somebody away in a text: a secret as it is, part of one, or its digits however they are parted.

Words that the dialog or the grammar has itself give nobody away.
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize

from bot.answers import UNITS as PLACES
from bot.core import Flow
from bot.i18n import LANGUAGES, translate
from bot.rehearsal.recording.fakes import ANY_WORDS, DATE_WORDS, WORDS
from bot.rehearsal.scripts.dialog_names import names_in
from bot.rehearsal.scripts.keywords import ACTS, CHECKS, EMAIL, LINES, UNITS
from bot.rehearsal.scripts.matching import fold

DATED = re.compile(r"[\d-]+")
DIGITS = 8
"""So many digits in a row are no accident."""


def leaks(flow: Flow, text: str, secrets: frozenset[str]) -> bool:
    """Whether one of them stands in a text, as a whole word where it is made of Latin letters or digits."""
    folded = fold(text).casefold()
    if any(re.search(_whole(secret.casefold()), folded) for secret in secrets if not _is_own(flow, secret)):
        return True
    runs = frozenset().union(*map(_runs, secrets)) if secrets else frozenset()
    return any(not runs.isdisjoint(_runs(line)) for line in text.split("\n"))


def _whole(secret: str) -> str:
    around = "a-z0-9-" if DATED.fullmatch(secret) else "a-z0-9"
    return rf"(?<![{around}]){re.escape(secret)}(?![{around}])"


def _runs(text: str) -> frozenset[str]:
    digits = "".join(re.findall(r"\d", normalize("NFKC", text)))
    return frozenset(digits[n : n + DIGITS] for n in range(len(digits) - DIGITS + 1))


def _is_own(flow: Flow, secret: str) -> bool:
    return set(re.findall(r"\w+", secret.casefold())) <= _own_words(flow)


@cache
def _own_words(flow: Flow) -> frozenset[str]:
    """The words of ids, keys and codes, and those of the grammar."""
    known = names_in(flow)
    tables = (
        word for table in (LINES, CHECKS, ACTS, EMAIL, UNITS) for words in table.values() for word in words
    )
    names = (*known.ids, *known.keys, *known.rulings, *known.states, *known.buttons, *tables, "lang", "asia")
    return frozenset(word for name in names for word in re.findall(r"[a-z]+|\w+", name.casefold()))


def echoes(text: str, other: str) -> bool:
    """Whether something of a text stands in another one that is not there by accident."""
    return any(part in _parts(other) and part not in OWN for part in _parts(text))


def _parts(text: str) -> frozenset[str]:
    """What would tell whose words they are: long words, pairs of characters, digits in a row, however they are parted."""
    folded = normalize("NFKC", text).casefold()
    words = [word for word in re.findall(r"[a-z]{4,}", folded) if not DATE_WORDS.fullmatch(word)]
    runs = re.findall(r"[\u3400-\u9fff]{2,}", folded)
    digits = "".join(re.findall(r"\d", folded))
    pairs = [run[n : n + 2] for run in runs for n in range(len(run) - 1)]
    return frozenset((*words, *pairs, *(digits[n : n + 5] for n in range(len(digits) - 4))))


_PROVINCES = (translate(one.label, lang) for one in PLACES for lang in LANGUAGES)
OWN = _parts(
    " ".join((*ANY_WORDS, "example", *_PROVINCES, *(word for words in WORDS.values() for word in words)))
)
