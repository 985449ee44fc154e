"""Durable turns a second: the whole path on SQLite FULL, 64 chats at once, against one naive transaction a turn."""

from __future__ import annotations

import asyncio
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.core import Reply
from tests.benchmarks.crowds import AT_ONCE, MESSAGES, bot, converse
from tests.benchmarks.peers.naive_store import NaiveBot
from tests.benchmarks.row import Row
from tests.support.real_flow import FLOW

ROUNDS = 3


async def _ours(folder: Path) -> float:
    async with bot(folder) as (assistant, outbox):
        start = perf_counter()
        await converse(assistant)
        await outbox.drain()
        return AT_ONCE * len(MESSAGES) / (perf_counter() - start)


async def _naive(folder: Path) -> float:
    async def nowhere(reply: Reply) -> None:
        pass

    peer, numbers = NaiveBot(FLOW, folder / "naive.sqlite3", nowhere), count(1)
    await peer.start()
    line = asyncio.Semaphore(1)

    async def one(address: str) -> None:
        for incoming in MESSAGES:
            # SQLite has one writer; waiting for it in line is kinder to this peer than its busy timeout.
            async with line:
                await peer.hear(next(numbers), address, incoming)

    start = perf_counter()
    await asyncio.gather(*(one(str(number)) for number in range(AT_ONCE // 4)))
    rate = AT_ONCE // 4 * len(MESSAGES) / (perf_counter() - start)
    await peer.close()
    return rate


def measure() -> Row:
    ours, naive = [], []
    for _ in range(ROUNDS):
        with TemporaryDirectory() as folder:
            ours.append(asyncio.run(_ours(Path(folder))))
            naive.append(asyncio.run(_naive(Path(folder))))
    found, peer = median(ours), median(naive)
    return Row(
        f"durable turns a second, {AT_ONCE} chats at once",
        "≥ 3000/s, ≥ 5 ×",
        f"{found:.0f}/s",
        f"{found / peer:.1f} × one naive transaction a turn ({peer:.0f}/s)",
        found >= 3000 and found >= 5 * peer,
    )
