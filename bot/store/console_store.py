"""The console's door to the database: it is opened as it is, never migrated, and reading holds up nobody."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.cases import Cases
from bot.store.database import StoreError, make_engine, named, saying_down
from bot.store.journal import Entry, write_down
from bot.store.keeping import Keeping
from bot.store.people import People
from bot.store.schema import REVISIONS, revision
from bot.store.store import now_ms


@dataclass(frozen=True, slots=True)
class Room:
    """What the console reads and writes within one commit. `now` is in ms since 1970."""

    connection: AsyncConnection
    now: int

    @property
    def cases(self) -> Cases:
        return Cases(self.connection, self.now)

    @property
    def keeping(self) -> Keeping:
        return Keeping(self.connection, self.now)

    @property
    def people(self) -> People:
        return People(self.connection, self.now)

    async def write_down(
        self,
        act: str,
        staff: str | None,
        conversation: str | None = None,
        detail: str = "",
        reason: bytes | None = None,
    ) -> None:
        """Into the journal, in the commit of the act."""
        await write_down(self.connection, Entry(self.now, staff, act, conversation, detail[:200], reason))


class ConsoleStore:
    def __init__(self, writing: AsyncEngine, reading: AsyncEngine, now: Callable[[], int]) -> None:
        self._writing, self._reading, self.now = writing, reading, now
        self.is_sqlite = writing.dialect.name == "sqlite"

    @classmethod
    async def open(cls, url: str, now: Callable[[], int] = now_ms) -> ConsoleStore:
        """Raises StoreError."""
        writing, reading = make_engine(url), make_engine(url, snapshot=True)
        store = cls(writing, reading, now)
        try:
            async with reading.connect() as connection:
                found = await connection.run_sync(revision)
        except (OSError, DBAPIError, TimeoutError) as error:
            await store.close()
            kind = type(getattr(error, "orig", error)).__name__
            raise StoreError(f"The database {named(url)} cannot be opened ({kind}).") from None
        if found != REVISIONS[-1]:
            await store.close()
            raise StoreError(
                f"The database {named(url)} is of another version; start the bot once, which brings it up to date."
            )
        return store

    async def close(self) -> None:
        await self._reading.dispose()
        await self._writing.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Room]:
        """One moment, seen without holding up the bot. Raises StoreDown."""
        with saying_down():
            async with self._reading.begin() as connection:
                yield Room(connection, self.now())

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Room]:
        """One commit. Raises StoreDown."""
        with saying_down():
            async with self._writing.begin() as connection:
                yield Room(connection, self.now())
