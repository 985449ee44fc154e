"""`jiaji run`: receiving, sending and keeping order, side by side until the process is told to stop.

Updates come by webhook where a public address is set, and by polling otherwise; the rest is the same.
"""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Coroutine, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from starlette.routing import Route

from bot.assistant import Assistant, Outbox, Pace
from bot.channels.telegram import (
    CHANNEL,
    Receive,
    be_called,
    client,
    connected,
    poll,
    receiver,
    sender,
    webhook,
)
from bot.core import Flow, Periods, take_turn
from bot.logs import log
from bot.serving.health import health
from bot.serving.http import listening
from bot.serving.metrics import Metrics
from bot.settings import Settings
from bot.store import Store, StoreDown

TIDY_SECONDS = 60.0
DAY_MS = 86_400_000
LAST_WORDS_SECONDS = 5.0
"""How long replies may still be sent after the end was asked for; less than they are held."""


async def serve(flow: Flow, store: Store, settings: Settings, periods: Periods) -> None:
    """Until SIGTERM or SIGINT; what is under way then is finished, the rest is left for the next start.

    Raises ListenError, TelegramError.
    """
    assert settings.telegram_token is not None
    spare_the_collector()
    stop, metrics = _stop_signal(), Metrics()
    store.on_commit = metrics.commit_seconds.observe
    key = store.vault.secret("buttons")
    async with connected(client(settings.telegram_token.get_secret_value(), settings.telegram_api)) as bot:
        send = metrics.send(sender(bot, key))
        outbox = Outbox(store, CHANNEL, send, Pace(settings.pace_chat, settings.pace))
        assistant = Assistant(flow, store, outbox.push, periods, metrics.take_turn(take_turn))
        receive = metrics.receive(receiver(bot, assistant, key))
        await outbox.resume()
        try:
            async with _listening(settings, receive, store, metrics):
                url, secret = settings.webhook_url, settings.webhook_key
                incoming = be_called(bot, url, secret) if url else poll(bot, receive, store)
                works = (incoming, outbox.run(), keep_order(assistant, store, periods))
                await _until_stopped(stop, works)
        finally:
            await assistant.finish()
            await outbox.close(LAST_WORDS_SECONDS)
    log.info("stopped")


def spare_the_collector() -> None:
    """What is loaded by now stays; walking through it again and again was a tenth of each turn."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def _listening(
    settings: Settings, receive: Receive, store: Store, metrics: Metrics
) -> AbstractAsyncContextManager[object]:
    """A bot that polls says how it is, too, where it was told to listen."""
    if not settings.listen_at:
        return nullcontext()
    routes: list[Route] = health(store, metrics)
    if settings.webhook_url:
        path = urlsplit(settings.webhook_url).path
        routes.append(webhook(path, settings.webhook_key, receive, metrics.refuse))
    return listening(settings.listen_at, routes)


async def _until_stopped(stop: asyncio.Event, works: Sequence[Coroutine[Any, Any, None]]) -> None:
    tasks = [asyncio.create_task(work) for work in works]
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
            async with store.upkeep() as upkeep:
                await upkeep.purge(periods.audit * DAY_MS)
        except StoreDown as error:
            log.warning("tidying_failed", error=str(error))
        await asyncio.sleep(TIDY_SECONDS)
