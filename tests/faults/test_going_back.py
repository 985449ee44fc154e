"""An upgrade and the way back while people talk to two bots: everybody is answered, and only what the runbook says is gone."""

from collections.abc import Callable
from pathlib import Path

from tests.faults.going_back import go_back
from tests.support.nginx import must_be_here
from tests.support.programs import ROOT, Program, program

SECONDS = 10.0


def test_everybody_is_answered_through_an_upgrade_and_the_way_back(
    began: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    must_be_here(record_property)
    old = program(f"{began}^", tmp_path, "")
    found = go_back(tmp_path, old, Program(ROOT, {}), SECONDS)
    assert (found.unanswered, found.lost, found.set_aside) == (0, 0, 0)
    assert found.forgotten, "nobody talked to the newer program"
