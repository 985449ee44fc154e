"""Store: loads conversations, keeps turns, hands out what is undelivered. The only file that speaks SQL."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, event, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.conversation import Conversation, Reply, Turn
from bot.store.codec import body_of, conversation_of, packed_incoming, packed_reply, reply_of
from bot.store.schema import bring_up_to_date
from bot.store.tables import conversations, files, received, transcript

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    # FULL: a commit is on the disk before the update is acknowledged; NORMAL may lose the last ones.
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA temp_store=MEMORY",
)


class StoreError(RuntimeError):
    """The database cannot be used; the message is one sentence that says what to do."""


class Stale(RuntimeError):
    """Somebody else has kept this conversation since it was loaded; hear the message again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A turn to keep. `update_id` is the channel's id of the incoming message."""

    channel: str
    address: str
    update_id: str
    turn: Turn


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A reply that is not yet delivered."""

    id: int
    conversation: str | None
    address: str
    reply: Reply


class Store:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @classmethod
    async def open(cls, url: str) -> Store:
        """`url` is plain: sqlite:///path. Raises StoreError."""
        path = Path(url.removeprefix("sqlite:///"))
        try:
            _reserve(path)
            engine = create_async_engine(f"sqlite+aiosqlite:///{path}", hide_parameters=True)
            event.listen(engine.sync_engine, "connect", _connected)
            event.listen(engine.sync_engine, "begin", _begin)
            async with engine.begin() as connection:
                await bring_up_to_date(connection)
        except (OSError, DBAPIError) as error:
            raise StoreError(
                f"The database {path} cannot be opened ({type(error).__name__}); check the path."
            ) from error
        return cls(engine)

    async def close(self) -> None:
        await self._engine.dispose()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """One transaction: everything in it is kept at its end, or nothing."""
        async with self._engine.begin() as connection:
            yield Transaction(connection)

    async def load(self, channel: str, address: str) -> Conversation | None:
        async with self.transaction() as transaction:
            return await transaction.load(channel, address)

    async def undelivered(self, channel: str) -> list[Outgoing]:
        """In the order in which they were said."""
        query = (
            select(transcript.c.id, transcript.c.conversation, transcript.c.address, transcript.c.said)
            .where(
                transcript.c.channel == channel,
                transcript.c.direction == "out",
                transcript.c.delivered_at.is_(None),
            )
            .order_by(transcript.c.id)
        )
        async with self._engine.begin() as connection:
            rows = (await connection.execute(query)).all()
        return [Outgoing(row.id, row.conversation, row.address, reply_of(row.said)) for row in rows]

    async def delivered(self, outgoing: Outgoing) -> None:
        """It was sent. What belongs to an erased conversation is forgotten at once."""
        mine = transcript.c.id == outgoing.id
        async with self._engine.begin() as connection:
            await connection.execute(update(transcript).where(mine).values(delivered_at=datetime.now(UTC)))
            await connection.execute(delete(transcript).where(mine, transcript.c.conversation.is_(None)))

    async def file(self, conversation: str, digest: str) -> bytes:
        """The bytes of an accepted file. Raises KeyError."""
        query = select(files.c.content).where(files.c.conversation == conversation, files.c.digest == digest)
        async with self._engine.begin() as connection:
            found = (await connection.execute(query)).scalar_one_or_none()
        if found is None:
            raise KeyError(digest)
        return bytes(found)

    async def forget(self) -> None:
        """Empty the write-ahead log, where deleted text would stay readable."""
        async with self._engine.connect() as connection:
            # Past SQLAlchemy, which would begin a transaction first: inside one the log cannot be emptied.
            bare = (await connection.get_raw_connection()).driver_connection
            assert bare is not None
            await bare.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Transaction:
    """What can be done within one commit."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def load(self, channel: str, address: str) -> Conversation | None:
        query = select(conversations).where(
            conversations.c.channel == channel, conversations.c.address == address
        )
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return conversation_of(dict(row)) if row is not None else None

    async def receive(self, channel: str, update_id: str, at: datetime) -> bool:
        """Note an update. False where it was heard before."""
        statement = upsert(received).values(channel=channel, update_id=update_id, at=at)
        done = await self._connection.execute(
            statement.on_conflict_do_nothing().returning(received.c.update_id)
        )
        return done.first() is not None

    async def keep(self, entry: Entry, at: datetime) -> None:
        """A turn: the conversation, what was said by both, the files. Raises Stale."""
        conversation = entry.turn.conversation
        if conversation.state == "erased":
            await self._erase(entry, at)
            return
        await self._keep_conversation(entry, at)
        await self._say(entry, conversation.id, at, with_incoming=True)
        for file in entry.turn.incoming.files:
            values = {"conversation": conversation.id, "digest": file.ref.digest, "content": file.content}
            await self._connection.execute(upsert(files).values(values).on_conflict_do_nothing())

    async def _keep_conversation(self, entry: Entry, at: datetime) -> None:
        now = entry.turn.conversation
        values: dict[str, Any] = {
            "flow": now.flow,
            "state": now.state,
            "language": now.language,
            "body": body_of(now),
            "version": now.version + 1,
            "updated_at": at,
        }
        if now.version == 0:
            new = {"id": now.id, "channel": entry.channel, "address": entry.address, **values}
            kept = await self._connection.execute(
                upsert(conversations).values(new).on_conflict_do_nothing().returning(conversations.c.id)
            )
        else:
            mine = (conversations.c.id == now.id) & (conversations.c.version == now.version)
            kept = await self._connection.execute(
                update(conversations).where(mine).values(values).returning(conversations.c.id)
            )
        if kept.first() is None:
            raise Stale(now.id)

    async def _say(
        self, entry: Entry, conversation: str | None, at: datetime, *, with_incoming: bool
    ) -> None:
        turn = entry.turn
        common = {"conversation": conversation, "channel": entry.channel, "address": entry.address, "at": at}
        rows = (
            [{"direction": "in", "key": "", "said": packed_incoming(turn.incoming)}] if with_incoming else []
        )
        rows += [
            {"direction": "out", "key": reply.key, "said": packed_reply(reply)} for reply in turn.replies
        ]
        if rows:
            number = turn.conversation.turn
            await self._connection.execute(
                insert(transcript), [{**common, **row, "turn": number} for row in rows]
            )

    async def _erase(self, entry: Entry, at: datetime) -> None:
        """Everything of the conversation goes; only its last words remain to be delivered."""
        mine = entry.turn.conversation.id
        await self._connection.execute(delete(transcript).where(transcript.c.conversation == mine))
        await self._connection.execute(delete(files).where(files.c.conversation == mine))
        await self._connection.execute(delete(conversations).where(conversations.c.id == mine))
        await self._say(entry, None, at, with_incoming=False)


def _reserve(path: Path) -> None:
    """The file is made by us, readable by its owner alone; SQLite gives its log the same rights."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _connected(connection: Any, record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
