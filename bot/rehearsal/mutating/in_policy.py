"""Faults in the policy's data: a number by one, other words, a code that is lost, a place at another post.

What the dialog reads while it runs, and what its texts were given of it at the start, are both another one then.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from itertools import pairwise
from operator import is_not
from types import FunctionType, ModuleType
from typing import Any

from bot.core import Flow
from bot.i18n import Bilingual, Text
from bot.rehearsal.coverage.wording import policy_block
from bot.rehearsal.mutating.fault import Fault, Unplantable
from bot.rehearsal.mutating.in_functions import all_functions
from bot.rehearsal.mutating.remembered import forget
from bot.rehearsal.policy_values import PolicyValue, instead, policy_module, policy_values
from bot.rehearsal.sources import ROOT

OTHER = "~"
DIALOGS = str(ROOT / "dialogs")


def in_policy(flow: Flow) -> Iterator[Fault]:
    values = policy_values(flow)
    for one in values:
        for operator, other in _changes(one.value):
            yield _fault(one, operator, other)
    posts = [one for one in values if one.path[-1] == "units"]
    for one, next_post in pairwise([*posts, posts[0]]):
        for unit in one.value:  # type: ignore[attr-defined]
            left, more = _without(one.value, unit), [*next_post.value, unit]  # type: ignore[misc]
            yield _fault(one, "place at another post", left, (next_post.path, more), was=unit)


def _changes(value: object) -> Iterator[tuple[str, object]]:
    match value:
        case int():
            yield from (("number", value + by) for by in (1, -1))
        case str() if value[-1].isdecimal():
            yield "number", f"{value[:-1]}{(int(value[-1]) + 1) % 10}"
        case str():
            yield "other words", f"{value}{OTHER}"
        case list() if all(len(one) == 1 for one in value):
            yield from (("lost code", _without(value, one)) for one in value)
        case _:
            return


def _without(values: Any, one: str) -> list[str]:
    return [each for each in values if each != one]


def _fault(
    one: PolicyValue, operator: str, other: object, *more: tuple[tuple[str, ...], object], was: str = ""
) -> Fault:
    now = ".".join(more[0][0]) if more else str(other)
    plant = _Policy(((one.path, other), *more), one.value, other)
    stood, id = f"{one.name} = {was or one.value}", f"policy:{one.name}"
    accepted = policy_block(one.name, one.value) if isinstance(one.value, str) else ""
    return Fault("policy", one.at, operator, stood, now, plant, id, _readers(), accepted=accepted)


@cache
def _readers() -> tuple[FunctionType, ...]:
    """The functions that look into the policy."""
    codes = ((one, one.__code__) for one in all_functions())
    return tuple(
        one for one, code in codes if code.co_filename.startswith(DIALOGS) and "POLICY" in code.co_names
    )


@dataclass(frozen=True, slots=True)
class _Policy:
    """Other values for these paths; `was` and `now` are the first one's."""

    others: tuple[tuple[tuple[str, ...], object], ...]
    was: object
    now: object

    @contextmanager
    def __call__(self, flow: Flow) -> Iterator[Flow]:
        """Raises Unplantable."""
        policy = policy_module(flow).POLICY
        with ExitStack() as planted:
            planted.enter_context(instead(vars(policy), vars(self._made(policy))))
            for module in [one for name, one in sys.modules.items() if name.startswith("dialogs.")]:
                others = self._in_module(module)
                if others:
                    planted.enter_context(instead(vars(module), {**vars(module), **others}))
            forget()
            yield self._said(flow)
        forget()

    def _made(self, policy: Any) -> Any:
        raw = policy.model_dump()
        for path, other in self.others:
            table = raw
            for name in path[:-1]:
                table = table[name]
            table[path[-1]] = other
        try:
            return type(policy).model_validate(raw)
        except ValueError:
            raise Unplantable from None

    def _in_module(self, module: ModuleType) -> dict[str, object]:
        """The names of a module that stand for another thing: words of the policy, or texts with them."""
        own = {name: value for name, value in vars(module).items() if not name.startswith("__")}
        there = {name: self._said(value, type(value) is str) for name, value in own.items()}
        return {name: other for name, other in there.items() if other is not own[name]}

    def _said(self, value: Any, is_word: bool = False) -> Any:
        """The same with the other value wherever it is said; the thing itself where it is said nowhere."""
        if is_word and type(value) is type(self.was) and value == self.was:
            return self.now
        if type(value) is tuple:
            each = tuple([self._said(one, is_word) for one in value])
            return each if any(map(is_not, each, value)) else value
        if type(value) is dict:
            mine = {name: self._said(one) for name, one in value.items()}
            return mine if any(mine[name] is not one for name, one in value.items()) else value
        if not is_dataclass(value) or isinstance(value, type):
            return value
        is_word = isinstance(value, Text | Bilingual)
        there = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
        others = {name: new for name, old in there.items() if (new := self._said(old, is_word)) is not old}
        return replace(value, **others) if others else value
