"""`jiaji run`: receiving, sending and keeping order, side by side until the process is told to stop.

Each channel has its own outbox and receiver; one assistant hears them all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any

from starlette.routing import Route

from bot.assistant import Assistant, Outbox
from bot.channels.channel import Channel, Reception
from bot.core import Flow, Periods, take_turn
from bot.logs import log
from bot.serving.health import health
from bot.serving.http import listening
from bot.serving.metrics import Metrics
from bot.serving.process import tell_systemd
from bot.store import Outgoing, Store, StoreDown

TIDY_SECONDS = 60.0
STAFF_SECONDS = 1.0
DAY_MS = 86_400_000
LAST_WORDS_SECONDS = 5.0
"""How long replies may still be sent after the end was asked for; less than they are held."""


async def serve(
    flows: Sequence[Flow],
    store: Store,
    channels: Sequence[Channel[Any]],
    listen_at: str,
    periods: Periods,
    stop: asyncio.Event,
) -> None:
    """Until told to stop; what is under way then is finished, the rest is left for the next start.

    `listen_at` is host:port for the channels' routes and the pages about the process; empty, there are none.
    Raises ListenError, and what a channel's own work raises.
    """
    metrics = Metrics()
    store.on_commit = metrics.commit_seconds.observe
    outboxes = {one.name: _outbox(one, store, metrics) for one in channels}
    assistant = Assistant(flows, store, partial(_pass_on, outboxes), periods, metrics.take_turn(take_turn))
    receptions = [_reception(one, assistant, metrics) for one in channels]
    for outbox in outboxes.values():
        await outbox.resume()
    try:
        async with _listening(listen_at, receptions, store, metrics):
            sending = [outbox.run for outbox in outboxes.values()]
            receiving = [one.work for one in receptions if one.work is not None]
            order = partial(keep_order, assistant, store, periods)
            staff = partial(listen_to_staff, assistant)
            tell_systemd("READY=1")
            await _until_stopped(stop, [*receiving, *sending, order, staff])
    finally:
        tell_systemd("STOPPING=1")
        await assistant.finish()
        await asyncio.gather(*(outbox.close(LAST_WORDS_SECONDS) for outbox in outboxes.values()))
        with suppress(StoreDown):
            async with store.upkeep() as upkeep:
                await upkeep.leave(store.holder)
    log.info("stopped")


def _outbox(channel: Channel[Any], store: Store, metrics: Metrics) -> Outbox:
    return Outbox(store, channel.name, metrics.send(channel.name, channel.send), channel.pace)


def _reception(channel: Channel[Any], assistant: Assistant, metrics: Metrics) -> Reception:
    receive = metrics.receive(channel.name, channel.receiver(assistant))
    return channel.reception(receive, metrics.watch(channel.name))


def _pass_on(outboxes: Mapping[str, Outbox], said: Sequence[Outgoing]) -> None:
    """To the outbox of its channel; what belongs to a channel of another process is left for that one to find."""
    for name in {one.channel for one in said} & outboxes.keys():
        outboxes[name].push(one for one in said if one.channel == name)


def _listening(
    address: str, receptions: Sequence[Reception], store: Store, metrics: Metrics
) -> AbstractAsyncContextManager[object]:
    if not address:
        return nullcontext()
    routes: list[Route] = [*health(store, metrics), *(route for one in receptions for route in one.routes)]
    return listening(address, routes)


async def _until_stopped(
    stop: asyncio.Event, works: Sequence[Callable[[], Coroutine[Any, Any, None]]]
) -> None:
    tasks = [asyncio.create_task(work()) for work in works]
    stopped = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait([stopped, *tasks], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in (stopped, *tasks):
            task.cancel()
        await asyncio.gather(stopped, *tasks, return_exceptions=True)


async def listen_to_staff(assistant: Assistant) -> None:
    """What staff ordered in the console is done. Until cancelled."""
    while True:
        await asyncio.sleep(STAFF_SECONDS)
        with suppress(StoreDown):
            while await assistant.follow_orders(datetime.now(UTC)):
                await asyncio.sleep(0)


async def keep_order(assistant: Assistant, store: Store, periods: Periods) -> None:
    """Retention, and what the store no longer needs. Until cancelled."""
    while True:
        try:
            while await assistant.tidy(datetime.now(UTC)):
                await asyncio.sleep(0)
            async with store.upkeep() as upkeep:
                await upkeep.present(store.holder, store.vault.keys.active)
                await upkeep.purge(periods.audit * DAY_MS)
            await store.forget()
        except StoreDown as error:
            log.warning("tidying_failed", error=str(error))
        tell_systemd("WATCHDOG=1")
        await asyncio.sleep(TIDY_SECONDS)
