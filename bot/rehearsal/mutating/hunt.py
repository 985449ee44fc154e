"""The hunt: each fault is planted, the scripts that walk there are played until one is red, and what survives
is told.

A survivor is told with the line that would catch it where a reply, a button or an answer becomes another one
and nobody looks.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic
from types import FrameType
from typing import Any

from bot.core import Flow, Value
from bot.rehearsal.coverage.walkable import walked_in
from bot.rehearsal.mutating.planting import WHERE, Planted, Unplantable, planted
from bot.rehearsal.playing.checks import shown
from bot.rehearsal.playing.play_run import PlayedRun, play_run
from bot.rehearsal.playing.reply_match import name_of
from bot.rehearsal.playing.sandbox import button_name
from bot.rehearsal.scripts.keywords import CHECKS
from bot.rehearsal.scripts.runs import read_runs
from bot.rehearsal.scripts.script import At, Run, Unreadable
from bot.rehearsal.scripts.wording import check_lines, word

LONGEST = 2.0
"""Seconds after which a run counts as red: a fault may make it go on for ever."""
MOST_PLAYED = 60
"""So many runs are played for a fault before it is looked at whether it changes anything."""
MOST_COMPARED = 8
"""So many runs are looked through for what a survivor changes."""


@dataclass(frozen=True, slots=True)
class Survivor:
    """A fault that no script notices. `at` is the script's line below which `check` would catch it, if anything is seen."""

    fault: Planted
    walked_by: int
    at: At | None = None
    check: str = ""


@dataclass(slots=True)
class Hunt:
    """`unwalked` are in what no script comes by, `left` were not tried for want of time."""

    caught: int = 0
    survivors: list[Survivor] = field(default_factory=list)
    unwalked: int = 0
    left: int = 0
    seconds: float = 0

    @property
    def tried(self) -> int:
        return self.caught + len(self.survivors)

    @property
    def seen(self) -> list[Survivor]:
        """Those that change something that could be checked."""
        return [one for one in self.survivors if one.at is not None]


