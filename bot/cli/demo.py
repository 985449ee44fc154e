"""`jiaji console --demo`: invented conversations, and a bot beside the console that follows what staff order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.cli.wiring import opened_store, periods, staffed, the_flows

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.settings import Settings
    from bot.store import Outgoing

CHANNEL = "demo"
TALKS = {
    "li": (
        *(
            "zh",
            "同意，团队也可以看",
            "一个人",
            "约好了",
            "上海",
            "humanitarian",
            "B-2",
            "mother",
            "serious_illness",
        ),
        *("没有", "没有", "没有", "2027-01-18", "9点半", "不知道编号", "a person please"),
    ),
    "smith": (
        *("en", "I agree, and the team may read it to help me", "one", "yes", "jiangsu", "study", "F-1"),
        *("2027-01-11", "no", "no", "no", "2027-01-25", "change", "class start", "12 January 2027"),
    ),
    "chen": (
        *("zh", "同意，团队也可以看", "one", "yes", "安徽", "business", "B-1", "yes", "no", "no", "no"),
        *(
            "2027年2月3日",
            "10:00",
            "AA00BCDE1",
            "chen",
            "Chen",
            "Xiaoyu",
            "1988年5月6号",
            "E1234567",
            "E12345678",
            "人工",
            "yes",
        ),
    ),
    "wang": ("zh", "同意，团队也可以看", "one", "yes", "北京"),
    "zhao": ("zh", "同意", "one", "yes", "浙江", "wedding"),
    "jones": ("en", "I agree", "one", "yes", "shanghai", "humanitarian", "B-2"),
}
"""Nobody of these lives. The last two do not let the team read."""


@asynccontextmanager
async def beside(now: Settings) -> AsyncIterator[None]:
    """A bot with these people, in this process, as long as the block lasts."""
    from bot.assistant import Assistant, Outbox, Pace

    flows = staffed(the_flows(now), now)

    async def send(outgoing: Outgoing, document: object) -> None:
        """Nobody is there to read it."""

    async with opened_store(now) as store:
        outbox = Outbox(store, CHANNEL, send, Pace(0, 0))
        bot = Assistant(flows, store, outbox.push, periods(now))
        await _talk(bot)
        working = asyncio.create_task(_work(bot, outbox))
        try:
            yield
        finally:
            working.cancel()
            await outbox.close(1)


async def _talk(bot: Assistant) -> None:
    """Each message once, however often the demo is started."""
    from bot.assistant import Received
    from bot.core import Incoming

    for name, texts in TALKS.items():
        for number, text in enumerate(texts):
            at = datetime.now(UTC)
            await bot.hear(
                [Received(CHANNEL, name, f"{name}-{number}", Incoming(at, text=text, message=str(number)))]
            )


async def _work(bot: Assistant, outbox: object) -> None:
    from bot.assistant import Outbox
    from bot.store import StoreDown

    assert isinstance(outbox, Outbox)
    while True:
        with suppress(StoreDown):
            await bot.follow_orders(datetime.now(UTC))
            await outbox.drain()
        await asyncio.sleep(1)
