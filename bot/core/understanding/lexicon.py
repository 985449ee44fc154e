"""Meanings by the words people use for them, found inside what was said, with what denies them.

A lexicon is data beside an option. `#` in a phrase is a number of two or more; Latin phrases are whole words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.core.reading import Option
from bot.core.understanding.folding import folded

SEVERAL = r"(?:(?<!\d)(?:[2-9]|[1-9]\d)(?!\d)|[二三四五六七八九十两俩仨]{1,3}|\b(?:two|three|four|five|six|seven|eight|nine|ten|several)\b)"
# What denies the phrase after it; between them only words without a meaning of their own.
BETWEEN = r"(?:\s|我的?|在|住|有|申请|办|走|用|被|人|谁|过去|任何|什么|过|美国|美签|签证|去|能|会|是|啥|多少|多大|大|完全|全|太|很|怎么|十分|法|办法|想|敢|愿意|说|算|成功|真的?|参加|要|打算|准备|计划|为了|来|been|have|had|has|be|was|were|yet|ever|one|body|of|us|them|a|an|any|my|the|us|visa|in|asked|applied|requested|received|gotten|got|given|for|an|to|want|able|i|fully|entirely|completely|totally|wholly|quite|really|exactly|even|actually|say|said|successfully|longer|real|biological|would|will|could|can|should|亲生?|going|attending|attend|there|here|planning|trying|go)*"
DENIES = re.compile(
    rf"(?:没有|没|不是|不会|不|无|未曾|未|尚未|从未|从没|从来没有?|没人|别|并非|非|零|谈不上|差一?点儿?就?|险些就?|几乎|\bnot|n't|n’t|\b(?:do|does|did|have|has|had|is|was|were|are|ca|wo|would|could|should)nt|\bcannot|\bunable|\bhard|\bdifficult|\bimpossible|\brefuse|\bnever|\bno|\bwithout|\bnor|\bnothing|\bnobody|\bnone|\bneither|\balmost|\bnearly|\b(?:could|might|would) have){BETWEEN}$"
)
# What takes a phrase back after it: "not my mother", "被拒过？没有" is another clause and so another matter.
REACH = 24
_ENDED = re.compile(r"[,;.!?\n]")
_BLANKS = re.compile(r"[\s\-]+")
_NUMBER = re.compile(SEVERAL)


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that was said: what it means, where it stands, and whether it was denied."""

    code: str
    start: int
    end: int
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases with their codes, as expressions that find the longest at each place."""

    found_by: tuple[re.Pattern[str], ...]
    codes: dict[str, tuple[str, ...]]

    @property
    def all_codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for means in self.codes.values() for code in means))

    def is_in(self, words: str) -> bool:
        """Whether there is any phrase in folded words."""
        return any(pattern.search(words) for pattern in self.found_by)

    def hits(self, words: str) -> list[Hit]:
        """Every phrase in folded words, from left to right; one that means two things is found twice."""
        found: list[Hit] = []
        for match in self._matches(words):
            denied = is_denied(words, match.start()) and not _answers_first(words, match)
            for code in self.codes[_bare(match[0])]:
                found.append(Hit(code, match.start(), match.end(), denied))
        return found

    def _matches(self, words: str) -> list[re.Match[str]]:
        """From left to right without overlap; of two at a place, the longer."""
        every = [match for pattern in self.found_by for match in pattern.finditer(words)]
        if len(self.found_by) == 1:
            return every
        apart: list[re.Match[str]] = []
        for match in sorted(every, key=lambda one: (one.start(), -one.end())):
            if not apart or match.start() >= apart[-1].end():
                apart.append(match)
        return apart


# “no just me”, “没有 就我”: the no has answered already.
_BARE_NO = re.compile(r"(?:\b(?:no|nope|nah|none)|没有?|不|不是)\s+$")
_ONLY = ("just", "only", "就", "只")


def _answers_first(words: str, match: re.Match[str]) -> bool:
    return match[0].startswith(_ONLY) and _BARE_NO.search(words[: match.start()]) is not None


def is_denied(words: str, at: int) -> bool:
    before = words[max(0, at - REACH) : at]
    return DENIES.search(_ENDED.split(before)[-1]) is not None


def _bare(phrase: str) -> str:
    """Numbers in it are any number; one that is nothing but a number word (“several”) stays what it is."""
    phrase = _BLANKS.sub(" ", phrase.strip())
    return phrase if _NUMBER.fullmatch(phrase) else _NUMBER.sub("#", phrase)


@cache
def lexicon_of(phrases: tuple[tuple[str, tuple[str, ...]], ...]) -> Lexicon | None:
    """A lexicon of codes with their phrases; None where there are no phrases. “~预约号” has no meaning here,
    though a part of it has."""
    codes: dict[str, list[str]] = {}
    for code, words in phrases:
        for word in (form for one in words for form in _forms(one)):
            means = codes.setdefault(_bare(folded(word).lstrip("~")), [])
            if code not in means and not word.startswith("~"):
                means.append(code)
    if not codes:
        return None
    numbered = [word for word in codes if word.startswith("#")]
    plain = [word for word in codes if word and not word.startswith("#")]
    patterns = tuple(re.compile(_together(words)) for words in (plain, numbered) if words)
    return Lexicon(patterns, {word: tuple(means) for word, means in codes.items()})


def _forms(word: str) -> tuple[str, ...]:
    """没申请过 is said 没有申请过, too."""
    bare = word.lstrip("~")
    has_both = re.match(r"没(?![有了得])[\u4e00-\u9fff]", bare) is not None
    return (word, word.replace("没", "没有", 1)) if has_both else (word,)


def codes_in(meanings: tuple[tuple[str, tuple[str, ...]], ...], text: str) -> tuple[str, ...]:
    """The codes whose words are in a text and not denied, in the order of the text."""
    found = lexicon_of(meanings)
    hits = found.hits(folded(text)) if found is not None else []
    return tuple(dict.fromkeys(hit.code for hit in hits if not hit.denied))


def _together(words: list[str]) -> str:
    """One expression of many words, branching by character, so that it costs no more the more there are.

    It begins with plain characters, so that a search can skip all others; a Latin word is checked to begin there.
    """
    branches: dict[str, list[str]] = {}
    for word in words:
        branches.setdefault(word[0], []).append(word[1:])
    return "|".join(_first(char) + _rest(rest, char) for char, rest in sorted(branches.items()))


def _first(char: str) -> str:
    if char == "#":
        return SEVERAL
    is_latin = char.isascii() and char.isalnum()
    return f"{re.escape(char)}(?<![a-z0-9]{re.escape(char)})" if is_latin else re.escape(char)


def _rest(rest: list[str], before: str) -> str:
    """What may follow; the longer before the shorter."""
    branches: dict[str, list[str]] = {}
    for one in rest:
        if one:
            branches.setdefault(one[0], []).append(one[1:])
    ways = [_one(char) + _rest(further, char) for char, further in sorted(branches.items())]
    if "" in rest:
        ways.append("(?![a-z0-9])" if before.isascii() and before.isalnum() else "")
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _one(char: str) -> str:
    return {" ": r"[\s\-]+", "#": SEVERAL}.get(char) or re.escape(char)


def lexicon(options: Iterable[Option]) -> Lexicon | None:
    return lexicon_of(tuple((option.code, option.means) for option in options))
