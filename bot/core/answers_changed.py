"""What a change does to the answers: entries removed and renumbered, and what a new value drops or adds.

Pure functions from answers to answers; a parked answer is kept, only a removed entry is forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bot.core.flow import SKIPPED, Flow, Group, concrete, indexes, is_mark
from bot.core.values import Value
from bot.core.walk import Spot, path

V = TypeVar("V")


def without_entry(answers: Mapping[str, V], group: str, index: int) -> dict[str, V]:
    """Without entry `index` of a group (`residences`, `members.0.visas`); the later ones move up."""
    moved = {key: _moved(key, group, index) for key in answers}
    return {new: answers[key] for key, new in moved.items() if new is not None}


def with_one_left(answers: Mapping[str, Value], group: Group) -> dict[str, Value]:
    """Where just one entry is in a list that none is needed for: `surname` is as `members.0.surname`, which stays, should the
    list be wanted again. What was left out for being the same for all is as it was told for all."""
    own = {key: value for key, value in answers.items() if key.startswith(f"{group.key}.")}
    if not group.alone or {indexes(key)[0] for key in own if not is_mark(key)} != {0}:
        return dict(answers)
    first = f"{group.key}.0."
    told = {
        key.removeprefix(first): value
        for key, value in own.items()
        if key.startswith(first) and value != SKIPPED
    }
    closed = concrete(group.more.key, (1,))
    return {**{key: value for key, value in answers.items() if key != closed}, **told, **group.alone}


def _moved(key: str, group: str, index: int) -> str | None:
    if not key.startswith(f"{group}."):
        return key
    number, _, rest = key[len(group) + 1 :].partition(".")
    if not number.isdecimal() or int(number) < index:
        return key
    return None if int(number) == index else f"{group}.{int(number) - 1}.{rest}"


@dataclass(frozen=True, slots=True)
class Effects:
    """What a new value would do: answered questions that would no longer be asked, and new ones."""

    drops: tuple[Spot, ...] = ()
    adds: tuple[Spot, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.drops or self.adds)


def effects(flow: Flow, answers: Mapping[str, Value], key: str, value: Value, today: date) -> Effects:
    before, after = path(flow, answers, today), path(flow, {**answers, key: value}, today)
    keys_before = {spot.key for spot in before}
    keys_after = {spot.key for spot in after}
    return Effects(
        drops=tuple(one for one in before if one.key not in keys_after and one.key in answers),
        adds=tuple(one for one in after if one.key not in keys_before and one.key not in answers),
    )
