"""A dialog written as a script: what was typed and what came, in the words of the grammar, ready to paste.

Replies are named by their ids, which are the same in every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.core import Reply
from bot.i18n import Lang
from bot.rehearsal.playing.performance import Performance, Played
from bot.rehearsal.playing.scene import Difference
from bot.rehearsal.playing.told import name_of
from bot.rehearsal.scripts.keywords import CHECKS, LINES
from bot.rehearsal.scripts.script import Anything, Check, Expected, Line, Run, Words

COLON = {"zh": "：", "en": ": "}
SIGNS = re.compile(r"[\\{}｛｝]")
FIRST = ("[", "［", "【", "@", "＠", "!", "！", "…", "|", "｜")


def word(table: dict[str, tuple[str, ...]], name: str, spoken: Lang) -> str:
    """A keyword in a language, as it is usually written."""
    words = table[name]
    if spoken == "zh":
        return words[0]
    english = next(one for one in words if one.isascii())
    return english.capitalize() if table is LINES else english


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


def escaped(text: str) -> str:
    text = SIGNS.sub(lambda match: "\\" + match[0], text)
    return "\\" + text if text.startswith(FIRST) else text


def bot_line(reply: Reply, spoken: Lang) -> list[str]:
    return [f"{word(LINES, 'bot', spoken)}{COLON[spoken]}{name_of(reply)}"]


def check_line(name: str, content: str, spoken: Lang, *, only: Lang | None = None) -> str:
    whose = f"({only})" if only else ""
    return f"  {word(CHECKS, name, spoken)}{whose}{COLON[spoken]}{content}".rstrip()


def as_played(performance: Performance) -> list[str]:
    """The whole dialog of a run as it really went; lines that hold stay as they were written."""
    return [line for played in performance.exchanges for line in _exchange(played, performance.run)]


def _exchange(played: Played, run: Run) -> list[str]:
    spoken, wrong = (
        run.script.spoken,
        {id(one.line): one for one in played.differences if one.line is not None},
    )
    lines = list(played.exchange.line.raw)
    for expected, replies in played.pairs:
        if expected is None:
            lines += bot_line(replies[0], spoken)
        elif replies:
            lines += _answered(expected, replies[-1], wrong, spoken)
            lines += [line for check in expected.checks for line in _checked(check, wrong, spoken)]
    if played.exchange.is_silent and not any(replies for _, replies in played.pairs):
        lines.append(word(LINES, "silence", spoken))
    return lines + [line for check in played.exchange.checks for line in _checked(check, wrong, spoken)]


def _answered(expected: Expected, reply: Reply, wrong: dict[int, Difference], spoken: Lang) -> list[str]:
    line = expected.line
    if id(line) not in wrong or isinstance(expected.told, Anything):
        return list(line.raw)
    if isinstance(expected.told, Words):
        return said_line("bot", reply.text, spoken, line.only)
    return bot_line(reply, spoken)


def _checked(check: Check, wrong: dict[int, Difference], spoken: Lang) -> list[str]:
    line: Line = check.line
    found = wrong.get(id(line))
    if found is None or check.key == "same":
        return list(line.raw)
    if check.negated or check.layer == "regex":
        return []
    got = escaped(found.got).split("\n")
    return [check_line(check.layer, got[0], spoken), *_more(got[1:])]
