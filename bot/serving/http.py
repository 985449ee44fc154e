"""A web server in this process and this loop, for as long as a block lasts; signals are not its business."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import Any

import h11
import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

FINISH_SECONDS = 20
"""How long calls that are under way at the end may take."""
KEEP_SECONDS = 75
"""Longer than a proxy keeps an idle connection, so that it is the proxy that closes it."""
MOST_CALLS = 512
HEAD_SECONDS = 5.0
"""How long the head of a call may take."""


class ListenError(RuntimeError):
    """The address cannot be listened at; the message is one sentence that says what to do."""


@asynccontextmanager
async def listening(
    address: str, routes: Sequence[Route], head_seconds: float = HEAD_SECONDS
) -> AsyncIterator[str]:
    """Answers at host:port, a free port if it is 0; yields the address it got. Raises ListenError.

    At the end nothing new is accepted, and what is under way is finished.
    """
    socket_there = bound(address)
    host, port = socket_there.getsockname()[:2]
    server = _Server(_config(routes, head_seconds))
    serving = asyncio.create_task(server.serve([socket_there]))
    try:
        yield f"{host}:{port}"
    finally:
        server.should_exit = True
        await serving


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


class _Punctual(H11Protocol):
    """Whoever connects says what they want in time, or is hung up on: half a call would hold its place for ever."""

    def __init__(self, head_seconds: float, **given: Any) -> None:
        super().__init__(**given)
        self._head_seconds = head_seconds
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        # On a connection that is kept, the next call begins with its first byte.
        if self.conn.their_state is h11.IDLE:
            self._expect()
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._expect_no_more()

    def connection_lost(self, exc: Exception | None) -> None:
        self._expect_no_more()
        super().connection_lost(exc)

    def _expect(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(self._head_seconds, self.transport.abort)

    def _expect_no_more(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def site(routes: Sequence[Route]) -> Starlette:
    """These addresses and no others that look alike."""
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False
    return app


class _Plain:
    """Calls whose length is told in two ways are refused, and their connection ends: a proxy could take what follows for
    somebody else's call (RFC 9112, 6.1)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        names = {name for name, _ in scope.get("headers", ())}
        app = _TWO_LENGTHS if {b"content-length", b"transfer-encoding"} <= names else self._app
        await app(scope, receive, send)


_TWO_LENGTHS = Response(status_code=400, headers={"Connection": "close"})


def _config(routes: Sequence[Route], head_seconds: float) -> uvicorn.Config:
    return uvicorn.Config(
        _Plain(site(routes)),
        http=partial(_Punctual, head_seconds),  # type: ignore[arg-type]
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


def bound(address: str) -> socket.socket:
    """Listening at host:port. Raises ListenError."""
    host, _, port = address.rpartition(":")
    try:
        found = socket.create_server((host, int(port)), backlog=2048)
    except OSError as error:
        raise ListenError(f"JIAJI_LISTEN: cannot listen at {address} ({error.strerror}).") from None
    # asyncio does this by itself only for sockets that name their protocol. Without it the second part of an answer waits
    # for the other side to acknowledge the first: 40 ms. Connections inherit it.
    found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return found
