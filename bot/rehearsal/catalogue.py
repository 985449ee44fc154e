"""Whether a reply is said in its language's own words: each part from the catalogue, every placeholder filled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.conversation import Reply
from bot.engine.prompts import Block, render
from bot.i18n import N_, Lang, Text, is_translated

PLACEHOLDER = re.compile(r"%\(\w+\)s")
LETTERS = re.compile(r"[^\W\d_]")


def fault_in(reply: Reply, lang: Lang) -> Text | None:
    """What is wrong with the words of a reply; None where nothing is, or where they are a person's own."""
    unfilled = PLACEHOLDER.search(reply.text) if reply.said else None
    if unfilled is not None:
        return N_("%(word)s is not filled in").of(word=unfilled[0])
    for part in reply.said:
        for text in texts_in((*part.parts, *part.labels)):
            if not is_translated(text.msgid, lang) and LETTERS.search(PLACEHOLDER.sub("", text.msgid)):
                return N_("not in the catalogue of %(lang)s: %(text)s").of(lang=lang, text=text.msgid)
    if reply.said and render((one for said in reply.said for one in said.parts), lang) != reply.text:
        return N_("not the text of the catalogue of %(lang)s").of(lang=lang)
    return None


def texts_in(parts: object) -> Iterator[Text]:
    """Every Text that something said is made of."""
    match parts:
        case Text(_, values):
            yield parts
            for _, value in values:
                yield from texts_in(value)
        case Block(lines):
            yield from texts_in(tuple(lines))
        case tuple() | list():
            for part in parts:
                yield from texts_in(part)
