"""What people type is understood: every case file, here and beside the repository where there is one, goes
through the layer; and it bears whatever is sent."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.core import understanding
from bot.rehearsal.understanding.cases import Case, read_cases
from bot.rehearsal.understanding.judging import judged
from tests.support.not_run import NOT_RUN
from tests.support.real_flow import FLOW

OURS = sorted((Path(__file__).parents[1] / "cases").glob("*.json"))
BESIDE = [
    path
    for path in sorted((Path(__file__).parents[3] / "shared" / "cases").glob("*.json"))
    if path.name in ("typed.json", "pasted.json")
]
TODAY = date(2026, 11, 25)
SMALLEST_SHARE = 0.98


def counted(cases: list[Case]) -> tuple[list[str], list[str]]:
    """What was judged wrong, and what of it was stored in silence."""
    told = [judged(FLOW, case, case.today or TODAY) for case in cases]
    return [one.line() for one in told if one.is_right is False], [
        one.line() for one in told if one.is_silent
    ]


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_own_cases_are_all_right(path: Path) -> None:
    wrong, silent = counted(read_cases(path))
    assert (wrong, silent) == ([], [])


def test_the_case_files_beside_us_are_right(record_property: Callable[[str, object], None]) -> None:
    if not BESIDE:
        record_property(NOT_RUN, "the case files of others: there are none beside this folder")
    for path in BESIDE:
        cases = read_cases(path)
        wrong, silent = counted(cases)
        assert len(wrong) <= (1 - SMALLEST_SHARE) * len(cases), wrong
        assert silent == []


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        "没有" * 50_000,
        "E1234567 " * 11_000,
        "a@" * 50_000,
        "2027年1月" * 16_000,
        "A " * 50_000,
        "护照号" * 33_000,
        "\x00\ud800<b>" * 20_000,
        "? " * 50_000,
        "(" * 100_000,
        "is not " * 14_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_a_hundred_thousand_hostile_characters_go_through(text: str) -> None:
    for key in ("phone", "purpose", "refused_before", "interview_date", "school", "residence"):
        question = understanding.askable(FLOW).questions[key]
        understanding.understood(question, text, TODAY)
    understanding.facts_in(FLOW, text, TODAY)
    understanding.corrections_in(FLOW, text)
