"""Hearing while the database is away: of one person nothing overtakes what failed before it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.assistant import Assistant, Received
from bot.assistant.batch import TOGETHER
from bot.core import Incoming
from bot.store import Store, StoreDown
from tests.conftest import AT
from tests.support.small_flow import FLOW


class AwayOnce:
    """A store whose first commit cannot be made."""

    def __init__(self, store: Store) -> None:
        self.store, self.is_away = store, True

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Any]:
        if self.is_away:
            self.is_away = False
            await asyncio.sleep(0)
            raise StoreDown("away")
        async with self.store.transaction() as transaction:
            yield transaction


def said(person: str, number: int, text: str) -> Received:
    return Received("test", person, str(number), Incoming(AT, text=text), "en")


async def test_nothing_of_a_person_overtakes_what_could_not_be_kept(store: Store) -> None:
    bot = Assistant([FLOW], AwayOnce(store))  # type: ignore[arg-type]
    others = [said(f"p{number}", number, "/start") for number in range(TOGETHER - 1)]
    first, second, third = (
        said("a", 1000 + number, text) for number, text in enumerate(("/start", "en", "cat"))
    )
    hearing = [asyncio.create_task(bot.hear([one])) for one in (first, *others, second)]
    await asyncio.sleep(0.005)
    hearing.append(asyncio.create_task(bot.hear([third])))
    outcomes = await asyncio.gather(*hearing, return_exceptions=True)
    assert [type(outcomes[at]) for at in (0, -2, -1)] == [StoreDown] * 3
    for one in (first, second, third):
        await bot.hear([one])
    found = await store.load("test", "a")
    assert found is not None
    assert found.answers == {"pet": "cat"}
