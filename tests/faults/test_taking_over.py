"""While somebody of the team has a conversation the bot is silent, and nobody's word is lost, doubled or overtaken, whatever is killed."""

from pathlib import Path

import pytest

from tests.faults.taking_over import race
from tests.support.databases import KINDS, new_database
from tests.support.sizes import full

MESSAGES, KILLS = full(90, 5000), full(4, 40)


@pytest.mark.parametrize("kind", KINDS)
def test_people_and_staff_at_once_with_kills(tmp_path: Path, kind: str) -> None:
    raced = race(tmp_path, new_database(kind, tmp_path), MESSAGES, KILLS)
    assert (raced.talks, raced.lost, raced.doubled, raced.out_of_order) == (0, 0, 0, 0)
    assert {"done", "overtaken"} <= raced.orders.keys()
