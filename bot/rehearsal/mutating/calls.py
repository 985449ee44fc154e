"""What the functions of the dialog are asked while scripts are played, and which of it a planted fault answers otherwise.

Functions of a dialog are pure: one that answers all it was asked as before changes nothing in any run, and none need be
played. What cannot be asked again counts as answered otherwise.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from inspect import CO_GENERATOR, CO_VARARGS, CO_VARKEYWORDS
from itertools import islice
from types import CellType, CodeType, FrameType, FunctionType
from typing import Any

from bot.rehearsal.mutating.in_functions import WHERE

Key = tuple[str, str, int]
MUTABLE = (list, dict, set)
LONGEST_STREAM = 10_000
"""So much is looked at of what a function yields."""


@dataclass(slots=True)
class Asked:
    """`free` are the values around a nested function. `parts` are those of the play in which it was asked, the ways to
    starts by even numbers."""

    arguments: tuple[Any, ...]
    free: tuple[Any, ...]
    parts: set[int] = field(default_factory=set)

    @property
    def is_on_the_way(self) -> bool:
        return any(part % 2 == 0 for part in self.parts)


def key_of(code: CodeType) -> Key:
    """The same for a function and for what a fault makes of it."""
    return code.co_filename, code.co_qualname, code.co_firstlineno


class Calls:
    """All that was asked, each once."""

    def __init__(self) -> None:
        self._asked: dict[Key, dict[object, Asked]] = {}
        self._streams: set[Key] = set()
        self._lines: dict[Key, dict[int, list[Asked]]] = {}
        self._answers: dict[int, object] = {}
        self._kept: dict[int, tuple[object, object]] = {}

    # While scripts are played

    @contextmanager
    def recorded(self, part: int) -> Iterator[None]:
        def called(frame: FrameType, _event: str, _argument: object) -> None:
            code = frame.f_code
            if code.co_filename.startswith(WHERE) and code.co_name[0] != "<":
                self._note(frame, code, part)

        sys.settrace(called)
        try:
            yield
        finally:
            sys.settrace(None)

    def _note(self, frame: FrameType, code: CodeType, part: int) -> None:
        if code.co_flags & CO_GENERATOR and code.co_code[frame.f_lasti + 1]:
            # It goes on after something it yielded: RESUME says so.
            return
        there = frame.f_locals
        arguments = tuple([there[name] for name in code.co_varnames[: _arity(code)]])
        free = tuple([there.get(name) for name in code.co_freevars])
        key = key_of(code)
        if any(map(_is_changing, arguments)):
            self._streams.add(key)
        asked = self._asked.setdefault(key, {})
        what = tuple(map(self._what, (*arguments, *free)))
        one = asked.get(what)
        if one is None:
            kept = tuple([copy(each) if type(each) in MUTABLE else each for each in arguments])
            one = asked[what] = Asked(kept, free)
        one.parts.add(part)

    def _what(self, value: object) -> object:
        """Equal for values that are equal; where that cannot be told, for the same one."""
        kind = type(value)
        if kind in PLAIN:
            return kind, value
        if kind is tuple or kind is list:
            return kind, tuple(map(self._what, value))  # type: ignore[call-overload]
        if kind is set:
            return kind, frozenset(map(self._what, value))  # type: ignore[call-overload]
        if kind is dict:
            return kind, frozenset((name, self._what(one)) for name, one in value.items())  # type: ignore[attr-defined]
        kept = self._kept.get(id(value))
        if kept is None:
            kept = self._kept[id(value)] = (value, self._what_of_object(value))
        return kept[1]

    def _what_of_object(self, value: object) -> object:
        try:
            hash(value)
        except TypeError:
            if is_dataclass(value):
                return type(value), tuple(self._what(getattr(value, one.name)) for one in fields(value))
            return id(value)
        return value

    # Afterwards

    def at(self, function: FunctionType, line: int | None) -> list[Asked]:
        """What leads by a line of a function, or by any, as it is without any fault."""
        key = key_of(function.__code__)
        if key in self._streams:
            return list(self._asked[key].values())
        if key not in self._lines:
            found: dict[int, list[Asked]] = {}
            self._lines[key] = found
            for one in self._asked.get(key, {}).values():
                for number in _lines_of(function, one):
                    found.setdefault(number, []).append(one)
                self._answers[id(one)] = _answer(function, one)
        return list(self._asked.get(key, {}).values()) if line is None else self._lines[key].get(line, [])

    def otherwise(self, function: FunctionType, asked: list[Asked]) -> list[Asked]:
        """What a function with a fault in it answers otherwise."""
        if key_of(function.__code__) in self._streams:
            return asked
        return [one for one in asked if not _is_same(_answer(function, one), self._answers[id(one)])]


PLAIN = (str, int, bool, date, type(None))


def _arity(code: CodeType) -> int:
    several = bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
    return code.co_argcount + code.co_kwonlyargcount + several


def _is_spent(value: object) -> bool:
    """What can be gone through only once."""
    return hasattr(value, "__next__")


def _is_changing(value: object) -> bool:
    """What may be another one by the time it is handed over again."""
    parameters = getattr(type(value), "__dataclass_params__", None)
    return _is_spent(value) or (parameters is not None and not parameters.frozen)


def _answer(function: FunctionType, asked: Asked) -> object:
    """What is returned, yielded or raised, and what became of what was handed over."""
    code, given = function.__code__, [copy(one) if type(one) in MUTABLE else one for one in asked.arguments]
    try:
        found = _called(_with_free(function, asked.free), code, list(given))
        if _is_spent(found):
            found = tuple(islice(found, LONGEST_STREAM))
    except Exception as error:
        found = (type(error), str(error))
    return found, [one for one in given if type(one) in MUTABLE]


def _with_free(function: FunctionType, free: tuple[Any, ...]) -> FunctionType:
    if not free:
        return function
    cells = tuple(map(CellType, free))
    return FunctionType(
        function.__code__, function.__globals__, function.__name__, function.__defaults__, cells
    )


def _called(function: FunctionType, code: CodeType, given: list[Any]) -> Any:
    last: Mapping[str, Any] = given.pop() if code.co_flags & CO_VARKEYWORDS else {}
    more = given.pop() if code.co_flags & CO_VARARGS else ()
    names = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    named = dict(zip(names, given[code.co_argcount :], strict=True))
    return function(*given[: code.co_argcount], *more, **named, **last)


def _lines_of(function: FunctionType, asked: Asked) -> set[int]:
    lines: set[int] = set()
    code = function.__code__

    def in_frame(frame: FrameType, _event: str, _argument: object) -> Any:
        lines.add(frame.f_lineno)
        return in_frame

    def called(frame: FrameType, event: str, argument: object) -> Any:
        return in_frame(frame, event, argument) if frame.f_code is code else None

    sys.settrace(called)
    try:
        _answer(function, asked)
    finally:
        sys.settrace(None)
    return lines


def _is_same(one: object, other: object) -> bool:
    try:
        return bool(one == other) and _types(one) == _types(other)
    except Exception:
        return False


def _types(value: object) -> object:
    """The types of what is compared: 1 and True are equal, and not the same."""
    if isinstance(value, tuple | list):
        return type(value), [_types(one) for one in value]
    return type(value)
