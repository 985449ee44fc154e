"""A key and a backup are whole under their name or not there at all, wherever the process dies while it writes them."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from bot.core import Incoming
from bot.store import Keys, Store, back_up, restore
from tests.conftest import AT
from tests.faults.crashing import KILLED, Place, Points, hear, in_a_process
from tests.support import small_flow
from tests.support.databases import new_database


async def watched(points: Points, work: Callable[[], Coroutine[Any, Any, Any]]) -> None:
    points.watch_files()
    await work()


def deaths(work: Callable[[Path], Coroutine[Any, Any, Any]], folder: Path) -> list[Path]:
    """Do it once for each point, in a folder of its own, and die there. Returns the folders."""
    left: list[Path] = []
    for fatal in count(1):
        here = folder / f"at-{fatal}"
        here.mkdir(mode=0o700)
        code = in_a_process(partial(watched, Points(fatal), partial(work, here)))
        if code == 0:
            return left
        assert code == KILLED
        left.append(here)
    raise AssertionError


async def add_a_key(folder: Path) -> None:
    Keys.read(folder).add()


def test_a_key_is_whole_or_not_there(tmp_path: Path) -> None:
    left = deaths(add_a_key, tmp_path)
    assert [len(Keys.read(folder).known) for folder in left] == [0] * 5 + [1] * (len(left) - 5)
    for folder in left:
        Keys.read(folder).add()
        assert Keys.read(folder).active


def test_a_backup_is_whole_or_not_there(tmp_path: Path) -> None:
    here = Place(new_database("sqlite", tmp_path / "here"), tmp_path / "here")
    here.folder.mkdir()
    asyncio.run(hear(small_flow.FLOW, here, Points(), 1, Incoming(AT, text="/start")))

    async def copy(folder: Path) -> None:
        await back_up(here.url, Keys.read(here.folder / "keys"), folder / "copy.gz")

    left = deaths(copy, tmp_path)
    assert len(left) >= 6
    whole = [folder for folder in left if (folder / "copy.gz").exists()]
    assert 0 < len(whole) < len(left)
    for folder in left:
        if folder not in whole:
            asyncio.run(copy(folder))
        filled = Place(new_database("sqlite", folder), folder)
        keys = Keys.read(here.folder / "keys")
        assert asyncio.run(restore(filled.url, keys, folder / "copy.gz")) >= 3
        asyncio.run(answers(filled, keys))


async def answers(place: Place, keys: Keys) -> None:
    store = await Store.open(place.url, keys)
    assert await store.load("test", "7001")
    await store.close()
