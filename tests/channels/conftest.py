"""A fake Bot API, a bot that calls it, and one process that is called by it."""

from collections.abc import AsyncIterator, Iterator

import pytest
from telegram import Bot

from bot.channels.telegram import client
from bot.store import Store
from tests.channels.replica import Replica
from tests.fake_bot_api import FakeBotApi, running


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with running(FakeBotApi()) as started:
        yield started


@pytest.fixture
async def bot(api: FakeBotApi) -> AsyncIterator[Bot]:
    async with client("1:test", api.url) as started:
        yield started


@pytest.fixture
async def replica(bot: Bot, store: Store) -> AsyncIterator[Replica]:
    started = Replica(bot, store)
    yield started
    await started.outbox.close(patience=5)
