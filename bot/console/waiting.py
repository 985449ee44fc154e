"""Waiting for the bot, which looks each second: so the page that comes next shows what became of an order, with and without scripts."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

from bot.console.visit import Visit
from bot.store import Room

PAUSE = 0.1


async def until_done(visit: Visit, is_done: Callable[[Room], Awaitable[bool]]) -> None:
    """No longer than the console has patience."""
    until = monotonic() + visit.console.patience
    while monotonic() < until:
        async with visit.console.store.reading() as room:
            if await is_done(room):
                return
        await asyncio.sleep(PAUSE)
