"""Whole conversations through the player in one process, against the JSON round trips of their transcripts."""

from __future__ import annotations

import json
from time import perf_counter

from bot.rehearsal.personas.persona import read_persona
from bot.rehearsal.personas.player import play
from tests.benchmarks.row import Row
from tests.support.real_flow import FLOW, PERSONAS

NAMES = ("study_f1", "business", "humanitarian")
ROUNDS = 60


def measure() -> Row:
    personas = [read_persona(PERSONAS / f"{name}.toml") for name in NAMES]
    transcripts = []
    for persona in personas:
        assert persona.today is not None
        played = play(FLOW, persona, "zh", persona.today)
        assert played.letter is not None
        transcripts.append(played.transcript)
    start = perf_counter()
    for round_ in range(ROUNDS):
        persona = personas[round_ % len(personas)]
        assert persona.today is not None
        play(FLOW, persona, "zh" if round_ % 2 else "en", persona.today)
    rate = ROUNDS / (perf_counter() - start)
    start = perf_counter()
    for round_ in range(ROUNDS):
        json.loads(json.dumps(transcripts[round_ % len(transcripts)]))
    peer = ROUNDS / (perf_counter() - start)
    return Row(
        "complete conversations a second (play)",
        "≥ 150/s",
        f"{rate:.0f}/s",
        f"1/{peer / rate:.0f} of JSON round trips of a transcript",
        rate >= 150,
    )
