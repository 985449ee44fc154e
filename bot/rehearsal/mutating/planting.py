"""Where a fault can be planted: functions of the dialog, its questions and rulings, and the words of the catalogue.

A planted fault is taken out again when its `with` ends, and what functions remember is forgotten before and after it.
"""

from __future__ import annotations

import ast
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from bot.answers import Choice
from bot.core import Flow, Group, Question, Ruling, Step
from bot.rehearsal.mutating.operators import changes
from bot.rehearsal.sources import ROOT, Written, step

PLACES = ("dialogs", "bot/answers", "bot/documents/eml.py")
WHERE = tuple(str(ROOT / place) for place in PLACES)
UNSAID = ("N_",)
"""Whose words are looked at by the catalogue of wording."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault: where, what kind, what stood there and what stands there now.

    `walked_as` is what a run must have come by for the fault to matter: the id of a thing, or a file's line in its `functions`.
    """

    at: Written
    operator: str
    was: str
    now: str
    walked_as: object
    plant: Callable[[Flow], AbstractContextManager[Flow]]
    functions: tuple[FunctionType, ...] = ()


def planted(flow: Flow) -> Iterator[Planted]:
    yield from _in_flow(flow)
    for path in (path for place in PLACES for path in _sources(ROOT / place)):
        yield from _in_file(path)


