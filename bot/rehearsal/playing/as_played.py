"""The whole dialog of a run as it really went, in the words of the grammar, ready to paste over what was
written.

Replies are named by their ids, which are the same in every language. Lines that hold stay as they were
written, and so do those of the other language; a check that can only be left out is left as a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.core import Reply, render
from bot.i18n import Lang
from bot.rehearsal.playing.play_run import PlayedExchange, PlayedRun
from bot.rehearsal.playing.reply_match import name_of
from bot.rehearsal.playing.snapshot import Difference
from bot.rehearsal.scripts.keywords import LINES
from bot.rehearsal.scripts.script import Check, Expected, Line, Run, Words
from bot.rehearsal.scripts.wording import COLON, check_lines, escaped, said_line, with_variables, word

LOST = "✗"


def bot_line(reply: Reply, spoken: Lang) -> list[str]:
    return [f"{word(LINES, 'bot', spoken)}{COLON[spoken]}{name_of(reply)}"]


def as_played(played: PlayedRun) -> list[str]:
    paste = _Paste(played.run)
    for exchange in played.exchanges:
        paste.exchange(exchange)
    return [text for line in played.run.script.body for text in paste.lines_for(line)]


@dataclass(slots=True)
class _Paste:
    """What stands in place of a line, and what is added after it; by the line's identity, for a file may come twice."""

    run: Run
    instead: dict[int, list[str]] = field(default_factory=dict)
    added: dict[int, list[str]] = field(default_factory=dict)

    @property
    def spoken(self) -> Lang:
        return self.run.script.spoken

    def lines_for(self, line: Line) -> list[str]:
        return [*self.instead.get(id(line), line.raw), *self.added.get(id(line), ())]

    def exchange(self, played: PlayedExchange) -> None:
        wrong = {id(one.line): one for one in played.differences if one.line is not None}
        last = played.exchange.silence or played.exchange.line
        if any(
            (one.layer == "buttons" and one.line is None) or one.layer == "act" for one in played.differences
        ):
            self.leave_out(played.exchange.line)
        for expected, replies in played.pairs:
            if expected is None:
                self.added.setdefault(id(last), []).extend(bot_line(replies[0], self.spoken))
                continue
            last = self.answered(expected, replies, wrong)
        for check in played.exchange.checks:
            self.checked(check, wrong)
        if played.exchange.silence is not None and any(replies for _, replies in played.pairs):
            self.instead[id(played.exchange.silence)] = []

    def answered(self, expected: Expected, replies: tuple[Reply, ...], wrong: dict[int, Difference]) -> Line:
        """The last line that belongs to it."""
        line = expected.line
        if not replies:
            others = (other.line for other in expected.others)
            for one in (line, *others, *(check.line for check in expected.checks)):
                self.instead[id(one)] = []
            return line
        if id(line) in wrong:
            self.instead[id(line)] = self.said(expected, replies)
            self.instead |= {id(other.line): [] for other in expected.others}
        for check in expected.checks:
            self.checked(check, wrong)
        return expected.checks[-1].line if expected.checks else line

    def said(self, expected: Expected, replies: tuple[Reply, ...]) -> list[str]:
        line, script = expected.line, self.run.script
        if isinstance(expected.says, Words) and not expected.says.negated:
            languages = (line.only,) if line.only or len(script.languages) == 1 else script.languages
            lines = [one for lang in languages for one in self.worded(replies[-1], line, lang)]
        else:
            lines = [one for reply in replies for one in bot_line(reply, self.spoken)]
        return self.in_row(line, lines)

    def worded(self, reply: Reply, line: Line, only: Lang | None) -> list[str]:
        parts = [part for said in reply.said for part in said.parts]
        text = render(parts, only) if only and parts else reply.text
        return said_line("bot", text, self.spoken, only)

    def in_row(self, line: Line, lines: list[str]) -> list[str]:
        """Variables are put back; a line that a table fills stays, with what came of this row below it."""
        lines = with_variables(lines, line.content, self.run.values)
        row = self.run.row
        if row is None or not _has_any(line.content, row.values):
            return lines
        if all(_has_any("\n".join(lines), (name,)) for name in row.values if _has_any(line.content, (name,))):
            return lines
        return [*line.raw, *(f"# {row.name}: {one.strip()}" for one in lines)]

    def checked(self, check: Check, wrong: dict[int, Difference]) -> None:
        found = wrong.get(id(check.line))
        if found is None or check.key == "same":
            return
        if check.negated or check.layer == "regex" or (check.layer in ("email", "file") and not found.got):
            self.leave_out(check.line)
        elif check.layer == "data" and not found.got.partition("=")[2].strip():
            self.instead[id(check.line)] = check_lines(
                "data", check.key, self.spoken, only=check.line.only, negated=True
            )
        else:
            lines = check_lines(
                check.layer, escaped(found.got), self.spoken, only=check.line.only, negated=False
            )
            self.instead[id(check.line)] = self.in_row(check.line, lines)

    def leave_out(self, line: Line) -> None:
        self.instead[id(line)] = [f"# {one.rstrip()}  {LOST}" for one in line.raw]


def _has_any(content: str, names: Iterable[str]) -> bool:
    return any(re.search(rf"[{{｛]\s*{re.escape(name)}\s*[}}｝]", content) for name in names)
