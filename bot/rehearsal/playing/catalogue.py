"""Whether a reply is said in its language's own words: each part from the catalogue, every placeholder filled."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache

from bot.core import Block, Reply, render
from bot.i18n import N_, InEachLanguage, Lang, Text, is_translated, translate
from bot.rehearsal.scripts.matching import fold
from bot.rehearsal.sources import texts_to_applicants

PLACEHOLDER = re.compile(r"%\(\w+\)s")
LETTERS = re.compile(r"[^\W\d_]")


_Shown = tuple[Lang, str, str, tuple[str, ...]]
_fine: set[_Shown] = set()
"""What was looked at before and is right: most scripts hear the same questions again."""
MOST_REMEMBERED = 4096


def fault_in(reply: Reply, lang: Lang) -> Text | None:
    """What is wrong with the words of a reply; None where nothing is, or where they are a person's own."""
    shown = (lang, reply.key, reply.text, tuple([button.label for row in reply.buttons for button in row]))
    if shown in _fine:
        return None
    wrong = _fault(reply, lang)
    if wrong is None:
        if len(_fine) >= MOST_REMEMBERED:
            _fine.clear()
        _fine.add(shown)
    return wrong


def _fault(reply: Reply, lang: Lang) -> Text | None:
    for said in reply.said:
        for text in texts_in((*said.parts, *said.labels)):
            if not text.values and "%(" in text.msgid:
                return N_("not filled in: %(text)s").of(text=text.msgid)
            if not is_translated(text.msgid, lang) and LETTERS.search(PLACEHOLDER.sub("", text.msgid)):
                return N_("not in the catalogue of %(lang)s: %(text)s").of(lang=lang, text=text.msgid)
    if reply.said and render([part for said in reply.said for part in said.parts], lang) != reply.text:
        return N_("not the text of the catalogue of %(lang)s").of(lang=lang)
    return None


def texts_in(parts: Iterable[object]) -> list[Text]:
    """Every Text that something said is made of, those inside others too."""
    found, waiting = [], list(parts)
    for part in waiting:
        kind = type(part)
        if kind is Text:
            found.append(part)
            waiting += [value for _, value in part.values]  # type: ignore[attr-defined]
        elif kind is InEachLanguage:
            waiting.append(part.text)  # type: ignore[attr-defined]
        elif kind is Block:
            waiting += part.lines  # type: ignore[attr-defined]
        elif kind is tuple or kind is list:
            waiting += part  # type: ignore[arg-type]
    return found  # type: ignore[return-value]


LONG_ENOUGH: dict[Lang, int] = {"zh": 5, "en": 12}
"""So many characters in a row of a message show that a text is made of it."""

ALIKE = 0.6
"""A text as near as this is an older wording of a message."""


def nearest_to(text: str, lang: Lang) -> Text | None:
    """For a text that is like no message: what it may have been meant to be. None for any other text."""
    wanted = fold(text)
    pieces, whole = _pieces(lang)
    if any(piece in wanted for piece in pieces) or any(wanted in one for one in whole):
        return None
    if get_close_matches(wanted, whole, 1, ALIKE):
        return None
    close = get_close_matches(wanted, whole, 1, 0.3)
    if not close:
        return N_("the bot has no such text")
    return N_("the bot has no such text; the nearest is: %(text)s").of(text=close[0])


@cache
def _pieces(lang: Lang) -> tuple[frozenset[str], tuple[str, ...]]:
    """What stands between the placeholders of every message, where it is long enough; and the messages."""
    whole = tuple(fold(translate(Text(one), lang)) for one in texts_to_applicants())
    pieces = {
        piece.strip()
        for one in whole
        for line in PLACEHOLDER.split(one)
        for piece in re.split("[.。?？:：]", line)
    }
    return frozenset(piece for piece in pieces if len(piece) >= LONG_ENOUGH[lang]), whole
