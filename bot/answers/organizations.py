"""A company, a school, a hospital: its name, without the address and the days that are told behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.answers.pinyin import is_han
from bot.answers.stays import place_and_stay
from bot.answers.text import ShortText, with_capitals
from bot.core import Odd, Option, Reading, Takes, Understood
from bot.i18n import N_

LONGEST = 300
"""In more than this nobody's name is looked for."""
KINDS = "公司|大学|学院|中学|小学|学校|医院|集团|银行|研究院|研究所|工厂|事务所"
"""What the Chinese name of a place to work or study ends in."""
NOT_SHORT = r"(?i:(?<!\bLtd)(?<!\bCo)(?<!\bInc)(?<!\bCorp))"
"""Before a point: it is none of “Ltd.”."""
_STREET = (
    r"(?:\d+[^,，]{0,40}\b(?:road|rd|street|st|avenue|ave|lane|boulevard|blvd|highway)\b|"
    r"(?:no\.?|room|rm|building|bldg|floor)\s*\d|[^,，]{0,24}[路街道巷弄]\d*号|[^,，]{2,24}[路街]\s*\d+)"
)
_BEHIND = re.compile(
    rf"\s*[,，;；]\s*(?={_STREET})|(?:{'|'.join(f'(?<={kind})' for kind in KINDS.split('|'))})\s+(?={_STREET})",
    re.I,
)
# What somebody does there, and as what, is no part of its name.
_AS = re.compile(
    r"^(?:(?:yes|yeah|no|well|ok|okay|now|currently|and|then|just|so)[\s,.]+)*"
    r"(?:(?:i|we|he|she|my [a-z-]+)(?:'m|'ve|'s| am| is| are| was| have| has)?(?: been)?(?: now| currently| still| just)*\s+)?"
    r"(?:(?:work(?:ing|ed|s)?|intern(?:ing|ed|s)?|employed|stud(?:y|ying|ies|ied)|teach(?:ing|es)?|taught)(?: (?:full|part)[- ]time)?(?: as (?:an? |the )?[a-z][a-z /-]{2,50}?)?"
    r"|(?:an? |the )?(?:[a-z-]+ ){0,4}?(?:postdoc|student|accountant|engineer|teacher|researcher|intern|manager|nurse|doctor|barista|waiter|waitress|cook|chef|clerk|driver|professor|lecturer|designer|developer|analyst|consultant|assistant|director|technician|programmer|worker|cashier))"
    r"\s+(?:at|in|with|for|by)\s+(?:the\s+)?(?=\S)|^(?:and\s+)?(?:my [a-z-]+|he|she)(?:'s| is)?\s+(?:at|with)\s+(?:the\s+)?(?=\S)",
    re.I,
)
# “老公在示例软件公司上班”, “我在示例大学读书”.
_AT = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,6}?)(?:在|于)(?P<name>[\u4e00-\u9fffA-Za-z\d（）() ]{2,40}?)(?:里|那)?(?:上班|工作|任职|就职|教书|读书|上学|念书|读研|读博|读大学|读本科|实习|当[\u4e00-\u9fff]{1,8}|做[\u4e00-\u9fff]{1,8})(?:的|了|呢)?$"
)


# “我妈叫张三 在示例医院”: a name of somebody before it is no part of it.
_SOMEBODY = re.compile(
    r"^.{0,40}?(?:叫|名字|我[妈爸]|\b(?:name is|named|called|my (?:mom|dad|mother|father|wife|husband|brother|sister|son|daughter))\b).{0,30}?(?:[\s,，。;；]+(?:在|是|住在|at |in )?|\b(?:at|in) )(?=[^\s,，。]*(?:医院|诊所|医疗中心)|[^,，。]*\b(?:hospital|clinic|medical center|health center)\b)",
    re.I,
)


def name_and_address(sent: str, today: date) -> tuple[str, str, str]:
    """The name, the address behind it, and when; "" where nothing is said of it."""
    said, stay = place_and_stay(sent, today)
    found = _BEHIND.search(said)
    if found is None or not said[: found.start()].strip():
        return _alone(said), "", stay
    return _alone(said[: found.start()].strip()), said[found.end() :].strip(), stay


def _alone(said: str) -> str:
    """Its name without who works there, and as what."""
    return _led(said) or _I.sub("", said)


# “The Example School, I teach English there”, “示例公司，做数据的”.
_I = re.compile(
    r"(?<=[\u4e00-\u9fff）)])\s*[,，\s]\s*我?(?:做|干|搞|当|负责|教)[\u4e00-\u9fff]{1,8}(?:的|工作)?$|(?<=\w)\s*[,;]\s*(?:where )?(?:i|we)\b(?:'m|'ve)? .{3,}$",
    re.I,
)


