"""Sixteen workers on one PostgreSQL lose nothing, double nothing and keep each queue's order."""

from pathlib import Path

from tests.faults.workers import feed


async def test_sixteen_workers_lose_nothing_and_keep_the_order(tmp_path: Path) -> None:
    found = await feed(tmp_path, workers=16, updates=4000, people=50)
    assert (found.updates, found.lost, found.doubled, found.inversions) == (4000, 0, 0, 0)
