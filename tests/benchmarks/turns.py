"""take_turn on a conversation with thirty answers, against a JSON round trip of those answers."""

from __future__ import annotations

import json
from statistics import median
from time import perf_counter

from bot.conversation import Conversation, Incoming
from bot.engine import take_turn
from tests.real_flow import FLOW, way

ROUNDS = 2000


def _median(work: object) -> float:
    assert callable(work)
    taken = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return median(taken) * 1000


def measure() -> tuple[str, str, str, str]:
    steps = [one for one in way("study_f1", "en") if len(one[0].answers) == 30]
    conversation, incoming = steps[0]
    answers = {key: str(value) for key, value in conversation.answers.items()}

    def turn() -> None:
        _once(conversation, incoming)

    peer = _median(lambda: json.loads(json.dumps(answers)))
    found = _median(turn)
    return (
        "take_turn, 30 answers, median",
        "≤ 0.1 ms",
        f"{found:.3f} ms",
        f"{found / peer:.1f} × a JSON round trip of the answers ({peer:.3f} ms)",
    )


def _once(conversation: Conversation, incoming: Incoming) -> None:
    take_turn(FLOW, conversation, incoming)
