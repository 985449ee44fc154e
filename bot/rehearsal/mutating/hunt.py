"""The hunt: each fault is planted, the scripts that walk there are played until one is red, and what survives is kept.

Where a fault is another wording than the accepted one, that is red, and no script is played.
"""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic
from types import FrameType, FunctionType
from typing import get_args

from bot.core import Flow
from bot.rehearsal.coverage.wording import accepted_in
from bot.rehearsal.mutating.calls import Asked
from bot.rehearsal.mutating.fault import Fault, Layer, Unplantable
from bot.rehearsal.mutating.planting import planted
from bot.rehearsal.mutating.survivors import Survivor, survivor
from bot.rehearsal.mutating.walks import Walks, walk_all
from bot.rehearsal.playing.play_run import PlayedRun, play_run
from bot.rehearsal.playing.start_point import trail
from bot.rehearsal.scripts.script import Run

LONGEST = 2.0
"""Seconds after which a run counts as red: a fault may make it go on for ever."""
MOST_COMPARED = 8
"""So many runs are looked through for what a survivor changes."""


@dataclass(slots=True)
class Tally:
    """What became of the faults of a layer; `unwalked` are in what no script comes by."""

    by_scripts: int = 0
    by_wording: int = 0
    survivors: list[Survivor] = field(default_factory=list)
    unwalked: int = 0

    @property
    def seen(self) -> list[Survivor]:
        """Those that change something that could be checked."""
        return [one for one in self.survivors if one.at is not None]

    @property
    def caught(self) -> int:
        return self.by_scripts + self.by_wording

    @property
    def tried(self) -> int:
        return self.caught + len(self.survivors)

    @property
    def share(self) -> float:
        """How many percent of what can be seen is caught."""
        return 100 * self.caught / max(1, self.caught + len(self.seen))


@dataclass(slots=True)
class Hunt:
    """`left` were not tried for want of time."""

    tallies: dict[Layer, Tally] = field(default_factory=lambda: {layer: Tally() for layer in get_args(Layer)})
    left: int = 0
    seconds: float = 0

    @property
    def survivors(self) -> list[Survivor]:
        return [one for tally in self.tallies.values() for one in tally.survivors]

    @property
    def tried(self) -> int:
        return sum(tally.tried for tally in self.tallies.values())


def hunt(
    flow: Flow,
    scripts: Iterable[Path],
    seconds: float,
    *,
    wording: Iterable[Path] = (),
    seed: int = 0,
    only: tuple[str, ...] = (),
    most: int | None = None,
) -> Hunt:
    """Tries faults in a random order that `seed` fixes, until all or `most` of each layer are tried or the time is over; `only`
    of these operators. `wording` are the files of what was accepted."""
    found, walks, start = Hunt(), walk_all(flow, scripts), monotonic()
    accepted = frozenset(block for path in wording for block in accepted_in(path.read_text("utf-8")))
    faults = [one for one in planted(flow) if not only or one.operator in only]
    Random(seed).shuffle(faults)
    for number, fault in enumerate(faults):
        if monotonic() - start > seconds:
            found.left = len(faults) - number
            break
        tally = found.tallies[fault.layer]
        if tally.tried == most:
            continue
        if fault.accepted in accepted:
            tally.by_wording += 1
            continue
        with suppress(Unplantable):
            _try(flow, fault, walks, tally)
    found.seconds = monotonic() - start
    return found


def _try(flow: Flow, fault: Fault, walks: Walks, tally: Tally) -> None:
    """A fault that changes what is said counts as a survivor only when no run at all that comes by is red. Raises
    Unplantable."""
    asked = {one: walks.calls.at(one, fault.line) for one in fault.functions}
    said = walks.by.get(fault.walked_as, [])
    if not said and not any(asked.values()):
        tally.unwalked += 1
        return
    with fault.plant(flow) as faulty:
        otherwise = [one for each in asked.items() for one in _otherwise(walks, *each)]
        numbers = sorted({*said, *walks.asked(otherwise)})
        is_on_the_way = any(one.is_on_the_way for one in otherwise)
        with _ways_of_its_own(is_on_the_way):
            some = walks.some(numbers)
            compared: list[PlayedRun] = []
            for number in some:
                played = _played(faulty, walks.runs[number])
                if played is None or played.differences:
                    tally.by_scripts += 1
                    return
                if len(compared) < MOST_COMPARED:
                    compared.append(played)
    left = survivor(flow, fault, len(numbers), compared)
    if left.at is not None:
        others = [walks.runs[number] for number in numbers if number not in set(some)]
        with fault.plant(flow) as faulty, _ways_of_its_own(is_on_the_way):
            if any((played := _played(faulty, run)) is None or played.differences for run in others):
                tally.by_scripts += 1
                return
    tally.survivors.append(left)


def _otherwise(walks: Walks, function: FunctionType, asked: list[Asked]) -> list[Asked]:
    with suppress(TooLong), at_most(LONGEST):
        return walks.calls.otherwise(function, asked)
    return asked


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
