"""Telegram's webhook: one route that takes an update, and says 200 only once it is kept.

Who does not know the secret is refused before a byte of the body is read; nothing of a refused call is kept.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Callable
from functools import partial

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot

from bot.bodies import TooLarge, body_within
from bot.channels.channel import Receive, Refused
from bot.channels.telegram.receiving import UPDATES, Update
from bot.channels.telegram.retries import with_retries
from bot.logs import log
from bot.store import StoreDown

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LONGEST_BODY = 1024 * 1024
BODY_SECONDS = 10.0
CONNECTIONS = 64
"""As many as go into one commit."""
DOWN_SECONDS, FAILED_SECONDS = 5, 1
"""When Telegram is to send an update again: the store is away; something else went wrong with it."""


def webhook(path: str, secret: str, receive: Receive[Update], refused: Callable[[int], None]) -> Route:
    """`receive` returns once an update is kept. `refused` is told the status of each call that is turned away."""

    async def take(request: Request) -> Response:
        try:
            _check(request, secret)
            update = await _update_in(request)
        except Refused as error:
            refused(error.status)
            return Response(status_code=error.status)
        return await _kept(receive, update)

    return Route(path, take, methods=["POST"])


async def _kept(receive: Receive[Update], update: Update) -> Response:
    try:
        await receive(update)
    except StoreDown:
        return _again(503, DOWN_SECONDS)
    except Exception:
        # Counted where it failed: after some tries it is set aside, and then taken.
        return _again(500, FAILED_SECONDS)
    return Response()


def _again(status: int, seconds: int) -> Response:
    return Response(status_code=status, headers={"Retry-After": str(seconds)})


def _check(request: Request, secret: str) -> None:
    """In the same time for every wrong secret. Raises Refused."""
    given = request.headers.get(SECRET_HEADER, "")
    if not hmac.compare_digest(given.encode(), secret.encode()):
        raise Refused(403)
    length = request.headers.get("Content-Length", "0")
    if not length.isascii() or not length.isdecimal():
        raise Refused(400)


async def _update_in(request: Request) -> Update:
    """Raises Refused."""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await body_within(request, LONGEST_BODY)
        update = json.loads(body)
    except TimeoutError:
        raise Refused(408) from None
    except TooLarge:
        raise Refused(413) from None
    except (ClientDisconnect, ValueError, RecursionError):
        raise Refused(400) from None
    if not isinstance(update, dict) or not _is_id(update.get("update_id")):
        raise Refused(400)
    return update


def _is_id(number: object) -> bool:
    return type(number) is int and 0 <= number < 1 << 63


async def be_called(bot: Bot, url: str, secret: str) -> None:
    """Until cancelled: Telegram sends its updates there, also those that wait. Raises TelegramError."""
    ask = partial(bot.set_webhook, secret_token=secret, allowed_updates=UPDATES, max_connections=CONNECTIONS)
    await with_retries(partial(ask, url))
    log.info("receiving")
    await asyncio.Event().wait()
