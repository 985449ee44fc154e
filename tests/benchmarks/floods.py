"""One person sends without end while many others talk: how long the others wait, with and without it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.parse import urlencode

from bot.assistant import Assistant, Outbox, Pace
from bot.channels.channel import Watch
from bot.channels.telegram import client, receiver
from bot.channels.web import CHANNEL, Site, web
from bot.serving.http import site
from bot.store import Keys, Store
from tests.benchmarks.row import Row
from tests.fake_bot_api import FakeBotApi, running
from tests.support.calling import Call
from tests.support.real_flow import FLOW

EACH, AT_ONCE = 10, 100
GOAL = 1.2
NUMBERS = count(1)
URL = "https://jiaji.example"
Say = Callable[[int, str], Awaitable[object]]
"""Returns once what that person said is kept, and on the web answered, or refused."""
Way = Callable[[Store], AbstractAsyncContextManager[Say]]


def typed(chat: int, text: str) -> dict[str, Any]:
    number = next(NUMBERS)
    person = {"id": chat, "type": "private", "is_bot": False}
    message = {"message_id": number, "date": int(time.time()), "chat": person, "from": person, "text": text}
    return {"update_id": number, "message": message}


class Flood(NamedTuple):
    """So many messages, a hundred at once, with so many seconds between."""

    messages: int
    pause: float


@asynccontextmanager
async def by_telegram(store: Store) -> AsyncIterator[Say]:
    with running(FakeBotApi()) as api:
        async with client("1:bench", api.url) as bot:
            receive = receiver(bot, Assistant([FLOW], store), store.vault.secret("buttons"))
            yield lambda chat, text: receive(typed(chat, text))


@asynccontextmanager
async def by_the_web(store: Store) -> AsyncIterator[Say]:
    channel = web(store, FLOW, Site(URL, proxies=1))
    outbox = Outbox(store, CHANNEL, channel.send, Pace(0, 0))
    reception = channel.reception(
        channel.receiver(Assistant([FLOW], store, outbox.push)), Watch(lambda _: None, lambda _: None)
    )
    app = site(reception.routes)

    def say(person: int, text: str) -> Awaitable[object]:
        body = urlencode({"text": text}).encode()
        headers = {
            "Accept": "application/json",
            "Content-Length": str(len(body)),
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"jiaji={person:043}",
            "Origin": URL,
            "X-Forwarded-For": f"192.0.2.{person}",
        }
        return Call([body], headers, path="/say").to(app)

    yield say
    await outbox.close()


async def waited(folder: Path, flood: Flood, others: int, way: Way) -> float:
    """The median of the others, in ms; they write over two seconds."""
    store = await Store.open(f"sqlite:///{folder / 'jiaji.sqlite3'}", Keys.read(folder / "keys"))
    took: list[float] = []
    async with way(store) as say:

        async def other(chat: int) -> None:
            await asyncio.sleep(chat / others * 0.2)
            for _ in range(EACH):
                started = time.perf_counter()
                await say(chat, "你好")
                took.append(time.perf_counter() - started)
                await asyncio.sleep(0.2)

        async def flooding() -> None:
            for _ in range(flood.messages // AT_ONCE):
                await asyncio.gather(*(say(1, "help") for _ in range(AT_ONCE)))
                await asyncio.sleep(flood.pause)

        await asyncio.gather(flooding(), *(other(chat) for chat in range(2, others + 2)))
    await store.close()
    return median(took) * 1000


def measure() -> list[Row]:
    """On the web fewer and slower, since an answer there is read and shown, not only kept: neither is to be full by itself."""
    return [
        _row("10,000 messages", 200, Flood(10_000, 0.02), by_telegram),
        _row("1,000 forms a second", 16, Flood(2_500, 0.1), by_the_web),
    ]


def _row(sent: str, others: int, flood: Flood, way: Way) -> Row:
    ratios, with_it, without = [], 0.0, 0.0
    for _ in range(3):
        with TemporaryDirectory() as one, TemporaryDirectory() as other:
            without = asyncio.run(waited(Path(one), Flood(0, 0), others, way))
            with_it = asyncio.run(waited(Path(other), flood, others, way))
        ratios.append(with_it / without)
    ratio = median(ratios)
    return Row(
        f"what {others} others wait while one sends {sent}",
        f"≤ {GOAL} × without it",
        f"{ratio:.2f} × ({with_it:.1f} ms)",
        f"{without:.1f} ms without it",
        ratio <= GOAL,
    )
