"""Typed text, tidied: what keyboards, input methods and pastes add is taken away before anything is read.

tidy() keeps every visible character as it is; plain() also folds full-width forms, for identifiers and dates.
"""

from __future__ import annotations

import re
import unicodedata

# Zero-width characters, bidi marks, overrides and isolates, variation selectors' carrier BOM, soft hyphen.
INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
BLANKS = re.compile(r"[^\S\n]+")
# More stacked accents than this on one letter is no writing system (UAX #15 calls thirty "stream-safe").
STACKED = re.compile(
    "([\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]{4})[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]+"
)


def tidy(sent: str) -> str:
    """Without control, invisible and direction characters, blanks folded, lines kept; letters untouched."""
    if sent.isascii() and sent.isprintable():
        # The usual case: nothing to take away but blanks.
        return " ".join(sent.split())
    sent = sent.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    sent = STACKED.sub(r"\1", CONTROL.sub("", INVISIBLE.sub("", sent)))
    lines = (BLANKS.sub(" ", line).strip() for line in sent.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def plain(sent: str) -> str:
    """One line with full-width letters, digits and punctuation folded to ASCII (NFKC) and one kind of dash."""
    tidied = tidy(sent)
    if not tidied.isascii():
        tidied = DASHES.sub("-", unicodedata.normalize("NFKC", tidied))
    return " ".join(tidied.split())


LONGEST = 200
QUOTED = 40


def one_line(sent: str) -> str:
    """What was typed as plain() has it, or nothing where it is too long for a short answer."""
    return plain(sent) if len(sent) <= LONGEST else ""


def excerpt(sent: str) -> str:
    """The beginning of what was typed, in the person's own letters, to say what was read."""
    begun = " ".join(tidy(sent[: 2 * QUOTED]).split())
    return begun if len(begun) <= QUOTED and len(sent) <= 2 * QUOTED else begun[:QUOTED] + "…"
