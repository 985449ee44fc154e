"""Where a visa was asked for: a US embassy or consulate; its city is enough, whatever is said around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from bot.answers.text import ShortText
from bot.core import Option, Reading, Takes, Understood

POSTS = {
    "上海": "Shanghai",
    "北京": "Beijing",
    "广州": "Guangzhou",
    "沈阳": "Shenyang",
    "成都": "Chengdu",
    "武汉": "Wuhan",
    "香港": "Hong Kong",
    "台北": "Taipei",
}
"""Past and present ones in this part of the world, with their English."""
_HAN = "|".join(POSTS)
_LATIN = "|".join(POSTS.values())
_ANYWHERE = re.compile(rf"{_HAN}|\b(?:{_LATIN})\b", re.I)
_IN_PASSING = re.compile(
    rf"{_HAN}|(?:(?<=\bin )|(?<=\bfrom )|(?<=\bat )|(?<=, )|(?<=\ball )|(?<=issued )|(?<=refused )|(?<=denied )|(?<=granted )|(?<=\d )|^)(?:{_LATIN})\b",
    re.I,
)
# “at the Embassy of the United States in Islamabad, Pakistan”, “美国驻伊斯兰堡大使馆”.
_CITY = r"(?-i:[A-Z])[a-z'-]+(?: (?-i:[A-Z])[a-z'-]+){0,2}"
_SMALL = r"[a-z'-]{3,20}"
_OFFICE = re.compile(
    rf"\b(?:embassy|consulate(?:[- ]general)?)(?: of the (?:united states(?: of america)?|u\.?s\.?a?\.?))?,? (?:in |at )?(?P<city>{_CITY}|{_SMALL}(?=[\s.]*(?:$|[,;])| in ))|"
    r"(?:美国)?驻(?P<zh>[\u4e00-\u9fff]{2,8}?)的?(?:总领事馆|总领馆|大使馆|领事馆|使馆|领馆)",
    re.I,
)
# “issued in Islamabad in June 2018”: no month, and no year.
_ISSUED = re.compile(
    rf"\b(?:issued|granted|refused|denied|got it|applied|visa)(?: to me| it)? (?:in|at|from) (?P<city>(?!(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)){_CITY})",
    re.I,
)


def post_in(said: str) -> str | None:
    """The city of the US post that a sentence about a visa names; in China past or present ones."""
    found = _IN_PASSING.search(said)
    return found[0].title() if found is not None else _office_in(said) or _city(_ISSUED.search(said))


def _office_in(said: str) -> str | None:
    return _city(_OFFICE.search(said))


def _city(found: re.Match[str] | None) -> str | None:
    if found is None:
        return None
    city = found.groupdict().get("zh") or found["city"]
    return city.title() if city.islower() else city


@dataclass(frozen=True, slots=True)
class Post:
    """One line of at most `longest` characters; the city alone where an office in it or a post in China is named."""

    longest: int
    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "line"
    shape: ClassVar[re.Pattern[str] | None] = None

    def read(self, sent: str, today: object) -> Reading[str]:
        begun = sent[: self.longest]
        cities = {found.title() for found in _ANYWHERE.findall(begun)}
        city = cities.pop() if len(cities) == 1 else None if cities else _office_in(begun)
        if city is not None:
            return Understood(city, say_back=city != sent.strip())
        return ShortText(self.longest).read(sent, today)

    def show(self, value: str) -> str:
        return value

    def samples(self, today: object) -> tuple[str, ...]:
        return ("Shanghai", "上海")
