"""Somebody writes until the disk is full: what was acknowledged can be read, and with room again it goes on.

`python -m tests.faults.filling FOLDER` does it in a folder of its own, which is then made larger by `mount`.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from bot.assistant import Assistant, Received
from bot.core import Incoming
from bot.store import Keys, Store, StoreDown
from tests.conftest import AT
from tests.support.small_flow import FLOW

ROOM = 600_000
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
    assistant = Assistant([FLOW], store)
    for number in count():
        assert number < MOST
        try:
            await assistant.hear([message(number)])
        except StoreDown:
            return number
    raise AssertionError


def message(number: int) -> Received:
    return Received("test", "a", str(number), Incoming(AT, text=f"message {number}"), "en")


async def acknowledged(store: Store) -> list[str]:
    """What the person said, as the transcript has it; every row of it is opened."""
    async with store.transaction() as transaction:
        known = (await transaction.load([("test", "a")]))["test", "a"][FLOW.key]
    said = await store.transcript(known.conversation.id, known.key)
    assert known.conversation.turn == sum(one.place == 0 for one in said)
    return [one.content["text"] for one in said if one.place == 0]


async def goes_on(store: Store, kept: int) -> None:
    assert await acknowledged(store) == [f"message {number}" for number in range(kept)]
    await Assistant([FLOW], store).hear([message(kept)])
    assert len(await acknowledged(store)) == kept + 1


async def on_a_small_disk(folder: Path) -> int:
    """Fills the file system, makes it larger, and goes on. Returns how many messages were kept before."""
    async with opened(folder) as store:
        kept = await fill(store)
        subprocess.run(["mount", "-o", "remount,size=16m", str(folder)], check=True)
        await goes_on(store, kept)
    return kept


if __name__ == "__main__":
    print(asyncio.run(on_a_small_disk(Path(sys.argv[1]))))
