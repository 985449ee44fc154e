"""An update is read, heard and kept; only then may it be acknowledged.

One that goes wrong again and again is set aside, so that the person's later ones go on; of a file a try
counts before it is opened, so that one that ends the whole process is set aside, too.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.assistant import TRIES, UNREADABLE, Assistant, Received
from bot.channels.channel import Receive
from bot.channels.floods import Floods, Limits
from bot.channels.lines import GONE, Lines
from bot.channels.telegram.reading import CHANNEL, TRAITS, is_file, person_of, query_of, read
from bot.channels.telegram.sending import call
from bot.channels.traits import Receiver
from bot.core import CleanFile, Incoming, Mistake
from bot.documents import Clean, clean
from bot.logs import log
from bot.store import StoreDown

UPDATES = ("message", "edited_message", "callback_query")
TYPING_AFTER, TYPING_SECONDS = 1.0, 4.0
"""Seconds; Telegram shows it for five."""
ENDED_BY_IT_MS = 2000
"""A process that a file ends comes to it again no sooner: it is started anew after five seconds."""
Update = Mapping[str, Any]


def receiver(
    bot: Bot, assistant: Assistant, key: bytes, clean: Clean = clean, limits: Limits | None = None
) -> Receive[Update]:
    """What to do with an update. `key` is the one that buttons are signed with, `clean` how files are taken in.

    It raises StoreDown, or what else went wrong, where the update must come again; one that went wrong too
    often is set aside, and the person is told.
    """
    answering: set[asyncio.Task[None]] = set()
    fetch = partial(_fetch, bot, clean)

    tried: set[str] = set()
    """Files that this process has begun with."""

    async def begin(unread: Received) -> int:
        """A file that ends the process is counted before it is read, but not against a process that is ended again and
        again by something else."""
        apart_ms = 0 if unread.update_id in tried else ENDED_BY_IT_MS
        tried.add(unread.update_id)
        return await assistant.count_try(unread, "begun", apart_ms)

    async def receive(update: Update) -> None:
        unread = _unread(update)
        tries = await begin(unread) if is_file(update) else 0
        try:
            async with _typing(bot, unread.address) if is_file(update) else nullcontext():
                heard = await read(update, fetch, key) if tries <= TRIES else _as_it_came(unread, update)
            if heard is not None:
                if heard.incoming.files and lines.is_followed(update):
                    heard = replace(heard, incoming=replace(heard.incoming, more_follows=True))
                await assistant.hear([heard])
            tried.discard(unread.update_id)
        except StoreDown:
            raise
        except Exception as error:
            log.warning("update_failed", update_id=unread.update_id, error=error)
            if (tries or await assistant.count_try(unread, type(error).__name__)) < TRIES:
                raise
            await assistant.set_aside(_as_it_came(unread, update))
            tried.discard(unread.update_id)
        query = query_of(update)
        if query is not None:
            answering.add(task := asyncio.create_task(_answer_tap(bot, query)))
            task.add_done_callback(answering.discard)

    async def refuse(update: Update, why: Mistake) -> None:
        await assistant.hear([_unread(update, why)])

    lines = Lines(Receiver(receive, refuse, TRAITS))
    return Floods(Receiver(lines.receive, refuse, TRAITS), limits or Limits()).receive


def _unread(update: Update, why: Mistake = UNREADABLE) -> Received:
    """An update that was not read, as a message that says why."""
    incoming = Incoming(datetime.now(UTC), refused=why)
    return Received(CHANNEL, person_of(update), str(update.get("update_id", "")), incoming)


def _as_it_came(unread: Received, update: Update) -> Received:
    """With all that whoever mends the fault needs."""
    return replace(unread, raw=json.dumps(update).encode())


async def _fetch(bot: Bot, clean: Clean, file_id: str) -> tuple[CleanFile, ...] | Mistake:
    try:
        file = await bot.get_file(file_id)
        content = await file.download_as_bytearray()
    except BadRequest:
        return GONE
    return await clean(bytes(content))


@asynccontextmanager
async def _typing(bot: Bot, chat: str) -> AsyncIterator[None]:
    """Whoever sent a file sees that it is being read."""
    showing = asyncio.create_task(_show_typing(bot, chat)) if chat else None
    try:
        yield
    finally:
        if showing is not None:
            showing.cancel()


async def _show_typing(bot: Bot, chat: str) -> None:
    await asyncio.sleep(TYPING_AFTER)
    with contextlib.suppress(TelegramError):
        while True:
            await call(bot, "sendchataction", {"chat_id": int(chat), "action": "typing"})
            await asyncio.sleep(TYPING_SECONDS)


async def _answer_tap(bot: Bot, query: str) -> None:
    """Ends the button's waiting sign; too late is no harm."""
    with contextlib.suppress(TelegramError):
        await call(bot, "answercallbackquery", {"callback_query_id": query})
