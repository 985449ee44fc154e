"""What a text is at the question that waits: a value, a choice, or an act of speech that is no answer.

A question, a plea or a refusal to answer is never stored without a yes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from bot.core.flow import Question
from bot.core.kin import KIN, KIN_IN_ENGLISH
from bot.core.options import NO, YES
from bot.core.reading import Mistake, Odd, Reading, Understood, Unsure
from bot.core.typed_text import excerpt, tidy
from bot.core.understanding.choices import chosen
from bot.core.understanding.facts import speaks_of_past
from bot.core.understanding.folding import CLAUSE, folded, pieces
from bot.core.understanding.frames import LONGEST, framed, within
from bot.core.understanding.remarks import without_remarks
from bot.core.understanding.speech import (
    Act,
    act_of,
    asks_a_meaning,
    declines,
    ends_as_question,
    lacks,
    without_forgetting,
)
from bot.core.understanding.spoilt import is_spoilt, with_the_first_alone, without_others
from bot.i18n import N_, Text


@dataclass(frozen=True, slots=True)
class Spoken:
    """No answer, but something said to the bot: a question or a plea."""

    act: Act


Understanding = Reading[object] | Spoken

SHORT = 44
"""In this width (a Chinese character is two) a plea is the whole of what was said; in more, it may be a part of a story."""

KEEP = N_("I read “%(words)s”, which may not be an answer to this.")
INFERRED = N_("I take “%(words)s” to mean: %(value)s.")
NO_NAME = N_("I read that as a sentence, not as a name. %(example)s")
LEAST_OF_SENTENCE = 5
"""Words."""
WHICH = N_("I found more than one of these in what you wrote.")


def understood(question: Question[Any], text: str, today: date) -> Understanding:
    """What it is, and asked about where what is said around the value leaves it open or spoils it."""
    kind = question.kind
    # Of somebody in a list it may well be theirs.
    shape = kind.shape if "[]" not in question.key else None
    is_birth = bool(getattr(kind, "is_birth", False))
    if shape is not None and is_birth:
        text = without_others(shape, text)
    first = with_the_first_alone(kind.shape, text) if kind.shape is not None else text
    reading = _understood(question, first, today)
    if question.is_of_now and isinstance(reading, Understood | Unsure):
        reading = _of_now(question, text, today, reading)
    if first != text and isinstance(reading, Understood):
        return Understood(reading.value, say_back=True)
    if not isinstance(reading, Understood | Odd):
        return reading
    doubt: Callable[[str], Text | None] | None = getattr(kind, "doubt", None)
    why = doubt(text) if doubt is not None else None
    if doubt is not None and why is not None and not _is_sure_elsewhere(question, text, today, doubt):
        return Odd(reading.value, why.of(words=excerpt(text), value=kind.show(reading.value)))
    if shape is not None and isinstance(reading, Understood) and is_spoilt(shape, text, is_birth=is_birth):
        return Odd(reading.value, KEEP.of(words=excerpt(text)))
    return reading


def _of_now(
    question: Question[Any], text: str, today: date, reading: Understood[object] | Unsure[object]
) -> Understanding:
    """“以前是F1，这次是B2”: what is told of now; where all is of the past, “i had a B-2 before”, it is asked about."""
    clauses = [text[a:b] for a, b in pieces(folded(text[:LONGEST]), CLAUSE)]
    now = [one for one in clauses if not speaks_of_past(folded(one))]
    if len(now) == len(clauses):
        return reading
    of_now = _understood(question, ", ".join(now), today) if now else None
    if isinstance(of_now, Understood):
        return Understood(of_now.value, say_back=True)
    return Odd(reading.value, KEEP.of(words=excerpt(text))) if isinstance(reading, Understood) else reading


def _is_sure_elsewhere(
    question: Question[Any], text: str, today: date, doubt: Callable[[str], Text | None]
) -> bool:
    """“9:30 on 26 January, before 5 December I must be there”: what is doubted is another value."""
    told = [text[a:b] for a, b in pieces(folded(text[:LONGEST]), CLAUSE)]
    sure = {_value_in(question, part, today) for part in told if doubt(part) is None} - {None}
    doubted = {_value_in(question, part, today) for part in told if doubt(part) is not None} - {None}
    return bool(sure) and bool(doubted - sure)


def _value_in(question: Question[Any], part: str, today: date) -> object:
    reading = _understood(question, part, today)
    return reading.value if isinstance(reading, Understood | Odd) else None


def _understood(question: Question[Any], text: str, today: date) -> Understanding:
    kind = question.kind
    if kind.takes != "value":
        return _words(question, text, today)
    reading = kind.read(text, today)
    if isinstance(reading, Odd):
        # “jiangsu like i said”: without the remark it is no doubt.
        plainer = kind.read(without_remarks(text), today)
        if isinstance(plainer, Understood):
            return Understood(plainer.value, say_back=True)
        sure = within(kind, text, today)
        # The same value inside is as odd: what was said around it, as another day of the week, is the doubt.
        # Of a place it is only the frame: “i live in wuhu”.
        is_surer = sure is not None and (sure.value != reading.value or kind.shape is None)
        return sure if sure is not None and is_surer else reading
    if not isinstance(reading, Mistake) or not tidy(text):
        return reading
    act = act_of(text)
    if _is_choice(question):
        found = _choice(question, text) if act != "question" else None
        return found or _no_value(question, text, act, reading)
    if asks_a_meaning(text):
        return Spoken("question")
    inner = framed(kind, text, reading, today)
    remembered = without_remarks(without_forgetting(text)) if isinstance(inner, Mistake) else text
    if remembered != text and tidy(remembered):
        # “idk 2009, I don't remember the day”: what is remembered is the value.
        rest = kind.read(remembered, today)
        inner = framed(kind, remembered, rest, today) if isinstance(rest, Mistake) else rest
        if isinstance(inner, Understood):
            return Understood(inner.value, say_back=True)
        if not isinstance(inner, Mistake):
            return inner
        inner = reading
    if isinstance(inner, Mistake):
        return _no_value(question, text, act, inner)
    if act in ("question", "plea") and isinstance(inner, Understood):
        return Odd(inner.value, KEEP.of(words=excerpt(text)))
    return inner


def _is_sentence(text: str) -> bool:
    """“yes right but you forgot the rest”: too many words that no name has, to ask whether it is one."""
    words = re.findall(r"[a-z']+", folded(text))
    return len(words) >= LEAST_OF_SENTENCE and not any(map(str.isupper, text.split()))


def _is_found_among(reading: Reading[object], text: str) -> bool:
    """“no lin is my surname testgrace is my first name”: a name that was found among many words, or told to be none."""
    value = str(reading.value) if isinstance(reading, Understood | Odd) else ""
    return any(map(str.isupper, value)) and 2 * len(value) < len(text.strip())


def _is_hardly_a_name(text: str) -> bool:
    """“yes” or “yes i had one” as somebody's name: more likely it is an answer to something else."""
    words = re.findall(r"[a-z']+", folded(text))
    if not words or text.strip().isupper():
        return False
    return (len(words) == 1 and words[0] in _YES_OR_NO) or len(_OF_SENTENCES.intersection(words)) > 1


