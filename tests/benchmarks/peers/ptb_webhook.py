"""How python-telegram-bot's own example takes webhook calls with Starlette and uvicorn: queued, and answered at once."""

from __future__ import annotations

from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update
from telegram.ext import Application

PATH, SECRET = "/telegram", "a-secret-of-the-benchmarks"


async def be_called(bot: Application[Any, Any, Any, Any, Any, Any], listen: str) -> None:
    """Until the process is told to stop, at host:port."""

    async def telegram(request: Request) -> Response:
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != SECRET:
            return Response(status_code=403)
        await bot.update_queue.put(Update.de_json(await request.json(), bot.bot))
        return Response()

    host, _, port = listen.rpartition(":")
    server = uvicorn.Server(
        uvicorn.Config(
            Starlette(routes=[Route(PATH, telegram, methods=["POST"])]),
            host=host,
            port=int(port),
            log_level="critical",
        )
    )
    await bot.bot.set_webhook(f"https://peer.example{PATH}", secret_token=SECRET, max_connections=64)
    async with bot:
        await bot.start()
        await server.serve()
        await bot.stop()
