"""Where a visa was asked for: a US embassy or consulate; of a post in China its city is enough, whatever is said around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from bot.answers.text import ShortText
from bot.core import Option, Reading, Takes, Understood

_HAN = r"上海|北京|广州|成都|沈阳|武汉|香港"
_LATIN = r"shanghai|beijing|guangzhou|chengdu|shenyang|wuhan|hong kong"
_ANYWHERE = re.compile(rf"{_HAN}|\b(?:{_LATIN})\b", re.I)
_IN_PASSING = re.compile(rf"{_HAN}|(?<=\bin )(?:{_LATIN})\b", re.I)


def post_in(said: str) -> str | None:
    """The US post in China, past or present, that a sentence about a visa names."""
    found = _IN_PASSING.search(said)
    return found[0].title() if found is not None else None


@dataclass(frozen=True, slots=True)
class Post:
    """One line of at most `longest` characters; the city alone where it is one of a post in China."""

    longest: int
    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "line"
    shape: ClassVar[re.Pattern[str] | None] = None

    def read(self, sent: str, today: object) -> Reading[str]:
        cities = {found.title() for found in _ANYWHERE.findall(sent[: self.longest])}
        if len(cities) == 1:
            (city,) = cities
            return Understood(city, say_back=city != sent.strip())
        return ShortText(self.longest).read(sent, today)

    def show(self, value: str) -> str:
        return value

    def samples(self, today: object) -> tuple[str, ...]:
        return ("Shanghai", "上海")
