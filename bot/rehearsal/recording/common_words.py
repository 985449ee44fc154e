"""What many people say, in words of none of them: they stand for a message whose sense counts and not its words.

Whoever it was wrote nothing of them, so nothing of anybody is in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import permutations
from typing import Any

from bot.answers import is_han
from bot.core import Option, Question
from bot.i18n import LANGUAGES, Lang, translate

SAYINGS: dict[Lang, tuple[str, ...]] = {
    "zh": (
        *(
            "我没有这个",
            "现在还没有",
            "不知道在哪里看",
            "不记得了，不在身边",
            "这个不好说",
            "随便哪个都行",
            "不想告诉你",
        ),
        *(
            "这是什么东西？",
            "为什么要填这个？",
            "这个在哪里找？",
            "我不太懂",
            "帮帮我吧",
            "太难了",
            "好的",
            "可能吧",
        ),
        *("二月三十日", "2月30日", "30.2.", "上午或者下午", "大概下个月吧", "这个月或者下个月"),
    ),
    "en": (
        *("I do not have one", "I have not got it yet", "no idea where that is", "I cannot remember it now"),
        *(
            "hard to say",
            "any of them will do",
            "I would rather not say",
            "what is that thing?",
            "why do you ask this?",
        ),
        *(
            "where do I find this?",
            "I am a bit lost",
            "help me please",
            "this is hard",
            "all right",
            "perhaps",
        ),
        *("30 February", "2/30", "morning or afternoon", "next month I guess", "this month or next month"),
    ),
}
HEDGED: dict[Lang, tuple[str, ...]] = {
    "zh": ("好像是%s", "可能%s吧", "%s，不太确定", "我觉得算是%s", "%s？", "%s"),
    "en": ("maybe %s", "kind of %s", "%s, I guess", "I think it might be %s", "%s?", "%s"),
}
EITHER: dict[Lang, str] = {"zh": "%s或者%s", "en": "%s or %s"}
MOST_WORDS = 12
"""So many of an option's words are tried."""
_SAID = "\n".join(one.casefold() for sayings in SAYINGS.values() for one in sayings)


def common_words(
    question: Question[Any] | None, text: str, codes: Iterable[str], today: date
) -> Iterator[str]:
    """In the language of a text first. `codes` are the choices that it was taken for."""
    ours: Lang = "zh" if any(map(is_han, text)) else "en"
    options = question.kind.options if question is not None else ()
    yield from question.kind.samples(today) if question is not None else ()
    meant = [option for option in options if option.code in set(codes)]
    for lang in (ours, *(other for other in LANGUAGES if other != ours)):
        yield from SAYINGS[lang]
        words = [_words(option, lang) for option in meant]
        yield from (hedged % word for hedged in HEDGED[lang] for mine in words for word in mine)
        yield from (EITHER[lang] % (one[0], two[0]) for one, two in permutations(filter(None, words), 2))
        yield from (
            hedged % word
            for hedged in HEDGED[lang][-2:]
            for option in options
            for word in _words(option, lang)
        )


def is_common(text: str) -> bool:
    """Whether a text is one of these sayings or a piece of one, of several words or characters: then it is nobody's own."""
    said = text.strip().casefold()
    is_long = len(said) > 2 if any(map(is_han, said)) else " " in said
    return is_long and re.search(rf"(?<![a-z]){re.escape(said)}(?![a-z])", _SAID) is not None


def _words(option: Option, lang: Lang) -> list[str]:
    """Its label, and what it is found by in a sentence; no signs of the lexicon."""
    known = (translate(option.label, lang), *option.aliases, *option.means)
    mine = (one for one in known if one[:1] not in "~#" and any(map(is_han, one)) is (lang == "zh"))
    return list(dict.fromkeys(one for one in mine if not any(map(str.isdecimal, one))))[:MOST_WORDS]
