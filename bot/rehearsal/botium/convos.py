"""Botium's two files as values: a convo with its steps, and the wordings of an utterance; read and written strictly.

A convo is read as Botium reads it; where Botium would pass over something in silence, it is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from bot.i18n import N_
from bot.rehearsal.scripts.script import At, Fault, Unreadable
from bot.rehearsal.scripts.source import read_lines

CONVO, UTTERANCES = ".convo.txt", ".utterances.txt"
SENDERS = ("begin", "include", "me", "bot", "end")
INPUTS = ("BUTTON", "MEDIA", "FORM")
TEXTS = tuple(
    f"TEXT_{how}_{which}{case}"
    for how in ("CONTAINS", "WILDCARD", "WILDCARDEXACT", "REGEXP")
    for which in ("ANY", "ALL")
    for case in ("", "_IC")
)
EQUALS = ("TEXT", "TEXT_EQUALS", "TEXT_IC", "TEXT_EQUALS_IC")
THINGS = ("BUTTONS", "BUTTONS_COUNT", "MEDIA", "BOT_CONSUMED")
UNKNOWN_HERE = (
    *("BUTTONS_COUNT_REC", "MEDIA_COUNT", "MEDIA_COUNT_REC", "CARDS", "CARDS_COUNT", "CARDS_COUNT_REC"),
    *("PAUSE_ASSERTER", "JSON_PATH", "JSON_PATH_COUNT", "RESPONSE_LENGTH", "FORMS", "TEXT_WER"),
    *("ENTITIES", "ENTITY_VALUES", "ENTITY_CONTENT", "INTENT", "INTENT_UNIQUE", "INTENT_CONFIDENCE"),
    "BOT_UNCONSUMED_COUNT",
)
ASSERTERS = frozenset((*TEXTS, *EQUALS, *THINGS, *UNKNOWN_HERE))
HOOKS = (
    *("PAUSE", "WAITFORBOT", "SET_SCRIPTING_MEMORY", "CLEAR_SCRIPTING_MEMORY", "ASSIGN_SCRIPTING_MEMORY"),
    *("UPDATE_CUSTOM", "SKIP_BOT_UNCONSUMED", "INCLUDE", "CONDITIONAL_STEP_TIME_BASED"),
    *("CONDITIONAL_STEP_BUSINESS_HOURS", "CONDITIONAL_STEP_CAPABILITY_VALUE_BASED"),
    *("CONDITIONAL_STEP_JSON_PATH_BASED", "CONVO_STEP_PARAMETERS", "ORDERED_LIST_TO_BUTTON"),
)
TAG = re.compile(r"#(\w+)\s*")
BAR = re.compile(r"(?<!\\)\|")
JSON = re.compile(r'\{.*".*":.*\}|\[\{.*\}\]', re.DOTALL)
MARKS = re.compile(r"(\??)(!?)")


@dataclass(frozen=True, slots=True)
class Call:
    """A line of a step that is no text: an asserter under the bot, an input under me."""

    name: str
    args: tuple[str, ...] = ()
    negated: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One `#me` or `#bot`. No `text` under the bot is any message; `negated` that it is another one."""

    sender: Literal["me", "bot"]
    text: str | None = None
    calls: tuple[Call, ...] = ()
    negated: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Convo:
    """A test of Botium's: `about` are the lines of its description."""

    name: str
    steps: tuple[Step, ...]
    about: tuple[str, ...] = ()
    path: Path = Path()


@dataclass(frozen=True, slots=True)
class Utterance:
    """A name for something that is said, and every wording of it that counts."""

    name: str
    wordings: tuple[str, ...]
    at: At


# Writing


class Unsayable(ValueError):
    """Botium would read this text as something else; it has no sign that prevents it."""


def convo_text(convo: Convo) -> str:
    """Raises Unsayable."""
    lines = [_title(convo.name), *convo.about]
    for step in convo.steps:
        lines += ["", f"#{step.sender}", *_text_lines(step), *map(_call_line, step.calls)]
    return "\n".join(lines) + "\n"


def utterance_text(utterance: Utterance) -> str:
    return "\n".join((utterance.name, *utterance.wordings)) + "\n"


def not_skipped(name: str) -> str:
    """Botium leaves out, silently, what is called skip-something."""
    return re.sub(r"^(?=skip[._-])", "_", name, flags=re.IGNORECASE)


def _title(name: str) -> str:
    return not_skipped(" ".join(name.split()).lstrip("#"))


def _text_lines(step: Step) -> list[str]:
    if step.text is None:
        return []
    if not step.text.strip() or JSON.fullmatch(step.text.strip()):
        raise Unsayable(step.text)
    first, *more = step.text.split("\n")
    doubled = first[0] * 2 + first[1:] if first.startswith(("?", "!")) else first
    lines = ["!" * step.negated + (first if step.negated and first[:1] != "!" else doubled), *more]
    if any(_is_no_text(line, step.sender) for line in (first, *more)):
        raise Unsayable(step.text)
    return lines


def _is_no_text(line: str, sender: str) -> bool:
    tag = line[1:].split(" ")[0] if line.startswith("#") else ""
    return tag in SENDERS or _first_word(line) in (*HOOKS, *(INPUTS if sender == "me" else ASSERTERS))


