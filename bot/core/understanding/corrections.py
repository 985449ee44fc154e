"""Corrections in words, wherever somebody is: “电话改成 139…”, "my phone changed to …", "change given names".

What is corrected is found by its names and labels, one or several in a message; each new value is read at its
question like any answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from bot.core.flow import Flow, Question
from bot.core.understanding.folding import CLAUSE, folded
from bot.core.upgrade import every_question, every_wording
from bot.i18n import LANGUAGES, translate

LONGEST = 300
LEAST_OF_A_LABEL = 8
"""Letters of a label of one word, such as “Applicants”, that names its question."""
MOST_CLAUSES = 12
"""Behind more than so many clauses no correction is looked for."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The questions that the name may mean, in the order of the dialog, and the words of the new value; none where
    only the wish to change was said."""

    keys: tuple[str, ...]
    value: str = ""


def corrections_in(flow: Flow, text: str) -> tuple[Correction, ...]:
    """In the order of the message; of what was told after the first, only what is named."""
    may_name = len(text) <= LONGEST and any(map(str.isalpha, text))
    return tuple(_corrections(flow, text)) if may_name else ()


def set_in(flow: Flow, text: str) -> Correction | None:
    """“to be there by 8 december”, where no question waits: the name of something, and right behind it its value."""
    words = folded(text[:LONGEST])
    found = _set(flow).match(words, _after_lead(words))
    return Correction(named(flow, found["name"]), bare_value(text[found.end() : LONGEST])) if found else None


# “Test Bank since 2008 must be Test Bank”, “it says same 苏州, make it 1 Campus Road”: behind what stands there now.
_SHALL_BE = re.compile(
    r"[\s\"',.:;]*(?:is wrong|是错的|不对)?[\s,.;:]*(?:to(?: only| just)?|into|must be|should be|has to be|make it|shall be|->|→|改成|改为|换成|应该是|应是|应为)[\s:\"']+(?=\S)|\s*(?:改成|改为|换成|应该是|应是|应为)(?=\S)"
)
LEAST_OF_A_VALUE = 4
"""Characters; what is shorter stands in any sentence."""


def replaced_in(text: str, value: str) -> str:
    """What shall stand in the place of a value that is named by itself; "" where it is not."""
    words, old = folded(text[:LONGEST]), folded(value)
    at = words.find(old) if len(text) <= LONGEST and len(old) >= LEAST_OF_A_VALUE else -1
    found = _SHALL_BE.match(words, at + len(old)) if at >= 0 else None
    return text[found.end() :].strip(" .。\"'") if found else ""


# “就写Northfield University”, “写 … 就好了，中文的去掉”: what is said around a value.
_AROUND = re.compile(
    r"^[\s:：,，]*(?:(?:是|就?叫做?|就是)\s*|(?:just|only|simply)\s+)(?=[A-Za-z\d])|^\s*[:：]?\s*(?:请|麻烦)?(?:就|只)?(?:写成?|填|用)(?=\s*\S)|^\s*英文(?:名称?)?(?:是|写成?|[:：])?\s*(?=[A-Za-z])|(?:就好了?|就行了?|就可以了?)(?:[,，。\s].*)?$|"
    r"(?<=[A-Za-z\u4e00-\u9fff\d])[,，\s]*(?:而?不是|不叫)[^,，。;；]{1,30}$|[,\s]+(?:and )?not [\w' -]{1,30}$|(?<=[a-z])\s+only$"
)


def bare_value(text: str) -> str:
    """A new value as it is meant."""
    before, said = "", text.strip(" :：，,。.了?？!！")
    while before != said:
        before, said = said, _AROUND.sub("", said, count=1).strip(" :：，,。.")
    return said or text.strip()


@cache
def _set(flow: Flow) -> re.Pattern[str]:
    return re.compile(
        rf"(?:and |that )?{name_pattern(flow)}(?:number|号码?)?\s*(?:is|are|:|=|是|为)?\s*(?=\S)"
    )


def left_out_in(flow: Flow, text: str) -> tuple[str, ...]:
    """“remove my own words bit pls”, “补充那句删掉”: the questions that are named to be left out."""
    words = folded(text[:LONGEST])
    at = _after_lead(words)
    found = next((one for form in _left_out(flow) if (one := form.match(words, at))), None)
    return named(flow, found["name"]) if found else ()


# “remove the sentence under In your own words”
_WHAT_IS_IN = r"(?:(?:the |that |this )?(?:sentence|part|bit|line|words?|text|answer|what (?:stands|is|i (?:wrote|said|put)|you (?:wrote|put)))\s+)?(?:(?:in|under|at|as|with) )?"


@cache
def _left_out(flow: Flow) -> tuple[re.Pattern[str], ...]:
    part = r"(?:bit|part|thing|sentence|line|那句话?|那段话?|那条|那项|的话|部分)?\s*"
    return (
        re.compile(
            rf"{_PLEASE}(?:delete|remove|take out|leave out|drop|cut|erase)\s+{_WHAT_IS_IN}{name_pattern(flow)}{part}(?:out)?(?:{_END}|[,;.].*$)"
        ),
        re.compile(
            rf"(?:请|麻烦)?(?:帮我)?(?:把|将)?{name_pattern(flow)}{part}(?:给我)?(?:都)?(?:删掉?|删除|删了|去掉|拿掉|不要)了?{_END}"
        ),
        re.compile(rf"(?:请|麻烦)?(?:帮我)?(?:删掉?|删除|去掉|拿掉|不要){name_pattern(flow)}{part}{_END}"),
    )


# “omg dont put stupid appointment in it”, “take that sentence out”, 刚才那句删掉.
_OF_WORDS = re.compile(
    r"(?:pls |please |and |just |can you |could you )*(?:(?:do ?n[o']?t|never) (?:put|write|include|say|mention|send|use)\b.{0,60}\b(?:in (?:it|there|the (?:letter|e-?mail))|that|it)$|"
    r"(?:take|leave|cut) (?:that|this|the last)(?: \w+)? out\b|(?:take out|leave out|remove|delete|cut|erase|undo|rewrite|change) (?:that|this|the|my) (?:last )?(?:sentence|line|bit|part|phrase|wording|words)\b|(?:that|this|the) (?:last )?(?:sentence|line|wording|text) (?:sounds?|is|looks?|reads?) (?!right|good|fine|ok|great)[a-z])|"
    r"(?:请|麻烦|帮我)*(?:把)?(?:刚才|刚刚|上面|前面|最后)?(?:的)?(?:那|这|一)?(?:句|段)话?(?:给我)?(?:都)?(?:删|去掉|拿掉|不要|别写|改)|"
    r"(?:请|麻烦|帮我)*(?:删掉?|去掉|拿掉)(?:刚才|刚刚|上面|前面|最后)?(?:的)?(?:那|这|一)(?:句|段)|"
    r"(?:别|不要|不用|不能)把.{1,30}(?:写|放|加)(?:进|上|到|在)|(?:这|那)(?:句|段)?话?(?:别|不要|不能)(?:写|放|加)"
)


def speaks_of_words(text: str) -> bool:
    """Whether it is about how something was written, without a name of it."""
    words = folded(text[:LONGEST]).strip(" .!~")
    return _OF_WORDS.match(words, _after_lead(words)) is not None


def behind_answer(text: str, corrects: Callable[[str], bool]) -> tuple[str, str] | None:
    """“shanghai, but fix the address”: what is told, and what `corrects` behind it; None where there is none behind."""
    if len(text) > LONGEST:
        return None
    for end in islice(_PARTS.finditer(folded(text)), MOST_CLAUSES):
        if end.start() and corrects(text[end.end() :]):
            return text[: end.start()], text[end.end() :]
    return None


def _corrections(flow: Flow, text: str) -> Iterator[Correction]:
    words = folded(text)
    at = _after_lead(words)
    found = _first(flow, words, at) or _asked_for(flow).search(words)
    while found is not None:
        start = found.end() if "value" in found.re.groupindex else len(text)
        following = _another(flow).search(words, start) if not _takes_text(flow, found["name"]) else None
        end = following.start() if following else len(text)
        yield Correction(named(flow, found["name"]), bare_value(text[start:end]))
        found = following


def _first(flow: Flow, words: str, at: int) -> re.Match[str] | None:
    found = next((found for form in _forms(flow) if (found := form.match(words, at))), None)
    # “no my given name is …”: only a denial makes it one.
    return found or (_denied(flow).match(words, at) if _IS_DENIED.search(words[:at]) else None)


_IS_DENIED = re.compile(r"\b(?:no+|nope|wait|sorry|oops|actually|wrong|incorrect|not right|mistakes?)\b|不")


@cache
def _denied(flow: Flow) -> re.Pattern[str]:
    return re.compile(rf"{name_pattern(flow)}(?:is|are|:|=|是|叫)(?P<value>)\s*(?=\S)")


@cache
def _asked_for(flow: Flow) -> re.Pattern[str]:
    """“you put it wrong fix my given names to …”: behind whatever was said."""
    return re.compile(rf"(?<![a-z]){_VERB} {name_pattern(flow)}(?:to|into|as)(?P<value>)\s+(?=\S)")


def _takes_text(flow: Flow, name: str) -> bool:
    """Somebody's own words may name whatever they like."""
    return any(every_question(flow)[key].kind.takes == "text" for key in named(flow, name))


