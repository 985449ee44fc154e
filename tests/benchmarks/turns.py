"""take_turn on a conversation with thirty answers, against a JSON round trip of those answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from statistics import median
from time import perf_counter

from bot.core import Conversation, Incoming, take_turn
from tests.benchmarks.row import Row
from tests.support.real_flow import FLOW, way

ROUNDS = 2000


def _median(prepare: Callable[[], Callable[[], object]]) -> float:
    taken = []
    for _ in range(ROUNDS):
        work = prepare()
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return median(taken) * 1000


def _loaded(conversation: Conversation, incoming: Incoming) -> Callable[[], object]:
    """The turn of a conversation just loaded: nothing that was derived from it before is at hand."""
    fresh = replace(conversation, answers=dict(conversation.answers))
    return partial(take_turn, FLOW, fresh, incoming)


def measure() -> Row:
    steps = [one for one in way("study_f1", "en") if 28 <= len(one[0].answers) <= 32]
    answers = {key: str(value) for key, value in steps[0][0].answers.items()}
    found = median(_median(partial(_loaded, *step)) for step in steps)
    peer = _median(lambda: lambda: json.loads(json.dumps(answers)))
    return Row(
        "take_turn, about 30 answers, median",
        "≤ 0.1 ms",
        f"{found:.3f} ms",
        f"{found / peer:.1f} × a JSON round trip of the answers ({peer:.3f} ms)",
        found <= 0.1,
    )
