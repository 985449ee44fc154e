"""Words that lack in what was told, or shall leave it: “地址少了杭州两个字，要加上”, "take out the he lives there too part".

What is added or goes are the words as they were typed; the rest of the value stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.core.flow import Flow
from bot.core.understanding.corrections import name_pattern, named
from bot.core.understanding.folding import folded

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Lacking:
    """The questions that the name may mean, the words that lack, and what else was said behind them."""

    keys: tuple[str, ...]
    part: str
    behind: str


def lacking_in(flow: Flow, text: str) -> Lacking | None:
    words = folded(text[:LONGEST])
    found = next((one for form in _lacking(flow) if (one := form.match(words))), None)
    if found is None or len(text) > LONGEST:
        return None
    return Lacking(
        named(flow, found["name"]),
        text[slice(*found.span("part"))].strip(" \"'“”"),
        text[found.end() :].strip(" ,，。.;；"),
    )


_ADD = r"(?:[,\s]*(?:请|麻烦)?(?:帮我)?(?:得|要|需要)?(?:加上?|补上?|加上去|补上去|加进去)(?:去|的)?(?:吧|啊|呀|一下)?)?"
_END = r"(?=\s*(?:[,.;!]|$))"


@cache
def _lacking(flow: Flow) -> tuple[re.Pattern[str], ...]:
    name = name_pattern(flow)
    han = r"[\"']?(?P<part>[^\s,.;\"']{1,12}?)[\"']?(?:这?[一二两三四五六几\d]+个字)?"
    before = r"^(?:no[,. ]+|oh[,. ]+|wait[,. ]+|and |but |please |pls |can you |you |不对|对了|等等|那个|这个|[\s,.])*"
    return (
        re.compile(
            rf"{before}{name}(?:里面?|前面|后面|中|上面?)?(?:还|好像)?(?:少|漏|缺|没写|没有写|忘了?写|忘|差)(?:了|掉)?(?:写|个)?{han}{_ADD}{_END}"
        ),
        re.compile(
            rf"{before}{name}(?:里面?|前面|后面|上面?)?(?:还|再|得|要|需要|应该)*(?:加上?|补上?)(?:个)?{han}{_END}"
        ),
        re.compile(
            rf"{before}(?:请|麻烦|帮我|把)*{han}(?:加|补|写)(?:到|在|进|进去)?{name}(?:里面?|前面|后面|上面?)?(?:去)?{_END}"
        ),
        re.compile(
            rf"{before}(?:add|put) (?:the (?:city|word|words)[, ]+)?(?P<part>[\w' -]{{2,40}}?) (?:to|in|into) (?:the )?{name}{_END}"
        ),
        re.compile(
            rf"{before}(?:forgot|left out|missed|dropped|lost) (?:the (?:city|word|words)[, ]+)?(?P<part>[\w' -]{{2,40}}?) (?:in|from|of) (?:the )?{name}{_END}"
        ),
        re.compile(
            rf"{before}{name}(?:is missing|is lacking|lacks|misses|needs|should have|is without) (?:the (?:city|word|words)[, ]+(?:it is |it's |which is )?)?(?P<part>[\w' -]{{2,40}}?){_END}"
        ),
    )


_WORDS_OUT = re.compile(
    r"[\"'](?P<q>[^\"']{1,40})[\"'](?:这|那)?(?:[一二两三四五六几]个字|这?个词|部分)?(?:给我)?(?:都)?(?:去掉|删掉?|删除|拿掉|不要)|"
    r"(?:remove|delete|take out|drop|without|cut)\s+(?:the\s)?(?:words?\s)?[\"'](?P<r>[^\"']{1,40})[\"']|"
    r"\b(?:remove|delete|take out|drop|cut|lose)\s+(?:the |that )?(?P<s>\S.{1,60}?)\s+(?:part|bit|words?)\b|"
    r"\b(?:remove|delete|take out|drop|cut|lose)\s+the (?:part|bit|words?)\s+(?P<t>\S.{1,60}?)[\s.!]*$|"
    r"(?:把|将)(?P<u>[^\s,.]{1,20}?)(?:这|那)?(?:[一二两三四五六几]个字|几个字|部分)(?:给我)?(?:都)?(?:去掉|删掉?|删除|拿掉|不要)"
)


def words_taken_out(text: str) -> str:
    """“就叫”两个字去掉, "remove 'the' from it", "take out the lives there too part": the words that shall go; "" where none are."""
    found = _WORDS_OUT.search(folded(text[:LONGEST]))
    return text[slice(*found.span(found.lastgroup or 0))] if found else ""