def _sources(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(place.rglob("*.py"))


# In functions


@dataclass(slots=True)
class _Site:
    """A node, and how to put another in its place."""

    parent: ast.AST
    field: str
    index: int | None
    node: ast.AST
    line: int = 0

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def _in_file(path: Path) -> Iterator[Planted]:
    tree, file = ast.parse(path.read_text("utf-8")), path.relative_to(ROOT).as_posix()
    functions = _functions_of(str(path))
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        mine = [one for one in functions if one.__code__.co_firstlineno == _first_line(function)]
        mine = [one for one in mine if one.__code__.co_name == function.name]
        if not mine:
            continue
        for site in _sites(function):
            for operator, other in changes(site.node):
                was, now = ast.unparse(site.node), ast.unparse(ast.fix_missing_locations(other))
                at = Written(file, getattr(site.node, "lineno", function.lineno))
                plant = _Code(tuple(mine), tree, site, other)
                yield Planted(at, operator, was, now, (str(path), site.line), plant, tuple(mine))


def _first_line(function: ast.FunctionDef) -> int:
    return min((function.lineno, *(one.lineno for one in function.decorator_list)))


def _functions_of(path: str) -> list[FunctionType]:
    return [one for one in _all_functions() if one.__code__.co_filename == path]


@cache
def _all_functions() -> tuple[FunctionType, ...]:
    return tuple(one for one in gc.get_objects() if type(one) is FunctionType)


def _sites(function: ast.FunctionDef) -> Iterator[_Site]:
    """The nodes of a function's own body, without its docstring and the texts it marks."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    waiting: list[_Site] = [
        _Site(function, "body", function.body.index(one), one, one.lineno) for one in body
    ]
    while waiting:
        site = waiting.pop(0)
        node = site.node
        if isinstance(node, ast.FunctionDef | ast.JoinedStr | ast.AnnAssign | ast.Raise):
            continue
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in UNSAID:
            continue
        yield site
        for field, value in ast.iter_fields(node):
            several = isinstance(value, list)
            for n, one in enumerate(value if several else [value]):
                if isinstance(one, ast.AST):
                    line = one.lineno if isinstance(one, ast.stmt) else site.line
                    waiting.append(_Site(node, field, n if several else None, one, line))


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield from _codes(const)


def _key(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


class Unplantable(Exception):
    """The fault makes no code, or none that is another one."""


@dataclass(frozen=True, slots=True)
class _Code:
    """Another code for these functions; made only when it is planted, for there are thousands."""

    functions: tuple[FunctionType, ...]
    tree: ast.Module
    site: _Site
    other: ast.AST

    @contextmanager
    def __call__(self, flow: Flow) -> Iterator[Flow]:
        """Raises Unplantable."""
        kept, faulty = self.functions[0].__code__, self.made()
        for function in self.functions:
            function.__code__ = faulty
        forget(kept.co_filename)
        try:
            yield flow
        finally:
            for function in self.functions:
                function.__code__ = kept
            forget(kept.co_filename)

    def made(self) -> CodeType:
        code = self.functions[0].__code__
        self.site.put(ast.copy_location(self.other, self.site.node))
        try:
            whole = compile(ast.fix_missing_locations(self.tree), code.co_filename, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, TypeError):
            raise Unplantable from None
        finally:
            self.site.put(self.site.node)
        same = [
            one for one in _codes(whole) if _key(one) == _key(code) and one.co_freevars == code.co_freevars
        ]
        if len(same) != 1 or same[0] == code:
            raise Unplantable
        return same[0]


def forget(file: str = "") -> None:
    """What the functions in which faults are planted remember of earlier calls; a table that is made of nothing else only
    where the fault is in its own file. What the core remembers is made of flows and words alone."""
    for remembering in _caches():
        if not is_table(remembering) or remembering.__wrapped__.__code__.co_filename == file:
            remembering.cache_clear()


def tables() -> list[Any]:
    return [one for one in _caches() if is_table(one)]


def is_table(remembering: Any) -> bool:
    code: CodeType = remembering.__wrapped__.__code__
    return code.co_argcount == 0


@cache
def _caches() -> tuple[Any, ...]:
    modules = [module for name, module in sys.modules.items() if name.startswith(("dialogs", "bot.answers"))]
    values = [value for module in modules for value in vars(module).values() if hasattr(value, "cache_clear")]
    return tuple({id(value): value for value in values}.values())


# In the flow


def _in_flow(flow: Flow) -> Iterator[Planted]:
    for one in flow.steps():
        if isinstance(one, Question) and isinstance(one.kind, Choice):
            yield from _options(one, one.kind)
        if isinstance(one, Ruling):
            at, walked = step(one.key), f"ruling:{one.key}"
            yield Planted(at, "lost ruling", one.key, "—", walked, _Flow(one.key, None))
            if one.way_out is not None:
                other = replace(one, way_out=None)
                yield Planted(at, "lost way out", one.key, "—", walked, _Flow(one.key, other))
    for section in flow.sections:
        for first, second in pairwise(section.steps):
            if isinstance(first, Ruling) and isinstance(second, Ruling):
                was, now = f"{first.key}, {second.key}", f"{second.key}, {first.key}"
                yield Planted(
                    step(second.key),
                    "order of rulings",
                    was,
                    now,
                    f"ruling:{second.key}",
                    _Flow(first.key, second, first),
                )


def _options(question: Question[Any], kind: Choice) -> Iterator[Planted]:
    at, walked, options = step(question.key), f"question:{question.key}", kind.options
    for n, option in enumerate(options):
        left = Choice((*options[:n], *options[n + 1 :]))
        yield Planted(
            at, "lost option", option.code, "—", walked, _Flow(question.key, replace(question, kind=left))
        )
    for n, (one, two) in enumerate(pairwise(options)):
        labels = (
            *options[:n],
            replace(one, label=two.label),
            replace(two, label=one.label),
            *options[n + 2 :],
        )
        was, now = f"{one.code}, {two.code}", "each with the other's label"
        yield Planted(
            at,
            "swapped option",
            was,
            now,
            walked,
            _Flow(question.key, replace(question, kind=Choice(labels))),
        )


@dataclass(frozen=True, slots=True)
class _Flow:
    """Another step in place of the one with this key, or none; with `after`, that one follows and is not said again."""

    key: str
    instead: Step | None
    after: Step | None = None

    @contextmanager
    def __call__(self, flow: Flow) -> Iterator[Flow]:
        sections = tuple(replace(one, steps=self._steps(one.steps)) for one in flow.sections)
        yield replace(flow, sections=sections)

    def _steps(self, steps: tuple[Step, ...]) -> tuple[Any, ...]:
        found: list[Step] = []
        for one in steps:
            if one.key == self.key and type(one) is type(self.instead or one):
                found += [new for new in (self.instead, self.after) if new is not None]
            elif self.after is not None and one is self.instead:
                continue
            elif isinstance(one, Group):
                more: Any = self.instead if one.more.key == self.key else one.more
                found.append(replace(one, more=more, steps=self._steps(one.steps)))
            else:
                found.append(one)
        return tuple(found)
