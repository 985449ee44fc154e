"""The hunt: each fault is planted, the scripts that walk there are played until one is red, and what survives
is told.

A survivor is told with the line that would catch it where a reply, a button or an answer becomes another one
and nobody looks.
"""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic
from types import FrameType

from bot.core import Flow, Value
from bot.rehearsal.coverage.walkable import walked_in
from bot.rehearsal.mutating.calls import Asked, Calls
from bot.rehearsal.mutating.planting import Planted, Unplantable, forget, planted, tables
from bot.rehearsal.playing.checks import shown
from bot.rehearsal.playing.play_run import PlayedRun, play_in, play_run, sandbox_for
from bot.rehearsal.playing.reply_match import name_of
from bot.rehearsal.playing.sandbox import button_name
from bot.rehearsal.playing.start_point import trail
from bot.rehearsal.scripts.keywords import CHECKS
from bot.rehearsal.scripts.runs import read_runs
from bot.rehearsal.scripts.script import At, Run, Unreadable
from bot.rehearsal.scripts.wording import check_lines, word

LONGEST = 2.0
"""Seconds after which a run counts as red: a fault may make it go on for ever."""
MOST_PLAYED = 60
"""So many runs are played for a fault before it is looked at whether it changes anything."""
TABLES = -2
"""The part of the play in which tables are made that all runs may look into."""
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
    """The green runs, the shortest first, by the things that they come by, and what functions were asked in them.

    It is asked in parts: what a run does itself has an odd number, and the way to its start, which later ones share,
    an even one.
    """

    runs: list[Run] = field(default_factory=list)
    by: dict[object, list[int]] = field(default_factory=dict)
    calls: Calls = field(default_factory=Calls)
    in_part: dict[int, list[int]] = field(default_factory=dict)

    def asked(self, asked: Iterable[Asked]) -> list[int]:
        return sorted({number for one in asked for part in one.parts for number in self.in_part[part]})

    def some(self, numbers: list[int]) -> list[int]:
        """At most so many, from as many scripts as there are, short ones and long ones."""
        firsts = sorted({self.runs[number].script.at: number for number in reversed(numbers)}.values())
        others = [number for number in numbers if number not in set(firsts)]
        apart = max(1, len(firsts) // MOST_PLAYED)
        return sorted([*firsts[::-apart][:MOST_PLAYED], *others][:MOST_PLAYED])


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
        with suppress(Unplantable):
            _try(flow, fault, walks, found)
    found.seconds = monotonic() - start
    return found


def _try(flow: Flow, fault: Planted, walks: _Walks, found: Hunt) -> None:
    """A fault that changes what is said counts as a survivor only when no run at all that comes by is red."""
    function, where = next(iter(fault.functions), None), fault.walked_as
    asked = walks.calls.at(function, where[1]) if function is not None and isinstance(where, tuple) else []
    if not asked and where not in walks.by:
        found.unwalked += 1
        return
    with fault.plant(flow) as faulty:
        if function is None:
            numbers, is_on_the_way = walks.by[where], False
        else:
            with suppress(TooLong), at_most(LONGEST):
                asked = walks.calls.otherwise(function, asked)
            numbers, is_on_the_way = walks.asked(asked), any(one.is_on_the_way for one in asked)
        with _ways_of_its_own(is_on_the_way):
            some = walks.some(numbers)
            compared: list[PlayedRun] = []
            for number in some:
                played = _played(faulty, walks.runs[number])
                if played is None or played.differences:
                    found.caught += 1
                    return
                if len(compared) < MOST_COMPARED:
                    compared.append(played)
    survivor = _survivor(flow, fault, len(numbers), compared)
    if survivor.at is not None:
        others = [walks.runs[number] for number in numbers if number not in set(some)]
        with fault.plant(flow) as faulty, _ways_of_its_own(is_on_the_way):
            if any((played := _played(faulty, run)) is None or played.differences for run in others):
                found.caught += 1
                return
    found.survivors.append(survivor)


@contextmanager
def _ways_of_its_own(is_on_the_way: bool) -> Iterator[None]:
    """Where a fault is met on the way to a start, no way is taken from others, nor left to them."""
    if not is_on_the_way:
        yield
        return
    trail.cache_clear()
    try:
        yield
    finally:
        trail.cache_clear()


def _walks(flow: Flow, scripts: Iterable[Path]) -> _Walks:
    played = [one for run in _runs(flow, scripts) if not (one := play_run(flow, run)).differences]
    played.sort(key=lambda one: len(one.turns))
    walks = _Walks([one.run for one in played])
    for number, one in enumerate(played):
        for place in walked_in(one.turns):
            walks.by.setdefault(place, []).append(number)
    with walks.calls.recorded(TABLES):
        for table in tables():
            table.cache_clear()
            table()
    walks.in_part[TABLES] = list(range(len(played)))
    trail.cache_clear()
    ways: dict[object, list[int]] = {}
    # The shortest way first: of a longer one only what it has more is asked again.
    for number in sorted(range(len(played)), key=lambda number: _begins_at(played[number])):
        run = walks.runs[number]
        ways.setdefault(_way(run), []).append(number)
        forget()
        with walks.calls.recorded(2 * number):
            sandbox = sandbox_for(flow, run)
        forget()
        with walks.calls.recorded(2 * number + 1):
            play_in(sandbox, run)
    for way in ways.values():
        for n, number in enumerate(way):
            walks.in_part[2 * number] = way[n:]
            walks.in_part[2 * number + 1] = [number]
    return walks


def _begins_at(played: PlayedRun) -> int:
    return played.turns[0].before.turn if played.turns else 0


def _way(run: Run) -> object:
    return run.lang, run.clock, run.has_team, run.consulate, tuple((key, value) for _, key, value in run.data)


def _runs(flow: Flow, scripts: Iterable[Path]) -> Iterator[Run]:
    for path in scripts:
        try:
            yield from read_runs(flow, path)
        except Unreadable:
            continue


class TooLong(BaseException):
    """Passes through whatever a fault makes of exceptions."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    def over(_: int, __: FrameType | None) -> None:
        raise TooLong

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
        with at_most(LONGEST):
            return play_run(faulty, run)
    except (Exception, TooLong):
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