def _call_line(call: Call) -> str:
    args = "|".join(" ".join(arg.split()).replace("|", "\\|") for arg in call.args)
    return f"{'!' * call.negated}{call.name} {args}".rstrip()


# Reading


def read_utterance(path: Path) -> Utterance:
    """Raises Unreadable."""
    name, *wordings = (line.strip() for line in read_lines(path))
    said = tuple(line for line in wordings if line)
    if not name or not said:
        hint = N_("The name stands in the first line, a wording in each one after it.")
        raise Unreadable(Fault(At(path, 1), N_("This utterance has no wording."), hint))
    return Utterance(name, said, At(path, 1))


def read_convo(path: Path) -> Convo:
    """Raises Unreadable with every fault in the file."""
    faults: list[Fault] = []
    title, *parts = _sections(path, read_lines(path), faults)
    steps: list[Step] = []
    for sender, number, lines in parts:
        try:
            steps += _step(path, sender, number, lines)
        except Unreadable as unreadable:
            faults += unreadable.faults
    if not steps and not faults:
        hint = N_("Begin with a line that is #me, and what the user says below it.")
        faults.append(Fault(At(path, 0), N_("Nothing is said in this convo."), hint))
    if faults:
        raise Unreadable(*faults)
    name, *about = [*title[2], ""]
    default = path.name.removesuffix(CONVO)
    return Convo(name.strip() or default, tuple(steps), tuple(line for line in about if line.strip()), path)


Section = tuple[str, int, list[str]]


def _sections(path: Path, lines: list[str], faults: list[Fault]) -> Iterator[Section]:
    """What stands before the first tag, and each tag with its lines."""
    current: Section = ("", 1, [])
    for number, line in enumerate(lines, 1):
        word = line[1:].split(" ")[0].strip() if line.startswith("#") else ""
        if word in SENDERS:
            yield current
            current = (line[1:].strip(), number, [])
            continue
        if TAG.fullmatch(line):
            what = N_("%(tag)s is no tag of Botium's, which would pass over it in silence.")
            hint = N_("There are #me and #bot.")
            faults.append(Fault(At(path, number), what.of(tag=line.strip()), hint))
        current[2].append(line)
    yield current


def _step(path: Path, tag: str, number: int, lines: list[str]) -> Iterator[Step]:
    sender, _, channel = tag.partition(" ")
    if sender == "include" or channel:
        raise Unreadable(_no_counterpart(path, number, f"#{tag}"))
    texts: list[tuple[int, str]] = []
    calls: list[Call] = []
    for at, line in enumerate(lines, number + 1):
        found = _call(path, at, line, sender)
        if found is not None:
            calls.append(found)
        elif not _is_ignored(line):
            texts.append((at, line))
    if sender in ("begin", "end"):
        for at, line in [*texts, *((call.line, call.name) for call in calls)]:
            if line.strip():
                raise Unreadable(_no_counterpart(path, at, f"#{tag} {line.strip()}"))
        return
    said, negated = _said(path, texts)
    step = Step("me", line=number) if sender == "me" else Step("bot", line=number)
    yield replace(step, text=said, negated=negated, calls=tuple(calls))


def _said(path: Path, lines: list[tuple[int, str]]) -> tuple[str | None, bool]:
    """The text of a step, its first signs taken as Botium takes them."""
    while lines and not lines[-1][1].strip():
        lines = lines[:-1]
    while lines and not lines[0][1].strip():
        lines = lines[1:]
    if not lines:
        return None, False
    (at, first), *more = lines
    if first.startswith("?") and not first.startswith("??"):
        raise Unreadable(_no_counterpart(path, at, "?"))
    first = first.removeprefix("?")
    negated = first.startswith("!") and not first.startswith("!!")
    text = "\n".join((first.removeprefix("!"), *(line for _, line in more)))
    if JSON.fullmatch(text.strip()):
        raise Unreadable(_no_counterpart(path, at, "{…}"))
    return text, negated


def _call(path: Path, number: int, line: str, sender: str) -> Call | None:
    """An asserter or an input. Raises Unreadable for one that a script has no words for."""
    name = _first_word(line)
    known = INPUTS if sender == "me" else ASSERTERS
    if name not in known and (name not in HOOKS or name == "WAITFORBOT"):
        return None
    optional, negated = bool(MARKS.match(line)[1]), bool(MARKS.match(line)[2])  # type: ignore[index]
    if name in (*HOOKS, *UNKNOWN_HERE, "FORM") or optional:
        raise Unreadable(_no_counterpart(path, number, "?" if optional else name))
    rest = MARKS.sub("", line, count=1)[len(name) :].strip()
    args = tuple(arg.strip().replace("\\|", "|") for arg in BAR.split(rest)) if rest else ()
    return Call(name, args, negated, number)


def _is_ignored(line: str) -> bool:
    return _first_word(line) == "WAITFORBOT"


def _first_word(line: str) -> str:
    return MARKS.sub("", line, count=1).split(" ")[0]


def _no_counterpart(path: Path, line: int, what: str) -> Fault:
    return Fault(At(path, line), N_("A script has no words for Botium's %(what)s.").of(what=what))


def files_in(folder: Path, ending: str) -> Iterable[Path]:
    return sorted(path for path in folder.rglob(f"*{ending}") if path.is_file())
