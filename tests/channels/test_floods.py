"""Who sends without end is told once; it costs one row, and the others are heard as if it were not there."""

import asyncio
from collections import Counter
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.assistant import Assistant
from bot.channels.floods import FILE_COST, Floods, Limits
from bot.channels.telegram import client, receiver
from bot.channels.traits import Receiver, Traits
from bot.core import Mistake
from bot.store import Keys, Store, StoreDown
from bot.store.tables import transcript
from tests.fake_bot_api import FakeBotApi, running
from tests.support.small_flow import FLOW

Said = tuple[str, str]


class Desk:
    """Hears at once; `clock` stands until a test moves it."""

    def __init__(self, burst: float = 5) -> None:
        self.heard: list[Said] = []
        self.refused: list[Said] = []
        self.is_down = False
        self.clock = 0.0
        limits = Limits(burst=burst, rate=1, quiet=10, now=lambda: self.clock)
        traits: Traits[Said] = Traits(
            lambda one: one[0], lambda one: one[1].startswith("file"), lambda one: ""
        )
        self.floods = Floods[Said](Receiver(self.keep, self.refuse, traits), limits)

    async def keep(self, said: Said) -> None:
        if self.is_down:
            raise StoreDown
        self.heard.append(said)

    async def refuse(self, said: Said, why: Mistake) -> None:
        if self.is_down:
            raise StoreDown
        assert why.key == "flood"
        self.refused.append(said)

    async def say(self, who: str, *texts: str) -> None:
        for text in texts:
            await self.floods.receive((who, text))


async def test_a_flood_is_answered_once_and_the_neighbour_is_heard() -> None:
    desk = Desk()
    for number in range(1000):
        desk.clock += 0.01
        await desk.say("a", str(number))
        if number % 250 == 0:
            await desk.say("b", str(number))
    assert Counter(who for who, _ in desk.heard) == {"a": 5, "b": 4}
    assert desk.refused == [("a", "5")]


async def test_after_ten_quiet_seconds_a_flood_is_over() -> None:
    desk = Desk()
    await desk.say("a", *map(str, range(20)))
    desk.clock += 9
    await desk.say("a", "too early")
    desk.clock += 10
    await desk.say("a", "now")
    assert desk.heard[-1] == ("a", "now")
    assert ("a", "too early") not in desk.heard


async def test_a_file_counts_as_several_messages() -> None:
    desk = Desk(burst=2 * FILE_COST)
    await desk.say("a", "file 1", "file 2", "file 3")
    assert (desk.heard, desk.refused) == ([("a", "file 1"), ("a", "file 2")], [("a", "file 3")])


async def test_what_could_not_be_kept_is_no_flood_and_a_flood_that_was_not_told_is_told_again() -> None:
    desk = Desk()
    desk.is_down = True
    for _ in range(50):
        with pytest.raises(StoreDown):
            await desk.say("a", "1")
    desk.is_down = False
    await desk.say("a", *"12345")
    desk.is_down = True
    with pytest.raises(StoreDown):
        await desk.say("a", "6")
    desk.is_down = False
    await desk.say("a", "6")
    assert (desk.heard, desk.refused) == ([("a", one) for one in "12345"], [("a", "6")])


NUMBERS = count(1)


def typed(chat: int, text: str) -> dict[str, Any]:
    number = next(NUMBERS)
    person = {"id": chat, "type": "private", "is_bot": False}
    message = {"message_id": number, "date": 1_790_000_000, "chat": person, "from": person, "text": text}
    return {"update_id": number, "message": message}


async def test_ten_thousand_messages_of_one_cost_a_few_commits_and_one_row_more_than_was_read(
    tmp_path: Path,
) -> None:
    store = await Store.open(f"sqlite:///{tmp_path / 'jiaji.sqlite3'}", Keys.read(tmp_path / "keys"))
    commits: list[float] = []
    store.on_commit = commits.append
    with running(FakeBotApi()) as api:
        async with client("1:test", api.url) as bot:
            receive = receiver(bot, Assistant([FLOW], store), b"k" * 32, limits=Limits(burst=20, rate=0.001))
            flood = [asyncio.ensure_future(receive(typed(1, "hello"))) for _ in range(10_000)]
            others = [asyncio.ensure_future(receive(typed(chat, "en"))) for chat in range(2, 22)]
            await asyncio.gather(*others)
            until_the_others = len(commits)
            await asyncio.gather(*flood)
    async with store._engine.connect() as connection:
        said = select(func.count()).where(transcript.c.place == 0)
        assert (await connection.execute(said)).scalar_one() == 20 + 1 + 20
    assert until_the_others <= 3
    await store.close()
