"""Addresses: kept as they were written, and a Chinese one said in English, too: pinyin, 路 as Road, 号 as No.

The English is made from the whole address or not at all; what was written stands beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.answers.address_among import address_among, is_no_address, points_back
from bot.answers.address_words import AREAS, HEADS, KNOWN, NUMBERS, PLACES, SIDES, WAYS
from bot.answers.pinyin import is_han
from bot.answers.stays import place_and_stay
from bot.answers.text import ShortText, with_capitals
from bot.core import Mistake, Odd, Option, Reading, Takes, Understood, plain
from bot.i18n import N_, Text

NAME = r"[^\W\d_]"
PART = re.compile(
    "|".join(
        (
            rf"(?P<city>{HEADS})(?!市|省|新区|医院|[东西南北中]?(?:路|街|大道)|(?:(?!{HEADS}){NAME}){{0,6}}(?:大学|学院))",
            rf"(?P<number>[A-Za-z]?\d+(?:-\d+)*[A-Za-z]?|[A-Za-z])(?P<unit>{'|'.join(word for word, _ in NUMBERS)})",
            rf"(?P<name>{NAME}{{1,12}}?)(?P<kind>{'|'.join(word for word, _ in (*AREAS, *WAYS, *PLACES))})(?!(?<=[园城苑村区])(?:路|街))",
            rf"(?P<rest>[A-Za-z]?\d+(?:-\d+)*|{NAME}+)",
        )
    )
)
NO_ADDRESS = Mistake(
    "address.unknown", N_("I see no address in that. Write it like 1 Example Road, Pudong, Shanghai.")
)


@dataclass(frozen=True, slots=True)
class Address:
    """One line of at most `longest` characters; where it is Chinese the English is shown beside it."""

    longest: int
    is_home: bool = False
    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "line"
    shape: ClassVar[re.Pattern[str] | None] = None

    def read(self, sent: str, today: date) -> Reading[str]:
        if points_back(sent):
            # Which one it is only the answers tell.
            return ShortText(self.longest).read(sent, today)
        place, stay = place_and_stay(sent, today)
        address = with_capitals(_in_one_script(address_among(place)))
        if is_no_address(address) or (self.is_home and _AT_HOME.fullmatch(address.strip(" .。!！"))):
            return NO_ADDRESS
        reading = ShortText(self.longest).read(address, today)
        if (
            isinstance(reading, Understood)
            and self.is_home
            and _AT_WORK.search(sent)
            and not _LIVES.search(sent)
        ):
            return Odd(reading.value, N_("That sounds like where you work. Here I need where you live."))
        if isinstance(reading, Understood) and (
            stay or address != sent or english_address(reading.value) is not None
        ):
            return Understood(reading.value, say_back=True)
        return reading

    def show(self, value: str) -> object:
        english = english_address(value)
        return value if english is None else Text("%(value)s\n= %(english)s").of(value=value, english=english)

    def with_part(self, value: str, part: str) -> str:
        """What was missing where it belongs: the city before all else, and in English behind it."""
        if not any(map(is_han, value)):
            return f"{value}, {with_capitals(part)}"
        return f"{part}{value}" if any(map(is_han, part)) else f"{with_capitals(part)} {value}"

    def samples(self, today: object) -> tuple[str, ...]:
        return ("1 Example Road", "上海市浦东新区示例路1号")


_AT_WORK = re.compile(r"上班|公司|单位|\b(?:i work|office|company)\b", re.I)
_AT_HOME = re.compile(
    r"[就还]?(?:是|住|在)*(?:我|自己|我?[爸妈]+|父母)?(?:家里?|(?:学校)?宿舍|学校)(?:里|啊|呀|呗)?|(?:at |my |the )*(?:home|dorm(?:itory)?|parents'? (?:home|house|place))",
    re.I,
)
_LIVES = re.compile(r"住|家|\b(?:live|living|home|apt|apartment|room)\b", re.I)


def _in_one_script(text: str) -> str:
    """“苏州 jiangsu, 1 campus rd”: of a Latin address the one city that is written in Chinese, too."""
    if sum(map(is_han, text)) * 4 > len(text):
        return text
    english = _CITY.sub(lambda found: _spelled(found[1]) or found[0], text)
    return with_capitals(english.lower()) if english != text and text.islower() else english


_CITY = re.compile(rf"(?<!{NAME})({HEADS})市?(?!{NAME})")


# “三组” of a village is its group 3.
_ORDER = "一二三四五六七八九十"
_GROUP = re.compile(rf"(?<=[村社镇乡])[{_ORDER}](?=组)")


# What no name of a place has: of a sentence no English is made.
_SAID = re.compile(
    r"[的了吗呢啊呀吧我你您他她它]|[那这]个|[也还]是|就是|同一|一样|住在|那边|这边|那里|这里|地址|不知道"
)


def english_address(text: str) -> str | None:
    """`1 Shili Road`-like English of a Chinese address, smallest part first; None for any other."""
    if _SAID.search(text):
        return None
    tight = re.sub(r"[\s,，、;；.。()（）]+", "", plain(text))
    tight = _GROUP.sub(lambda found: str(_ORDER.index(found[0]) + 1), tight)
    if sum(map(is_han, tight)) < 3:
        return None
    parts: list[str] = []
    at = 0
    while at < len(tight):
        match = PART.match(tight, at)
        if match is None:
            return None
        said = _said(match)
        if said is None:
            return None
        parts.append(said)
        at = match.end()
    return ", ".join(_joined(list(reversed(parts))))


def _joined(parts: list[str]) -> list[str]:
    """A house number stands before its road: `No. 1 Shili Road`."""
    found: list[str] = []
    for part in parts:
        if found and found[-1].startswith("No. ") and part.endswith(tuple(word for _, word in WAYS)):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return list(dict.fromkeys(found))


def _said(match: re.Match[str]) -> str | None:
    if match["city"]:
        return _spelled(match["city"])
    if match["number"]:
        return dict(NUMBERS)[match["unit"]].format(match["number"])
    if match["kind"] is None:
        return match["rest"] if match["rest"].isascii() else _spelled(match["rest"])
    name, kind = match["name"], match["kind"]
    english = dict((*AREAS, *WAYS, *PLACES))[kind]
    side = ""
    if kind in dict(WAYS) and len(name) > 2 and name[-1] in SIDES:
        name, side = name[:-1], SIDES[name[-1]]
    spelled = _spelled_apart(name) if english.startswith(SCHOOLS) else _spelled(name)
    return " ".join(word for word in (spelled, side, english) if word) if spelled else None


SCHOOLS = ("University", "College")


def _spelled_apart(name: str) -> str | None:
    """浙江示例大学 is no Zhejiangshili University."""
    head = re.match(rf"(?:{HEADS})(?=.)", name)
    parts = (name,) if head is None else (head[0], name[head.end() :])
    spelled = [_spelled(one) for one in parts]
    return " ".join(filter(None, spelled)) if all(spelled) else None


def _spelled(name: str) -> str | None:
    if name.isascii() or name in KNOWN:
        return KNOWN.get(name, name)
    # Imported here: the table is large, and only Chinese input needs it.
    from pypinyin import Style, lazy_pinyin

    syllables = lazy_pinyin(name, style=Style.NORMAL, v_to_u=False, errors=lambda _: "?")
    # Xi'an: a syllable that begins with a vowel is set off within a word.
    spelled = "".join(f"'{one}" if one[0] in "aeo" else one for one in syllables).removeprefix("'")
    return spelled.capitalize() if "?" not in spelled else None
