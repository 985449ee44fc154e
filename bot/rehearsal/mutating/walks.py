"""The runs that a hunt plays, by what they come by: things of the dialog, values of the policy, and what functions are asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.core import Flow
from bot.rehearsal.coverage.walkable import walked_in
from bot.rehearsal.mutating.calls import Asked, Calls
from bot.rehearsal.mutating.remembered import forget, tables
from bot.rehearsal.playing.play_run import PlayedRun, play_in, play_run, sandbox_for
from bot.rehearsal.playing.start_point import trail
from bot.rehearsal.policy_values import values_said_in
from bot.rehearsal.scripts.runs import read_runs
from bot.rehearsal.scripts.script import Run, Unreadable

TABLES = -2
"""The part of the play in which tables are made that all runs may look into."""
MOST_PLAYED = 60
"""So many runs are played for a fault before it is looked at whether it changes anything."""


@dataclass(slots=True)
class Walks:
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


def walk_all(flow: Flow, scripts: Iterable[Path]) -> Walks:
    played = [one for run in _runs(flow, scripts) if not (one := play_run(flow, run)).differences]
    played.sort(key=lambda one: len(one.turns))
    walks = Walks([one.run for one in played])
    for number, one in enumerate(played):
        for place in (*walked_in(one.turns), *(f"policy:{name}" for name in values_said_in(flow, one.turns))):
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
