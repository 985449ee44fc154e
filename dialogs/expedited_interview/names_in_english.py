"""Schools and employers as the letter names them: in English where that was told, “self-employed” as such."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u9fff（）、，。：]+")
_SELF = re.compile(
    r"(?:for )?(?:my\s?self|me|self[- ]?employed|freelanc(?:e|er|ing))\b.{0,40}|(?:我)?(?:自己(?:干|做|接活|单干)?|自由职业|个体户?|自雇)",
    re.I,
)
FARMING = ("务农", "farming", "Farming")


def in_english(text: str) -> str:
    """The English part of a name told in both languages; the text where it has no English name in it."""
    if text.isascii():
        return text
    english = " ".join(_HAN.sub(" ", text).split()).strip(" ,，()（）/、-:：。")
    is_name = len(re.findall(r"[A-Za-z]{2,}", english)) > 1 and _HAN.search(text) is not None
    return english if is_name and english.isascii() else text


def self_employed(text: str) -> str:
    """“myself, no company” as an employer."""
    if text.strip() in FARMING:
        return "self-employed farmer"
    return "self-employed" if _SELF.fullmatch(text.strip()) else text
