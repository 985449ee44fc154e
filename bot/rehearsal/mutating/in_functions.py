"""Faults in functions: another code object in the place of a function's own."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType

from bot.core import Flow
from bot.rehearsal.mutating.fault import Fault, Layer, Unplantable
from bot.rehearsal.mutating.operators import changes
from bot.rehearsal.mutating.remembered import forget
from bot.rehearsal.sources import ROOT, Written

PLACES = ("dialogs", "bot/answers", "bot/documents/eml.py")
WHERE = tuple(str(ROOT / place) for place in PLACES)
OF_THE_LETTER = (
    "letter",
    "story",
    "request",
    "compose",
    "correction",
    "preview",
    "money",
    "names_in_english",
    "eml",
)
"""The modules that a letter is made in."""
UNSAID = ("N_",)
"""Whose words are faults of the catalogue."""


def in_functions() -> Iterator[Fault]:
    for path in (path for place in PLACES for path in _sources(ROOT / place)):
        yield from _in_file(path, "letter" if path.stem in OF_THE_LETTER else "dialog")


def _sources(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(place.rglob("*.py"))


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


def _in_file(path: Path, layer: Layer) -> Iterator[Fault]:
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
                plant = _Code(tuple(mine), _around(tree, function), site, other)
                yield Fault(layer, at, operator, was, now, plant, functions=(mine[0],), line=site.line)


def _around(tree: ast.Module, function: ast.FunctionDef) -> ast.Module:
    """No more of a file than what the function stands in, and what says how all of it is read."""
    future = [one for one in tree.body if isinstance(one, ast.ImportFrom) and one.module == "__future__"]
    mine = [one for one in tree.body if one.lineno <= function.lineno <= (one.end_lineno or one.lineno)]
    return ast.Module([*future, *mine], [])


def _first_line(function: ast.FunctionDef) -> int:
    return min((function.lineno, *(one.lineno for one in function.decorator_list)))


def _functions_of(path: str) -> list[FunctionType]:
    return [one for one in all_functions() if one.__code__.co_filename == path]


@cache
def all_functions() -> tuple[FunctionType, ...]:
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
        """Raises Unplantable."""
        code = self.functions[0].__code__
        self.site.put(ast.fix_missing_locations(ast.copy_location(self.other, self.site.node)))
        try:
            whole = compile(self.tree, code.co_filename, "exec", dont_inherit=True)
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
