"""A web server in this process and this loop, for as long as a block lasts; signals are not its business."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

FINISH_SECONDS = 20
"""How long calls that are under way at the end may take."""
KEEP_SECONDS = 75
"""Longer than a proxy keeps an idle connection, so that it is the proxy that closes it."""
MOST_CALLS = 512


class ListenError(RuntimeError):
    """The address cannot be listened at; the message is one sentence that says what to do."""


@asynccontextmanager
async def listening(address: str, routes: Sequence[Route]) -> AsyncIterator[str]:
    """Answers at host:port, a free port if it is 0; yields the address it got. Raises ListenError.

    At the end nothing new is accepted, and what is under way is finished.
    """
    bound = _bound(address)
    host, port = bound.getsockname()[:2]
    server = _Server(_config(routes))
    serving = asyncio.create_task(server.serve([bound]))
    try:
        yield f"{host}:{port}"
    finally:
        server.should_exit = True
        await serving


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


def site(routes: Sequence[Route]) -> Starlette:
    """These addresses and no others that look alike."""
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False
    return app


def _config(routes: Sequence[Route]) -> uvicorn.Config:
    return uvicorn.Config(
        site(routes),
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MOST_CALLS,
        timeout_keep_alive=KEEP_SECONDS,
        timeout_graceful_shutdown=FINISH_SECONDS,
    )


def _bound(address: str) -> socket.socket:
    host, _, port = address.rpartition(":")
    try:
        return socket.create_server((host, int(port)), backlog=2048)
    except OSError as error:
        raise ListenError(f"JIAJI_LISTEN: cannot listen at {address} ({error.strerror}).") from None
