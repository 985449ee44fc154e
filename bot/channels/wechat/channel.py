"""A WeChat Official Account as a Channel: calls come to one path, messages go out by the account's own calls."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from bot.assistant import Document, Pace, Send, TooMany, Undeliverable
from bot.channels.channel import Channel, Receive, Reception, Watch
from bot.channels.wechat.account import Account, Declined
from bot.channels.wechat.calls import calls
from bot.channels.wechat.reading import Update
from bot.channels.wechat.receiving import CHANNEL, receiver
from bot.channels.wechat.sealing import Envelope
from bot.channels.wechat.showing import texts_of
from bot.core import OVER
from bot.documents import Clean, clean
from bot.i18n import LANGUAGES
from bot.store import Outgoing, Store

LinkTo = Callable[[str, str], Awaitable[str]]
"""A link that opens, once, the letter and the files of somebody on a channel."""
FULL = {45009: 3600.0, 45011: 60.0, 45047: 60.0}
"""Codes of WeChat for "no more now", and when to try again: of a day, of a minute, until somebody writes again."""


def wechat(
    store: Store, account: Account, envelope: Envelope, link_to: LinkTo, clean: Clean = clean
) -> Channel[Update]:
    """The channel. `link_to` makes the links of the web chat's mail page."""

    def reception(receive: Receive[Update], watch: Watch) -> Reception:
        return Reception(calls(envelope, receive, watch.refused))

    return Channel(
        CHANNEL,
        sender(store, account, link_to),
        partial(receiver, account=account, clean=clean),
        reception,
        Pace(0, 0),
    )


def sender(store: Store, account: Account, link_to: LinkTo) -> Send:
    async def send(outgoing: Outgoing, document: Document | None) -> None:
        now = await store.load(CHANNEL, outgoing.address)
        lang = now.language if now is not None and now.state not in OVER else LANGUAGES[0]
        link = await link_to(CHANNEL, outgoing.address) if document is not None else ""
        try:
            for text in texts_of(outgoing.reply, lang, link):
                await account.send_text(outgoing.address, text)
        except Declined as error:
            if error.code in FULL:
                raise TooMany(FULL[error.code]) from None
            raise Undeliverable(f"wechat {error.code}") from None

    return send
