"""Sends what was said and is not yet delivered, in order for each address, and marks it once it was accepted.

Whatever could not be sent stays undelivered and is sent by the next call.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from bot.conversation import Letter, TextFile
from bot.mail import eml
from bot.store import Outgoing, Store

log = logging.getLogger(__name__)

Document = tuple[str, bytes]
Send = Callable[[Outgoing, Document | None], Awaitable[None]]


class Undeliverable(RuntimeError):
    """The channel refuses this message for good: the person has blocked the bot, the chat is gone."""


async def deliver(store: Store, channel: str, send: Send) -> None:
    """An error that may pass stops that address only."""
    stopped: set[str] = set()
    for outgoing in await store.undelivered(channel):
        if outgoing.address in stopped:
            continue
        try:
            await send(outgoing, await _document(store, outgoing))
        except Undeliverable as error:
            log.warning("undeliverable: reply %s (%s)", outgoing.id, error)
        except Exception as error:
            log.warning("not delivered yet: reply %s (%s)", outgoing.id, type(error).__name__)
            stopped.add(outgoing.address)
            continue
        await store.delivered(outgoing)


async def _document(store: Store, outgoing: Outgoing) -> Document | None:
    match outgoing.reply.document:
        case None:
            return None
        case TextFile(name, content):
            return name, content.encode("utf-8", "replace")
        case Letter() as letter:
            assert outgoing.conversation is not None
            files = {
                file.digest: await store.file(outgoing.conversation, file.digest)
                for file in letter.attachments
            }
            return "request.eml", eml(letter, files)
