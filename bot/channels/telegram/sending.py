"""A reply is sent; python-telegram-bot is only the client."""

from __future__ import annotations

from functools import partial
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, Forbidden, RetryAfter

from bot.assistant import Document, Send, TooMany, Undeliverable
from bot.channels.telegram.buttons import callback_data
from bot.channels.telegram.retries import seconds_in
from bot.channels.telegram.showing import show
from bot.store import Outgoing


def sender(bot: Bot, key: bytes) -> Send:
    """How a reply is sent. `key` is the one that buttons are signed with."""

    async def send(outgoing: Outgoing, document: Document | None) -> None:
        try:
            await _send(bot, key, outgoing, document)
        except RetryAfter as error:
            raise TooMany(seconds_in(error)) from None
        except (BadRequest, Forbidden) as error:
            raise Undeliverable(type(error).__name__) from None

    return send


async def _send(bot: Bot, key: bytes, outgoing: Outgoing, document: Document | None) -> None:
    chat = int(outgoing.address)
    if document is not None:
        name, content = document
        await bot.send_document(chat, content, filename=name, caption=outgoing.reply.text[:1024])
        return
    message = show(outgoing.reply, outgoing.conversation, partial(callback_data, key, outgoing.address))
    await call(bot, "sendmessage", {"chat_id": chat, **message})


async def call(bot: Bot, method: str, given: dict[str, Any]) -> None:
    """Without PTB's objects for what is sent and answered, which cost as much as the sending.

    The name is in lower case, as PTB would rather have its own method called; the Bot API knows no difference.
    """
    await bot.do_api_request(method, given)