@dataclass(slots=True)
class _Walks:
    """The green runs, the shortest first, by the functions and the things that they come by."""

    runs: list[Run] = field(default_factory=list)
    by: dict[object, list[int]] = field(default_factory=dict)

    def at(self, place: object) -> list[Run]:
        """At most so many, from as many scripts as there are, short ones and long ones."""
        numbers = self.by.get(place, [])
        firsts = sorted({self.runs[number].script.at: number for number in reversed(numbers)}.values())
        others = [number for number in numbers if number not in set(firsts)]
        apart = max(1, len(firsts) // MOST_PLAYED)
        chosen = [*firsts[::-apart][:MOST_PLAYED], *others][:MOST_PLAYED]
        return [self.runs[number] for number in sorted(chosen)]

    def others(self, place: object) -> list[Run]:
        """All the rest."""
        first = {id(run) for run in self.at(place)}
        return [self.runs[number] for number in self.by[place] if id(self.runs[number]) not in first]


def hunt(
    flow: Flow, scripts: Iterable[Path], seconds: float, seed: int = 0, only: tuple[str, ...] = ()
) -> Hunt:
    """Tries faults in a random order that `seed` fixes, until all are tried or the time is over; `only` of these operators."""
    found, start = Hunt(), monotonic()
    walks = _walks(flow, scripts)
    faults = [one for one in planted(flow) if not only or one.operator in only]
    Random(seed).shuffle(faults)
    for number, fault in enumerate(faults):
        if monotonic() - start > seconds:
            found.left = len(faults) - number
            break
        if fault.walked_as not in walks.by:
            found.unwalked += 1
        else:
            with suppress(Unplantable):
                _try(flow, fault, walks, found)
    found.seconds = monotonic() - start
    return found


def _try(flow: Flow, fault: Planted, walks: _Walks, found: Hunt) -> None:
    """A fault that changes what is said counts as a survivor only when no run at all that comes by is red."""
    runs = walks.at(fault.walked_as)
    compared: list[PlayedRun] = []
    with fault.plant(flow) as faulty:
        for run in runs:
            played = _played(faulty, run)
            if played is None or played.differences:
                found.caught += 1
                return
            if len(compared) < MOST_COMPARED:
                compared.append(played)
    survivor = _survivor(flow, fault, len(runs), compared)
    if survivor.at is not None:
        others = walks.others(fault.walked_as)
        with fault.plant(flow) as faulty:
            if any((played := _played(faulty, run)) is None or played.differences for run in others):
                found.caught += 1
                return
    found.survivors.append(survivor)


def _walks(flow: Flow, scripts: Iterable[Path]) -> _Walks:
    played = []
    for run in _runs(flow, scripts):
        lines: set[tuple[str, int]] = set()
        with _traced(lines):
            one = play_run(flow, run)
        if not one.differences:
            played.append((len(one.turns), run, lines, walked_in(one.turns)))
    walks = _Walks()
    for number, (_, run, lines, ids) in enumerate(sorted(played, key=lambda one: one[0])):
        walks.runs.append(run)
        for place in (*lines, *ids):
            walks.by.setdefault(place, []).append(number)
    return walks


def _runs(flow: Flow, scripts: Iterable[Path]) -> Iterator[Run]:
    for path in scripts:
        try:
            yield from read_runs(flow, path)
        except Unreadable:
            continue


@contextmanager
def _traced(lines: set[tuple[str, int]]) -> Iterator[None]:
    """Notes the lines of the dialog's own sources that are run."""

    def in_frame(frame: FrameType, _event: str, _argument: object) -> Any:
        lines.add((frame.f_code.co_filename, frame.f_lineno))
        return in_frame

    def called(frame: FrameType, event: str, argument: object) -> Any:
        return in_frame(frame, event, argument) if frame.f_code.co_filename.startswith(WHERE) else None

    sys.settrace(called)
    try:
        yield
    finally:
        sys.settrace(None)


class _TooLong(BaseException):
    """Passes through whatever a fault makes of exceptions."""


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    def over(_: int, __: FrameType | None) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _played(faulty: Flow, run: Run) -> PlayedRun | None:
    """None where the run does not come to its end."""
    try:
        with _at_most(LONGEST):
            return play_run(faulty, run)
    except (Exception, _TooLong):
        return None


# What would catch it


def _survivor(flow: Flow, fault: Planted, walked_by: int, compared: list[PlayedRun]) -> Survivor:
    for wrong in compared:
        change = _change(play_run(flow, wrong.run), wrong)
        if change is not None:
            return Survivor(fault, walked_by, *change)
    return Survivor(fault, walked_by)


def _change(right: PlayedRun, wrong: PlayedRun) -> tuple[At, str] | None:
    """The first thing that becomes another one: its line in the script, and the check that would look at it."""
    spoken, lang = right.run.script.spoken, right.run.lang
    for one, other in zip(right.exchanges, wrong.exchanges, strict=False):
        for (expected, replies), (_, others) in zip(one.pairs, other.pairs, strict=False):
            for reply, was in zip(replies, others, strict=False):
                at = expected.line.at if expected is not None else one.exchange.line.at
                if reply.text != was.text:
                    return at, "\n".join(
                        check_lines(
                            "text", f"…{_line_in(reply.text, was.text)}…", spoken, only=lang, negated=False
                        )
                    )
                codes = [
                    [button_name(button.code, button.label) for row in each.buttons for button in row]
                    for each in (reply, was)
                ]
                if codes[0] != codes[1]:
                    return at, f"  {word(CHECKS, 'buttons', spoken)}: {' | '.join(codes[0])}"
                if name_of(reply) != name_of(was):
                    return at, name_of(reply)
    kept, lost = _answers(right), _answers(wrong)
    key = next((key for key, value in kept.items() if lost.get(key) != value), None)
    if key is None:
        return None
    return right.exchanges[
        -1
    ].exchange.line.at, f"  {word(CHECKS, 'data', spoken)}: {key} = {shown(kept[key])}"


def _answers(played: PlayedRun) -> Mapping[str, Value]:
    return played.turns[-1].turn.conversation.answers if played.turns else {}


def _line_in(text: str, other: str) -> str:
    """The first line that is not in the other text."""
    lines = other.split("\n")
    return next((line for line in text.split("\n") if line not in lines), text)


# What is told


def report(found: Hunt) -> Iterator[str]:
    for one in sorted(found.survivors, key=lambda one: (one.at is None, one.fault.at)):
        fault = one.fault
        yield f"{fault.at}: {fault.operator}: {fault.was} → {fault.now}"
        if one.at is None:
            yield f"    nothing changes in the {one.walked_by} runs that come by here: walk it with other values"
        else:
            yield f"    {one.at.path}:{one.at.line} would be red with"
            yield from (f"    {line}" for line in one.check.splitlines())
    share = 100 * found.caught / max(1, found.caught + len(found.seen))
    yield (
        f"{found.tried} faults planted in {found.seconds:.0f} s: {found.caught} caught, {len(found.seen)} change what is said and are "
        f"not noticed, {len(found.survivors) - len(found.seen)} change nothing here; {found.unwalked} where no script comes by, {found.left} left. "
        f"{share:.1f} % of what can be seen is caught."
    )
