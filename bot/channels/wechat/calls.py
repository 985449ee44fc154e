"""WeChat's calls: one path, which shows that it is ours and takes messages; "success" is said once one is kept.

What is not signed, not encrypted, too old or too large is refused, and nothing of it is read or kept.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.bodies import TooLarge, body_within
from bot.channels.channel import Receive
from bot.channels.wechat.reading import Update, fields_in, update_in
from bot.channels.wechat.sealing import Envelope, Forged
from bot.store import StoreDown

PATH = "/wechat"
LONGEST_BODY = 64 << 10
ANSWER_SECONDS = 4.5
"""WeChat waits for five."""
OLDEST_SECONDS = 600
"""How far a call's time may be from ours."""


def calls(envelope: Envelope, receive: Receive[Update], refused: Callable[[int], None]) -> tuple[Route, ...]:
    """`receive` returns once an update is kept. `refused` is told the status of each call that is turned away."""

    def turned_away(status: int) -> Response:
        refused(status)
        return Response(status_code=status)

    async def shows(request: Request) -> Response:
        """What WeChat asks when the address is entered on the account's page."""
        asked = request.query_params
        try:
            envelope.check(asked.get("signature", ""), asked.get("timestamp", ""), asked.get("nonce", ""))
        except Forged:
            return turned_away(403)
        return PlainTextResponse(asked.get("echostr", "")[:200])

    async def takes(request: Request) -> Response:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                update = await _update(envelope, request)
        except Forged:
            return turned_away(403)
        except TimeoutError:
            return turned_away(408)
        except TooLarge:
            return turned_away(413)
        except ClientDisconnect:
            return turned_away(400)
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                if update is not None:
                    await receive(update)
        except (StoreDown, TimeoutError):
            # It comes again, and finds its work under way or done.
            return Response(status_code=503)
        except Exception:
            return Response(status_code=500)
        return PlainTextResponse("success")

    return Route(PATH, shows, methods=["GET"]), Route(PATH, takes, methods=["POST"])


async def _update(envelope: Envelope, request: Request) -> Update | None:
    """Raises Forged."""
    asked = request.query_params
    at, nonce = asked.get("timestamp", ""), asked.get("nonce", "")
    if not at.isdecimal() or abs(time.time() - int(at[:12])) > OLDEST_SECONDS:
        raise Forged("time")
    sealed = fields_in(await body_within(request, LONGEST_BODY)).get("Encrypt", "")
    envelope.check(asked.get("msg_signature", ""), at, nonce, sealed)
    return update_in(fields_in(envelope.open(sealed)))
