"""The Bot API over HTTP: calls, files, and below /control/ what only a test may do."""

from __future__ import annotations

import asyncio
import socket
import struct
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from json import dumps
from threading import Thread
from typing import Any

from aiohttp import ClientSession
from aiohttp.web import BaseRequest, Response, ServerRunner, StreamResponse, TCPSite
from aiohttp.web import Server as HttpServer

from tests.fake_bot_api.control import Control
from tests.fake_bot_api.delivery import Delivery
from tests.fake_bot_api.given import read_given
from tests.fake_bot_api.methods import FakeBotApi
from tests.fake_bot_api.polling import Polling
from tests.fake_bot_api.weather import Garbled, Refusal

RESET = struct.pack("ii", 1, 0)
"""Linger for no time: closing is a reset."""


class Server:
    def __init__(self, api: FakeBotApi, delivery: Delivery) -> None:
        self._api, self.polling = api, Polling(api)
        self._control = Control(api, delivery)

    async def answer(self, request: BaseRequest) -> StreamResponse:
        body = await request.content.read()
        _, place, *rest = request.path.split("/")
        if place == "control":
            return await self._control.answer(rest[0], request.query, body)
        if place == "file":
            content = self._api.files.get(rest[-1])
            return Response(body=content or b"", status=404 if content is None else 200)
        return await self._say(request, rest[-1], body)

    async def _say(self, request: BaseRequest, method: str, body: bytes) -> StreamResponse:
        try:
            given = read_given(request.headers.get("Content-Type", ""), body)
            return _json(200, {"ok": True, "result": await self._in_weather(method, given)})
        except Refusal as refusal:
            said = {"ok": False, "error_code": refusal.code, "description": refusal.description}
            return _json(refusal.code, {**said, "parameters": refusal.parameters})
        except Garbled as garbled:
            return _garble(request, garbled.content)

    async def _in_weather(self, method: str, given: dict[str, Any]) -> Any:
        chat = str(given.get("chat_id", ""))
        fault = self._api.weather.strike(chat)
        if method.lower() == "getupdates":
            result: Any = await self.polling.get_updates(given)
        else:
            result = self._api.call(method, given)
        await self._api.weather.hide(fault, chat)
        return result


def _json(code: int, said: dict[str, Any]) -> Response:
    return Response(body=dumps(said).encode(), status=code, content_type="application/json")


def _garble(request: BaseRequest, content: bytes) -> Response:
    transport = request.transport
    if not content and transport is not None:
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        transport.abort()
    return Response(body=content, content_type="application/json")


@asynccontextmanager
async def serving(api: FakeBotApi, port: int, haste: float, *, ticking: bool) -> AsyncIterator[None]:
    """On loopback until the end of the block. `ticking`: its clock goes with the real one."""
    loop = asyncio.get_running_loop()
    async with ClientSession() as session:
        delivery = Delivery(api, session, haste)
        server = Server(api, delivery)
        runner = ServerRunner(HttpServer(server.answer, access_log=None), shutdown_timeout=0.1)
        await runner.setup()
        await TCPSite(runner, "127.0.0.1", port).start()
        api.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        for wake in (server.polling.wake, delivery.wake):
            api.listeners.append(partial(loop.call_soon_threadsafe, wake))
        clock = asyncio.create_task(_tick(api)) if ticking else None
        try:
            yield
        finally:
            api.listeners.clear()
            if clock is not None:
                clock.cancel()
            delivery.stop()
            await runner.cleanup()


async def _tick(api: FakeBotApi) -> None:
    while True:
        api.clock = time.time()
        await asyncio.sleep(0.1)


@contextmanager
def running(
    api: FakeBotApi, port: int = 0, *, haste: float = 1.0, ticking: bool = False
) -> Iterator[FakeBotApi]:
    """Serve from a thread of this process, on a free port unless told, until the end of the block."""
    ready: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def live() -> None:
        stop = asyncio.Event()
        async with serving(api, port, haste, ticking=ticking):
            ready.set_result((asyncio.get_running_loop(), stop))
            await stop.wait()

    thread = Thread(target=asyncio.run, args=(live(),), daemon=True)
    thread.start()
    loop, stop = ready.result(10)
    try:
        yield api
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
