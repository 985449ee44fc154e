"""Polling Telegram: the offset moves only after the commits that hold the updates' effects (window.py).

Only the process that has the lease polls; what comes twice all the same is known by its update id.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from telegram import Bot

from bot.channels.channel import Receive
from bot.channels.telegram.receiving import UPDATES, Update
from bot.channels.telegram.window import PAUSE_SECONDS, Window
from bot.logs import log
from bot.store import Store, StoreDown

POLL_SECONDS = 25
MOMENT = 0.25
"""Seconds. While something takes longer, new updates are asked for so often."""
LEASE = "polling"
LEASE_SECONDS = 15.0


Asked = Callable[[bool], None]
"""Told of each time that was asked for updates: whether there was an answer."""


async def poll(bot: Bot, receive: Receive[Update], store: Store, asked: Asked) -> None:
    """Until cancelled. A second process waits, and takes over when the first is gone."""
    try:
        while True:
            if await _leads(store):
                log.info("polling")
                await _while_leading(bot, receive, store, asked)
            await asyncio.sleep(LEASE_SECONDS / 3)
    finally:
        with contextlib.suppress(StoreDown):
            async with store.upkeep() as upkeep:
                await upkeep.release(LEASE, store.holder)


async def _leads(store: Store) -> bool:
    try:
        async with store.upkeep() as upkeep:
            return await upkeep.lease(LEASE, store.holder, int(LEASE_SECONDS * 1000))
    except StoreDown:
        return False


async def _while_leading(bot: Bot, receive: Receive[Update], store: Store, asked: Asked) -> None:
    polling = asyncio.create_task(_poll(bot, receive, asked))
    try:
        while True:
            await asyncio.sleep(LEASE_SECONDS / 3)
            if not await _leads(store):
                return
    finally:
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)


async def _poll(bot: Bot, receive: Receive[Update], asked: Asked) -> None:
    # getUpdates works only without a webhook.
    window, is_ready = Window(), False
    try:
        while True:
            try:
                if not is_ready:
                    await bot.delete_webhook()
                    is_ready = True
                await poll_once(bot, receive, window)
                asked(True)
            except Exception as error:
                log.warning("polling_failed", error=error)
                asked(False)
                await asyncio.sleep(PAUSE_SECONDS)
    finally:
        await window.close()


async def poll_once(bot: Bot, receive: Receive[Update], window: Window) -> None:
    """What is new is begun with, and waited for only for a moment: what takes longer goes on beside the next."""
    patience = 0 if window.is_open else POLL_SECONDS
    asked = {"offset": window.offset, "timeout": patience, "allowed_updates": UPDATES}
    # In lower case, as PTB would rather have its own method called; the Bot API knows no difference.
    updates = await bot.do_api_request("getupdates", asked, read_timeout=patience + 10)
    window.take(updates, receive)
    await window.settle(MOMENT)
