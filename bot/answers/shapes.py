"""What values look like inside running text (folded: narrow, lower case), one expression a kind; each begins and ends
at an edge, so that a part of a longer number is never found.

A shape only says where to look: whether it is a value, and which, is decided by the kind that reads it.
"""

from __future__ import annotations

import re

_EDGE = r"(?<![a-z0-9@._-])"
_END = r"(?![a-z0-9@_]|[.-][a-z0-9])"


def _edged(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_EDGE}(?:{pattern}){_END}", re.ASCII)


_BOX = r"(?<![a-z0-9@._%+-])[a-z0-9][a-z0-9._%+-]{0,63}"
EMAIL = re.compile(
    rf"{_BOX}@[a-z0-9-]{{1,63}}(?:\.[a-z]{{2,63}}){{1,4}}(?![a-z0-9])"
    rf"|{_BOX}\s?@\s?[a-z0-9-]{{1,63}}(?:\s?[.,]\s?[a-z]{{1,63}}){{1,4}}(?![a-z0-9])",
    re.ASCII,
)
DS160 = _edged(r"aa[ -]?[0-9a-z]{2}[ -]?[0-9a-z]{2}[ -]?[0-9a-z]{2}[ -]?[0-9a-z]{2}(?=[^a-z0-9]|$)")
PASSPORT = _edged(
    r"e[a-z][ -]?\d{7}|[egpsk][ .-]?\d{7,8}|(?:pe|de|se|ma|mb|ha|h|m|k[a-z])[ -]?\d{7,8}|1[45]\d{7}"
)
PHONE = re.compile(
    r"(?<![a-z0-9@._+-])(?:(?:\(?\+?86\)?|0086)[ -]?)?(?:0?1[3-9]\d(?:[ .-]?\d){8}|\(?0\d{2,3}\)?[ -]?\d{3,4}[ -]?\d{4}(?:\s?(?:转|分机|ext(?:ension)?\.?|x|#)\s?\d{1,6})?)(?![0-9@])"
    r"|(?<![a-z0-9@._])\+\d{1,3}[ -]?(?:\(\d{1,4}\)[ -]?)?\d(?:[ .-]?\d){5,13}(?:\s?(?:转|分机|ext(?:ension)?\.?|x|#)\s?\d{1,6})?(?![0-9@])",
    re.ASCII,
)
APPOINTMENT = _edged(r"\d{3,12}(?: \d{2,6}(?!年|月)){1,4}|(?=[a-z]*\d)[a-z0-9]{6,16}")

_NAME = r"(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_CN = r"[〇○零一二三四五六七八九十]"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_BEFORE = r"(?<![a-z0-9@])(?<![0-9][-/.~:至到])"
_AFTER = r"(?:(?<=[日号月份天])(?!\s?[-~至到]\s?\d)|(?<![日号月份天])(?!\d|[-/.~至到]\s?\d|[a-z]|:))"
_FULL = (
    r"(?:(?:19|20)\d\d|\d\d(?=年))\s?[-/.,年]\s?\d{1,2}\s?[-/.,月]\s?\d{1,2}\s?[日号]?",
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",
    rf"{_CN}{{2,4}}年{_CN}{{1,3}}月{_CN}{{1,3}}[日号]?",
    rf"{_DAY}[\s-]*(?:of )?{_NAME}[\s,-]*(?:19|20)\d\d",
    rf"{_NAME}[\s-]*{_DAY}[\s,-]+(?:19|20)\d\d",
    rf"(?:19|20)\d\d[\s/-]+{_NAME}[\s/-]+\d{{1,2}}",
    r"\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d",
)
_SHORT = (
    rf"(?:今年|明年|去年|前年)?(?:\d{{1,2}}|{_CN}{{1,2}})月(?:\d{{1,2}}|{_CN}{{1,3}})[日号]?",
    rf"{_DAY}[\s-]*(?:of )?{_NAME}",
    rf"{_NAME}[\s-]*{_DAY}",
    r"(?:大前天|大后天|前天|昨天|今天|明天|后天)",
    r"[上下本这](?:个)?(?:周|星期|礼拜)[一二三四五六日天]",
    r"(?:next|last|this|coming) (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:yesterday|tomorrow|today)",
)
_MONTHS = (
    r"(?:(?:19|20)\d\d|\d\d)年\d{1,2}月(?:份)?",
    rf"{_CN}{{2,4}}年{_CN}{{1,2}}月(?:份)?",
    r"(?:今年|明年|去年|前年)\d{1,2}月(?:份)?",
    rf"{_NAME}[\s,-]*(?:19|20)\d\d",
    r"(?:19|20)\d\d[-/.]\d{1,2}",
)
DATE_OR_MONTH = re.compile(rf"{_BEFORE}(?:{'|'.join((*_FULL, *_SHORT, *_MONTHS))}){_AFTER}", re.ASCII)
TIME = re.compile(
    rf"(?<![\d:.早晚快有差慢多少-])(?:(?:上午|早上|早晨|凌晨|中午|下午|晚上|傍晚|am|pm)\s?)?(?:"
    rf"\d{{1,2}}\s?(?::\s?\d\d|[点时]\s?(?:整|半|一刻|三刻|过?零?\d{{1,2}}分?)?)(?:\s?[ap]\.?m\b\.?)?"
    rf"|\d{{1,2}}(?:\.\d\d)?\s?[ap]\.?m\b\.?"
    rf"|[一二三四五六七八九十两]{{1,3}}[点时](?:整|半|一刻|三刻|零?{_CN}{{1,3}}分?)?)(?![\d:])",
    re.ASCII,
)
VISA_CLASS = re.compile(
    r"(?<![a-z0-9-])(?:b-?1\s?[/&和及、, ]\s?b-?2|b1b2|[bchjfmlopqr]-?[1-4][ab]?1?(?:/d)?)(?![a-z0-9-])",
    re.ASCII,
)
