"""Telegram as a Channel: who we are is said at the start, and updates come by webhook or by polling."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlsplit

from telegram import Bot

from bot.assistant import Pace
from bot.channels.channel import Channel, Receive, Reception, Watch
from bot.channels.telegram.menu import introduce
from bot.channels.telegram.polling import poll
from bot.channels.telegram.reading import CHANNEL
from bot.channels.telegram.receiving import Update, receiver
from bot.channels.telegram.retries import with_retries
from bot.channels.telegram.sending import sender
from bot.channels.telegram.webhook import be_called, webhook
from bot.documents import Clean, clean
from bot.store import Store


@dataclass(frozen=True, slots=True)
class Hook:
    """The public https address at which Telegram is to call, and what it must say then."""

    url: str
    secret: str = field(repr=False)


@contextlib.asynccontextmanager
async def telegram(
    bot: Bot, store: Store, pace: Pace, hook: Hook | None, clean: Clean = clean
) -> AsyncIterator[Channel[Update]]:
    """The channel, once Telegram knows the bot and its commands; without a hook it polls. Raises TelegramError."""
    key = store.vault.secret("buttons")

    def reception(receive: Receive[Update], watch: Watch) -> Reception:
        if hook is None:
            return Reception(work=partial(poll, bot, receive, store, watch.asked))
        route = webhook(urlsplit(hook.url).path, hook.secret, receive, watch.refused)
        return Reception((route,), partial(be_called, bot, hook.url, hook.secret))

    try:
        await with_retries(bot.initialize)
        await introduce(bot)
        yield Channel(
            CHANNEL, sender(bot, key), partial(receiver, bot, key=key, clean=clean), reception, pace
        )
    finally:
        await bot.shutdown()
