"""Polling Telegram: the offset moves only after the commits that hold the updates' effects.

Only the process that has the lease polls; what comes twice all the same is known by its update id.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Sequence

from telegram import Bot

from bot.channels.telegram.reading import person_of
from bot.channels.telegram.receiving import UPDATES, Receive, Update
from bot.logs import log
from bot.store import Store, StoreDown

POLL_SECONDS = 25
PAUSE_SECONDS = 2.0
LEASE = "polling"
LEASE_SECONDS = 15.0


async def poll(bot: Bot, receive: Receive, store: Store) -> None:
    """Until cancelled. A second process waits, and takes over when the first is gone."""
    try:
        while True:
            if await _leads(store):
                log.info("polling")
                await _while_leading(bot, receive, store)
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


async def _while_leading(bot: Bot, receive: Receive, store: Store) -> None:
    polling = asyncio.create_task(_poll(bot, receive))
    try:
        while True:
            await asyncio.sleep(LEASE_SECONDS / 3)
            if not await _leads(store):
                return
    finally:
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)


async def _poll(bot: Bot, receive: Receive) -> None:
    # getUpdates works only without a webhook.
    offset: int | None = None
    while True:
        try:
            if offset is None:
                await bot.delete_webhook()
            offset = await poll_once(bot, receive, offset)
        except Exception as error:
            # The offset has not moved: Telegram sends the same updates again.
            log.warning("polling_failed", error=error)
            await asyncio.sleep(PAUSE_SECONDS)


async def poll_once(bot: Bot, receive: Receive, offset: int | None) -> int | None:
    """One batch. Returns the offset that acknowledges it, or raises so that it comes again."""
    asked = {"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": UPDATES}
    # In lower case, as PTB would rather have its own method called; the Bot API knows no difference.
    updates = await bot.do_api_request("getupdates", asked, read_timeout=POLL_SECONDS + 10)
    if not updates:
        return offset
    by_person: defaultdict[str, list[Update]] = defaultdict(list)
    for update in updates:
        by_person[person_of(update)].append(update)
    outcomes = await asyncio.gather(
        *(_in_order(receive, mine) for mine in by_person.values()), return_exceptions=True
    )
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
    return int(updates[-1]["update_id"]) + 1


async def _in_order(receive: Receive, updates: Sequence[Update]) -> None:
    """One person's updates, one after the other; none overtakes one that failed."""
    for update in updates:
        await receive(update)
