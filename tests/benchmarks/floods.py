"""One person sends ten thousand messages while two hundred others talk: how long the others wait, with and without it."""

from __future__ import annotations

import asyncio
import time
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bot.assistant import Assistant
from bot.channels.telegram import client, receiver
from bot.store import Keys, Store
from tests.benchmarks.row import Row
from tests.fake_bot_api import FakeBotApi, running
from tests.support.real_flow import FLOW

OTHERS, EACH, FLOOD, AT_ONCE = 200, 10, 10_000, 100
GOAL = 1.2
NUMBERS = count(1)


def typed(chat: int, text: str) -> dict[str, Any]:
    number = next(NUMBERS)
    person = {"id": chat, "type": "private", "is_bot": False}
    message = {"message_id": number, "date": int(time.time()), "chat": person, "from": person, "text": text}
    return {"update_id": number, "message": message}


async def waited(folder: Path, flood: int) -> float:
    """The median of the others, in ms from when a message came until it was kept; they write over two seconds."""
    store = await Store.open(f"sqlite:///{folder / 'jiaji.sqlite3'}", Keys.read(folder / "keys"))
    took: list[float] = []
    with running(FakeBotApi()) as api:
        async with client("1:bench", api.url) as bot:
            receive = receiver(bot, Assistant([FLOW], store), store.vault.secret("buttons"))

            async def other(chat: int) -> None:
                await asyncio.sleep(chat / OTHERS * 0.2)
                for _ in range(EACH):
                    started = time.perf_counter()
                    await receive(typed(chat, "你好"))
                    took.append(time.perf_counter() - started)
                    await asyncio.sleep(0.2)

            async def flooding() -> None:
                for _ in range(flood // AT_ONCE):
                    await asyncio.gather(*(receive(typed(1, "help")) for _ in range(AT_ONCE)))
                    await asyncio.sleep(0.02)

            await asyncio.gather(flooding(), *(other(chat) for chat in range(2, OTHERS + 2)))
    await store.close()
    return median(took) * 1000


def measure() -> Row:
    ratios, with_it, without = [], 0.0, 0.0
    for _ in range(3):
        with TemporaryDirectory() as one, TemporaryDirectory() as other:
            without = asyncio.run(waited(Path(one), 0))
            with_it = asyncio.run(waited(Path(other), FLOOD))
        ratios.append(with_it / without)
    ratio = median(ratios)
    return Row(
        "what 200 others wait while one sends 10,000 messages",
        f"≤ {GOAL} × without it",
        f"{ratio:.2f} × ({with_it:.1f} ms)",
        f"{without:.1f} ms without it",
        ratio <= GOAL,
    )
