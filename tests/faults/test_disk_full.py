"""A full disk: what was acknowledged can be read, what was not comes again and is heard once there is room."""

import asyncio
import os
import resource
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from bot.assistant import Assistant, Heard
from bot.conversation import Incoming
from bot.store import Keys, Store, StoreDown
from tests.conftest import AT
from tests.faults.crashing import in_a_process
from tests.small_flow import FLOW

ROOM = 400_000
"""Bytes; enough for some hundred messages."""
MOST = 3000


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Store]:
    store = await Store.open(f"sqlite:///{folder / 'jiaji.sqlite3'}", Keys.read(folder / "keys"))
    try:
        yield store
    finally:
        await store.close()


async def limit_pages(store: Store, pages: int) -> None:
    async with store._engine.connect() as connection:
        await connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")


async def fill(store: Store) -> int:
    """Somebody writes until nothing more is taken. Returns how many messages were acknowledged."""
    assistant = Assistant(FLOW, store)
    for number in count():
        assert number < MOST
        try:
            await assistant.hear([message(number)])
        except StoreDown:
            return number
    raise AssertionError


def message(number: int) -> Heard:
    return Heard("test", "a", str(number), Incoming(AT, text=f"message {number}"), "en")


async def acknowledged(store: Store) -> list[str]:
    """What the person said, as the transcript has it; every row of it is opened."""
    async with store.transaction() as transaction:
        known = (await transaction.load([("test", "a")]))["test", "a"]
    said = await store.transcript(known.conversation.id, known.key)
    assert known.conversation.turn == sum(one.place == 0 for one in said)
    return [one.content["text"] for one in said if one.place == 0]


async def goes_on(store: Store, kept: int) -> None:
    assert await acknowledged(store) == [f"message {number}" for number in range(kept)]
    await Assistant(FLOW, store).hear([message(kept)])
    assert len(await acknowledged(store)) == kept + 1


async def test_a_database_that_may_not_grow_loses_nothing_and_goes_on_with_room(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await limit_pages(store, ROOM // 4096)
        kept = await fill(store)
        assert kept > 100
        await limit_pages(store, 1_000_000)
        await goes_on(store, kept)


def test_a_file_that_may_not_grow_loses_nothing_and_goes_on_with_room(tmp_path: Path) -> None:
    """The operating system refuses the write, in the middle of the log or of the database."""

    async def in_small_room() -> int:
        async with opened(tmp_path) as store:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))
            return await fill(store)

    reading, writing = os.pipe()

    async def said() -> None:
        os.write(writing, str(await in_small_room()).encode())

    assert in_a_process(said) == 0
    kept = int(os.read(reading, 20))
    os.close(reading)
    os.close(writing)
    assert kept > 10

    async def with_room() -> None:
        async with opened(tmp_path) as store:
            await goes_on(store, kept)

    asyncio.run(with_room())
