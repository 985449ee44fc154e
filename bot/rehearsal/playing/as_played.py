"""The whole dialog of a run as it really went, in the words of the grammar, ready to paste.

Replies are named by their ids, which are the same in every language.
"""

from __future__ import annotations

from bot.core import Reply
from bot.i18n import Lang
from bot.rehearsal.playing.play_run import PlayedExchange, PlayedRun
from bot.rehearsal.playing.reply_match import name_of
from bot.rehearsal.playing.snapshot import Difference
from bot.rehearsal.scripts.keywords import LINES
from bot.rehearsal.scripts.script import Anything, Check, Expected, Line, Run, Words
from bot.rehearsal.scripts.wording import COLON, check_lines, escaped, said_line, word


def bot_line(reply: Reply, spoken: Lang) -> list[str]:
    return [f"{word(LINES, 'bot', spoken)}{COLON[spoken]}{name_of(reply)}"]


def as_played(played: PlayedRun) -> list[str]:
    """The whole dialog of a run as it really went; lines that hold stay as they were written."""
    return [line for one in played.exchanges for line in _exchange(one, played.run)]


def _exchange(played: PlayedExchange, run: Run) -> list[str]:
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
    if id(line) not in wrong or isinstance(expected.says, Anything):
        return list(line.raw)
    if isinstance(expected.says, Words):
        return said_line("bot", reply.text, spoken, line.only)
    return bot_line(reply, spoken)


def _checked(check: Check, wrong: dict[int, Difference], spoken: Lang) -> list[str]:
    line: Line = check.line
    found = wrong.get(id(line))
    if found is None or check.key == "same":
        return list(line.raw)
    if check.negated or check.layer == "regex":
        return []
    return check_lines(check.layer, escaped(found.got), spoken, only=line.only, negated=False)
