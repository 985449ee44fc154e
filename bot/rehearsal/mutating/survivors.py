"""What would catch a fault that no script notices: the first thing that it changes, as a check and as a script with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.core import Flow, Value, as_typed
from bot.rehearsal.mutating.fault import Fault
from bot.rehearsal.playing.play_run import PlayedExchange, PlayedRun, play_run
from bot.rehearsal.playing.reply_match import name_of
from bot.rehearsal.playing.sandbox import button_name
from bot.rehearsal.recording.acts_from_turns import NotRecordable
from bot.rehearsal.recording.attachments import SUFFIX, Attachments
from bot.rehearsal.recording.script_header import header_at
from bot.rehearsal.scripts.keywords import CHECKS, LINES
from bot.rehearsal.scripts.script import At, Run
from bot.rehearsal.scripts.tokens import with_values
from bot.rehearsal.scripts.wording import COLON, check_lines, word


@dataclass(frozen=True, slots=True)
class Survivor:
    """A fault that no script notices. With `check` below its line `at` a script would, and `script` is one that has
    no more than that; neither where nothing is seen of the fault."""

    fault: Fault
    walked_by: int
    at: At | None = None
    check: str = ""
    script: str = ""


def survivor(flow: Flow, fault: Fault, walked_by: int, compared: list[PlayedRun]) -> Survivor:
    """`compared` are runs that were played with the fault in them."""
    for wrong in compared:
        right = play_run(flow, wrong.run)
        found = next(_changed(right, wrong), None)
        if found is not None:
            exchange, at, named, check = found
            script = _skeleton(flow, fault, right.run, exchange, [named, *check])
            return Survivor(fault, walked_by, at, "\n".join(check) or named, script)
    return Survivor(fault, walked_by)


_Change = tuple[PlayedExchange, At, str, list[str]]
"""The exchange in which something becomes another thing, its line, how the reply is named, and what would look at it."""


def _changed(right: PlayedRun, wrong: PlayedRun) -> Iterator[_Change]:
    spoken, lang = right.run.script.spoken, right.run.lang
    for one, other in zip(right.exchanges, wrong.exchanges, strict=False):
        for (expected, replies), (_, others) in zip(one.pairs, other.pairs, strict=False):
            for reply, was in zip(replies, others, strict=False):
                at = expected.line.at if expected is not None else one.exchange.line.at
                named = f"{word(LINES, 'bot', spoken)}{COLON[spoken]}{name_of(reply)}"
                if reply.text != was.text:
                    line = f"…{_line_in(reply.text, was.text)}…"
                    yield one, at, named, check_lines("text", line, spoken, only=lang, negated=False)
                buttons = [
                    [button_name(button.code, button.label) for row in each.buttons for button in row]
                    for each in (reply, was)
                ]
                if buttons[0] != buttons[1]:
                    yield one, at, named, [f"  {word(CHECKS, 'buttons', spoken)}: {' | '.join(buttons[0])}"]
                if name_of(reply) != name_of(was):
                    yield one, at, named, []
    if not right.exchanges:
        return
    kept, lost = _answers(right), _answers(wrong)
    key = next((key for key, value in kept.items() if lost.get(key) != value), None)
    if key is not None:
        last = right.exchanges[-1]
        check = f"  {word(CHECKS, 'data', spoken)}: {key} = {as_typed(kept[key])}"
        yield last, last.exchange.line.at, f"{word(LINES, 'bot', spoken)}{COLON[spoken]}…", [check]


def _answers(played: PlayedRun) -> Mapping[str, Value]:
    return played.turns[-1].turn.conversation.answers if played.turns else {}


def _line_in(text: str, other: str) -> str:
    """The first line that is not in the other text."""
    lines = other.split("\n")
    return next((line for line in text.split("\n") if line not in lines), text)


def _skeleton(flow: Flow, fault: Fault, run: Run, exchange: PlayedExchange, lines: list[str]) -> str:
    """A script that begins where the exchange does; empty where its answers alone do not lead there."""
    if not exchange.turns:
        return ""
    first, spoken = exchange.turns[0], run.script.spoken
    with TemporaryDirectory() as folder:
        attachments = Attachments(Path(folder) / f"one{SUFFIX}")
        try:
            header = header_at(
                flow,
                fault.name,
                first.before,
                first.at,
                run.consulate,
                spoken,
                attachments,
                exchange.after.files,
            )
            header.sandbox(flow, run.lang, attachments.script)
        except NotRecordable:
            return ""
    act = with_values("\n".join(exchange.exchange.line.raw), run.values)
    return "\n".join([*header.header((run.lang,)), act, *lines])
