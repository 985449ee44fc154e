"""Values that are named to be given up: “不是ED1234567”, “原来的a@126.com”, what was before a change.

What stands in its place is another value; a value is never given up for a word that stands further away.
"""

from __future__ import annotations

import re

_THING = r"(?:passport|number|no\.?|phone|mobile|cell|e-?mail|mail|address|appointment|interview|slot|date|time|one)"
_BEFORE = re.compile(
    r"(?:不是|并非|而不是|别用|不要用|不要发|别发|不再用|不用|作废的?"
    r"|(?:原来|原先|原本|以前|之前|本来)(?:的|是|用的?是?|(?:预?约|定|排)(?:的?是|在|的)|(?:的|用)?(?:邮箱|手机号?|电话|号码|护照号?|时间|日期)(?:是|为|:)?)|原定(?:的?是|于|在|为)?|原(?:定|有|预约)?的?(?:面谈|面签|面试|预约|邮箱|手机|电话|号码|护照)(?:时间|日期|号)?(?:是|为|:)?"
    r"|旧的?(?:护照|号码?|手机|电话|邮箱|时间|日期)?(?:是|为|:)?"
    r"|\bnot|\binstead of|\brather than|\b(?:don't|don’t|do not|no longer|stop) (?:use|using)|\breplac(?:e|es|ing)"
    rf"|\b(?:old|previous|former|original) (?:{_THING} ?){{0,2}}(?:(?:is|was) ?)?(?:(?:on|for|at) ?)?:?|\bused to be(?: on)?"
    r"|\boriginally (?:(?:on|for|at|booked for|booked on|scheduled for|scheduled on) ?)?|\bwas(?: (?:on|at|for|booked for|scheduled for))?)\s*$"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
# What it was changed to is a value, too: “2019年3月调到上海分公司” changes no day.
_VALUE = (
    rf"(?=\s*(?:the |on )?(?:\d{{1,4}}\s?[-/.年月日号:点]|\d{{1,2}}(?:st|nd|rd|th)?\s?(?:of )?{_MONTH}|{_MONTH}|\d{{1,2}}\s?[ap]m|"
    r"[\w.+-]+@|\+?\d{7}|[a-z]{1,2}\d{7}|aa00|next |明年|今年|下个?[周月星]|上午|下午))"
)
_CHANGED = rf"(?:改|调|挪|换|变|移|推迟|提前|延)(?:期|更|整|动|约)?(?:到了?|为|成了?|至){_VALUE}"
_VERB = r"(?:changed|rescheduled|moved|postponed|pushed(?: back)?|put off|switched|shifted|brought forward)"
_CHANGED_TO = rf"\b{_VERB}(?: again)? (?:to|till|until){_VALUE}"
# “moved from the 8th to the 19th”; but “from 2019 to 2021” is a stretch of time.
_CHANGED_FROM = re.compile(rf"\b{_VERB}\b[^.;!?\n]{{0,30}}\bfrom(?: the)?\s*$")
# A time may stand beside the day.
_CLOCK = r"(?:[\s,]|at |上午|早上|中午|下午|晚上|\d{1,2}\s?[:点时]\s?(?:\d\d|半)?分?|\d{1,2}\s?[ap]\.?m\b\.?|[ap]\.?m\b\.?)*"
_WAS_CHANGED = re.compile(
    rf"{_CLOCK}(?:的?(?:现在|已经?|被|我|面签|面谈|时间|邮箱|手机号?|电话)*{_CHANGED}|(?:→|-+>|=+>){_VALUE}"
    rf"|(?:(?:but|and|which|it|that|has|have|had|was|is|been|now|just)\b ?)*{_CHANGED_TO}|(?:and|but) (?:it |that )?is now\b)"
)
# “原来2月8日10:00，现在2月19日”: bare, it is only before where it is said what is now.
_ONCE = re.compile(r"(?:原来|原先|原本|之前|以前|本来)[:\s]*$")
_IS_NOW = re.compile(rf"[^;!?\n]{{0,40}}(?:现在|如今|目前|改|换)(?:的?是|为|到|成|在)?{_VALUE}")
# “The earliest was …” is how it is.
_WAS_THE_FIRST = re.compile(
    r"\b(?:earliest|soonest|first|next|only|available)\b[^.;!?\n]{0,30}\bwas(?: on)?\s*$"
)
_AFTERWARDS = re.compile(
    r"^[\s,.;~…]*(?:哦|噢|啊|额|呃)?(?:不对|哦不|不不|写错|说错|打错|错了|no wait|wait no|no,? sorry|sorry,? no|scratch that|i mean\b)|"
    r"^\s*(?:[(,]\s*)?(?:是旧|旧的|作废|已作废|不用了|不再用|停用|expired|\(?old\b|is old|no longer)"
)
BESIDE = 48
"""Characters around a value in which it is said what becomes of it."""


def is_set_aside(words: str, start: int, end: int) -> bool:
    before, after = words[max(0, start - BESIDE) : start], words[end : end + BESIDE]
    if any(one.match(after) for one in (_AFTERWARDS, _WAS_CHANGED)) or _CHANGED_FROM.search(before):
        return True
    is_before = _BEFORE.search(before) is not None and _WAS_THE_FIRST.search(before) is None
    return is_before or (_ONCE.search(before) is not None and _IS_NOW.match(words[end:]) is not None)


_NOW = re.compile(
    rf"(?:{_CHANGED.replace(_VALUE, '')}|(?:→|-+>|=+>)|\b{_VERB}\b[^;!?\n]{{0,40}}\b(?:to|till|until)(?: the)?|\bis now(?: on)?|(?:改|变更|更改|改期|调整)(?:之|以)?后的?(?:是|为|:)?)\s*$"
)


def is_put_instead(words: str, start: int) -> bool:
    """Whether a value stands there in the place of another."""
    return _NOW.search(words[max(0, start - BESIDE) : start]) is not None