# “改单位地址”, “去掉工作2”, "see mail", "same company", "leave it": what is said about an answer.
_TALKS = re.compile(
    r"^(?:我?(?:要|想|请|帮我)?)(?:改|修改|更改|更正|去掉|删掉|删除|不加|加上|返回|跳过)|错了|写错|弄错|填错|不对(?!外)|改成|怎么变|"
    r"^(?:leave|keep) (?:it|this|that)\b|^(?:see|check|as in) (?:the |my )?(?:e-?mail|mail|above|paste|message|attached|below)\b|"
    r"^(?:the )?same (?:company|employer|school|university|place|address|one|person|hospital)\b|"
    r"^(?:no,? |please |pls |kindly |i (?:want|need|would like|'d like) to |can you |let me )*(?:change|correct|fix|remove|delete|undo)\b|\b(?:is|was|are|that's|thats) (?:wrong|incorrect)\b"
)


def is_talk(text: str) -> bool:
    return _TALKS.search(folded(text)) is not None


# “把到达日期改成12月17”, "please correct X to Y": a change that names nothing we know is no reason.
_CHANGES = re.compile(
    r"^(?:.{0,12}[\s,])?(?:请|麻烦)?(?:帮我)?[把将].{1,14}(?:改|换)[成为到]|帮我改|帮忙改|^(?:please |pls |and |also |kindly )*(?:change|correct|fix|update|replace)\b.{1,80}\b(?:to|with|into)\b"
)
# “No, that was merely a remark.”: said to us, and hardly for the letter.
_MERE_NO = re.compile(r"\s*(?:no+|nope|不是|不对|不)[\s,.!;，。]+\S.{0,60}$")
_YES_OR_NO = frozenset("yes yeah yep yup ok okay sure no nope right true false".split())
# No name has two of these; a sentence has.
_OF_SENTENCES = frozenset(
    "yes no i i'm im we you she it is was are have had has did don't dont not never been the this that one just got get need want but so rest also still wrong right".split()
)


