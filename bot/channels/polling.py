"""Polling Telegram: the offset moves only after the commit that holds the updates' effects.

Nothing is acknowledged that could still be lost; what comes twice is known by its update id.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Sequence

from telegram import Bot, BotCommand, Update
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.answer_types import Mistake
from bot.assistant import Assistant, Heard
from bot.channels.telegram import CHANNEL, read, show
from bot.conversation import CleanFile
from bot.file_cleaning import clean
from bot.flow import Flow
from bot.i18n import LANGUAGES, N_, translate
from bot.outbox import Document, Undeliverable, deliver
from bot.store import Outgoing, Store

log = logging.getLogger(__name__)

UPDATES = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY)
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
        async with Bot(token, base_url=f"{api}/bot", base_file_url=f"{api}/file/bot") as bot:
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
    updates = await bot.get_updates(offset=offset, timeout=POLL_SECONDS, allowed_updates=list(UPDATES))
    if not updates:
        return offset
    await assistant.hear(await _heard(bot, updates))
    await asyncio.gather(*(_answer_tap(update) for update in updates))
    await deliver_all(bot, store)
    return updates[-1].update_id + 1


async def _heard(bot: Bot, updates: Sequence[Update]) -> list[Heard]:
    async def fetch(file_id: str) -> CleanFile | Mistake:
        return await _fetch(bot, file_id)

    return [heard for update in updates if (heard := await read(update, fetch)) is not None]


async def _fetch(bot: Bot, file_id: str) -> CleanFile | Mistake:
    try:
        file = await bot.get_file(file_id)
        content = await file.download_as_bytearray()
    except BadRequest:
        return Mistake(
            "file.fetch", N_("I could not fetch that file. Please send it again, or a photo of the page.")
        )
    return await clean(bytes(content))


async def _answer_tap(update: Update) -> None:
    """Ends the button's waiting sign; too late is no harm."""
    if update.callback_query is not None:
        with contextlib.suppress(TelegramError):
            await update.callback_query.answer()


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
    for message in show(outgoing.reply, outgoing.conversation or ""):
        await bot.send_message(
            chat,
            message.text,
            entities=message.entities,
            reply_markup=message.markup,
            disable_web_page_preview=True,
        )
