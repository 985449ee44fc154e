"""take_turn on a conversation with about thirty answers, typed and tapped, against a JSON round trip of those answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from statistics import median
from time import perf_counter

from bot.core import Conversation, Incoming, Reply, Tap, take_turn
from tests.benchmarks.row import Row
from tests.support.real_flow import FLOW, way

ROUNDS = 2000
ANSWERS = range(28, 33)


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


def _tapped(shown: Reply, typed: Incoming, conversation: str) -> Incoming | None:
    """The same answer by its button, where it has one."""
    codes = [button.code for row in shown.buttons for button in row]
    if typed.text not in codes:
        return None
    return Incoming(typed.at, tap=Tap(conversation, shown.prompt_id, shown.turn, typed.text))


def measure() -> list[Row]:
    steps = way("study_f1", "en")
    near = [number for number, step in enumerate(steps) if len(step[0].answers) in ANSWERS]
    answers = {key: str(value) for key, value in steps[near[0]][0].answers.items()}
    peer = _median(lambda: lambda: json.loads(json.dumps(answers)))
    typed = [steps[number] for number in near]
    tapped = [
        (conversation, tap)
        for number in near
        for conversation, said in (steps[number],)
        if (tap := _tapped(take_turn(FLOW, *steps[number - 1]).replies[-1], said, conversation.id))
        is not None
    ]
    return [_row("typed", typed, peer), _row("tapped", tapped, peer)]


def _row(how: str, steps: list[tuple[Conversation, Incoming]], peer: float) -> Row:
    found = median(_median(partial(_loaded, *step)) for step in steps)
    return Row(
        f"take_turn, about 30 answers, {how}, median",
        "≤ 0.1 ms",
        f"{found:.3f} ms",
        f"{found / peer:.1f} × a JSON round trip of the answers ({peer:.3f} ms)",
        found <= 0.1,
    )
