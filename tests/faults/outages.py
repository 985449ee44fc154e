"""People who talk by way of the fake Bot API while the database is away, and whether all of it is answered in time."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, suppress
from pathlib import Path
from typing import Any

from telegram import Bot

from bot.assistant import Assistant, Outbox, Pace
from bot.channels.telegram import CHANNEL, client, receiver, sender
from bot.channels.telegram.client import Patience
from bot.channels.telegram.polling import poll_once
from bot.channels.telegram.window import Window
from bot.core import Incoming
from bot.store import Keys, Store
from tests.fake_bot_api import FakeBotApi, Person, running
from tests.support.small_flow import AT, FLOW, Chat

SAID = ("/start", "en", "dog", "continue", "Big park", "Momo", "6 May 2020", "yes", "A ball", "no", "confirm")
PATIENCE = Patience(read=0.4)
PEOPLE, LATER = 8, 3
DRAIN_SECONDS = 90.0


def wanted() -> list[str]:
    """Every text that answers SAID, by the engine alone."""
    chat = Chat()
    chat.now = type(chat.now)("", FLOW.key, language="en")
    return [reply.text for text in SAID for reply in chat.hear(Incoming(AT, text=text)).replies]


def once(texts: Sequence[str]) -> list[str]:
    """Without what directly repeats the message before."""
    return [text for before, text in zip(["", *texts], texts, strict=False) if text != before]


class Line:
    """The bot in this process, on its way to Telegram and back."""

    def __init__(self, bot: Bot, store: Store) -> None:
        key = store.vault.secret("buttons")
        self.bot = bot
        self.outbox = Outbox(store, CHANNEL, sender(bot, key), Pace(0, 0))
        self.receive = receiver(bot, Assistant([FLOW], store, self.outbox.push), key)

    async def listen(self) -> None:
        window = Window()
        while True:
            try:
                await poll_once(self.bot, self.receive, window)
            except Exception:
                await asyncio.sleep(0.01)


@asynccontextmanager
async def working(api: FakeBotApi, store: Store) -> AsyncIterator[None]:
    async with client("1:test", api.url, PATIENCE) as bot:
        line = Line(bot, store)
        tasks = [asyncio.create_task(line.listen()), asyncio.create_task(line.outbox.run())]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await line.outbox.close(1)


async def talk(people: Sequence[Person], seconds: float, end: asyncio.Event | None = None) -> None:
    """Each sends the next line once the one before it was answered; the last LATER lines once `end` is set."""
    waiting = {person.chat: list(SAID) for person in people}
    answered = dict.fromkeys(waiting, -1)
    last, until = wanted()[-1], time.monotonic() + seconds
    while any(waiting.values()) or any(person.texts[-1] != last for person in people):
        assert time.monotonic() < until, "not everything was delivered"
        for person in people:
            may = end is None or end.is_set() or len(waiting[person.chat]) > LATER
            if may and waiting[person.chat] and len(person.received) > answered[person.chat]:
                answered[person.chat] = len(person.received)
                person.types(waiting[person.chat].pop(0))
        await asyncio.sleep(0.01)


@asynccontextmanager
async def locked(url: str) -> AsyncIterator[None]:
    """Another process holds SQLite's only place to write."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=0, isolation_level=None)) as other:
        while not other.in_transaction:
            with suppress(sqlite3.OperationalError):
                other.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(0)
        yield


@asynccontextmanager
async def stopped(server: Any) -> AsyncIterator[None]:
    """PostgreSQL is shut down, and started again."""
    await asyncio.to_thread(server.stop)
    yield
    await asyncio.to_thread(server.start)


async def upgrade_conversation(
    url: str, folder: Path, away: AbstractAsyncContextManager[None], seconds: float
) -> float:
    """People write before, while and after the database is away. Returns how long until all of it is answered."""
    store = await Store.open(url, Keys.read(folder / "keys"))
    with running(FakeBotApi()) as api:
        people = [api.person(7000 + number, "en") for number in range(PEOPLE)]
        async with working(api, store):
            end = asyncio.Event()
            talking = asyncio.create_task(talk(people, seconds + DRAIN_SECONDS, end))
            while len(api.sent) < PEOPLE * 3:
                await asyncio.sleep(0.001)
            async with away:
                end.set()
                await asyncio.sleep(seconds)
                assert not talking.done()
            back = time.monotonic()
            await talking
            taken = time.monotonic() - back
        for person in people:
            assert once(person.texts) == once(wanted())
    await store.close()
    return taken
