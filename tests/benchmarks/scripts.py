"""Complete scripts of 25 turns with all their checks, from their text to the last difference, in one process."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from bot.rehearsal.playing.play_run import play_run
from bot.rehearsal.scripts.expand import expand
from bot.rehearsal.scripts.grammar import read_scripts
from tests.benchmarks.row import Row
from tests.support.real_flow import FLOW

SCRIPT = Path(__file__).parents[1] / "scripts" / "humanitarian.chat.txt"
TURNS = 25
SECONDS = 3.0


def measure() -> Row:
    script = read_scripts(SCRIPT)[0]
    runs = [replace(run, exchanges=run.exchanges[:TURNS]) for run in expand(script)]
    count = 0
    start, played = perf_counter(), play_run(FLOW, runs[0])
    while perf_counter() - start < SECONDS:
        played = play_run(FLOW, runs[count % len(runs)])
        assert len(played.turns) == TURNS
        assert not played.differences
        count += 1
    rate = count / (perf_counter() - start)
    said = [reply.text for seen in played.turns for reply in seen.turn.replies]
    start = perf_counter()
    for _ in range(200):
        json.loads(json.dumps(said))
    peer = 200 / (perf_counter() - start)
    return Row(
        f"complete scripts of {TURNS} turns a second, all checks",
        "≥ 300/s",
        f"{rate:.0f}/s",
        f"1/{peer / rate:.0f} of JSON round trips of what is said",
        rate >= 300,
    )
