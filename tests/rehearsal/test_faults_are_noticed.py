"""Faults are planted in the real dialog, its policy, its words and its letter: the project's own scripts notice nearly all."""

from pathlib import Path

from bot.rehearsal.mutating import hunt, report
from tests.support.real_flow import FLOW
from tests.support.sizes import full

TESTS = Path(__file__).parents[1]
WORDING = TESTS / "wording" / "bot.wording.txt"
LEAST = 95
"""So many percent of what can be seen."""


def test_of_the_faults_that_can_be_seen_nearly_all_are_noticed_in_each_layer() -> None:
    folders = full(("eligibility", "letters", "questions"), (".",))
    scripts = sorted(path for one in folders for path in (TESTS / "scripts" / one).rglob("*.chat.txt"))
    found = hunt(FLOW, scripts, full(120, 7200), wording=[WORDING], most=full(15, None))
    for tally in found.tallies.values():
        assert tally.tried > 0
        assert tally.share >= full(85, LEAST), "\n".join(report(found))
