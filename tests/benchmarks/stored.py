"""What a million stored conversations cost: a turn, and the start."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time, sleep, time

from tests.benchmarks.crowds import AT_ONCE, MESSAGES, bot, converse
from tests.benchmarks.processes import processor_seconds
from tests.benchmarks.row import Row
from tests.fake_bot_api import FakeBotApi, running

FEW, MANY = 100, 1_000_000
ROUNDS = 5
NOISE = os.urandom(1 << 20)
"""Sealed values look like this."""


def _noise(number: int, size: int) -> bytes:
    at = number * 37 % (len(NOISE) - size)
    return number.to_bytes(8, "big") + NOISE[at : at + size - 8]


def _strangers(count: int, now: int) -> Iterator[tuple[object, ...]]:
    for number in range(count):
        yield (
            f"s{number:07}",
            "bench",
            _noise(number, 16),
            _noise(number, 40),
            "expedited_interview",
            "asking",
            "zh",
            _noise(number, 700),
            12,
            now,
            now + 86_400_000,
            None,
        )


def _messages(count: int, now: int) -> Iterator[tuple[object, ...]]:
    for number in range(count):
        for place in (0, 1):
            yield f"s{number:07}", 12, place, "bench", _noise(number, 200), now, now, None, None, 0, 0, 0


def _fill(folder: Path, count: int) -> None:
    """Conversations of strangers with their last two messages and their update, past the Store, as that is quicker."""
    now = int(time() * 1000)
    with closing(sqlite3.connect(folder / "jiaji.sqlite3", isolation_level=None)) as database:
        database.execute("PRAGMA synchronous=OFF")
        database.execute("BEGIN")
        master = str(database.execute("SELECT master FROM secrets").fetchone()[0])
        for table, rows in (
            ("conversations", _strangers(count, now)),
            ("data_keys", ((f"s{number:07}", master, _noise(number, 61), now) for number in range(count))),
            ("transcript", _messages(count, now)),
            ("received", (("bench", f"s{number}", now) for number in range(count))),
        ):
            width = len(database.execute(f"PRAGMA table_info({table})").fetchall())
            database.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * width)})", rows)
        database.execute("COMMIT")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


async def _made(folder: Path, count: int) -> None:
    async with bot(folder):
        pass
    await asyncio.to_thread(_fill, folder, count)


async def _a_turn(folder: Path) -> float:
    """Seconds of processor time."""
    async with bot(folder) as (assistant, outbox):
        start = process_time()
        await converse(assistant)
        await outbox.drain()
        return (process_time() - start) / (AT_ONCE * len(MESSAGES))


def _start(folder: Path) -> tuple[float, float]:
    """Seconds from nothing to the first question for updates: of processor time, and by the clock."""
    with running(FakeBotApi()) as api:
        environment = {
            **os.environ,
            "JIAJI_DATA": str(folder),
            "JIAJI_TELEGRAM_TOKEN": "1:test",
            "JIAJI_TELEGRAM_API": api.url,
        }
        begun = time()
        with subprocess.Popen([sys.executable, "-m", "bot", "run"], env=environment) as process:
            while "getUpdates" not in api.calls:
                sleep(0.005)
            taken = processor_seconds(process.pid), time() - begun
            process.terminate()
    return taken


def measure() -> list[Row]:
    with TemporaryDirectory() as few, TemporaryDirectory() as many:
        asyncio.run(_made(Path(few), FEW))
        asyncio.run(_made(Path(many), MANY))
        pairs = [[asyncio.run(_a_turn(Path(folder))) for folder in (few, many)] for _ in range(ROUNDS)]
        ratio = median(with_many / with_few for with_few, with_many in pairs)
        starts = [[_start(Path(folder)) for folder in (few, many)] for _ in range(3)]
    few_ready, many_ready = zip(*starts, strict=True)
    (with_few, _), (with_many, by_clock) = (
        map(median, zip(*one, strict=True)) for one in (few_ready, many_ready)
    )
    turn = median(with_many for _, with_many in pairs)
    return [
        Row(
            f"a turn with {MANY:,} stored conversations",
            "≤ 1.05 ×",
            f"{turn * 1e6:.0f} µs",
            f"{ratio:.2f} × with {FEW}",
            ratio <= 1.05,
        ),
        Row(
            f"start to ready with {MANY:,}",
            "≤ 2 s",
            f"{with_many:.2f} s of processor time, {by_clock:.2f} s by the clock",
            f"{with_many / with_few:.2f} × with {FEW} ({with_few:.2f} s)",
            with_many <= 2,
        ),
    ]
