"""`jiaji run`: receiving, sending and keeping order, side by side until the process is told to stop."""

from __future__ import annotations

import asyncio
import signal
from datetime import UTC, datetime

from bot.assistant import Assistant
from bot.channels.polling import poll
from bot.channels.request import client
from bot.channels.telegram import introduce, receiver, sender
from bot.channels.telegram_in import CHANNEL
from bot.flow import Flow
from bot.logs import log
from bot.outbox import Outbox, Pace
from bot.retention import Periods
from bot.settings import Settings
from bot.store import Store, StoreDown

TIDY_SECONDS = 60.0
DAY_MS = 86_400_000


async def serve(flow: Flow, store: Store, settings: Settings, periods: Periods) -> None:
    """Until SIGTERM or SIGINT; what is under way then is finished or left for the next start."""
    assert settings.telegram_token is not None
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    key = store.vault.secret("buttons")
    async with client(settings.telegram_token.get_secret_value(), settings.telegram_api) as bot:
        await introduce(bot)
        outbox = Outbox(store, CHANNEL, sender(bot, key), Pace(settings.pace_chat, settings.pace))
        assistant = Assistant(flow, store, outbox.push, periods)
        await outbox.resume()
        receive = receiver(bot, assistant, key)
        works = [outbox.run(), keep_order(assistant, store, periods), poll(bot, receive, store)]
        try:
            await _until_stopped(stop, [asyncio.create_task(work) for work in works])
        finally:
            await outbox.close()


async def _until_stopped(stop: asyncio.Event, tasks: list[asyncio.Task[None]]) -> None:
    stopped = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait([stopped, *tasks], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in (stopped, *tasks):
            task.cancel()
        await asyncio.gather(stopped, *tasks, return_exceptions=True)


async def keep_order(assistant: Assistant, store: Store, periods: Periods) -> None:
    """Retention, and what the store no longer needs. Until cancelled."""
    while True:
        try:
            while await assistant.tidy(datetime.now(UTC)):
                await asyncio.sleep(0)
            async with store.housekeeping() as order:
                await order.purge(periods.audit * DAY_MS)
        except StoreDown as error:
            log.warning("tidying_failed", error=str(error))
        await asyncio.sleep(TIDY_SECONDS)
