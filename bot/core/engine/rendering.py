"""A language is put on what is said: paragraphs of text, and rows of buttons."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.engine.prompt import Block, Prompt
from bot.core.values import Button
from bot.i18n import Lang, translate


def render(parts: Iterable[object], lang: Lang) -> str:
    """Paragraphs, said; a Block is one paragraph of several lines."""
    said = []
    for part in parts:
        if isinstance(part, Block):
            said.append("\n".join(translate(line, lang) for line in part.lines))
        else:
            said.append(translate(part, lang))
    return "\n\n".join(one for one in said if one)


def rows(prompt: Prompt, lang: Lang) -> tuple[tuple[Button, ...], ...]:
    """Short labels two in a row, long ones alone; the commands in one last row."""
    found: list[tuple[Button, ...]] = []
    before = 0
    for offer in prompt.offers:
        button = Button(offer.code, translate(offer.label, lang))
        width = _width(button.label)
        if found and len(found[-1]) == 1 and max(before, width) <= 16:
            found[-1] = (*found[-1], button)
        else:
            found.append((button,))
        before = width
    if prompt.extras:
        found.append(tuple(Button(offer.code, translate(offer.label, lang)) for offer in prompt.extras))
    return tuple(found)


def _width(label: str) -> int:
    return len(label) if label.isascii() else sum(2 if ord(char) > 0x2E80 else 1 for char in label)
