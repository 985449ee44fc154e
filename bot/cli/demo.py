"""`jiaji console --demo`: invented conversations, and a bot beside the console that follows what staff order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.cli.demo_people import GUESTS, Guest, words_of
from bot.cli.wiring import opened_store, periods, staffed, the_flows
from bot.core import SHANGHAI

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.core import Flow
    from bot.settings import Settings
    from bot.store import Outgoing

CHANNEL = "demo"


@asynccontextmanager
async def beside(now: Settings) -> AsyncIterator[None]:
    """A bot with these people, in this process, as long as the block lasts."""
    from bot.assistant import Assistant, Outbox, Pace

    flows = staffed(the_flows(now), now)

    async def send(outgoing: Outgoing, document: object) -> None:
        """Nobody is there to read it."""

    async with opened_store(now) as store:
        outbox = Outbox(store, CHANNEL, send, Pace(0, 0))
        bot = Assistant(flows, store, outbox.push, periods(now))
        for guest in GUESTS:
            if await store.load(CHANNEL, guest.name) is None:
                await talk(bot, flows[0], CHANNEL, guest, datetime.now(UTC))
        working = asyncio.create_task(_work(bot, outbox))
        try:
            yield
        finally:
            working.cancel()
            await outbox.close(1)


async def talk(bot: Assistant, flow: Flow, channel: str, guest: Guest, at: datetime) -> None:
    """Everything that they say, in a conversation of its own."""
    from bot.assistant import Received
    from bot.core import Incoming

    for number, said in enumerate(words_of(guest, flow, at.astimezone(SHANGHAI).date())):
        text, files = (said, ()) if isinstance(said, str) else (None, (said,))
        incoming = Incoming(at, text=text, files=files, message=str(number))
        await bot.hear([Received(channel, guest.name, f"{guest.name}-{number}", incoming)])


async def _work(bot: Assistant, outbox: object) -> None:
    from bot.assistant import Outbox
    from bot.store import StoreDown

    assert isinstance(outbox, Outbox)
    while True:
        with suppress(StoreDown):
            await bot.follow_orders(datetime.now(UTC))
            await outbox.drain()
        await asyncio.sleep(1)
