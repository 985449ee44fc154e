"""A date or time brought to one way of writing: digits for Chinese numerals, one form of each sign and character.

What this writes is only read by the other modules here, never shown.
"""

from __future__ import annotations

import re

from bot.core import plain

# Traditional characters and the forms of numerals used on cheques (大写数字).
VARIANTS = str.maketrans(
    "個後現號點時週禮兩農曆陰閏開從還國號歲間貳參陸壹贰叁肆伍陆柒捌玖拾",
    "个后现号点时周礼两农历阴闰开从还国号岁间二三六一二三四五六七八九十",
)
NUMERALS = str.maketrans("〇○零一二三四五六七八九两", "0001234567892")
# 廿 and 卅 are twenty and thirty in one character.
TENS = re.compile("([一二三四五六七八九]?)([十廿卅])([一二三四五六七八九]?)")
TEN = {"十": "一", "廿": "二", "卅": "三"}
# Between numbers; before a time of day a comma parts it from the date.
FULL_STOPS = re.compile(r"(?<=[0-9])\s?[。，、,]\s?(?=[0-9])(?![0-9]{1,2}\s?[:点时])")
# “16年吧 好像是4月”: a month that comes after a thought.
_APART = re.compile(
    r"(?<![0-9])([0-9]{4}年|[0-9]{2}年)[吧呢了啊\s,.，。…~]*(?:好像|大概|应该|可能|记得)?(?:是|在)?\s*([0-9]{1,2}月)"
)
# “2019, maybe May” is the month of that year, and as doubtful.
_THOUGHT_OF = re.compile(
    r"^([12][0-9]{3})[\s,.;-]+(?:(?:i (?:do not|don't|dont) (?:know|remember|recall) (?:the )?(?:exact )?(?:day|date)|maybe|perhaps|probably|possibly|around|about|i think|i guess|it was|in)[\s,.;]+)+"
    r"((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)$"
)
LONGEST = 80
"""Longer than any way to write a date or a time; whatever exceeds it is not looked at."""


def folded(sent: str) -> str:
    """二〇二六年元月十五號 becomes 2026年1月15号."""
    text = _APART.sub(r"\1\2", with_digits(lowered(sent).replace("元月", "一月")))
    return _THOUGHT_OF.sub(r"\2 \1 around", text)


def lowered(sent: str) -> str:
    """In small letters, numerals as they are; nothing where it is too long."""
    if len(sent) > 4 * LONGEST:
        return ""
    text = plain(sent).lower().translate(VARIANTS).strip(" .。,，;；!！")
    return text if len(text) <= LONGEST else ""


def with_digits(text: str) -> str:
    spelled = TENS.sub(lambda tens: f"{tens[1] or TEN[tens[2]]}{tens[3] or '〇'}", text)
    return FULL_STOPS.sub(".", spelled.translate(NUMERALS))
