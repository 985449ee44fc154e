"""When something was or began, and until when it lasted: a day, a month or a year as told, or "now".

A range (从2019年3月到现在) answers either end with its own part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.answers import shapes
from bot.answers.dates.day import Day
from bot.answers.dates.folding import folded, lowered
from bot.answers.dates.reading import Wanted, read_date
from bot.core import Mistake, Odd, Option, Reading, Takes, Understood, When, code_in, first_day, one_line
from bot.i18n import N_

PAST = Wanted(earliest=-100 * 366, latest=0, is_rough=True, direction="past")
OPEN = Wanted(earliest=-100 * 366, is_rough=True, direction="past")
NOW = re.compile(
    r"至今|今$|现在|目前|如今|还在|还住|仍|在职|在读|在住|一直|到今天|\bnow\b|present|still|(until|till|to) today|ongoing|"
    r"current|to date|so far|continuing"
)
NOT_NOW = re.compile(r"\d|[年月日号]|不|没|离|\bnot\b|no longer|n't|[?？]|吗|什么")
# “还没搬走呢”, "I haven't left": what has not ended goes on.
NOT_ENDED = re.compile(
    r"(?:没有?|未|不曾)(?:有)?(?:搬|走|离开|离职|辞|毕业|结束|退租|换|动|停)|"
    r"\b(?:(?:have|has|did) ?(?:n[o']?t|not)|(?:hav|has|did)en?'?t|never|not)(?: yet| ever| been)? (?:moved?|left|leave|quit|end(?:ed)?|finish(?:ed)?|graduated?|resigned?|stop(?:ped)?|changed?|over)\b|"
    r"\b(?:live|work|study) (?:here|there)[\s.!]*$"
)
NOT_ENDED_SAYS_NO = re.compile(
    r"\d|[?？]|吗|什么|(?:年|月|号)|\b(?:don't|dont|do not|did|used to|any ?more)\b(?! not)"
)
BETWEEN = re.compile(
    r"\s?(?:--?|~|至今?|一?直?(?:住|干|做|读|工作)?到|\bto\b|\b(?:un)?till?\b|\bthrough\b)\s?"
)

LASTED = re.compile(
    r"(?:我|在这|这里|已经?|大约|大概|差不多|快|有|[住干做读](?:了|满)?|工作了|for|about|almost|nearly|around|over|more than|i've been here|ive been here|i have been here|been here|lived here|living here|here|there|\s)*"
    r"(?P<n>\d{1,2}|半|half|an?|one|two|three|four|five|six|seven|eight|nine|ten)\+?\s?(?:多|来|几)?(?:个|a )?(?P<unit>年|月|years?|yrs?|months?|mos?)"
    r"(?:多|半|了|以上|左右|already|now|here|\s)*"
)
"""How long it has lasted."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """When something was or began: a day, or as much of it as is remembered."""

    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = shapes.DATE_OR_MONTH

    def read(self, sent: str, today: date) -> Reading[When]:
        reading = read_date(sent, today, PAST)
        ends = _ends(sent, today) if isinstance(reading, Mistake) else None
        return _read_end(ends[0], today, PAST) if ends else _or_bare(reading, sent, today, PAST)

    def show(self, value: When) -> When:
        return value

    def samples(self, today: date) -> tuple[str, ...]:
        return (*Day.in_the_past().samples(today), "2019年3月", "2019", "3月", "two years ago")


LONG = "half_a_year"
"""The code of a beginning that lies more than six months back, of a stretch that still goes on."""


_OVER_HALF_A_YEAR = re.compile(
    r"(?:半年|[6六]个?月)(?:以上|多|了多)|(?:超过|不止)(?:半年|[6六]个?月)|\b(?:over|more than) (?:half a year|(?:6|six) months)"
)
# Longer than anybody counts: nobody has to be asked whether that is half a year.
_FOR_LIFE = re.compile(
    r"^\D*(?:一辈子|生下来|出生|从小|打小|自小|土生土长|祖祖辈辈|[几数][十百]年|十[几多]年|好几年|[好许很]多年|多年了)\D*$|"
    r"^\D*\b(?:all (?:my|our) li(?:fe|ves)|(?:my|our) whole li(?:fe|ves)|since (?:birth|childhood)|since i was (?:born|a (?:kid|child|boy|girl|baby))|born here|forever|for (?:many |several )?(?:years|decades|ages)|(?:many|several) years|decades)\b\D*$"
)
_ALWAYS = re.compile(r"^\D*(?:一直|从来|老家)\D*$|^\D*\balways\b\D*$")


@dataclass(frozen=True, slots=True)
class Since:
    """The beginning of a stretch; that it began more than half a year ago and still goes on is one tap."""

    options: ClassVar[tuple[Option, ...]] = (
        Option(
            LONG,
            N_("Over 6 months, only here"),
            ("半年以上", "超过半年", "半年多", "over half a year", "more than six months", "over six months"),
        ),
    )
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = Earlier.shape

    def read(self, sent: str, today: date) -> Reading[When | str]:
        code = code_in(self.options, one_line(sent))
        if code is not None:
            return Understood(code)
        if _OVER_HALF_A_YEAR.search(folded(sent)) or _FOR_LIFE.search(lowered(sent)):
            return Understood(LONG, say_back=True)
        whole = _whole(sent, today)
        if whole is not None:
            return Understood(whole[0], say_back=True)
        if tells_end(sent, today):
            return Mistake("date.end", N_("I read that as when it ended. When did it begin?"))
        reading = Earlier().read(sent, today)
        began = _beginning(sent) if isinstance(reading, Mistake) else None
        if began is not None:
            return Earlier().read(began, today)
        if isinstance(reading, Mistake) and _ALWAYS.search(lowered(sent)):
            return Odd(LONG, N_("I take that to mean: for more than 6 months, and nowhere else."))
        return reading

    def show(self, value: When | str) -> object:
        return N_("more than 6 months ago") if value == LONG else value

    def samples(self, today: date) -> tuple[str, ...]:
        return (LONG, *Earlier().samples(today))


@dataclass(frozen=True, slots=True)
class Until:
    """The end of a stretch: a day, a month, a year, or "now" where it still goes on."""

    options: ClassVar[tuple[Option, ...]] = (
        # There is one button, and a yes is to it.
        Option("now", N_("Still there"), ("yes", "yeah", "yep", "是", "是的", "对", "对的", "嗯")),
    )
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = shapes.DATE_OR_MONTH

    def read(self, sent: str, today: date) -> Reading[When | str]:
        if is_now(sent) or code_in(self.options, one_line(sent)) is not None:
            return Understood("now", say_back=not NOW.fullmatch(folded(sent)))
        whole = _whole(sent, today)
        if whole is not None:
            return Understood(whole[1], say_back=True)
        if _BEGAN.search(lowered(sent)) and not _MAY_END.search(lowered(sent)):
            return Mistake(
                "date.start",
                N_("I read that as when it began. When did it end? “now” means it still goes on."),
            )
        reading = read_date(sent, today, OPEN)
        ends = _ends(sent, today) if isinstance(reading, Mistake) else None
        if ends and is_now(ends[1]):
            return Understood("now", say_back=True)
        if ends:
            reading = _read_end(ends[1], today, OPEN)
        reading = _or_bare(reading, sent, today, OPEN)
        if isinstance(reading, Understood) and first_day(reading.value) > today:
            return Mistake(
                "date.in_future",
                N_("I read %(day)s; that is still to come. “now” means it still goes on.").of(
                    day=reading.value
                ),
            )
        return reading

    def show(self, value: When | str) -> object:
        return N_("Still there") if value == "now" else value

    def samples(self, today: date) -> tuple[str, ...]:
        return ("now", *Day.in_the_past().samples(today))


def read_stretch(sent: str, today: date) -> tuple[Reading[When], Reading[When | str]] | None:
    """Both ends of one text, or None where it tells no range."""
    ends = _ends(sent, today)
    return (Earlier().read(ends[0], today), Until().read(ends[1], today)) if ends else None


# “18年买的房就一直住这了”: what somebody did then, and has been there since.
_CAME = re.compile(
    r"(?:我|我们|大概|差不多|应该|就|是|从)*(?P<when>(?:\d{4}|\d{2})年(?:底|初|\d{1,2}月(?:份|底|初)?)?)(?:的时候|就|开始|才)*(?:买|搬|住|来|进|入职|毕业|结婚|租|换|[1一]直|起就).{0,24}$"
)


_CLAUSES = re.compile(r"[,，;；。!！]\s*|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


def _beginning(sent: str) -> str | None:
    """Of how long it has lasted, how long ago that is: “5年了” began “5年前”."""
    # “住了快十年了，一直没有搬过”: one of its clauses says it.
    clauses = [part for part in _CLAUSES.split(folded(sent)) if part]
    lasted = next(filter(None, map(LASTED.fullmatch, clauses)), None)
    if lasted is None:
        came = next(filter(None, map(_CAME.match, clauses)), None)
        return came["when"] if came is not None else None
    number, unit = lasted["n"], lasted["unit"]
    if unit in ("年", "月"):
        return f"{number}{'个' if unit == '月' else ''}{unit}前"
    unit = {"y": "years", "m": "months"}[unit[0]]
    return f"{'half a' if number == 'half' else number} {unit} ago"


def is_now(sent: str) -> bool:
    """至今, 现在还住, I still live here: words for it, and nothing else that says a date or says no."""
    text = lowered(sent)
    has_not_ended = bool(NOT_ENDED.search(text)) and not NOT_ENDED_SAYS_NO.search(text)
    return has_not_ended or (bool(NOW.search(text)) and not NOT_NOW.search(text))


def _whole(sent: str, today: date) -> tuple[When, When | str] | None:
    """Both ends where they are told in this order: each says of the other which year is meant."""
    ends = read_stretch(sent, today)
    if ends is None or not all(isinstance(one, Understood | Odd) for one in ends):
        return None
    first, last = (one.value for one in ends if isinstance(one, Understood | Odd))
    if isinstance(first, str) or (
        not isinstance(last, str) and not first_day(first) <= first_day(last) <= today
    ):
        return None
    return first, last


# What happened then is no part of when: 22年9月住进去的, 干到十月份就走了, “moved out end of june”.
_BEFORE = re.compile(
    r"^(?:[\s,，.。啊呀哦嗯]|不是|不对|是|那|就|应该|大概|可能|好像|我们?|刚(?:才|刚)?说了?|说过|从|自|最后|毕业|不住了|走了|搬了|离职了|(?:一直)?(?:住|干|做|读|上班?|实习|工作|待|呆|念|租)?到了?|"
    r"\b(?:no|well|so|i|we|it|that|my|the|was|were|is|last day|last|contract|lease|left|quit|moved(?: out| in)?|resigned|graduated|finished|ended|stopped|until|till|til|up to|through|around|about|since|from|started|began|on|in|at|just|only|sometime|lived (?:there|here)|stayed|worked)\b)+"
)
_AFTER = re.compile(
    r"(?:[\s,，.。]|(?:我们?)?(?:就|才|又)?(?:开始|住(?:进[去来]?|下|了)?|搬(?:进[去来]?|过[去来]|走|出[去来]?|离|家|来|去)?|入职|离职|辞职|离开|走|毕业|结业|结束|到期|退租|(?:不|没)(?:再)?(?:住|干|做|在|上班?)|干完|做完|上班|干|来|进去?|退|为止|的时候|最后一天)(?:那里|那儿|这里|这儿)?|[的了吧啊呢呀嘛]|"
    r"\b(?:and|then|when|because|after|before|(?:i|we|it) (?:just )?(?:left|moved(?: out| in)?|quit|graduated|finished|stopped|resigned|started|came|ended|think|guess|believe)|maybe|or so|ish|something)\b)+$"
)
_LAST_MONTH = re.compile(r"((?:上上?|这|本)个?月)月?[底末初]")
_BEGAN = re.compile(
    r"住进|搬进|搬来|搬过来|入职|开始|入学|来的|起(?:的|就|$)|\d[年月日号]就[住在]|\b(?:since|started|began|moved in|starting)\b"
)
_MAY_END = re.compile(
    r"到|离|走|毕业|结束|为止|至|现在|不|没|搬出|搬走|\b(?:un)?till?\b|\bto\b|\bleft\b|\bended\b|\bout\b|-"
)


_ENDED = re.compile(
    r"(?:住|干|做|待|呆|工作|实习|读|念|租|上班)到|^到(?!现在|今|目前)|搬走|搬出|搬离|离职|离开|走[的了]|结束|[不没](?:再)?[住干做]了|\b(?:un)?till?\b|\b(?:left|quit|ended|finished|graduated|resigned|moved out)\b"
)


def tells_end(sent: str, today: date) -> bool:
    """“住到6月底”, "left in october": when it ended, and nothing of when it began."""
    text = lowered(sent)
    is_end = _ENDED.search(text) is not None and _BEGAN.search(text) is None and not is_now(sent)
    return is_end and read_stretch(sent, today) is None


def _or_bare(reading: Reading[When], sent: str, today: date, wanted: Wanted) -> Reading[When]:
    """What cannot be read as it stands may be without what happened then."""
    if not isinstance(reading, Mistake) or reading.key not in (
        "date.unreadable",
        "date.relative",
        "date.no_year",
    ):
        return reading
    bare = _bare(sent)
    again = read_date(bare, today, wanted) if bare and bare != folded(sent) else reading
    return reading if isinstance(again, Mistake) else again


def _bare(sent: str) -> str:
    text = folded(sent)
    lead = _BEFORE.match(text)
    text = text[lead.end() :] if lead else text
    trail = _AFTER.search(text)
    text = text[: trail.start()] if trail else text
    return _LAST_MONTH.sub(r"\1", text)


def _is_end(text: str, today: date) -> bool:
    return is_now(text) or not isinstance(_read_end(text, today, OPEN), Mistake)


def _read_end(text: str, today: date, wanted: Wanted) -> Reading[When]:
    return _or_bare(read_date(text, today, wanted), text, today, wanted)


def _ends(sent: str, today: date) -> tuple[str, str] | None:
    """The two ends of a range: it is one where the text is no date as a whole, and both sides are."""
    text = folded(sent)
    if BETWEEN.search(text) is None or not isinstance(read_date(text, today, OPEN), Mistake):
        return None
    for between in BETWEEN.finditer(text):
        first, last = text[: between.start()], text[between.end() :] or "now"
        if "今" in between[0]:
            last = "now"
        if _is_end(last, today) and not isinstance(_read_end(first, today, PAST), Mistake):
            return first, last
    return None
