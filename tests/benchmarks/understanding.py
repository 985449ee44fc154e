"""The layer of understanding: one message, a pasted one, and 100,000 hostile characters against 10,000."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.core import understanding
from bot.rehearsal.understanding.cases import read_cases
from tests.benchmarks.row import Row
from tests.support.real_flow import FLOW

CASES = Path(__file__).parents[1] / "cases"
TODAY = date(2026, 11, 25)
HOSTILE = ("没有", "E1234567 ", "2027年1月", "a@", "is not ")


def _taken(key: str, text: str) -> float:
    """Seconds for a message at a question, the better of two."""
    question = understanding.askable(FLOW).questions[key]
    found = []
    for _ in range(2):
        start = perf_counter()
        understanding.understood(question, text, TODAY)
        understanding.facts_in(FLOW, text, TODAY)
        understanding.corrections_in(FLOW, text)
        found.append(perf_counter() - start)
    return min(found)


def measure() -> list[Row]:
    known = understanding.askable(FLOW).questions
    said = [
        (case.at, case.text)
        for case in read_cases(CASES / "said.json")
        if case.at is not None and case.at in known
    ]
    message = median(_taken(at, text) for at, text in said) * 1e3
    pasted = [case.text for case in read_cases(CASES / "pasted.json")]
    thousand = "\n".join(pasted)[:1000]
    paste = _taken("party", thousand) * 1e3
    ratio = max(
        _taken("party", one * (100_000 // len(one))) / _taken("party", one * (10_000 // len(one)))
        for one in HOSTILE
    )
    return [
        Row(
            "understanding a message, median",
            "≤ 0.3 ms",
            f"{message:.2f} ms",
            f"{len(said)} cases",
            message <= 0.3,
        ),
        Row(
            "looking through 1,000 pasted characters",
            "≤ 2 ms",
            f"{paste:.2f} ms",
            f"{paste / message:.0f} × a message",
            paste <= 2,
        ),
        Row(
            "100,000 hostile characters, worst of five",
            "≤ 12 × 10,000",
            f"{ratio:.1f} ×",
            "10,000 of the same",
            ratio <= 12,
        ),
    ]
