"""A yes with more behind it: “对的，就我自己去”, “yes thats right, and my phone is …”.

What is behind it is given back as it was typed; a yes that takes itself back (“yes but …”, 对，地址错了) is none.
"""

from __future__ import annotations

import re

from bot.core.understanding.choices import EXCEPT, FILLER
from bot.core.understanding.folding import folded

LONGEST = 400
_YES = re.compile(
    r"\s*(?:(?:是的|对的)(?=[\u4e00-\u9fff])|(?:都|全)?(?:对+的?|是的|没错|没问题|正确)(?:头(?![\u4e00-\u9fff]))?|(?:是滴|要得|中)(?![\u4e00-\u9fff])|(?:嗯+|恩+)(?=[\s,，.。;；]|对|是|没错)|(?:哦|那|就|[\s,])*行[吧啊了]*(?![\u4e00-\u9fff])|就这样(?:吧|写)?|就是这样(?:吧|写)?|就这么写(?:吧)?|可以了|好的?|可以的?|"
    r"(?:yes+|yeah?|yep|yup|yah?|yh|ye|y|mhm|uh[ -]?huh|ok(?:ay)?|right|correct|all (?:right|good|correct)|sure|exactly|indeed|certainly|absolutely|of course|(?:i )?agreed?|(?:looks|sounds|seems) (?:good|right|fine)|👍|✅|"
    r"(?:it|that|this|everything|all|the list)(?:'?s| is) (?:all )?(?:right|correct|good|fine|it))(?![a-z0-9']))[啊呀吧哦了呢嘛滴]?(?:[\s,.!;、~…👍]+|$|(?<=是的)|(?<=对的))"
)
_TAKEN_BACK = re.compile(
    r"不对|不是|错|不太|改|\b(?:not|no|wrong|isn't|isnt|incorrect|change|instead|actually)\b"
)


def rest_of_yes(text: str) -> str | None:
    """What follows a yes, empty where nothing does; None where a message does not begin with one, or takes it back."""
    if len(text) > LONGEST:
        return None
    words, at = folded(text), 0
    while found := _YES.match(words, at):
        at = found.end()
        if at == len(words):
            return ""
    rest = words[at:]
    if at == 0 or EXCEPT.search(rest) or takes_back(rest):
        return None
    return text[at:]


def begins_with_answer(text: str) -> bool:
    """“yeah its january but thats too late”: whatever follows, it answers first."""
    words = folded(text[:LONGEST])
    return any(found is not None and found.end() > 0 for found in (_YES.match(words), _DENIAL.match(words)))


def takes_back(words: str) -> bool:
    """“不是”, "no wait", "change that": a yes, or what waits for one, is denied."""
    return _TAKEN_BACK.search(folded(words[:LONGEST])) is not None


_DENIAL = re.compile(
    r"\s*(?:(?:no+(?!\w)|nope|nah|wait|not (?:right|correct|that)|(?:that'?s |it'?s |thats )?(?:wrong|incorrect)|不是|不对|不|错了?|写错了?|填错了?|弄错了?)(?:[啊呀的了]*)[\s,.!;:~…]*)+"
)
_WRONG = re.compile(r"\b(?:wrong|incorrect)\b|不对|错了")


def denies(words: str) -> bool:
    """“no thats wrong”, “不是 2020年9月”: it begins with a no, or says that something is wrong."""
    said = folded(words[:LONGEST])
    return _DENIAL.match(said) is not None or _WRONG.search(said) is not None


def without_denial(text: str) -> str:
    """What stands behind the no; the text where it does not begin with one."""
    found = _DENIAL.match(folded(text[:LONGEST]))
    return text[found.end() :] if found else text


def is_mere(words: str) -> bool:
    """“now 👍” tells nothing."""
    return not FILLER.sub("", re.sub(r"[,;.!?\n~…]", "", folded(words)))
