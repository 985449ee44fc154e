"""Durable turns a second: the whole path, each commit on the disk, 64 chats at once, against one naive transaction a turn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager, nullcontext
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from bot.core import Reply
from tests.benchmarks.crowds import AT_ONCE, MESSAGES, bot, converse
from tests.benchmarks.peers.naive_store import NaiveBot
from tests.benchmarks.row import Row
from tests.support.databases import new_database
from tests.support.real_flow import FLOW

ROUNDS = 3
GOALS = {"sqlite": 12, "postgresql": 8}


async def _ours(folder: Path, url: str) -> float:
    async with bot(folder, url) as (assistant, outbox):
        start = perf_counter()
        await converse(assistant)
        await outbox.drain()
        return AT_ONCE * len(MESSAGES) / (perf_counter() - start)


async def _naive(folder: Path, url: str) -> float:
    async def nowhere(reply: Reply) -> None:
        pass

    peer, numbers = NaiveBot(FLOW, url, nowhere), count(1)
    await peer.start()
    # SQLite has one writer; waiting for it in line is kinder to this peer than its busy timeout.
    line: AbstractAsyncContextManager[Any] = (
        asyncio.Semaphore(1) if url.startswith("sqlite") else nullcontext()
    )

    async def one(address: str) -> None:
        for incoming in MESSAGES:
            async with line:
                await peer.hear(next(numbers), address, incoming)

    start = perf_counter()
    await asyncio.gather(*(one(str(number)) for number in range(AT_ONCE // 4)))
    rate = AT_ONCE // 4 * len(MESSAGES) / (perf_counter() - start)
    await peer.close()
    return rate


def _rate(of: Callable[[Path, str], Coroutine[Any, Any, float]], kind: str) -> float:
    """On a new database."""
    with TemporaryDirectory() as folder:
        return asyncio.run(of(Path(folder), new_database(kind, Path(folder))))


def measure() -> list[Row]:
    return [_row(kind, goal) for kind, goal in GOALS.items()]


def _row(kind: str, goal: int) -> Row:
    pairs = [(_rate(_ours, kind), _rate(_naive, kind)) for _ in range(ROUNDS)]
    found, peer = (median(column) for column in zip(*pairs, strict=True))
    ratio = median(ours / naive for ours, naive in pairs)
    return Row(
        f"durable turns a second on {kind}, {AT_ONCE} chats at once",
        f"≥ {goal} ×",
        f"{found:.0f}/s",
        f"{ratio:.1f} × one naive transaction a turn ({peer:.0f}/s)",
        ratio >= goal,
    )
