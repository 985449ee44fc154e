"""What a reply was made of, as JSON and back: the texts before a language was put on them, and what was filled in.

A person's own words stay plain strings, so that whoever shows a reply again knows what is theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from bot.core.engine.prompt import Block
from bot.core.values import Month, Passage, Year
from bot.i18n import Bilingual, InEachLanguage, Text, Weekday


def packed_passages(passages: Sequence[Passage]) -> list[Any]:
    return [
        [one.key, [_packed(part) for part in one.parts], list(map(_packed, one.labels))] for one in passages
    ]


def passages_of(packed: Sequence[Any]) -> tuple[Passage, ...]:
    return tuple(
        Passage(key, tuple(map(_unpacked, parts)), tuple(map(_unpacked, labels)))
        for key, parts, labels in packed
    )


def _packed(part: object) -> Any:
    match part:
        case str() | int():
            return part
        case Text(msgid, values):
            return ["text", msgid, {name: _packed(value) for name, value in values}]
        case Bilingual(en, zh):
            return ["name", en, zh]
        case Weekday(day):
            return ["weekday", day.isoformat()]
        case date():
            return ["day", part.isoformat()]
        case time():
            return ["clock", part.isoformat()]
        case Month(year, month):
            return ["month", year, month]
        case Year(year):
            return ["year", year]
        case InEachLanguage(text):
            return ["both", _packed(text)]
        case Block(lines):
            return ["block", *map(_packed, lines)]
        case tuple() | list():
            return ["list", *map(_packed, part)]
        case _:
            return str(part)


def _unpacked(packed: Any) -> object:
    match packed:
        case ["text", msgid, values]:
            return Text(msgid, tuple((name, _unpacked(value)) for name, value in values.items()))
        case ["name", en, zh]:
            return Bilingual(en, zh)
        case ["weekday", day]:
            return Weekday(date.fromisoformat(day))
        case ["day", day]:
            return date.fromisoformat(day)
        case ["clock", clock]:
            return time.fromisoformat(clock)
        case ["month", year, month]:
            return Month(year, month)
        case ["year", year]:
            return Year(year)
        case ["both", text]:
            return InEachLanguage(_unpacked(text))  # type: ignore[arg-type]
        case ["block", *lines]:
            return Block(tuple(map(_unpacked, lines)))
        case ["list", *values]:
            return tuple(map(_unpacked, values))
        case _:
            return packed
