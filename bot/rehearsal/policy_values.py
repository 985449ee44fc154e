"""The values of a dialog's policy: what each is, where it is written, and which of them are read while something is played.

A value is named by its table and key, as `refusal.months`. Where it comes from (`source`) is told to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from bot.core import Flow
from bot.i18n import Bilingual
from bot.rehearsal.playing.catalogue import texts_in
from bot.rehearsal.playing.recorded_turn import RecordedTurn
from bot.rehearsal.sources import ROOT, Written

PROVENANCE = "source"


@dataclass(frozen=True, slots=True)
class PolicyValue:
    """`path` leads to it, table by table."""

    path: tuple[str, ...]
    value: object
    at: Written

    @property
    def name(self) -> str:
        return ".".join(self.path)

    def is_said(self, name: str, value: object) -> bool:
        """Whether it is what a text was given under this name; of numbers there are many that are alike."""
        return value == self.value and (isinstance(value, str) or self.path[-1].endswith(name))


def policy_module(flow: Flow) -> ModuleType:
    return import_module(f"dialogs.{flow.key}.policy")


def policy_values(flow: Flow) -> tuple[PolicyValue, ...]:
    return _values(policy_module(flow))


@cache
def _values(module: ModuleType) -> tuple[PolicyValue, ...]:
    text, file = module.FILE.read_text("utf-8"), module.FILE.relative_to(ROOT).as_posix()
    return tuple(
        PolicyValue(path, value, Written(file, module.line_of(text, list(path))))
        for path, value in leaves(module.POLICY.model_dump(exclude_none=True))
        if path[-1] != PROVENANCE
    )


def leaves(table: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    """Whatever is no table itself, with the way to it."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, (*path, name))
        else:
            yield (*path, name), value


@contextmanager
def instead(table: dict[str, Any], content: Mapping[str, Any]) -> Iterator[None]:
    """Other content in a table while the `with` lasts."""
    kept = dict(table)
    table.clear()
    table.update(content)
    try:
        yield
    finally:
        table.clear()
        table.update(kept)


@contextmanager
def read_in(flow: Flow) -> Iterator[set[str]]:
    """The names of the values that are read meanwhile."""
    policy, names = policy_module(flow).POLICY, set[str]()
    # Without what was made of the values and is remembered.
    tables = {name: getattr(policy, name) for name in type(policy).model_fields}
    with instead(vars(policy), {name: _watched(one, (name,), names.add) for name, one in tables.items()}):
        yield names


def _watched(value: Any, path: tuple[str, ...], note: Callable[[str], None]) -> Any:
    if isinstance(value, dict):
        return {name: _watched(one, (*path, name), note) for name, one in value.items()}
    return _Watched(value, path, note) if hasattr(value, "model_fields_set") else value


class _Watched:
    """A table that tells which of its values are read."""

    def __init__(self, table: Any, path: tuple[str, ...], note: Callable[[str], None]) -> None:
        self._table, self._path, self._note = table, path, note

    def __getattr__(self, name: str) -> Any:
        self._note(".".join((*self._path, name)))
        return getattr(self._table, name)


def values_said_in(flow: Flow, turns: Iterable[RecordedTurn]) -> set[str]:
    """The names of the values that stand in what these turns say."""
    said = {
        (name, one)
        for recorded in turns
        for reply in recorded.turn.replies
        for passage in reply.said
        for text in texts_in(passage.parts)
        for name, value in text.values
        for one in ((value.en, value.zh) if isinstance(value, Bilingual) else (value,))
        if isinstance(one, str | int)
    }
    return {one.name for one in policy_values(flow) if any(one.is_said(*each) for each in said)}
