"""How an answer is written down: its words in both languages, its text, and who says so.

Chinese words are parted by blanks, English ones by bars.
"""

from __future__ import annotations

from dataclasses import replace

from bot.core import Aside, Basis
from bot.i18n import Text


def page(key: str, source: str, text: Text, zh: str, en: str) -> Aside:
    return Aside(key, _words(zh, en), text, "page", source)


def others(key: str, text: Text, zh: str, en: str, basis: Basis = "other_posts") -> Aside:
    return Aside(key, _words(zh, en), text, basis, f"procedure-facts: {key}")


def ours(key: str, text: Text, zh: str, en: str, *, tells_place: bool = False) -> Aside:
    return replace(others(key, text, zh, en, basis="our_reading"), tells_place=tells_place)


def _words(zh: str, en: str) -> tuple[str, ...]:
    """Chinese words parted by blanks, English ones by bars."""
    return (*zh.split(), *en.split(" | "))
