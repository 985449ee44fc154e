"""What was said, folded for comparing: one width, one case, simplified characters; every offset stays where it was.

Values are always cut from the words as they were typed, never from the folded ones.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.core.simplified import simplified
from bot.core.typed_text import tidy

LONGEST = 4096
"""More than a message holds is not looked through."""

_PUNCTUATION = str.maketrans("，。；：！？（）【】「」『』“”‘’、～－—–", ',.;:!?()[]""""""\'\',~---')


@lru_cache(maxsize=256)
def folded(text: str) -> str:
    """As long as the text: full-width forms, capitals, traditional characters and punctuation brought to one form."""
    if text.isascii():
        return text.lower()
    lowered = "".join(map(_narrow, text))
    return simplified(lowered.translate(_PUNCTUATION))


def _narrow(char: str) -> str:
    if char < "\u2000" or "\u4e00" <= char <= "\u9fff":
        low = char.lower()
    else:
        low = unicodedata.normalize("NFKC", char).lower()
    return low if len(low) == 1 else char


def told(sent: str) -> str:
    """The part of a message that is looked through: tidied, its lines kept."""
    return tidy(sent[: 2 * LONGEST])[:LONGEST]


# The point of a short form ends nothing: "Co., Ltd. in Wuxi", "passport no. E12345678".
_POINT = r"(?<!\bco)(?<!\bltd)(?<!\binc)(?<!\bcorp)(?<!\bno)(?<!\bdr)(?<!\bmr)(?<!\bmrs)(?<!\bms)(?<!\bst)(?<!\ba\.m)(?<!\bp\.m)\."
# “no. what is it” is no short form, “passport no. E12345678” is.
_NO = r"(?<=\bno)\.(?=\s+[a-z']+(?![a-z0-9]))"
SENTENCE = re.compile(
    rf"(?:[!?;]|{_POINT}|{_NO})+(?=\s|$|[\u4e00-\u9fff]|[bfhjlm]-?\d[\u4e00-\u9fff])|\n+|(?<=[\u4e00-\u9fff])[.!?;]+"
)
# A blank between two Chinese words is the comma of whoever types on a phone.
CLAUSE = re.compile(
    rf"(?:,(?!\s*(?:ltd|limited|inc|llc|corp|co)\b)|[;!?\n~…])+|(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])|(?<=[吧呢啊呀哦了吗嘛]) +|{_POINT}(?=\s|$)|{_NO}|(?<=[\u4e00-\u9fff])\.+"
)


@lru_cache(maxsize=64)
def pieces(text: str, ends: re.Pattern[str]) -> tuple[tuple[int, int], ...]:
    """The stretches between what ends them, without blanks around."""
    found, start = [], 0
    for end in ends.finditer(text):
        found.append((start, end.start()))
        start = end.end()
    found.append((start, len(text)))
    return tuple((a, b) for a, b in found if text[a:b].strip())
