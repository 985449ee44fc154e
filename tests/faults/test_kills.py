"""The real process, killed again and again while people talk: no answer lost, no step doubled, one message repeated at most."""

from pathlib import Path

import pytest

from tests.faults import killing_the_web
from tests.faults.killing import survive
from tests.support.databases import new_database
from tests.support.sizes import full

KILLS, KILLS_ON_THE_WEB = full(6, 500), full(4, 500)


@pytest.mark.parametrize(("kind", "webhook"), [("sqlite", False), ("postgresql", True)])
def test_kills_cost_nobody_anything(tmp_path: Path, kind: str, webhook: bool) -> None:
    found = survive(tmp_path, new_database(kind, tmp_path), KILLS, webhook=webhook)
    assert (found.kills, found.lost, found.doubled) == (KILLS, 0, 0)
    assert found.most <= 1, "a kill repeated more than one message in a chat"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_kills_cost_nobody_on_the_web_anything(tmp_path: Path, kind: str) -> None:
    found = killing_the_web.survive(tmp_path, new_database(kind, tmp_path), KILLS_ON_THE_WEB)
    assert found.people >= killing_the_web.AT_ONCE
    assert (found.lost, found.doubled) == (0, 0)
