"""An update as parsed JSON becomes a Received, against python-telegram-bot's own reading of it."""

from __future__ import annotations

import asyncio
from time import perf_counter

from telegram import Update

from bot.channels.telegram.buttons import callback_data
from bot.channels.telegram.reading import read
from bot.core import CleanFile, Mistake, Tap
from tests.benchmarks.row import Row
from tests.fake_bot_api import FakeBotApi

KEY = b"k" * 32
ROUNDS = 10_000


async def _fetch(file_id: str) -> tuple[CleanFile, ...] | Mistake:
    raise AssertionError("no file here")


async def _read(updates: list[dict[str, object]]) -> None:
    for update in updates:
        assert await read(update, _fetch, KEY) is not None


def measure() -> Row:
    person = FakeBotApi().person()
    message = person.types("E12345678")
    data = callback_data(KEY, "7001", Tap("c0ffee00", "0a1b2c", 3, "yes"))
    query = {"id": "77", "from": person.user, "chat_instance": "1", "data": data}
    tap = {"update_id": 2, "callback_query": {**query, "message": message["message"]}}
    updates = [message, tap] * (ROUNDS // 2)
    start = perf_counter()
    asyncio.run(_read(updates))
    found = (perf_counter() - start) / ROUNDS * 1e6
    start = perf_counter()
    for update in updates:
        Update.de_json(update, None)
    peer = (perf_counter() - start) / ROUNDS * 1e6
    return Row(
        "reading an update, message and tap, buttons verified",
        "≤ 0.25 × PTB's",
        f"{found:.1f} µs",
        f"{found / peer:.2f} × Update.de_json alone ({peer:.0f} µs)",
        found <= 0.25 * peer,
    )
