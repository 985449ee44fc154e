"""A reply that is too long for one message becomes several: so each reply is sent, and counted, as one message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.core.values import Reply

LONGEST = 4096
"""UTF-16 units. Every channel takes so much in one message, and is never given more."""


def split_reply(reply: Reply) -> Iterator[Reply]:
    """The buttons and the document stand under the last one; a text to copy is copied part by part."""
    *firsts, last = split(reply.text)
    whole = reply.copyable == reply.text
    for text in firsts:
        yield Reply(reply.key, text, copyable=text if whole else None)
    yield replace(reply, text=last, copyable=last if whole else reply.copyable) if firsts else reply


def split(text: str, longest: int = LONGEST) -> Iterator[str]:
    """Parts of at most `longest` UTF-16 units: at a paragraph where possible, else at a line, else anywhere."""
    while units(text) > longest:
        head = text[:longest]
        while units(head) > longest:
            head = head[: -max(1, (units(head) - longest) // 2)]
        at = max(head.rfind("\n\n"), 0) or max(head.rfind("\n"), 0) or len(head)
        yield head[:at]
        text = text[at:].lstrip("\n")
    yield text


def units(text: str) -> int:
    """The length of a text in UTF-16 code units, as channels count it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
