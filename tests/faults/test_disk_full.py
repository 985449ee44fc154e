"""A full disk: what was acknowledged can be read, what was not comes again and is heard once there is room."""

import asyncio
import os
import resource
import signal
from pathlib import Path

from tests.faults.crashing import in_a_process
from tests.faults.filling import ROOM, fill, goes_on, limit_pages, opened


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
    assert kept > 5

    async def with_room() -> None:
        async with opened(tmp_path) as store:
            await goes_on(store, kept)

    asyncio.run(with_room())
