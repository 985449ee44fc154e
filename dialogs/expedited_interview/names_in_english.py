"""Schools and employers as the letter names them: with capitals, in English where that was told, “self-employed” as such.

Whoever typed one capital meant the others small.
"""

from __future__ import annotations

import re

SMALL = frozenset("a an and at by de du for from in of on or the to van von with".split())
SHORT = {
    **{one: one.upper() for one in "ms ma mba ba bs llm llb usa nyu ucla usc mit ucsd".split()},
    **{"msc": "MSc", "bsc": "BSc", "phd": "PhD", "meng": "MEng", "beng": "BEng", "mphil": "MPhil"},
}
_HAN = re.compile(r"[\u3400-\u9fff（）、，。：]+")
_SELF = re.compile(
    r"(?:for )?(?:my\s?self|me|self[- ]?employed|freelanc(?:e|er|ing))\b.{0,40}|(?:我)?(?:自己(?:干|做|接活|单干)?|自由职业|个体户?|自雇)",
    re.I,
)
FARMING = ("务农", "farming", "Farming")
_WORD = re.compile(r"[a-z][a-z'’]*")


def with_capitals(text: str) -> str:
    """The text as it is where it has a capital or another script."""
    if not text.isascii() or text != text.lower():
        return text
    first = _WORD.search(text)
    at = first.start() if first else 0
    return _WORD.sub(lambda word: _sized(word[0], is_first=word.start() == at), text)


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


def _sized(word: str, *, is_first: bool) -> str:
    if word in SHORT:
        return SHORT[word]
    return word if word in SMALL and not is_first else word[:1].upper() + word[1:]
