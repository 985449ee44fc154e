"""Random walks through the real dialog for a minute, each turn in both languages and held against every law."""

from __future__ import annotations

from time import perf_counter

from hypothesis import Phase, settings

from tests.benchmarks.row import Row
from tests.exploring.explorer import Broken
from tests.exploring.worlds import REAL
from tests.rehearsal.test_explorer import QUICK, walk

SECONDS = 60.0
DEEP = settings(QUICK, derandomize=False, max_examples=100, stateful_step_count=50, phases=[Phase.generate])


def measure() -> Row:
    turns, start, broken = 0, perf_counter(), ""
    while perf_counter() - start < SECONDS and not broken:
        try:
            turns += sum(len(one.sandbox.turns) for one in walk(REAL, DEEP))
        except Broken as found:
            # The script is what one wants of it.
            print(found)
            broken = found.law.replace("_", " ")
    rate = turns / (perf_counter() - start)
    return Row(
        f"random turns of the real dialog, {rate:.0f} a second, that break a law",
        "none",
        broken or f"none of {turns}",
        "",
        not broken,
    )