def named(flow: Flow, name: str) -> tuple[str, ...]:
    """The questions that go by this name, those first that have it as their label."""
    return _names(flow).get(folded(name).strip(), ())


def named_first(flow: Flow, text: str) -> tuple[str, ...]:
    """The questions whose name a message begins with, and then their value: “my phone is …”."""
    found = _first_name(flow).match(folded(text[:LONGEST]).lstrip())
    return named(flow, found["name"]) if found else ()


@cache
def _first_name(flow: Flow) -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:ok|so|and|well|还有|另外|对了)[\s,;]+)?{name_pattern(flow)}(?:number|号码?)?\s*(?:is\b|:|=|是|为)"
    )


@cache
def _names(flow: Flow) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key, question in ((key, one) for key, several in every_wording(flow).items() for one in several):
        labels = (translate(question.label, lang) for lang in LANGUAGES)
        # “When” and “From” are words of any sentence.
        own = (
            *question.names,
            *(one for one in labels if not one.isascii() or " " in one or len(one) >= LEAST_OF_A_LABEL),
        )
        for name in dict.fromkeys(folded(one) for one in own):
            if key not in found.setdefault(name, []):
                found[name].append(key)
    questions = every_question(flow)
    return {
        name: tuple(sorted(keys, key=lambda key: not _is_labelled(questions[key], name)))
        for name, keys in found.items()
    }


