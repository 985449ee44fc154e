"""Store: the one door to the database; every block under one of its doors is one commit, kept whole or not at all."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from random import uniform
from secrets import token_hex

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.core import Conversation, Order, latest
from bot.documents import TranscriptMessage
from bot.store.database import (
    StoreAway,
    StoreDown,
    StoreError,
    is_away,
    is_race,
    is_sqlite,
    make_engine,
    named,
    saying_down,
)
from bot.store.desk import Desk, orders_done
from bot.store.forgetting import Forgetting
from bot.store.keys import Keys, KeysError
from bot.store.opening import transcript_of
from bot.store.outgoing import Delivered, Mailroom, settle
from bot.store.passes import Passes
from bot.store.review_keys import ReviewKeys
from bot.store.rewrapping import Rewrapping
from bot.store.schema import bring_up_to_date, must_be_up_to_date
from bot.store.sealing import Key, Tampered, file_place, raw_place
from bot.store.settling import DeliveryNotes
from bot.store.staff_tables import orders
from bot.store.tables import conversations, data_keys, files, transcript, troubles
from bot.store.turns import Transaction, opened, with_keys
from bot.store.upkeep import Upkeep
from bot.store.vault import Vault

NowMs = Callable[[], int]
RETRY_SECONDS = 1.0
UPGRADE_TRIES = 8


def now_ms() -> int:
    return time.time_ns() // 1_000_000


class FileGone(LookupError):
    """No answer refers to this file any more."""


class Store:
    """`holder` names this process among those that share the database."""

    def __init__(
        self, engine: AsyncEngine, looking: AsyncEngine, vault: Vault, holder: str, now: NowMs
    ) -> None:
        self.vault, self.holder = vault, holder
        self._life = f"{holder}#{token_hex(4)}"
        """What an earlier process of this name held is not held by this one."""
        self._engine, self._looking, self._now = engine, looking, now
        self.fetched: set[str] = set()
        """Channels to which nothing is sent, as their people come for it: there a reply is delivered once it is kept."""
        self.on_commit: Callable[[float], None] = lambda _seconds: None
        """Told how long each commit took, with its wait for the database."""
        self.is_sqlite = engine.dialect.name == "sqlite"
        # SQLite has one writer: waiting in line here is shorter than its own waiting.
        self._line = asyncio.Lock() if self.is_sqlite else nullcontext()
        self._settling = DeliveryNotes()
        self._settler: asyncio.Task[None] | None = None
        self.forgetting = Forgetting(engine, self._line, now)

    @classmethod
    async def open(
        cls,
        url: str,
        keys: Keys,
        holder: str = "alone",
        now: NowMs = now_ms,
        review: ReviewKeys | None = None,
        *,
        upgrades: bool = True,
    ) -> Store:
        """`url` is plain: sqlite:///path or postgresql://…. What is new or older is made or brought up to date, unless
        somebody else is to do that. Raises StoreError."""
        try:
            root = await _brought_up_to_date(url, keys, upgrades=upgrades)
            engine = make_engine(url)
        except (KeysError, StoreError) as error:
            raise StoreError(str(error)) from None
        except Tampered:
            raise StoreError(
                f"The database {named(url)} was sealed with other keys than those in {keys.folder}; nothing was changed."
            ) from None
        except (OSError, DBAPIError, TimeoutError) as error:
            kind = type(getattr(error, "orig", error)).__name__
            where = "check the path" if is_sqlite(url) else "check the address and that the server runs"
            kind_of = StoreAway if not is_sqlite(url) and is_away(error) else StoreError
            raise kind_of(f"The database {named(url)} cannot be opened ({kind}); {where}.") from None
        # Whoever only reads SQLite sees one moment, and neither waits for the disk nor makes others wait.
        looking = make_engine(url, snapshot=True) if is_sqlite(url) else engine
        store = cls(engine, looking, Vault.of(keys, root, review), holder, now)
        await store.forget()
        return store

    def now(self) -> int:
        """In ms since 1970."""
        return self._now()

    async def close(self) -> None:
        if self._settler is not None:
            # What was just sent may still be marked so; where it cannot be, it is sent again.
            await asyncio.wait([self._settler], timeout=RETRY_SECONDS)
        await self.forgetting.close()
        await self._looking.dispose()
        await self._engine.dispose()

    async def forget(self) -> None:
        """What was erased also leaves the database's files: at once on SQLite if nobody reads, soon on PostgreSQL."""
        await self.forgetting.begin()

    # Doors: one commit each.

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Turns. Raises StoreDown, Stale."""
        async with self._commit() as connection:
            yield Transaction(connection, self.vault, self._life, self._now(), self.fetched)

    @asynccontextmanager
    async def desk(self) -> AsyncIterator[tuple[Transaction, Desk]]:
        """What staff ordered, and the turns that follow. Raises StoreDown, Stale."""
        async with self._commit() as connection:
            now = self._now()
            yield (
                Transaction(connection, self.vault, self._life, now, self.fetched),
                Desk(connection, self.vault, now),
            )

    @asynccontextmanager
    async def mailroom(self) -> AsyncIterator[Mailroom]:
        """Replies to send. Raises StoreDown."""
        async with self._commit() as connection:
            yield Mailroom(connection, self.vault, self._life, self._now())

    @asynccontextmanager
    async def upkeep(self) -> AsyncIterator[Upkeep]:
        """What keeps the store in order. Raises StoreDown."""
        async with self._commit() as connection:
            yield Upkeep(connection, self._now())

    @asynccontextmanager
    async def passes(self) -> AsyncIterator[Passes]:
        """Codes for another browser. Raises StoreDown."""
        async with self._commit() as connection:
            yield Passes(connection, self._now())

    @asynccontextmanager
    async def rewrapping(self) -> AsyncIterator[Rewrapping]:
        """Data keys. Raises StoreDown."""
        async with self._commit() as connection:
            yield Rewrapping(connection, self.vault, self._now())

    @asynccontextmanager
    async def _commit(self) -> AsyncIterator[AsyncConnection]:
        started = time.perf_counter()
        with saying_down():
            async with self._line:
                with self._settling.taken() as settled:
                    async with self._engine.begin() as connection:
                        if settled:
                            await settle(connection, settled, self._now())
                        yield connection
        self.on_commit(time.perf_counter() - started)

    @asynccontextmanager
    async def _look(self) -> AsyncIterator[AsyncConnection]:
        """Without taking along what waits to be kept."""
        with saying_down():
            async with self._looking.begin() as connection:
                yield connection

    async def settle(self, settled: Delivered) -> None:
        """Returns once it is kept, however long the database is away: a message must not be sent twice for that."""
        kept = self._settling.add(settled)
        if self._settler is None or self._settler.done():
            self._settler = asyncio.create_task(self._settle_soon())
        await kept

    async def _settle_soon(self) -> None:
        """At once, as a kill before it repeats a message; whatever commits first takes it along."""
        while self._settling:
            try:
                async with self._commit():
                    pass
            except StoreDown:
                await asyncio.sleep(RETRY_SECONDS)

    # What is read

    async def load(self, channel: str, address: str) -> Conversation | None:
        """Somebody's conversation; of several the one that was heard last."""
        person = channel, address
        async with self.transaction() as transaction:
            known = (await transaction.load([person])).get(person, {})
        return latest([one.conversation for one in known.values()])

    async def conversation(self, id: str, key: Key) -> Conversation | None:
        query = select(conversations).where(conversations.c.id == id)
        async with self._commit() as connection:
            row = (await connection.execute(query)).mappings().one_or_none()
        return opened(row, key) if row is not None else None

    async def key_of(self, conversation: str) -> Key | None:
        """What opens a conversation; None where there is none of that id. Raises KeysError, Tampered."""
        query = select(data_keys).where(data_keys.c.conversation == conversation)
        async with self._commit() as connection:
            row = (await connection.execute(query)).one_or_none()
        return self.vault.data_key(conversation, row.master, row.data_key) if row is not None else None

    async def file(self, conversation: str, key: Key, digest: str) -> bytes:
        """The bytes of a file that an answer refers to. Raises FileGone, Tampered."""
        query = select(files.c.content).where(
            files.c.conversation == conversation,
            files.c.name == self.vault.index(conversation, digest),
        )
        async with self._commit() as connection:
            found = (await connection.execute(query)).scalar_one_or_none()
        if found is None:
            raise FileGone(conversation)
        return key.open(found, file_place(conversation, digest))

    async def transcript(self, conversation: str, key: Key) -> list[TranscriptMessage]:
        """Every message of a conversation, in order."""
        async with self._look() as connection:
            return await _said(connection, conversation, key)

    async def orders_done(self, conversation: str, key: Key) -> dict[int, Order]:
        """What the team had done in it, by the turn that it made."""
        async with self._look() as connection:
            mine = select(orders).where(orders.c.conversation == conversation)
            return orders_done((await connection.execute(mine)).all(), key)

    async def talk(
        self, channel: str, address: str, since: int = 0
    ) -> tuple[Conversation, Key, list[TranscriptMessage]] | None:
        """Somebody's conversation, of several the one that was heard last, and what was said from that turn on; in one look."""
        index = self.vault.index(channel, address)
        query = with_keys.where(conversations.c.channel == channel, conversations.c.person == index)
        async with self._look() as connection:
            rows = (await connection.execute(query)).mappings().all()
            keys = {row["id"]: self.vault.data_key(row["id"], row["master"], row["data_key"]) for row in rows}
            last = latest([opened(row, keys[row["id"]]) for row in rows])
            if last is None:
                return None
            return last, keys[last.id], await _said(connection, last.id, keys[last.id], since)

    async def set_aside(self, channel: str, update_id: str) -> bytes | None:
        """An update that could not be read, as it came. Raises Tampered."""
        query = (
            select(troubles.c.raw, data_keys)
            .join(data_keys, data_keys.c.conversation == troubles.c.conversation)
            .where(troubles.c.channel == channel, troubles.c.update_id == update_id)
        )
        async with self._commit() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None or row.raw is None:
            return None
        key = self.vault.data_key(row.conversation, row.master, row.data_key)
        return key.open(row.raw, raw_place(row.conversation, update_id))

    async def is_up(self) -> bool:
        """Whether it takes a commit now; where it is locked, the answer takes as long as a commit waits."""
        try:
            async with self.upkeep() as upkeep:
                await upkeep.lease("ready", self.holder, 0)
        except StoreDown:
            return False
        return True


async def _brought_up_to_date(url: str, keys: Keys, *, upgrades: bool) -> Key:
    """Tables are changed beside programs that still work with them: whoever loses a race for them tries again."""
    for tries_left in reversed(range(UPGRADE_TRIES)):
        engine = make_engine(url, migrates=True)
        try:
            async with engine.begin() as connection:
                if not upgrades:
                    await must_be_up_to_date(connection)
                return await bring_up_to_date(connection, keys)
        except DBAPIError as error:
            if not tries_left or not is_race(error):
                raise
            await asyncio.sleep(uniform(0, RETRY_SECONDS))
        finally:
            await engine.dispose()
    raise AssertionError


async def _said(
    connection: AsyncConnection, conversation: str, key: Key, since: int = 0
) -> list[TranscriptMessage]:
    query = (
        select(transcript)
        .where(transcript.c.conversation == conversation, transcript.c.turn >= since)
        .order_by(transcript.c.turn, transcript.c.place)
    )
    return transcript_of(conversation, key, await connection.execute(query))
