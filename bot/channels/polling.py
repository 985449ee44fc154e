"""Polling Telegram: the offset moves only after the commit that holds the updates' effects.

Nothing is acknowledged that could still be lost; what comes twice is known by its update id.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import logging
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from pydantic import ValidationError
from telegram import Bot, BotCommand
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.answer_types import Mistake
from bot.assistant import Assistant, Heard
from bot.channels.buttons import callback_data
from bot.channels.request import client
from bot.channels.telegram_in import CHANNEL, query_of, read
from bot.channels.telegram_out import show
from bot.conversation import CleanFile
from bot.file_cleaning import clean
from bot.flow import Flow
from bot.i18n import LANGUAGES, N_, translate
from bot.outbox import Document, Undeliverable, deliver
from bot.store import Outgoing, Store

log = logging.getLogger(__name__)

UPDATES = ("message", "edited_message", "callback_query")
POLL_SECONDS = 25
PAUSE_SECONDS = 3.0

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


async def serve(flow: Flow, database_url: str, token: str, api: str) -> None:
    """Until cancelled. `api` is scheme://host:port of a Bot API server."""
    store = await Store.open(database_url)
    try:
        async with client(token, api) as bot:
            await introduce(bot)
            await poll(bot, Assistant(flow, store), store)
    finally:
        await store.close()


async def introduce(bot: Bot) -> None:
    """The commands in both languages; getUpdates works only without a webhook."""
    await bot.delete_webhook()
    for lang in (None, *LANGUAGES):
        commands = [BotCommand(name, translate(words, lang or "zh")) for name, words in COMMANDS.items()]
        await bot.set_my_commands(commands, language_code=lang)


async def poll(bot: Bot, assistant: Assistant, store: Store) -> None:
    offset: int | None = None
    await deliver_all(bot, store)
    while True:
        try:
            offset = await poll_once(bot, assistant, store, offset)
        except Exception as error:
            # The offset has not moved: Telegram sends the same updates again.
            log.warning("polling: %s", type(error).__name__)
            await asyncio.sleep(PAUSE_SECONDS)


async def poll_once(bot: Bot, assistant: Assistant, store: Store, offset: int | None) -> int | None:
    """One batch: hear it in one commit, then answer. Returns the offset that acknowledges it."""
    asked = {"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": UPDATES}
    # In small letters, as PTB would rather have its own method called; the Bot API knows no difference.
    updates = await bot.do_api_request("getupdates", asked, read_timeout=POLL_SECONDS + 10)
    if not updates:
        return offset
    await assistant.hear(await _heard(bot, updates))
    await asyncio.gather(*(_answer_tap(bot, update) for update in updates))
    await deliver_all(bot, store)
    return int(updates[-1]["update_id"]) + 1


def key_of(bot: Bot) -> bytes:
    """What buttons are signed with: secret, the same after a restart, and another for another bot."""
    return hmac.digest(bot.token.encode(), b"buttons", "sha256")


async def _heard(bot: Bot, updates: Sequence[Mapping[str, Any]]) -> list[Heard]:
    async def fetch(file_id: str) -> CleanFile | Mistake:
        return await _fetch(bot, file_id)

    found: list[Heard] = []
    for update in updates:
        with contextlib.suppress(ValidationError):
            heard = await read(update, fetch, key_of(bot))
            found += [heard] if heard is not None else []
    return found


async def _fetch(bot: Bot, file_id: str) -> CleanFile | Mistake:
    try:
        file = await bot.get_file(file_id)
        content = await file.download_as_bytearray()
    except BadRequest:
        return Mistake(
            "file.fetch", N_("I could not fetch that file. Please send it again, or a photo of the page.")
        )
    return await clean(bytes(content))


async def _answer_tap(bot: Bot, update: Mapping[str, Any]) -> None:
    """Ends the button's waiting sign; too late is no harm."""
    query = query_of(update)
    if query is not None:
        with contextlib.suppress(TelegramError):
            await bot.answer_callback_query(query)


async def deliver_all(bot: Bot, store: Store) -> None:
    async def send(outgoing: Outgoing, document: Document | None) -> None:
        try:
            await _send(bot, outgoing, document)
        except (BadRequest, Forbidden) as error:
            raise Undeliverable(type(error).__name__) from error

    await deliver(store, CHANNEL, send)


async def _send(bot: Bot, outgoing: Outgoing, document: Document | None) -> None:
    chat = int(outgoing.address)
    if document is not None:
        name, content = document
        await bot.send_document(chat, content, filename=name, caption=outgoing.reply.text[:1024])
        return
    sign = partial(callback_data, key_of(bot), outgoing.address)
    for message in show(outgoing.reply, outgoing.conversation or "", sign):
        await bot.send_message(
            chat,
            message.text,
            entities=message.entities,
            reply_markup=message.markup,
            disable_web_page_preview=True,
        )
