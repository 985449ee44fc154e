"""What the tests of faults try, at full length: five hundred kills, forty thousand updates on sixteen workers."""

from __future__ import annotations

import asyncio
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.row import Row
from tests.databases import new_database
from tests.faults.killing import Survived, survive
from tests.faults.workers import feed

KILLS = 500


def _survived(kind: str, webhook: bool) -> Survived:
    with TemporaryDirectory() as folder:
        return survive(Path(folder), new_database(kind, Path(folder)), KILLS, webhook=webhook)


def kills() -> list[Row]:
    """On both databases at once."""
    ways = (("sqlite", False), ("postgresql", True))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(_survived, *zip(*ways, strict=True)))
    return [
        Row(
            f"{KILLS} kills, {kind}, {'webhook' if webhook else 'polling'}",
            "0 lost, 0 doubled, ≤ 1 repeated a kill and chat",
            f"{one.lost} lost, {one.doubled} doubled, ≤ {one.most} repeated",
            f"{one.messages} messages, {one.repeated} repeats in all",
            not one.lost and not one.doubled and one.most <= 1,
        )
        for (kind, webhook), one in zip(ways, found, strict=True)
    ]


def workers() -> Row:
    with TemporaryDirectory() as folder:
        found = asyncio.run(feed(Path(folder), workers=16, updates=40_000, people=500))
    return Row(
        f"16 workers, {found.updates:,} updates, PostgreSQL",
        "0 lost, 0 inversions",
        f"{found.lost} lost, {found.inversions} inversions",
        f"{found.doubled} doubled, {found.refused} tried again",
        not found.lost and not found.inversions,
    )
