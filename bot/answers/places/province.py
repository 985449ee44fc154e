"""The unit a place lies in, read from provinces, cities, districts and counties in any script.

A street named after a province is not that province, and a name found in several units is asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.answers.places.gazetteer import ABBREVIATIONS, COUNTY, PROVINCE, SUFFIX, Place, in_chinese, in_latin
from bot.answers.places.units import NAMES, UNITS
from bot.core import Mistake, Odd, Option, Reading, Takes, Understood, Unsure, plain, simplified
from bot.i18n import N_, Text

LONGEST_NAME = 15
MOST_BUTTONS = 6
# 南京西路 and 北京路 are streets of Shanghai, 中山公园 a park, 上海人 comes from there.
STREET = re.compile(
    "(?:[东西南北中内外环一二三四]{0,2}(?:路|街|大道|弄|巷|支路)|公园|广场|大厦|大楼|大学|学院|医院|酒店|饭店|机场|车站|火车站|高速)"
)
# 路北区 after 唐山 is no street.
DIVISION = re.compile("路.*[区县]$")
NOT_LIVING = re.compile("人$|户口|户籍|籍贯|老家")
# Where the interview is, is not where somebody lives.
INTERVIEW = re.compile("的?美?国?(?:总领事馆|总领馆|领事馆|领馆|面签|面谈|面试)")
# 苏洲: a keyboard offers 洲 for 州.
MISTYPED = re.compile("(?<=[苏杭常扬徐温台泰湖衢亳滁宿池广郑福惠])洲")
ENGLISH_STREET = re.compile(
    r"\b(?:roads?|rd|streets?|st|avenue|ave|lane|ln|boulevard|blvd|alley|highway|expressway|lu|jie|university|college|hospital|(?<!industrial )(?<!science )park|plaza|square|station|hotel)\b",
    re.ASCII,
)
ENGLISH_SUFFIX = re.compile(
    r"(?:^(?:the )?city of |[\s-]*\b(?:province|city|municipality|district|county|prefecture|new area|town|shi|sheng|qu|xian|"
    r"(?:zhuang |hui |uygur |uyghur )?autonomous region|prc|p\.?r\.? ?china|china|industrial park)$)",
    re.ASCII,
)
NOWHERE = frozenset(
    (
        "中国",
        "国内",
        "大陆",
        "内地",
        "china",
        "prc",
        "mainland china",
        "in china",
        "长三角",
        "华东",
        "外省",
        "外地",
    )
)


@dataclass(frozen=True, slots=True)
class Province:
    """The value is the unit's code."""

    options: ClassVar[tuple[Option, ...]] = UNITS[:4]
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = None

    def read(self, sent: str, today: date) -> Reading[str]:
        text = simplified(plain(sent)).lower().strip(" .。,，!！") if len(sent) <= 200 else ""
        text = MISTYPED.sub("州", text)
        if text in ("1", "2", "3", "4"):
            return Understood(UNITS[int(text) - 1].code, say_back=True)
        if text in NOWHERE:
            return _unknown()
        return _abbreviated(text) or _told(_meant(text), text)

    def show(self, value: str) -> Text | str:
        return NAMES.get(value, value)

    def samples(self, today: date) -> tuple[str, ...]:
        """One of the units asked about, one of the others, and abroad."""
        return (UNITS[0].code, UNITS[4].code, UNITS[-1].code)


@dataclass(frozen=True, slots=True)
class Meant:
    """The places that a text can mean. `is_sure` where it names them, and not only mentions them."""

    places: frozenset[Place] = frozenset()
    is_sure: bool = True
    is_street: bool = False


def _told(meant: Meant, text: str) -> Reading[str]:
    units = sorted({place.unit for place in meant.places})
    if not units or len(units) > MOST_BUTTONS:
        return _street() if meant.is_street else _unknown()
    if len(units) > 1:
        return Unsure(tuple(units), N_("That name is found in more than one province."))
    if not meant.is_sure or all(place.is_bare for place in meant.places):
        return Odd(units[0], N_("I take that as %(unit)s.").of(unit=NAMES[units[0]]))
    return Understood(units[0], say_back=text != units[0])


def _abbreviated(text: str) -> Reading[str] | None:
    """皖, or 江浙沪 for several: 江 stands for Jiangsu only beside others."""
    units = tuple(dict.fromkeys(ABBREVIATIONS.get("苏" if char == "江" else char, "") for char in text))
    if not text or "" in units or len(text) > 4 or text in in_chinese():
        return None
    if len(units) > 1:
        return Unsure(units, N_("In which of these do you live?"))
    return Odd(units[0], N_("I take that as %(unit)s.").of(unit=NAMES[units[0]])) if len(text) == 1 else None


def _meant(text: str) -> Meant:
    if text.isascii():
        return _in_english(text)
    named = in_chinese().get(text) or in_latin().get(text)
    if named:
        return Meant(named)
    parts = [part.removeprefix("中国") for part in PARTS.split(text) if part]
    living = [part for part in parts if not NOT_LIVING.search(part)]
    return _of_parts(living or parts)


PARTS = re.compile(r"[,，、;；/\s()（）]+|或者?|还是|以及")