def _led(said: str) -> str:
    """What stands behind “I work at”, “a nurse at”; "" where nothing leads to it."""
    at, role = _AT.match(said), _AS.match(said)
    return at["name"].strip() if at else _ROLE.sub("", said[role.end() :]) if role else ""


# “a cafe”, “一家公司”: a kind of place and no name.
_NO_NAME = re.compile(
    r"^(?:an?|my(?: own)?|the|some|home|school|work|uni|university|college)\b(?! (?:of\b|(?-i:[A-Z])))|一家|一个|一所|某|这家|那家|自己|老家|家里|^(?:公司|学校|单位|大学|小学|中学)$",
    re.I,
)
_ENGLISH_KINDS = r"university|college|school|institute|academy|hospital|bank|inc\.?|ltd\.?|llc|corp\.?|company|group|factory"
_NAME = re.compile(
    rf"(?:[\w&'.-]+,? ){{0,6}}(?:{_ENGLISH_KINDS})(?: (?:of|in|at) [\w' -]{{2,40}})?|"
    rf"[\u4e00-\u9fffA-Za-z（）()]{{2,30}}(?:{KINDS})",
    re.I,
)
_CLAUSES = re.compile(
    rf"\s*(?:,(?!\s*(?:Ltd|Inc|LLC)\b)|[，;；。\n])\s*|{NOT_SHORT}\.\s+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])",
    re.I,
)
# “at Austin” and “of the West” stand behind the kind, a leading “The” before it; any other of them leads to a name.
_SENTENCE = re.compile(
    r"\b(?:no|go(?:es)?|to|is|was|am|are|i|my|from|told|said|with)\b|我|去|在|是|了|"
    rf"(?:\bat|(?<=\s)the)\b(?=.*\b(?:{_ENGLISH_KINDS}))",
    re.I,
)


_ROLE = re.compile(rf"\s+as (?:an? |the )?[a-z -]{{3,40}}\.?$|{NOT_SHORT}\.$", re.I)


def organization_in(sent: str, today: date) -> tuple[str, str, str]:
    """As name_and_address, out of a sentence: the name is "" where none is told as such."""
    said, stay = place_and_stay(sent, today)
    street = _BEHIND.search(said)
    address = said[street.end() :].strip() if street else ""
    for clause in _CLAUSES.split(said[: street.start()] if street else said):
        name = _led(clause) or (clause if _NAME.fullmatch(clause) and not _SENTENCE.search(clause) else "")
        if name and not _NO_NAME.search(name):
            return name.strip(), address, stay
    return "", address, stay


# Who has land or works alone has no firm to name.
_FARMS = re.compile(r"种地|种田|务农|农民|种菜|\bfarm(?:er|ing|s)?\b", re.I)
_NO_FIRM = re.compile(
    r"(?:没有?|无|哪有|哪来的?)(?:什么|工作)?(?:单位|公司|雇主)|\bno (?:company|employer|firm)\b|\bwork for myself\b",
    re.I,
)
_FILLER = re.compile(
    r"(?:我|俺|就|是|在家|在|自己|的|了|呢|啊|哪有|\bi(?:'m| am)?\b|\ban?\b|\bthe\b|\bat home\b|\bmy own\b|\bland\b|\bjust\b|[\s,，。.!！])+",
    re.I,
)


def own_work_in(said: str) -> str:
    """“种地的 没单位”, “I farm my own land”: what the work is called; "" where a firm may be meant."""
    rest = _FILLER.sub("", _NO_FIRM.sub("", _FARMS.sub("", said[:LONGEST])))
    if not rest and _FARMS.search(said):
        return "务农" if any(map(is_han, said)) else "farming"
    if not rest and _NO_FIRM.search(said):
        return "自由职业" if any(map(is_han, said)) else "self-employed"
    return ""


_LEAD = re.compile(
    r"^(?:(?:那个?)?医院(?:名字)?(?:是|叫做?)|(?:the )?hospital(?:'s name)? is\b(?: called)?|it(?:'?s| is)\b(?: (?:called|the))*|在|叫)[\s:：]*(?=\S)",
    re.I,
)
# “…, and her doctor is Dr. Ellen Mockridge”, “…, and my wife retired in 2020”
_MORE = re.compile(r"[,;.]?\s+and (?:my|her|his|the doctor|i|we|she|he)\b.*$", re.I)
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
        said = _MORE.sub("", _LEAD.sub("", said))
        reading = ShortText(self.longest).read(with_capitals(said), today)
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
        own = own_work_in(sent)
        if own:
            return Understood(own, say_back=True)
        name, _, _ = name_and_address(sent, today)
        reading = ShortText(self.longest).read(name, today)
        if isinstance(reading, Understood) and name != sent:
            return Understood(reading.value, say_back=True)
        return reading

    def show(self, value: str) -> str:
        return value

    def samples(self, today: date) -> tuple[str, ...]:
        return ("Example Trading Co., Ltd.", "示例大学")
