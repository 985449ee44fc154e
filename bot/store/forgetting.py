"""Forgetting: what was deleted also leaves the database's own files, within a quarter of an hour.

Deleted rows stay readable where a database keeps them for itself: in SQLite's write-ahead log, in the pages and the log of
PostgreSQL. Somebody who reads just now, such as a backup, is never waited for: it is tried again until it is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from itertools import islice
from sqlite3 import OperationalError
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.logs import log
from bot.store.database import PRAGMAS, StoreDown, saying_down
from bot.store.tables import erasures

RETRY_SECONDS = 1.0
GATHER_SECONDS = 60.0
"""On PostgreSQL a table is written anew for it; so many erasures share the work."""


class Forgetting:
    """Goes on beside the work until nothing that was erased can be read from the files."""

    def __init__(
        self, engine: AsyncEngine, line: AbstractAsyncContextManager[Any], now: Callable[[], int]
    ) -> None:
        self._engine, self._line, self._now = engine, line, now
        self._is_sqlite = engine.dialect.name == "sqlite"
        self._task: asyncio.Task[None] | None = None
        self._why = ""

    async def begin(self) -> None:
        """At once where that takes no time, and otherwise beside the work."""
        is_under_way = self._task is not None and not self._task.done()
        if not is_under_way and not (self._is_sqlite and await self.step()):
            self._task = asyncio.create_task(self._later())

    async def _later(self) -> None:
        await asyncio.sleep(RETRY_SECONDS if self._is_sqlite else GATHER_SECONDS)
        await self.finish()

    async def close(self) -> None:
        """What is not gone now goes after the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def finish(self) -> None:
        """Returns when all that was erased is gone."""
        tries = 0
        while not await self.step():
            tries += 1
            if tries % 60 == 0:
                log.warning("erasing_waits", error=self._why)
            await asyncio.sleep(RETRY_SECONDS)

    async def step(self) -> bool:
        """One try. Whether all that was erased is gone."""
        try:
            with saying_down():
                erased = await self._erased()
                is_empty = await self._emptied() if self._is_sqlite else not erased or await self._anew()
                if is_empty:
                    await self._note(erased)
        except StoreDown as down:
            is_empty, self._why = False, str(down)
        else:
            self._why = "somebody reads"
        return is_empty

    async def _erased(self) -> list[str]:
        query = select(erasures.c.conversation).where(erasures.c.gone_at.is_(None))
        async with self._line, self._engine.begin() as connection:
            return list((await connection.execute(query)).scalars())

    async def _note(self, erased: list[str]) -> None:
        rest = iter(erased)
        while these := list(islice(rest, 500)):
            gone = update(erasures).where(erasures.c.conversation.in_(these)).values(gone_at=self._now())
            async with self._line, self._engine.begin() as connection:
                await connection.execute(gone)

    # SQLite: freed pages are overwritten with zeros, so only the write-ahead log remembers.

    async def _emptied(self) -> bool:
        async with self._line, self._engine.connect() as connection:
            # Past SQLAlchemy, which would begin a transaction first: inside one the log cannot be emptied.
            bare = (await connection.get_raw_connection()).driver_connection
            assert bare is not None
            await bare.execute("PRAGMA busy_timeout=0")
            try:
                ((is_busy, *_),) = await bare.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
            except OperationalError:
                is_busy = 1
            finally:
                await bare.execute(f"PRAGMA busy_timeout={PRAGMAS['busy_timeout']}")
        return not is_busy

    async def _anew(self) -> bool:
        from bot.store.rewriting import keys_written_anew

        async with self._engine.connect() as connection:
            bare = (await connection.get_raw_connection()).driver_connection
            return await keys_written_anew(bare)

    async def hindrances(self) -> list[str]:
        """What of the server's settings keeps erased values readable for longer than is promised. Raises StoreDown."""
        if self._is_sqlite:
            return []
        from bot.store.rewriting import hindrances

        with saying_down():
            async with self._engine.connect() as connection:
                return await hindrances((await connection.get_raw_connection()).driver_connection)