def _is_said_to_us(text: str) -> bool:
    words = folded(text)
    return _CHANGES.search(words) is not None or _MERE_NO.match(words) is not None


def _is_choice(question: Question[Any]) -> bool:
    return any(option.means or option.says for option in question.kind.options)


# What was before is another time.
_EARLIER = re.compile(r"[,;.，。；]\s*(?:and |but )?(?:before (?:that|this|then)\b|在那之前|再?之前)")


def _choice(question: Question[Any], text: str) -> Reading[object] | None:
    earlier = _EARLIER.search(text[:400])
    text = text[: earlier.start()] if earlier and earlier.start() else text
    found = chosen((*question.kind.options, *getattr(question.kind, "typed", ())), text)
    if found is None:
        return None
    if len(found.codes) > 1:
        return Unsure(found.codes, WHICH)
    code = found.codes[0]
    if found.certainty == "doubtful":
        return Odd(code, INFERRED.of(words=excerpt(text), value=question.kind.show(code)))
    return Understood(code, say_back=True, is_inferred=found.certainty == "inferred")


def _no_value(question: Question[Any], text: str, act: Act | None, mistake: Mistake) -> Understanding:
    if act == "nothing" or (act in (None, "placeholder") and lacks(text, (*question.names, question.key))):
        return absent(question)
    if act == "placeholder" and mistake.key.endswith((".form", ".unreadable", ".unknown")):
        return absent(question)
    return Spoken(act) if act in ("question", "plea") else mistake


def absent(question: Question[Any]) -> Mistake:
    """There is nothing to give, or it is not remembered: what to do then."""
    general = N_("That is all right. Look it up and come back: your answers are kept. %(why)s")
    return Mistake("absent", question.absent or general.of(why=question.why))


def _words(question: Question[Any], text: str, today: date) -> Understanding:
    """At a question that takes words, what they do is looked at before they are a value."""
    kind = question.kind
    said = without_remarks(text)
    reading = kind.read(said, today)
    if said != text.strip() and isinstance(reading, Understood):
        reading = Understood(reading.value, say_back=True)
    # LI NA is many people's name.
    act = act_of(text) if kind.takes != "name" or folded(text).strip() != "na" else None
    is_hardly_a_name = act is None and kind.takes == "name" and _is_hardly_a_name(text)
    is_found = kind.takes == "name" and _is_found_among(reading, text)
    if is_hardly_a_name and _is_sentence(text) and not is_found:
        return Mistake("name.letters", NO_NAME.of(example=question.example or ""))
    if is_hardly_a_name and isinstance(reading, Understood) and not is_found:
        return Odd(reading.value, KEEP.of(words=excerpt(text)))
    if act is None and kind.takes != "name" and folded(text).strip(" .!,~") in (*YES, *NO):
        act = "placeholder"
    if kind.takes == "text" and act is None and declines(text):
        return absent(question)
    if kind.takes == "text" and act is None and isinstance(reading, Understood) and _is_said_to_us(text):
        return Odd(reading.value, KEEP.of(words=excerpt(text)))
    if isinstance(reading, Understood) and _width(text) > SHORT:
        ends = kind.takes == "text" and ends_as_question(text)
        if ends or (act == "question" and kind.takes != "text"):
            return Odd(reading.value, KEEP.of(words=excerpt(text)))
        return reading
    if act is None and kind.takes != "text" and is_talk(said) and isinstance(reading, Understood | Odd):
        # It is said to us, and no name of anything.
        return (
            Mistake("name.letters", NO_NAME.of(example=question.example or ""))
            if kind.takes == "name"
            else (Odd(reading.value, KEEP.of(words=excerpt(text))))
        )
    if act is None:
        return _value(question, said, reading, today)
    if (
        kind.takes == "name"
        and isinstance(reading, Odd | Mistake)
        and act in ("nothing", "placeholder")
        and (is_found or not _WHO.match(folded(text)))
    ):
        # A name has its own answer to “none”.
        return reading
    if act in ("question", "plea"):
        return Spoken(act)
    return absent(question)


