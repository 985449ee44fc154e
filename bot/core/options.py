"""Options by the words people use for them: which code a line of plain text names.

Only the whole of what was typed can name an option, never a part of it.
"""

from __future__ import annotations

import re
from functools import cache

from bot.core.reading import Option
from bot.core.typed_text import one_line
from bot.i18n import LANGUAGES, translate


def code_in(options: tuple[Option, ...], typed: str) -> str | None:
    """The code of the option that a line of plain() text names."""
    return _codes(options).get(_word(typed))


@cache
def _codes(options: tuple[Option, ...]) -> dict[str, str]:
    """Codes come before labels, labels before aliases, and numbers last, where two options share a word."""
    codes: dict[str, str] = {}
    for option in options:
        codes.setdefault(_word(option.code), option.code)
    for option in options:
        codes.setdefault(_word(option.code.replace("_", " ")), option.code)
        for lang in LANGUAGES:
            codes.setdefault(_word(one_line(translate(option.label, lang))), option.code)
    for option in options:
        for alias in option.aliases:
            codes.setdefault(_word(one_line(alias)), option.code)
    for number, option in enumerate(options, 1):
        for name in _numbered(number):
            codes.setdefault(name, option.code)
    codes.pop("", None)
    return codes


def says_no(typed: str) -> bool:
    return _word(one_line(typed)) in NO


def _word(line: str) -> str:
    return line.casefold().lstrip("(“\"'「[ ").rstrip(").。!、,;~”\"'」] ")


def _numbered(number: int) -> list[str]:
    digits = [str(number), *HAN_NUMBERS[number - 1 : number]]
    forms = (
        "{}",
        "第{}",
        "第{}个",
        "第{}项",
        "第{}种",
        "选{}",
        "选第{}个",
        "option {}",
        "no. {}",
        "number {}",
        "#{}",
        "{}号",
    )
    ordinals = ORDINALS[number - 1 : number]
    return [
        *(form.format(digit) for digit in digits for form in forms),
        *(form.format(ordinal) for ordinal in ordinals for form in ("{}", "the {}", "{} one", "the {} one")),
    ]


HAN_NUMBERS = "一二三四五六七八九十"


def number_told(word: str) -> int:
    """3 of “3”, “3rd”, “third” and “三”; 0 of any other word."""
    if word in ORDINALS:
        return ORDINALS.index(word) + 1
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else HAN_NUMBERS.find(word) + 1 if len(word) == 1 else 0


ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def position_in(typed: str, most: int) -> int | None:
    """The place (from 0) in a list of `most` that a line names by its number: “2.”, “第二个”, "the second one"."""
    return _positions(most).get(_word(typed))


@cache
def _positions(most: int) -> dict[str, int]:
    found = {name: number - 1 for number in range(1, most + 1) for name in _numbered(number)}
    last = (
        "last",
        "the last",
        "the last one",
        "last one",
        "最后一个",
        "后一个",
        "后者",
        "后面那个",
        "后面的",
        "the latter",
        "latter",
    )
    first = ("前者", "前一个", "前面那个", "前面的", "the former", "former")
    return {**found, **dict.fromkeys(last, most - 1), **dict.fromkeys(first, 0)}


YES = (
    *"yes y yeah yea ya yah ye yep yup yess yesss yas yh yessir ok okay sure true correct right exactly indeed mhm agree agreed".split(),
    *(
        "i do",
        "i have",
        "i agree",
        "ok sure",
        "sure ok",
        "yes sure",
        "of course",
        "uh huh",
        "yes please",
        "that's right",
        "thats right",
    ),
    *"是 是的 是啊 是呀 是滴 有 有的 有过 对 对的 對 对啊 对呀 对嘛 对头 对滴 好 好的 好啊 好嘞 嗯 嗯嗯 嗯呢 恩 可以 可以可以 行 中 要得 得嘞 会 要 当然 没错".split(),
)
NO = (
    *"no n nope nah none never nothing false not neither nobody".split(),
    *(
        "not yet",
        "no more",
        "i don't",
        "i haven't",
        "certainly not",
        "of course not",
        "definitely not",
        "absolutely not",
        "not at all",
        "no one",
    ),
    *"不 不是 不是的 没 没有 没有过 沒有 没有了 没了 没得 没得没得 木有 无 否 从未 从没 从来没有 不对 不行 不会 不要 不用 不用了 还没 还没有 不可以 当然没有 肯定没有 都没有".split(),
)
