"""A played run as it reads: what was done, what came of it, and each check with what it found.

Plain values that one process can tell another.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from bot.core import Reply
from bot.i18n import Lang
from bot.rehearsal.playing.diff import difference_lines, where
from bot.rehearsal.playing.pairing import Pair
from bot.rehearsal.playing.play_run import PlayedExchange, PlayedRun
from bot.rehearsal.playing.reply_match import ids_of
from bot.rehearsal.playing.sandbox import button_name
from bot.rehearsal.playing.snapshot import Difference
from bot.rehearsal.scripts.script import At, Line


class Part(TypedDict):
    """`kind` is act, bot, check or red; `above` is what stands above the text in small: a line number, or ids."""

    kind: str
    above: str
    text: str
    buttons: list[str]


class Transcript(TypedDict):
    """`script` is named as the coverage names it."""

    script: str
    name: str
    spoken: Lang
    parts: list[Part]


def transcript(played: PlayedRun) -> Transcript:
    script = played.run.script
    return Transcript(
        script=named(script.at, script.name),
        name=played.run.name,
        spoken=script.spoken,
        parts=[part for exchange in played.exchanges for part in _Told(exchange, script.spoken).parts()],
    )


def named(at: At, name: str) -> str:
    return f"{where(at)} {name}"


class _Told:
    """An exchange, part by part; each difference is told once, below the line that it is about."""

    def __init__(self, played: PlayedExchange, lang: Lang) -> None:
        self.played, self.lang = played, lang
        self.left = list(played.differences)

    def parts(self) -> Iterator[Part]:
        line = self.played.exchange.line
        yield _part("act", str(line.at.line), line.raw[0].strip())
        for pair in self.played.pairs:
            yield from self.paired(pair)
        for check in self.played.exchange.checks:
            yield from self.checked(check.line)
        yield from self.red(list(self.left))

    def paired(self, pair: Pair) -> Iterator[Part]:
        expected, replies = pair
        yield from map(_reply, replies)
        if expected is not None:
            yield from self.checked(expected.line)
            for check in expected.checks:
                yield from self.checked(check.line)

    def checked(self, line: Line) -> Iterator[Part]:
        wrong = [one for one in self.left if one.at == line.at]
        yield _part("check", "✗" if wrong else "✓", "\n".join(one.strip() for one in line.raw))
        yield from self.red(wrong)

    def red(self, wrong: list[Difference]) -> Iterator[Part]:
        for one in wrong:
            self.left.remove(one)
            yield _part("red", "", "\n".join(difference_lines(one, self.lang)))


def _reply(reply: Reply) -> Part:
    ids = " + ".join(f"@{one}" for one in ids_of(reply))
    buttons = [button_name(one.code, one.label) for row in reply.buttons for one in row]
    return Part(kind="bot", above=ids, text=reply.text, buttons=buttons)


def _part(kind: str, above: str, text: str) -> Part:
    return Part(kind=kind, above=above, text=text, buttons=[])