def _is_labelled(question: Question[Any], name: str) -> bool:
    return name in {folded(translate(question.label, lang)) for lang in LANGUAGES}


_LEAD = re.compile(
    r"(?:(?:no+|nope|wait|这个|这|that|this|sorry|oh|omg|ah|hey|ok|also|and|but|n|now|then|well|yes|ya|yeah|actually|btw|by the way|hold on|lol|ugh|haha|oops|there (?:is|are) (?:a |several |some )?mistakes?|(?:that|this|it)(?:'s| is|s) (?:wrong|not right|incorrect)|不是|不对|不|刚才|刚刚|前面|哦|噢|啊|对了|还有|另外|等等|等一下|那个|那)(?![a-z])[\s,.;!:~…]*)+"
)


def _after_lead(words: str) -> int:
    lead = _LEAD.match(words)
    return lead.end() if lead else 0


_WRONG = r"(?:(?:怎么|是|你)?(?:翻译?|写|记|填|弄|搞)(?:的是|的|得|成)?(?:了)?(?:啥|什么|个啥|一团|乱七八糟)(?:东西|玩意儿?)?[呀啊嘛]?|(?:好|很|真|太|有点)?(?:奇怪|怪怪的?|怪|乱)(?:了|啊)?|(?:is|looks|was) (?:all |totally |so |completely |really )*(?:wrong|weird|off|strange|odd|a mess|messed up|nonsense)|(?:还|又|也|都)?是?(?:我|你|您)?(?:写|填|打|输|发|给|记)?错的?了?|(?:还|又|也|都)?是?不对的?|有误|有变化?|变了|换了|改了(?:没有?|吗)?|is wrong|was wrong|has changed|changed|is not right|is incorrect)"
_BECOMES = (
    r"(?:(?:要|需要|得|想)?改(?:一下)?[,\s]+改成|(?:要|需要|得|想|应该)改(?:成|为)|改成|改为|改回|换回|用回|还是用回|还是用|换成|换为|变成|变为|更正为|更新为|改到|改作|推迟到|提前到|应该是|应为|应是|其实是|"
    r"(?:has |was |is |got )?(?:been )?(?:changed to|moved to|updated to|is now|now is|should (?:just |only |really )?be|should read|is actually|->|=>|→))"
)
_PARTS = re.compile(
    rf"\s*(?:{CLAUSE.pattern})\s*(?:but|and|但是?|不过|还有)?\s*|\s+(?:but|and|还有|不过|但是?)\s+"
)
# What ends a sentence and adds nothing to it.
_END = r"(?:啊|呀|吧|哦|呗|一下|看看|你看(?:看|下|一下)?|pls|please|plz|it'?s wrong|[\s.,!~])*$"
_PLEASE = r"(?:(?:please|pls|plz|kindly|just|now|can you|could you|would you|i (?:want|need|have|wish) to|i(?:'d| would| should) like to|let'?s) )*"
_ALTER = r"(?:改|修改|更改|更正|更新|换)(?:一?下)?"
_VERB = r"(?:change|update|correct|edit|fix|replace)"


