"""Where a dialog's things are written: file and line of each text, error, question, ruling, command and transition.

It is read from the sources themselves, so that nothing has to be registered and no line can be stale.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent.parent
FOLDERS = ("bot", "dialogs")
MARKS = ("N_",)
ERRORS = ("Mistake", "mistake", "Refused")
STEPS = ("Question", "Group", "Ruling", "_note")
SAID_FIRST = "mistake."
ANYTHING = "*"


@dataclass(frozen=True, slots=True, order=True)
class Written:
    """A place in the sources; `file` is relative to the project, lines count from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class _Call:
    """A call with words for its first argument; what is only known when it is said is an asterisk in them."""

    function: str
    words: str
    at: Written


def texts() -> dict[str, tuple[Written, ...]]:
    """Every marked text, and where it is written."""
    found: dict[str, list[Written]] = {}
    for call in _calls():
        if call.function in MARKS:
            found.setdefault(call.words, []).append(call.at)
    return {msgid: tuple(places) for msgid, places in found.items()}


def errors() -> dict[str, Written]:
    """Every kind of mistake; `wrong.*` are those whose end is only known when they are said."""
    found: dict[str, Written] = {}
    for call in _calls():
        if call.function in ERRORS:
            found.setdefault(call.words, call.at)
        elif call.function == "say_first" and call.words.startswith(SAID_FIRST):
            found.setdefault(call.words.removeprefix(SAID_FIRST), call.at)
    return {key: at for key, at in found.items() if key != ANYTHING}


def step(key: str) -> Written:
    """Where a question, a group or a ruling is defined. Raises LookupError."""
    fits = [call for call in _calls() if call.function in STEPS and _fits(call.words, key)]
    if not fits:
        raise LookupError(key)
    return min(fits, key=lambda call: call.words.count(ANYTHING)).at


def _fits(words: str, key: str) -> bool:
    pattern = ".+".join(re.escape(part) for part in words.split(ANYTHING))
    return words != ANYTHING and re.fullmatch(pattern, key) is not None


def lines(file: str, name: str) -> tuple[int, ...]:
    """The lines of the entries of the table `name`, in order. Raises LookupError."""
    for node in ast.walk(_tree(ROOT / file)):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            match getattr(node, "value", None):
                case ast.Dict(keys=entries) | ast.List(elts=entries):
                    return tuple(entry.lineno for entry in entries if entry is not None)
    raise LookupError(name)


@cache
def _calls() -> tuple[_Call, ...]:
    return tuple(
        call
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
        for call in _calls_in(path.relative_to(ROOT).as_posix(), _tree(path))
    )


def _calls_in(file: str, tree: ast.Module) -> Iterator[_Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            function = str(getattr(node.func, "id", None) or getattr(node.func, "attr", ""))
            words = _words(node.args[0])
            if words is not None:
                yield _Call(function, words, Written(file, node.lineno))


def _words(argument: ast.expr) -> str | None:
    match argument:
        case ast.Constant(str(words)):
            return words
        case ast.JoinedStr(parts):
            return "".join(
                str(getattr(part, "value", "")) if isinstance(part, ast.Constant) else ANYTHING
                for part in parts
            )
        case _:
            return None


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))
