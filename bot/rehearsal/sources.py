"""What stands in the sources of the bot and its dialogs: texts, ids, mistakes, buttons, and where each is
written.

Read from the sources themselves, so that nothing has to be registered and no line can be stale. A function
that is looked for and never called was renamed: that is an error, not an empty list.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("bot", "dialogs")
TO_TESTERS = ("bot/rehearsal", "bot/cli")
"""Says nothing to applicants."""
MARKS = ("N_",)
ERRORS = ("Mistake", "mistake", "Refused")
STEPS = ("Question", "Group", "Ruling", "_note", "per_member", "replace")
COPIED = "per_member"
"""Takes a question and gives it another key that ends alike."""
SPOKEN = ("say_first", "reply", "Reply", "Passage", "Prompt", "_either")
OFFERED = ("Offer", "Button")
READ = frozenset((*MARKS, *ERRORS, *STEPS, *SPOKEN, *OFFERED))
SAID_FIRST = "mistake."
ANYTHING = "*"


class Renamed(LookupError):
    """No call of a function by which the sources are read: it has another name now, and this file must learn it."""


@dataclass(frozen=True, slots=True, order=True)
class Written:
    """A place in the sources; `file` is relative to the project, lines count from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Call:
    """A call with words for its first argument; what is only known when it is said is an asterisk in them. `texts` are
    those that are marked inside it."""

    function: str
    words: str
    at: Written
    texts: tuple[str, ...] = ()


def texts() -> dict[str, tuple[Written, ...]]:
    """Every marked text, and where it is written."""
    found: dict[str, list[Written]] = {}
    for call in calls_of(MARKS):
        found.setdefault(call.words, []).append(call.at)
    return {msgid: tuple(places) for msgid, places in found.items()}


def texts_to_applicants() -> tuple[str, ...]:
    """Every marked text but those that only testers and operators see."""
    return tuple(dict.fromkeys(call.words for call in calls_of(MARKS, TO_TESTERS)))


def errors() -> dict[str, Written]:
    """Every kind of mistake; `wrong.*` are those whose end is only known when they are said."""
    found: dict[str, Written] = {}
    for call in calls_of(ERRORS):
        found.setdefault(call.words, call.at)
    for call in calls_of(SPOKEN):
        if call.words.startswith(SAID_FIRST):
            found.setdefault(call.words.removeprefix(SAID_FIRST), call.at)
    return {key: at for key, at in found.items() if key != ANYTHING}


def spoken_ids() -> frozenset[str]:
    """The ids that replies are said under; `*` stands for a mistake's end that is only known when it is said."""
    mistakes = {f"{SAID_FIRST}{key}" for key in errors()}
    said = (call.words for call in calls_of(SPOKEN, TO_TESTERS))
    return frozenset(words for words in said if ANYTHING not in words) | mistakes


@cache
def said_under() -> Mapping[str, tuple[Call, ...]]:
    """The calls that say something, by its id."""
    found: dict[str, list[Call]] = {}
    for call in calls_of(SPOKEN, TO_TESTERS):
        found.setdefault(call.words, []).append(call)
    for call in calls_of(ERRORS):
        found.setdefault(f"{SAID_FIRST}{call.words}", []).append(call)
    return {id: tuple(calls) for id, calls in found.items()}


def offered_codes() -> dict[str, Written]:
    """The codes of the engine's own buttons, and where each is first offered."""
    found: dict[str, Written] = {}
    for call in calls_of(OFFERED, TO_TESTERS):
        if ANYTHING not in call.words:
            found.setdefault(call.words, call.at)
    return found


def step(key: str) -> Written:
    """Where a question, a group or a ruling is defined. Raises LookupError."""
    fits = [call for call in calls_of(STEPS) if _fits(call.words, key)]
    if not fits:
        raise LookupError(key)
    return min(fits, key=lambda call: call.words.count(ANYTHING)).at


def _fits(words: str, key: str) -> bool:
    if ANYTHING not in words:
        return words == key
    pattern = ".+".join(re.escape(part) for part in words.split(ANYTHING))
    return words != ANYTHING and re.fullmatch(pattern, key) is not None


def lines(file: str, name: str) -> tuple[int, ...]:
    """The lines of the entries of the list `name`, in order. Raises LookupError."""
    match _table(file, name):
        case ast.List(elts=entries) | ast.Tuple(elts=entries):
            return tuple(entry.lineno for entry in entries)
        case _:
            raise LookupError(name)


def key_lines(file: str, name: str) -> dict[str, int]:
    """The lines of the keys that are written in the table `name`. Raises LookupError."""
    match _table(file, name):
        case ast.Dict(keys=keys):
            return {str(key.value): key.lineno for key in keys if isinstance(key, ast.Constant)}
        case _:
            raise LookupError(name)


def _table(file: str, name: str) -> ast.expr | None:
    for node in ast.walk(_tree(file)):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            return getattr(node, "value", None)
    return None


@cache
def calls_of(functions: tuple[str, ...], except_in: tuple[str, ...] = ()) -> tuple[Call, ...]:
    """The calls of these functions that name something. Raises Renamed where one of them is never called so."""
    # Most files have none of them, and to parse one takes longer than to search it.
    written = re.compile(rf"\b(?:{'|'.join(functions)})\(")
    files = (file for file in _files() if not file.startswith(except_in) and written.search(_source(file)))
    found = tuple(call for file in files for call in _calls_in(file) if call.function in functions)
    for function in functions:
        if all(call.function != function for call in found):
            raise Renamed(f"{function}() is called nowhere in the sources; was it renamed?")
    return found


@cache
def _files() -> tuple[str, ...]:
    paths = (path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py")))
    return tuple(path.relative_to(ROOT).as_posix() for path in paths)


@cache
def _calls_in(file: str) -> tuple[Call, ...]:
    return tuple(_read_calls(file, _tree(file)))


def _read_calls(file: str, tree: ast.Module) -> Iterator[Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            function = str(getattr(node.func, "id", None) or getattr(node.func, "attr", ""))
            words = _named(node, function) if function in READ else None
            if words is not None:
                yield Call(function, words, Written(file, node.lineno), tuple(_marked(node)))


def _marked(call: ast.Call) -> Iterator[str]:
    for node in ast.walk(call):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS and node.args:
            words = _words(node.args[0])
            if words is not None:
                yield words


def _named(call: ast.Call, function: str) -> str | None:
    """What a call names: by its first argument, or as the `key` of a step that is another one changed."""
    if function == "replace":
        keys = [one.value for one in call.keywords if one.arg == "key"]
        return _words(keys[0]) if keys else None
    return _copied(call.args[0]) if function == COPIED else _words(call.args[0])


def _copied(question: ast.expr) -> str:
    return f"{ANYTHING}.{getattr(question, 'attr', None) or getattr(question, 'id', '')}"


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
def _source(file: str) -> str:
    return (ROOT / file).read_text("utf-8")


@cache
def _tree(file: str) -> ast.Module:
    return ast.parse(_source(file))
