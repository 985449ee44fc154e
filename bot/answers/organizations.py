"""A company, a school, a hospital: its name, without the address and the days that are told behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.answers.stays import place_and_stay
from bot.answers.text import ShortText, in_capitals
from bot.core import Odd, Option, Reading, Takes, Understood
from bot.i18n import N_

LONGEST = 300
"""In more than this nobody's name is looked for."""
_STREET = (
    r"(?:\d+[^,，]{0,40}\b(?:road|rd|street|st|avenue|ave|lane|boulevard|blvd|highway)\b|"
    r"(?:no\.?|room|rm|building|bldg|floor)\s*\d|[^,，]{0,24}[路街道巷弄]\d*号|[^,，]{2,24}[路街]\s*\d+)"
)
_BEHIND = re.compile(rf"\s*[,，;；]\s*(?={_STREET})|(?<=[公司大学学院医院中学])\s+(?={_STREET})", re.I)
# What somebody is there is no part of its name.
_AS = re.compile(
    r"^(?:i(?:'m| am)?\s+)?(?:an?\s+)?(?:postdoc|phd student|student|accountant|engineer|teacher|researcher|intern|manager|nurse|doctor)\s+(?:at|in|with|for)\s+(?:the\s+)?(?=\S)",
    re.I,
)


# “我妈叫张三 在示例医院”: a name of somebody before it is no part of it.
_SOMEBODY = re.compile(
    r"^.{0,40}?(?:叫|名字|我[妈爸]|\b(?:name is|named|called|my (?:mom|dad|mother|father|wife|husband|brother|sister|son|daughter))\b).{0,30}?(?:[\s,，。;；]+(?:在|是|住在|at |in )?|\b(?:at|in) )(?=[^\s,，。]*(?:医院|诊所|医疗中心)|[^,，。]*\b(?:hospital|clinic|medical center|health center)\b)",
    re.I,
)


def name_and_address(sent: str, today: date) -> tuple[str, str, str]:
    """The name, the address behind it, and when; "" where nothing is said of it."""
    said, stay = place_and_stay(sent, today)
    role = _AS.match(said)
    said = said[role.end() :] if role else said
    found = _BEHIND.search(said)
    if found is None or not said[: found.start()].strip():
        return said, "", stay
    return said[: found.start()].strip(), said[found.end() :].strip(), stay


_LEAD = re.compile(
    r"^(?:(?:那个?)?医院(?:名字)?(?:是|叫做?)|(?:the )?hospital(?:'s name)? is(?: called)?|it'?s|在|叫)[\s:：]*(?=\S)",
    re.I,
)
# “24号晚上过马路叫车撞了”: what happened is no name.
_STORY = re.compile(
    r"[了着过]|不知道|\b(?:was|were|had|has|is|fell|hit|because|yesterday|don't|he|she)\b|\d+号", re.I
)
_IS_ONE = re.compile(
    r"医院|诊所|医疗|卫生|殡仪|中心|\b(?:hospital|clinic|medical|health|center|centre|funeral|mortuary|hospice)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Hospital:
    """A hospital with its city and who treats there, in one line of at most `longest` characters; a name of somebody told
    before it is no part of it."""

    longest: int
    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "line"
    shape: ClassVar[re.Pattern[str] | None] = None

    def read(self, sent: str, today: date) -> Reading[str]:
        before = _SOMEBODY.match(sent[:LONGEST])
        said = sent[before.end() :] if before else sent
        said = _LEAD.sub("", said)
        reading = ShortText(self.longest).read(in_capitals(said), today)
        if isinstance(reading, Understood) and _STORY.search(said) and not _IS_ONE.search(said):
            return Odd(reading.value, N_("I read that as a sentence, not as the name of a hospital."))
        if isinstance(reading, Understood) and reading.value != sent.strip():
            return Understood(reading.value, say_back=True)
        return reading

    def show(self, value: str) -> str:
        return value

    def samples(self, today: date) -> tuple[str, ...]:
        return ("Example General Hospital, Boston", "示例医院")


@dataclass(frozen=True, slots=True)
class Organization:
    """One line of at most `longest` characters."""

    longest: int
    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "line"
    shape: ClassVar[re.Pattern[str] | None] = None

    def read(self, sent: str, today: date) -> Reading[str]:
        name, _, _ = name_and_address(sent, today)
        reading = ShortText(self.longest).read(name, today)
        if isinstance(reading, Understood) and name != sent:
            return Understood(reading.value, say_back=True)
        return reading

    def show(self, value: str) -> str:
        return value

    def samples(self, today: date) -> tuple[str, ...]:
        return ("Example Trading Co., Ltd.", "示例大学")