@cache
def name_pattern(flow: Flow) -> str:
    """Any name of a question, as the group `name`."""
    names = "|".join(map(re.escape, sorted(_names(flow), key=len, reverse=True)))
    return rf"(?:我的|我|my |the |our )?\s*\"?(?P<name>{names})\"?(?:的?(?:名字|名称))?\s*(?:name (?=(?:is|to|should)\b)|name(?=$|[,.;!]))?"


@cache
def _forms(flow: Flow) -> tuple[re.Pattern[str], ...]:
    name = name_pattern(flow)
    return tuple(
        re.compile(form)
        for form in (
            rf"(?:请|麻烦)?(?:帮我|给我)?(?:把|将)?{name}(?:{_WRONG}[,;. ]*(?:现在|应该|it)?\s*(?:是|为|is|should be)|{_BECOMES})(?P<value>)\s*",
            rf"{_PLEASE}{_VERB} {name}(?:(?:to|into|with|as)\b:?|:)(?P<value>)\s+",
            rf"{name}(?:is|was|是|:)\s*(?:just|actually|only|really|其实是?|就是|只是)(?P<value>)\s*",
            rf"{_PLEASE}{_VERB} {name}[\s,;.]*(?:(?:it's|its|it is|is|to|(?:it )?should be)(?: just| only)?|just|only)(?P<value>)\s+",
            rf"(?:did|have|will|could|can) (?:you|u|ya) (?:change|update|correct|fix)e?d? {name}(?:to|into|with|as)(?P<value>)\s+",
            rf"(?:我)?(?:想|要|需要|得)?{_ALTER}\s*{name}(?:[:,]|成|为|到|改成|改为|改回)(?P<value>)\s*",
            rf"(?:请|麻烦)?(?:我)?(?:想|要|需要|得)?{_ALTER}{name}{_END}",
            rf"(?:把)?{name}(?:要|需要|想|得)?{_ALTER}{_END}",
            rf"{name}{_WRONG}{_END}",
            rf"{name}{_WRONG}[吧啊呀哦了]*[\s,;.:!]+(?:it's |its |it is |(?:it |that )?should (?:be|read) |就写成?|写成|就是|我?应?该?[叫是])?(?P<value>)(?=\S)",
            rf"(?:you (?:got|have|put|wrote|spelled)|你们?把|您把|怎么把){name}(?:wrong|incorrectly|记|写|搞|弄|填)[\u4e00-\u9fff]{{0,6}}{_END}",
            rf"{name}(?:is|are|是|叫)(?P<value>)\s*(?=[^,;.]{{1,40}}[,\s]+(?:不是|不叫|not )[^,;.]{{1,20}}$)",
            rf"{_PLEASE}{_VERB} {name}{_END}",
            rf"{_PLEASE}{_VERB} {name}[\s,;.]+(?:i|because|cause|coz|bc)\b.*$",
        )
    )


@cache
def _another(flow: Flow) -> re.Pattern[str]:
    """The next thing named, behind the value of the one before."""
    return re.compile(
        rf"[\s,;.]+(?:and |also |then |还有|另外|然后|再)*{name_pattern(flow)}(?:{_WRONG}[,;. ]*|{_BECOMES}|is|to|:|=|是)(?P<value>)\s*"
    )
