"""What the tests of faults try, at full length: kills, workers, a database that is away for a minute, a full disk."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.row import Row
from tests.faults.killing import Survived, survive
from tests.faults.outages import DRAIN_SECONDS, locked, stopped, upgrade_conversation
from tests.faults.workers import feed
from tests.support.databases import new_database, started_server

KILLS = 500
AWAY_SECONDS = 60.0
SMALL_DISK = "mount -t tmpfs -o size=1m none {0} && exec {1} -m tests.faults.filling {0}"


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


def away() -> list[Row]:
    server = started_server()
    with TemporaryDirectory() as one, TemporaryDirectory() as two:
        url = new_database("sqlite", Path(one))
        locked_for = asyncio.run(upgrade_conversation(url, Path(one), locked(url), AWAY_SECONDS))
        stopped_for = asyncio.run(
            upgrade_conversation(str(server.get_uri()), Path(two), stopped(server), AWAY_SECONDS)
        )
    return [
        Row(
            f"{kind} for {AWAY_SECONDS:.0f} s",
            "nothing lost, drained in ≤ 30 s",
            f"drained in {taken:.1f} s",
            "",
            taken <= DRAIN_SECONDS,
        )
        for kind, taken in (("SQLite locked", locked_for), ("PostgreSQL down", stopped_for))
    ]


def small_disk() -> Row:
    """On a file system of a megabyte, where the machine lets us make one."""
    with TemporaryDirectory() as folder:
        command = ["unshare", "-rm", "sh", "-c", SMALL_DISK.format(folder, sys.executable)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    told = f"{done.stdout.strip()} kept, read and gone on from" if done.returncode == 0 else done.stderr[-80:]
    return Row("a full disk of 1 MB", "every acknowledged row readable", told, "", done.returncode == 0)