# “没有” at a name may be the name's own answer; “我没有” is a sentence.
_WHO = re.compile(r"(?:我|他|她|它|(?:i|we|he|she)\b)")
SELF = re.compile(
    r"(?:就?(?:是)?我(?:自己|本人)?|本人|自己|me|myself|i|same person)"
    r"(?:$|[\s,;:.!]+(?:(?:my|and|我的?)\s*)*(?:电话|手机|号码|邮箱|联系|微信|(?:tel|phone|mobile|cell|number|e-?mail|mail|call)\b|\+?\d|\S+@))"
)
# “my mom”, 我妈: who it is, and no name.
_RELATION = re.compile(
    rf"(?:就?是)?(?:我|他|她)?们?的?(?:亲)?{KIN}(?:本人)?|(?:(?:it'?s|it is|that'?s) )?(?:my|his|her|our|the)? ?{KIN_IN_ENGLISH}"
)
# A date, a time or a stretch of time and nothing else is no name, no company and no reason.
_ONLY_A_DATE = re.compile(
    r"^(?:[\d\s./:,年月日号點点时分秒上下午早晚约初底末前后以来个星期周-]|一|二|三|四|五|六|七|八|九|十|两|半|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|"
    r"\b(?:days?|weeks?|months?|years?|ago|since|on|in|the|of|st|nd|rd|th|am|pm|last|next|yesterday|today|tomorrow|now)\b|(?<=\d)(?:st|nd|rd|th|am|pm))+$"
)


def says_oneself(text: str) -> bool:
    """“me”, “就我 电话13800000000”: whoever writes; behind it may stand a number or an address, but no name."""
    return SELF.match(folded(text).strip(" .!,")) is not None


def _value(question: Question[Any], text: str, reading: Reading[object], today: date) -> Reading[object]:
    kind = question.kind
    words = folded(text).strip(" .!,")
    if kind.takes == "name" and (says_oneself(text) or _RELATION.fullmatch(words)):
        return Mistake(
            "name.self", N_("Please send the name itself. %(example)s").of(example=question.example or "")
        )
    inner = _without_frame(question, text)
    # “my surname is Sample first name Ada” was taken apart already.
    is_found = kind.takes == "name" and isinstance(reading, Understood) and _is_found_among(reading, text)
    if inner is not None and not is_found:
        framed_reading = kind.read(inner, today)
        if not isinstance(framed_reading, Mistake):
            reading = _said_back(framed_reading, is_name=kind.takes == "name", text=text)
    if isinstance(reading, Understood) and _ONLY_A_DATE.match(words) and re.search(r"\d|ago|day|前", words):
        return Odd(reading.value, KEEP.of(words=excerpt(text)))
    return reading


def _said_back(reading: Reading[object], *, is_name: bool, text: str) -> Reading[object]:
    """A value out of a frame is said back; a name is asked about, for a frame may be a part of it."""
    if not isinstance(reading, Understood):
        return reading
    if is_name:
        return Odd(reading.value, INFERRED.of(words=excerpt(text), value=reading.value))
    return Understood(reading.value, say_back=True)


def _without_frame(question: Question[Any], text: str) -> str | None:
    """“学校是 Model City University”, "the company is …": what stands after a name of this very question."""
    found = named_frame(question.names).match(folded(text)) if question.names else None
    return text[found.end() :].strip() or None if found else None


@cache
def named_frame(names: tuple[str, ...]) -> re.Pattern[str]:
    longest = "|".join(re.escape(folded(name)) for name in sorted(names, key=len, reverse=True))
    return re.compile(
        rf"^(?:我们|我|他|她|这个|the|my|our|his|her|their|its)?的?\s*(?:{longest})(?:名称|名字|名)?\s*(?:[:=]|是|叫做?|为|\bis called\b|\bis\b|\bwas\b|\bare\b)\s*"
    )


def _width(text: str) -> int:
    return sum(2 if char > "\u2e80" else 1 for char in text[: 2 * SHORT].strip())
