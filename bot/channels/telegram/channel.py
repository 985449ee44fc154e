"""Telegram as a channel: updates are received and kept, replies are sent; python-telegram-bot is only the client.

An update that receive() has returned from is kept; only then may it be acknowledged.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from telegram import Bot, BotCommand
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.assistant import UNREADABLE, Assistant, Document, Received, Send, TooMany, Undeliverable
from bot.channels.telegram.buttons import callback_data
from bot.channels.telegram.reading import CHANNEL, person_of, query_of, read
from bot.channels.telegram.showing import show
from bot.core import CleanFile, Incoming, Mistake
from bot.documents import clean
from bot.i18n import LANGUAGES, N_, translate
from bot.logs import log
from bot.store import Outgoing, StoreDown

UPDATES = ("message", "edited_message", "callback_query")
START_WAITS = (0.5, 1.0, 2.0, 4.0)
"""Seconds between the tries of a call that the start depends on."""
Receive = Callable[[Mapping[str, Any]], Awaitable[None]]

COMMANDS = {
    "start": N_("begin, or go on where you were"),
    "help": N_("what you can say"),
    "back": N_("the question before"),
    "change": N_("change an answer"),
    "review": N_("see what you have answered"),
    "skip": N_("skip this question"),
    "why": N_("why this is asked"),
    "example": N_("an example"),
    "checklist": N_("what to have ready"),
    "status": N_("how much is left"),
    "language": N_("中文 / English"),
    "export": N_("get all you told me"),
    "person": N_("reach a person"),
    "cancel": N_("stop, or keep it for later"),
    "delete": N_("delete my data"),
}


async def with_retries(call: Callable[[], Awaitable[object]]) -> None:
    """Calls again where Telegram is away for a moment, or wants it later. Raises TelegramError."""
    for usual in START_WAITS:
        try:
            await call()
            return
        except BadRequest:
            raise
        except (RetryAfter, NetworkError) as error:
            wait = _seconds(error) if isinstance(error, RetryAfter) else usual
            log.warning("start_delayed", error=error)
        await asyncio.sleep(wait)
    await call()


@contextlib.asynccontextmanager
async def connected(bot: Bot) -> AsyncIterator[Bot]:
    """The bot, once Telegram knows it and its commands. Raises TelegramError."""
    try:
        await with_retries(bot.initialize)
        await introduce(bot)
        yield bot
    finally:
        await bot.shutdown()


async def introduce(bot: Bot) -> None:
    """The commands in both languages."""
    for lang in (None, *LANGUAGES):
        commands = [BotCommand(name, translate(words, lang or "zh")) for name, words in COMMANDS.items()]
        await with_retries(partial(bot.set_my_commands, commands, language_code=lang))


# In


def receiver(bot: Bot, assistant: Assistant, key: bytes) -> Receive:
    """What to do with an update. `key` is the one that buttons are signed with.

    It raises StoreDown, or what else went wrong, where the update must come again; one that went wrong too
    often is set aside, and the person is told.
    """
    answering: set[asyncio.Task[None]] = set()

    async def receive(update: Mapping[str, Any]) -> None:
        try:
            heard = await read(update, partial(_fetch, bot), key)
            if heard is not None:
                await assistant.hear([heard])
        except StoreDown:
            raise
        except Exception as error:
            if not await assistant.is_set_aside(_unread(update), error):
                raise
        query = query_of(update)
        if query is not None:
            answering.add(task := asyncio.create_task(_answer_tap(bot, query)))
            task.add_done_callback(answering.discard)

    return receive


def _unread(update: Mapping[str, Any]) -> Received:
    """An update that nobody can read, as a message that says so."""
    return Received(
        CHANNEL,
        person_of(update),
        str(update.get("update_id", "")),
        Incoming(datetime.now(UTC), refused=UNREADABLE),
        raw=json.dumps(update).encode(),
    )


async def _fetch(bot: Bot, file_id: str) -> CleanFile | Mistake:
    try:
        file = await bot.get_file(file_id)
        content = await file.download_as_bytearray()
    except BadRequest:
        return Mistake(
            "file.fetch", N_("I could not fetch that file. Please send it again, or a photo of the page.")
        )
    return await clean(bytes(content))


async def _answer_tap(bot: Bot, query: str) -> None:
    """Ends the button's waiting sign; too late is no harm."""
    with contextlib.suppress(TelegramError):
        await _call(bot, "answercallbackquery", {"callback_query_id": query})


# Out


def sender(bot: Bot, key: bytes) -> Send:
    """How a reply is sent. `key` is the one that buttons are signed with."""

    async def send(outgoing: Outgoing, document: Document | None) -> None:
        try:
            await _send(bot, key, outgoing, document)
        except RetryAfter as error:
            raise TooMany(_seconds(error)) from None
        except (BadRequest, Forbidden) as error:
            raise Undeliverable(type(error).__name__) from None

    return send


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()


async def _send(bot: Bot, key: bytes, outgoing: Outgoing, document: Document | None) -> None:
    chat = int(outgoing.address)
    if document is not None:
        name, content = document
        await bot.send_document(chat, content, filename=name, caption=outgoing.reply.text[:1024])
        return
    message = show(outgoing.reply, outgoing.conversation, partial(callback_data, key, outgoing.address))
    await _call(bot, "sendmessage", {"chat_id": chat, **message})


async def _call(bot: Bot, method: str, given: dict[str, Any]) -> None:
    """Without PTB's objects for what is sent and answered, which cost as much as the sending.

    The name is in small letters, as PTB would rather have its own method called; the Bot API knows no difference.
    """
    await bot.do_api_request(method, given)
