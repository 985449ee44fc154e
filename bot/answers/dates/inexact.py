"""Words that leave a day or a time open: a bound (“before”, 以后), or that it is only about then.

A value told so is asked about where it is needed exactly; nothing of it is dropped in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answers.dates.folding import with_digits
from bot.answers.dates.parts import CLOCK
from bot.core import plain
from bot.i18n import N_

LONGEST = 400

EXACTLY = N_("You wrote “%(words)s”, and I need it exactly. I read %(value)s.")

_DAY_BEGINS = (
    r"\s*(?:(?:on|in|the|at|be|is|是|在)\s*){0,2}(?=\d{1,4}(?!\s?(?:[:点时]|[ap]\.?m\b)|\d)|[明今]年|下个?[月周]|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|(?:mon|tues|wednes|thurs|fri)day\b)"
)
_DAY_ENDS = r"(?<=[日号\d])(?<!\d{9})\s?(?:那天|当天)?"
_CLOCK_BEGINS = (
    r"\s*(?:(?:at|is|be|the|是|在)\s*){0,2}(?=(?:上午|早上|下午|中午)?\d{1,2}(?:[:.点时]\d{0,2}|\s?[ap]\.?m\b|\s?$|\s?[,;!])|"
    r"(?:half|a? ?quarter|noon|midday|one|two|three|four|seven|eight|nine|ten|eleven|twelve)\b)"
)
_CLOCK_ENDS = r"(?<=[点时分半整刻\dm钟])(?<!\d{5})\s?"
_MINUTES = "".join(
    f"(?<!{word} )" for word in ("half", "quarter", "five", "ten", "twenty", "thirty", "fifteen")
)

_ROUGHLY = (
    r"(?:大概|大约|差不多|大致|约(?![的了在好])|估计|\babout|\baround|\bapprox(?:\.|imately)?|\broughly|\bmaybe|\bperhaps|\bprobably|"
    r"\bcirca|(?<!\d)~|\bnearly|\balmost|\bnear|(?<![很])快(?!递)|将近)"
)
_OR_SO = (
    r"(?:左右|前后|上下|附近|多(?!\w)|多(?:钟|吧|点)?(?:$|[\s,.!])|来钟|不到|出头|过一点|or so\b|or thereabouts|-?\s?ish\b|give or take|"
    r"approximately|approx\b|roughly|more or less)"
)
_BY = (
    r"(?:(?<!不)早于|不晚于|不迟于|最晚|最迟|截至|截止到?|(?<!not )(?<!any day )\bbefore|\buntil|\btill|\bby|\bno(?:t)? later than|(?<!not )(?<!no )\bearlier than|"
    r"\bat the latest(?: by)?|\blatest|\bprior to|\bup to)"
)
_BACK_TO = (
    rf"(?:(?<!不)晚于|不早于|最早|{_MINUTES}\bafter|\bsince|\bno(?:t)? (?:before|earlier than|sooner than|until)|(?<!not )(?<!no )\blater than|"
    r"\bat the earliest|\bearliest)"
)
_OR_BEFORE = (
    r"(?:之前|以前|前(?![台面天往去后])|为止|or (?:earlier|before|sooner)\b|at (?:the )?latest\b|latest\b)"
)
_OR_AFTER = r"(?:之后|以后|过后|后(?!天|面)|起(?!飞)|以来|or (?:later|after)\b|on(?:wards?)?\s*$|onwards?\b|at (?:the )?earliest\b)"
_ALL_RIGHT = r"[之以]?(?:[前后起]|开始)?\s?(?:都行|都可以|都能|都成)"
_ANY = r"\bany ?(?:time|day)\b[^,;.]{0,12}?"
_ROUGH_AFTERWARDS = r"\s?[,.;]\s?(?:大概|大约|差不多|左右|roughly|approximately|about|maybe|more or less|give or take)(?:吧|是)?\W*$"
# A clock's “from 9:30” and 开始 tell when it begins; a day's leave it open.
_FROM_A_DAY = (
    rf"\b(?:from|starting)(?: on)?{_DAY_BEGINS}(?!.*\b(?:to|until|till)\b)|{_DAY_ENDS}开始(?=$|[都就,])"
)


@dataclass(frozen=True, slots=True)
class Inexact:
    """What tells of one kind of value that it is left open."""

    by: re.Pattern[str]
    other: re.Pattern[str]

    def is_told(self, sent: str, *, takes_latest: bool = False) -> bool:
        """Whether it is; a bound that something must come before, or begins with, is a value where that is asked for."""
        text = with_digits(plain(sent[:LONGEST]).lower())
        if self is DAY:
            # “… 9:30 or so” says nothing of the day.
            text = CLOCK.sub(" @ ", text)
        return self.other.search(text) is not None or (not takes_latest and self.by.search(text) is not None)


DAY = Inexact(
    re.compile(rf"{_BY}{_DAY_BEGINS}|{_DAY_ENDS}{_OR_BEFORE}|{_FROM_A_DAY}"),
    re.compile(
        rf"(?:{_ROUGHLY}|{_BACK_TO}){_DAY_BEGINS}|{_DAY_ENDS}(?:{_OR_SO}|{_OR_AFTER}|{_ALL_RIGHT}|{_ROUGH_AFTERWARDS})|{_ANY}{_DAY_BEGINS}"
    ),
)
CLOCK_TIME = Inexact(
    re.compile(rf"{_BY}{_CLOCK_BEGINS}|{_CLOCK_ENDS}{_OR_BEFORE}"),
    re.compile(
        rf"(?:{_ROUGHLY}|{_BACK_TO}){_CLOCK_BEGINS}|{_CLOCK_ENDS}(?:{_OR_SO}|{_OR_AFTER}|{_ALL_RIGHT}|{_ROUGH_AFTERWARDS})|{_ANY}{_CLOCK_BEGINS}"
    ),
)
