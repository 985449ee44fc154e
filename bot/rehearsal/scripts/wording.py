"""Lines of a script in the words of the grammar, as a tester would write them in either language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from bot.i18n import Lang
from bot.rehearsal.keys import bracketed
from bot.rehearsal.scripts.keywords import ACTS, CHECKS, LINES
from bot.rehearsal.scripts.script import Act, Edit, Press, Say, Send, SendOther, SendPaper, TeamAct, Wait

COLON = {"zh": "：", "en": ": "}
SIGNS = re.compile(r"[\\{}｛｝]")
FIRST = ("[", "［", "【", "@", "＠", "!", "！", "…", "|", "｜")


def word(table: dict[str, tuple[str, ...]], name: str, spoken: Lang) -> str:
    """A keyword in a language, as it is usually written."""
    usual = in_language(table[name], spoken)
    return usual.capitalize() if table is LINES else usual


def in_language(words: Sequence[str], spoken: Lang) -> str:
    """Of words for the same, the one that is usual in a language: the first in Chinese, the first in English."""
    return words[0] if spoken == "zh" else next(one for one in words if one.isascii())


def said_line(kind: str, text: str, spoken: Lang, only: Lang | None = None) -> list[str]:
    """A line with its text; signs that would mean something are escaped."""
    return line_with(kind, escaped(text), spoken, only)


def line_with(kind: str, content: str, spoken: Lang, only: Lang | None = None) -> list[str]:
    """A line with its content, the content's further lines below it."""
    first, *more = content.split("\n")
    whose = f"({only})" if only else ""
    return [
        f"{word(LINES, kind, spoken)}{whose}{COLON[spoken]}{first}".rstrip(),
        *_more(more),
    ]


def _more(lines: Iterable[str]) -> Iterator[str]:
    return (f"  | {line}".rstrip() for line in lines)


def with_variables(lines: list[str], content: str, values: Mapping[str, str]) -> list[str]:
    """The lines with the variables that stood in `content` where their values are said."""
    for name, value in values.items():
        if value and re.search(rf"[{{｛]\s*{re.escape(name)}\s*[}}｝]", content):
            lines = [one.replace(escaped(value), f"{{{name}}}") for one in lines]
    return lines


def escaped(text: str) -> str:
    text = SIGNS.sub(lambda match: "\\" + match[0], text)
    return "\\" + text if text.startswith(FIRST) else text


def check_line(name: str, content: str, spoken: Lang, *, only: Lang | None = None) -> str:
    whose = f"({only})" if only else ""
    return f"  {word(CHECKS, name, spoken)}{whose}{COLON[spoken]}{content}".rstrip()


UNITS: dict[Lang, tuple[str, str, str]] = {
    "zh": ("天", "小时", "分钟"),
    "en": ("days", "hours", "minutes"),
}
MINUTES = (24 * 60, 60, 1)

NameOf = Callable[[Path], str]


def act_lines(act: Act, spoken: Lang, name_of: NameOf) -> list[str]:
    """What is done; `name_of` is how the script names a file."""
    match act:
        case Say(text):
            return said_line("user", text, spoken)
        case Press(button, old, times):
            kind = "old_button" if old else "double_tap" if times == 2 else "button"
            return [bracketed_line(kind, button, spoken)]
        case Send(paths):
            return [bracketed_line("file", ", ".join(map(name_of, paths)), spoken)]
        case SendPaper():
            return [bracketed_line("paper", paper_words(act), spoken)]
        case Edit(new, old):
            change = escaped(new) if old is None else f"{escaped(old)} → {escaped(new)}"
            return [bracketed_line("edit", change, spoken)]
        case SendOther(kind):
            return [bracketed_line(kind, "", spoken)]
        case TeamAct(kind, text, key):
            said = f"{bracketed(key)} = {escaped(text)}" if key else escaped(text)
            return [bracketed_line(f"team_{kind}", said, spoken)]
        case Wait(lasting, _):
            return [f"{word(LINES, 'wait', spoken)}{COLON[spoken]}{_time(lasting or timedelta(), spoken)}"]
        case _:
            return [word(LINES, "restart", spoken)]


def paper_words(paper: SendPaper) -> str:
    facts = (f"{key} = {text}" for key, text in paper.facts)
    asked = (f"?{key}" for key in paper.asked)
    mistakes = (f"!{key}" for key in (paper.mistake,) if key)
    lacks = (f"-{part}" for part in paper.lacks)
    return f"{paper.kind} {'; '.join((*facts, *asked, *mistakes, *lacks))}".rstrip()


def bracketed_line(act: str, content: str, spoken: Lang) -> str:
    return f"{word(LINES, 'user', spoken)}{COLON[spoken]}[{f'{word(ACTS, act, spoken)} {content}'.rstrip()}]"


def _time(lasting: timedelta, spoken: Lang) -> str:
    minutes, said = int(lasting.total_seconds()) // 60, []
    for size, unit in zip(MINUTES, UNITS[spoken], strict=True):
        count, minutes = divmod(minutes, size)
        said += [f"{count} {unit}"] if count else []
    return " ".join(said)


def check_lines(layer: str, content: str, spoken: Lang, *, only: Lang | None, negated: bool) -> list[str]:
    """A check, further lines of its content below it."""
    first, *more = content.split("\n")
    line = check_line(layer, first, spoken, only=only)
    if negated:
        line = f"  !{line.strip().removesuffix(COLON[spoken].strip())}"
    return [line, *(f"  | {one}".rstrip() for one in more)]
