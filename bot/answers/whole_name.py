"""A whole name in one message, with what else stands there: “周小满 zhou xiaoman 女”, “姓zhou 名xiaoman”.

Only pinyin behind a frequent Chinese surname is split, or what is said to be which; all else is left to be asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answers.pinyin import FREQUENT, SYLLABLE, is_pinyin, pinyin
from bot.core import simplified

LONGEST = 120
"""In more than this no name is looked for."""


@dataclass(frozen=True, slots=True)
class WholeName:
    """In capitals; `is_told` where it was said which is which."""

    surname: str
    given: str
    is_told: bool


_WORD = r"[a-z]+(?:[' -][a-z]+){0,2}"
# Words of a sentence are no name: “lin is my surname testgrace is my first name”.
_NO_NAME_WORD = r"(?!(?:is|are|was|my|the|her|his|our|and|but|name|names|i|it|a|an|in|for|called)\b)"
_TOLD = (
    re.compile(
        rf"\b{_NO_NAME_WORD}(?P<surname>[a-z]+) is (?:my|the|her|his) (?:sur|last |family )name[\s,;.]+(?:and )?(?P<given>{_NO_NAME_WORD}[a-z]+(?: {_NO_NAME_WORD}[a-z]+)?) (?:is )?(?:(?:my|the|her|his) )?(?:given|first)(?: names?)?\b",
        re.I,
    ),
    re.compile(
        rf"姓(?:氏)?[是:：\s]*(?P<surname>[a-z]+)[\s,，;；和/]*名(?:字)?[是叫:：\s]*(?P<given>{_WORD})", re.I
    ),
    re.compile(
        rf"\b(?:sur|last |family )name(?: is|:)? *(?P<surname>[a-z]+)[\s,;]*(?:and )?(?:my )?(?:given|first)(?: names?)?(?: is|:)? *(?P<given>{_WORD})",
        re.I,
    ),
    re.compile(
        rf"^\s*(?P<surname>[a-z]+)[,\s]+(?:and )?(?:he|she|i|it)?(?:'?s|'?m| is| am)?\s*called (?P<given>{_WORD})",
        re.I,
    ),
    re.compile(
        rf"\b(?:given|first)(?: names?)?(?: is|:)? *(?P<given>{_WORD})[\s,;]+(?:and )?(?:my )?(?:sur|last |family )name(?: is|:)? *(?P<surname>[a-z]+)",
        re.I,
    ),
)
_SURNAME_ALONE = re.compile(
    r"\s*(?P<surname>[a-z]+) is (?:my|the|her|his) (?:surname|family name|last name)\b", re.I
)
_LEAD = re.compile(
    r"^(?:(?:my|her|his|the|full|name|is|i|am|i'm|im|called|it's|its|yes|ok|passport|me|he's|hes|she's|shes|husband|wife|son|daughter|mother|mom|father|dad|brother|sister|and)\b[\s:]*)+",
    re.I,
)
_BRACKETS = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")
# “shen jiayin born june 3 1985”: what is told behind a name.
_AFTER = re.compile(
    r"(?<=[a-z])\s+(?:born|dob|birth\w*|female|male|woman|man|passport|from|and|aged?|i'?m|my|is|was|that'?s|as|on|the|chinese|same|phone|e-?mail|married|single)\b.*$",
    re.I | re.S,
)
_CHARACTERS = re.compile(r"[\u3400-\u9fff]{2,4}")
_HAN, _LATIN = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[A-Za-z]+")
# “my passport shows one name only, X; there is no surname”, “My name is X. I have no surname.”
_SINGLE = re.compile(
    r"\b(?:one|single) name\b|\bno (?:sur|last |family )name\b|\b(?:sur|last |family )name is (?:blank|empty)\b|没有姓|只有名",
    re.I,
)
_ONE_NAME = re.compile(
    r"(?:\bname(?:'s| is)|\bcalled|\bname only,?|\bsurname,|名字是?|叫)[\s:,]*(?P<name>(?!the\b|blank\b|there\b|in\b|only\b|not\b|my\b)[A-Za-z][A-Za-z'-]{1,30})(?=[\s,.;!]|$)"
)
_PARTS = re.compile(r"[,，.。;；、/\n:：()（）\d年月日\u3400-\u9fff]+")


def whole_name(text: str) -> WholeName | None:
    """The name in a message that has more than it; None where the message is nothing but letters, or has none."""
    if len(text) > LONGEST:
        return None
    has_more = any(one.search(text) for one in (_PARTS, _AFTER)) or _LEAD.match(text) is not None
    return _told(text) or (_among(text) if has_more else None)


def single_name(text: str) -> str | None:
    """The one name of somebody who says that they have no other, in capitals."""
    if len(text) > 2 * LONGEST or not _SINGLE.search(text):
        return None
    names = [found["name"].upper() for found in _ONE_NAME.finditer(text)]
    return names[-1] if names else None


def told_surname(text: str) -> str | None:
    """“gao is my surname lol”."""
    found = _SURNAME_ALONE.match(text)
    return found["surname"].upper() if found else None


def _told(text: str) -> WholeName | None:
    found = next((found for form in _TOLD if (found := form.search(text))), None)
    return WholeName(found["surname"].upper(), _joined(found["given"]), True) if found else None


def _among(text: str) -> WholeName | None:
    bare = _AFTER.sub(" ", _LEAD.sub("", _BRACKETS.sub(" ", text)), count=1)
    # “赵 zhao 志远 zhiyuan”: each beside its characters.
    for part in (*_PARTS.split(bare), " ".join(_LATIN.findall(bare)) if _HAN.search(bare) else ""):
        words = _LEAD.sub("", part.strip()).split()
        is_name = 2 <= len(words) <= 3 and words[0].upper() in FREQUENT and not _WORDS.intersection(words)
        if is_name and (is_pinyin("".join(words[1:]).upper()) or _IS_ALL.match(text)):
            given = _joined(" ".join(words[1:]))
            surname = words[0].upper()
            return WholeName(surname, given, _is_spelled(text, surname, given) or _is_given_only(given))
    return _beside_characters(text)


def _beside_characters(text: str) -> WholeName | None:
    """“tom zhou yangben 周样本”: what the characters are read as stands among the letters."""
    letters = " ".join(_LATIN.findall(text)).upper()
    for one in _CHARACTERS.findall(simplified(text)):
        for cut in (1, 2):
            surname, given = pinyin(one[:cut], surname=True), pinyin(one[cut:], surname=False)
            if surname and given and re.search(rf"\b{surname} {given}\b", letters):
                return WholeName(surname, given, False)
    return None


# “lin testgrace, thats my passport name”: what stands first is the name.
_IS_ALL = re.compile(
    r"[A-Za-z]+ [A-Za-z]+\s*[,，]\s*(?:that'?s|it'?s|this is|as in|is) (?:my|the|what|how|in)\b", re.I
)
_WORDS = frozenset("is was my the i me he she it and not no yes in on for to".split())


def _is_given_only(letters: str) -> bool:
    """XIAOMING is nobody's surname; WEI or MIN may be."""
    return letters not in FREQUENT and re.fullmatch(SYLLABLE, letters) is None


def _is_spelled(text: str, surname: str, given: str) -> bool:
    """“周敏 zhou min”: the characters beside it say which is which."""
    return any(
        (pinyin(one[:cut], surname=True), pinyin(one[cut:], surname=False)) == (surname, given)
        for one in _CHARACTERS.findall(simplified(text))
        for cut in (1, 2)
    )


def _joined(given: str) -> str:
    """XIAO MAN is printed XIAOMAN in a passport of the PRC."""
    return re.sub(r"[' -]", "", given).upper()
