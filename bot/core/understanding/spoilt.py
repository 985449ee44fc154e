"""What is said of a value so that it may be none to use: it is void, somebody else's, or not sure.

The value is asked about, never thrown away: only who wrote it knows.
"""

from __future__ import annotations

import re

from bot.core.kin import KIN, KIN_IN_ENGLISH
from bot.core.understanding.folding import CLAUSE, folded, pieces
from bot.core.understanding.frames import LONGEST
from bot.core.understanding.set_aside import is_set_aside

_THING = r"(?:的|护照|号码?|编号|手机号?|电话|邮箱|生日|出生日期|预约号?码?|ds-?160|number|phone|passport|mobile|cell)"
_BETWEEN = r"[\s,.;:()~-]*"

_BEFORE = re.compile(
    rf"(?:我|俺)的?{KIN}(?:{_THING}|[是为:\s])*$|\bmy {KIN_IN_ENGLISH}'?s (?:[a-z0-9-]+ ){{0,3}}?(?:is|was)?[\s:]*$|\bmy {KIN_IN_ENGLISH}'?s [a-z-]+[\s:]*$|"
    rf"(?:不要|别|请勿)(?:再)?(?:打|用|拨)打?(?:我的?)?{_THING}*\s*$|(?:过期|作废|失效|丢失?|旧|以前|之前)了?的?{_THING}+[是为:]?\s*$|"
    r"\b(?:don'?t|do not|never) (?:ever )?(?:call|use|ring|dial|phone|try|write to|e-?mail|text)(?: me)?(?: (?:at|on))?\s*$|"
    r"\b(?:expired|old|previous|former|lost|cancell?ed|invalid) (?:[a-z0-9-]+ ){0,2}?(?:passport|number|phone|e-?mail|address|one|no\.?)(?: (?:is|was))?[\s:]*$|\bnot\s*$"
)
_BEHIND = re.compile(
    rf"{_BETWEEN}(?:这个?|那个?|它)?{_THING}*(?:是|为)?(?:我|俺|他|她)的?{KIN}(?:{_THING})*(?:[\s).,;!]|$)|"
    rf"{_BETWEEN}(?:(?:it|that|this|which)(?:'s| is| belongs to)?\s+|is\s+|belongs to\s+)?(?:my|his|her|our) {KIN_IN_ENGLISH}(?:'?s(?: (?:own )?{_THING})?)?\s*(?:[).,;!]|$|number|one|e-?mail)|"
    rf"{_BETWEEN}(?:(?:这个?|那个?|[这那]本|它|已经?|早就?|都|刚刚?|快要?|也|现在|今年|去年|是|被|我|{_THING})\s?)*(?:作废|过期(?!日|时)|失效|无效|注销|挂失|丢|遗失|偷|停用|停机|销号|取消|不用了|不再用|不能用|用不了|打不通|空号|换掉|旧|不要[打用拨]|别[打用拨])|"
    rf"{_BETWEEN}(?:(?:but|which|that|it|this|one|number|passport|phone|i|i've|ive|and|has|have|had|is|was|been|already|now|just|recently|my|an?|the|it's)\b\s*)*"
    r"(?:expired|lost|stolen|void|invalid|cancell?ed|revoked|disconnected|no longer|not (?:valid|in use|working|mine|used)|out of (?:date|service)|(?:doesn't|does not) work|wrong\b|"
    r"(?:old|previous)(?: (?:one|passport|number|phone|address|e-?mail|mail))*\s*(?:[).,;!]|$))|"
    rf"{_BETWEEN}(?:吗|吧)?(?:不太?确定|不肯定|可能不对)|{_BETWEEN}(?:i think,? ?|but ?)?(?:i'?m |i am )?not (?:too |very |really )?(?:sure|certain)\b"
)


def is_spoilt(shape: re.Pattern[str], text: str, *, is_birth: bool) -> bool:
    """Whether every value of that shape in the text is; a day that is nobody's birth is told of many things."""
    words = folded(text[:LONGEST])
    spans = [found.span() for found in shape.finditer(words) if found[0]]
    own = [(a, b) for a, b in spans if is_birth or _IS_NUMBER.search(words[a:b])]
    return bool(own) and all(
        is_set_aside(words, a, b) or _BEFORE.search(words[:a]) or _BEHIND.match(words[b:]) for a, b in own
    )


# A number of somebody, or an address: no day and no class of visa.
_IS_NUMBER = re.compile(r"\d{5}|@|\baa\w{8}$|(?:\d[ -]?){9}")


_OF_ANOTHER = re.compile(
    rf"\s*(?:(?:而|但)?(?:我|俺|她|他)?的?{KIN}|他|她|(?:(?:and|but) )?(?:my |his |her )?{KIN_IN_ENGLISH}(?:'?s)?\b|(?:and |but )?(?:he|she|his|hers?)\b)"
)
_AND_MY = re.compile(rf"{CLAUSE.pattern}|\s(?=(?:and|but) my {KIN_IN_ENGLISH}\b)")


def without_others(shape: re.Pattern[str], text: str) -> str:
    """“我1988年11月30日生，我妈是1960年2月1日”: what is told of oneself, where the same is told of somebody else."""
    words = folded(text[:LONGEST])
    told = [(a, b) for a, b in pieces(words, _AND_MY) if shape.search(words[a:b])]
    own = [text[a:b].strip() for a, b in told if not _OF_ANOTHER.match(words[a:b])]
    return ", ".join(own) if 0 < len(own) < len(told) else text


_NAMES_SOMEBODY = re.compile(
    rf"{KIN}|(?<![a-z]){KIN_IN_ENGLISH}(?:'?s)?\b|\b(?:his|hers?|their)\b|[他她]"
    r"|\b(?!its|this|was|has|yes|as|us|plus|always)[a-z]{2,15}'?s (?:passport |number |one |form )?(?:is|was)\b"
)


def with_the_first_alone(shape: re.Pattern[str], text: str) -> str:
    """“E12345678 and toms is E87654321”: the value that stands first, where the next is said to be somebody else's."""
    words = folded(text[:LONGEST])
    spans = [found.span() for found in shape.finditer(words) if _IS_NUMBER.search(found[0])][:2]
    if len(spans) < 2 or words[: spans[0][0]].strip(" ,.:"):
        return text
    (_, end), (next_one, _) = spans
    return text[:end] if _NAMES_SOMEBODY.search(words, end, next_one) else text