def _of_parts(parts: list[str]) -> Meant:
    """合肥，安徽: the parts say together where it is; each is a chain of names, as 江苏省苏州市昆山市 is."""
    chains = [_chain(part) if not part.isascii() else _in_english(part) for part in parts]
    told = [chain for chain in chains if chain.places]
    if not told:
        return _mentioned(parts, any(chain.is_street for chain in chains))
    return Meant(_together([chain.places for chain in told]), all(chain.is_sure for chain in told))


def _together(named: list[frozenset[Place]]) -> frozenset[Place]:
    """All names hold where they can; where they contradict each other, all are asked about."""
    units = frozenset.intersection(*(frozenset(place.unit for place in places) for places in named))
    found = frozenset.union(*named)
    return frozenset(place for place in found if place.unit in units) if units else found


def _chain(text: str) -> Meant:
    """The names that a text begins with, from large to small; a street ends them."""
    named: list[frozenset[Place]] = []
    is_living = not NOT_LIVING.search(text)
    while text:
        is_joined = bool(named) and text[0] in "和与跟"
        text = text[1:] if is_joined else text
        name = _name_at(text)
        rest = text[len(name) :]
        if not name or (STREET.match(rest) and not DIVISION.match(_name_at(rest))):
            return Meant(_all(named), is_living, is_street=bool(name))
        if INTERVIEW.match(rest):
            return Meant(_all(named), is_living)
        more = in_chinese()[name]
        if named and not _agree(_all(named), more):
            # 江苏浙江 are two answers; 上海城 after 新疆伊宁市 belongs to the street.
            # 和康县 has 康县, which is elsewhere: a name of one character is not joined to another.
            is_joined = is_joined and len(SUFFIX.sub("", name)) > 1
            is_another = is_joined or (len(named) == 1 and all(place.level == PROVINCE for place in more))
            return Meant(_all(named) | more if is_another else _all(named), is_living)
        named.append(more)
        text = "" if any(place.unit == "abroad" for place in more) else rest
    return Meant(_all(named), is_living)


def _name_at(text: str) -> str:
    """The longest name that a text begins with."""
    sizes = range(min(LONGEST_NAME, len(text)), 1, -1)
    return next((text[:size] for size in sizes if text[:size] in in_chinese()), "")


def _all(named: list[frozenset[Place]]) -> frozenset[Place]:
    return _together(named) if named else frozenset()


def _agree(one: frozenset[Place], other: frozenset[Place]) -> bool:
    return bool({place.unit for place in one} & {place.unit for place in other})


def _mentioned(parts: list[str], is_street: bool) -> Meant:
    """我在上海上班: a province or city that is named somewhere, to be confirmed."""
    found: set[Place] = set()
    for part in parts:
        for start in range(len(part)):
            chain = _chain(part[start:])
            found |= {place for place in chain.places if place.level < COUNTY}
            is_street = is_street or chain.is_street
    return Meant(frozenset(found), False, is_street)


def _in_english(text: str) -> Meant:
    """Parts from small to large: 1 Suzhou Street, Beijing. A part with a street in it is none of them."""
    named = _in_letters(text)
    if named:
        return Meant(named)
    if re.search(r"\bor\b", text):
        # “either Shanghai or Hangzhou”: whatever is said around them.
        either = _in_words(re.findall(r"[a-z']+", text))
        if len({place.unit for place in either.places}) > 1:
            return either
    parts = [part.strip() for part in re.split(r"[,;/()]+|\bor\b", text) if part.strip()]
    streets = [
        part for part in parts if ENGLISH_STREET.search(part) or re.search(r"[a-z].*\d|\d.*[a-z]", part)
    ]
    told = [part for part in map(_in_letters, (part for part in parts if part not in streets)) if part]
    if told:
        return Meant(_together(told))
    return Meant(frozenset(), is_street=True) if streets else _in_words(re.findall(r"[a-z']+", text))


def _in_letters(text: str) -> frozenset[Place]:
    """What the whole of some Latin letters is the name of: Lu'an, Jiangsu Province, shang hai."""
    bare = re.sub(r"['`]", "", text)
    stem = ENGLISH_SUFFIX.sub("", ENGLISH_SUFFIX.sub("", bare)).strip(" ,")
    words = (text, bare, stem, stem.replace(" ", "").replace("-", ""))
    return next((in_latin()[word] for word in words if word in in_latin()), frozenset())


def _in_words(words: list[str]) -> Meant:
    """I live in Shanghai: the names among the words, longest first; sure where there is nothing else."""
    named: list[frozenset[Place]] = []
    at, others = 0, 0
    while at < len(words):
        size = next((size for size in (3, 2, 1) if _is_name(words[at : at + size])), 0)
        if size:
            named.append(_in_letters(" ".join(words[at : at + size])))
        others += not size and words[at] not in ("china", "prc")
        at += size or 1
    larger = [places for places in named if any(place.level < COUNTY for place in places)]
    return Meant(_all(larger), is_sure=not others)


def _is_name(words: list[str]) -> bool:
    return len("".join(words)) > 3 and bool(_in_letters(" ".join(words)))


def _unknown() -> Mistake:
    return Mistake(
        "place.unknown",
        N_(
            "I do not know that place. Please send the province or a large city, for example Jiangsu or Nanjing."
        ),
    )


def _street() -> Mistake:
    return Mistake(
        "place.street",
        N_(
            "That looks like a street, and many cities have one of that name. Please send the province or the city, for example Nanjing."
        ),
    )
