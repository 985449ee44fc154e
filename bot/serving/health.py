"""How the bot is: three pages for whoever watches it, to be reached from inside only.

Each answers within seconds, whatever the store does, and none of them says anything about anybody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.serving.metrics import Metrics
from bot.store import Counts, Store, StoreDown

PATIENCE = 3.0
"""Seconds that a page waits for the store."""
T = TypeVar("T")


def health(store: Store, metrics: Metrics, patience: float = PATIENCE) -> list[Route]:
    """`/healthz`: the process lives. `/readyz`: the store takes a commit. `/metrics`: for Prometheus."""
    is_up, counts = _asking(store.is_up, patience), _asking(lambda: _counts(store), patience)

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("alive\n")

    async def readyz(_request: Request) -> Response:
        if await is_up():
            return PlainTextResponse("ready\n")
        return PlainTextResponse("the database does not answer\n", status_code=503)

    async def page(_request: Request) -> Response:
        metrics.note(await counts())
        return Response(metrics.page(), media_type=metrics.PAGE_TYPE)

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", page)]


async def _counts(store: Store) -> Counts | None:
    try:
        async with store.upkeep() as upkeep:
            return await upkeep.counts()
    except StoreDown:
        return None


def _asking(question: Callable[[], Awaitable[T]], patience: float) -> Callable[[], Awaitable[T | None]]:
    """Asks once at a time, however many want to know. None where no answer comes in time."""
    asked: asyncio.Future[T] | None = None

    async def ask() -> T | None:
        nonlocal asked
        if asked is None or asked.done():
            asked = asyncio.ensure_future(question())
        await asyncio.wait([asked], timeout=patience)
        return asked.result() if asked.done() else None

    return ask
