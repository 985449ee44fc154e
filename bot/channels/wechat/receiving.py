"""A message of WeChat's is read, heard and kept; what takes too long to read is refused in words, and kept as that.

WeChat calls three times at most, five seconds apart, and is answered only once a message is kept. The second call
finds the first one still at work, and waits with it.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from bot.assistant import TRIES, UNREADABLE, Assistant, Received
from bot.channels.channel import Receive
from bot.channels.floods import Floods, Limits
from bot.channels.lines import GONE, LATE, Lines
from bot.channels.traits import Receiver
from bot.channels.wechat.account import Account, Declined
from bot.channels.wechat.reading import TRAITS, Update, read
from bot.core import CleanFile, Incoming, Mistake
from bot.documents import Clean, clean
from bot.logs import log
from bot.store import StoreDown

CHANNEL = "wechat"
READING_SECONDS = 12.0
"""Less than the fifteen in which WeChat calls."""


def receiver(
    assistant: Assistant, account: Account, clean: Clean = clean, limits: Limits | None = None
) -> Receive[Update]:
    """What to do with an update. It raises StoreDown, or what else went wrong, where it must come again."""

    async def fetch(media: str) -> tuple[CleanFile, ...] | Mistake:
        try:
            return await clean(await account.picture(media))
        except Declined:
            return GONE

    async def receive(update: Update) -> None:
        try:
            async with asyncio.timeout(READING_SECONDS):
                incoming = await read(update, fetch)
            await assistant.hear([_received(update, incoming)])
        except StoreDown:
            raise
        except TimeoutError:
            await refuse(update, LATE)
        except Exception as error:
            unread = _received(update, _refusal(UNREADABLE))
            log.warning("update_failed", update_id=update.id, error=error)
            if await assistant.count_try(unread, type(error).__name__) < TRIES:
                raise
            await assistant.set_aside(unread)

    async def refuse(update: Update, why: Mistake) -> None:
        await assistant.hear([_received(update, _refusal(why))])

    lines = Lines(Receiver(receive, refuse, TRAITS))
    return Together(Floods(Receiver(lines.receive, refuse, TRAITS), limits or Limits()).receive).receive


class Together:
    """One work for all calls with the same message."""

    def __init__(self, receive: Receive[Update]) -> None:
        self._receive = receive
        self._under_way: dict[tuple[str, str], asyncio.Task[None]] = {}

    async def receive(self, update: Update) -> None:
        name = update.person, update.id
        work = self._under_way.get(name)
        if work is None:
            self._under_way[name] = work = asyncio.ensure_future(self._receive(update))
            work.add_done_callback(lambda _: self._under_way.pop(name, None))
        await asyncio.shield(work)


def _received(update: Update, incoming: Incoming) -> Received:
    """Whoever writes in WeChat is spoken to in Chinese until they choose otherwise."""
    return Received(CHANNEL, update.person, update.id, incoming, "zh")


def _refusal(why: Mistake) -> Incoming:
    return Incoming(datetime.now(UTC), refused=why)
