"""Where the bot finds what staff want done, within one commit: the console leaves orders, and never writes a conversation."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core import Order
from bot.store.erasing import erase
from bot.store.journal import Entry, write_down
from bot.store.keeping import PURGED
from bot.store.sealing import Key, order_place
from bot.store.staff_tables import cases, orders, purges
from bot.store.tables import audit, conversations, transcript
from bot.store.vault import Vault


@dataclass(frozen=True, slots=True)
class StaffOrder:
    """Something staff want done; `seen_turn` is the last turn they had before their eyes. `said` is still sealed."""

    id: str
    conversation: str
    staff: str
    kind: str
    seen_turn: int
    said: bytes

    def opened(self, key: Key) -> dict[str, str]:
        """`text` and `key`. Raises Tampered."""
        return dict(json.loads(key.open(self.said, order_place(self.conversation, self.id))))


def sealed_order(key: Key, conversation: str, id: str, *, text: str = "", about: str = "") -> bytes:
    packed = json.dumps({"text": text, "key": about}).encode()
    return key.seal(packed, order_place(conversation, id))


def orders_done(rows: Sequence[Any], key: Key) -> dict[int, Order]:
    """What staff had done in a conversation, by the turn that it made. Raises Tampered."""
    done = {row.turn: (_order(row).opened(key), row) for row in rows if row.turn}
    return {
        turn: Order(row.kind, datetime.fromtimestamp(row.done_at / 1000, UTC), said["text"], said["key"])
        for turn, (said, row) in done.items()
    }


class Desk:
    """What can be done with orders within one commit."""

    def __init__(self, connection: AsyncConnection, vault: Vault, now: int) -> None:
        self._connection, self._vault, self._now = connection, vault, now
        self._upsert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert

    async def purge(self, most: int) -> int:
        """What staff want deleted goes, also what nobody can open any more; that it went is written down in this commit."""
        query = select(purges).order_by(purges.c.conversation).limit(most).with_for_update(skip_locked=True)
        wanted = (await self._connection.execute(query)).all()
        for one in wanted:
            await erase(self._connection, one.conversation, self._now)
        if wanted:
            gone = [{"at": self._now, "event": PURGED, "conversation": one.conversation} for one in wanted]
            await self._connection.execute(insert(audit), gone)
            # Last, as the console does: whoever holds the journal waits for no conversation.
            entries = (Entry(self._now, one.staff, PURGED, one.conversation) for one in wanted)
            await write_down(self._connection, *entries)
        return len(wanted)

    async def waiting(self, most: int) -> list[str]:
        """The conversations for which something is to be done."""
        query = select(orders.c.conversation).where(orders.c.done_at.is_(None)).distinct().limit(most)
        return [row.conversation for row in await self._connection.execute(query)]

    async def orders(self, ids: Sequence[str]) -> dict[str, list[StaffOrder]]:
        """What is to be done for each, in order; their conversations are locked by whoever asks."""
        query = (
            select(orders)
            .where(orders.c.done_at.is_(None), orders.c.conversation.in_(ids))
            .order_by(orders.c.conversation, orders.c.at, orders.c.id)
        )
        rows = (await self._connection.execute(query)).all()
        return {id: [_order(row) for row in mine] for id, mine in groupby(rows, lambda row: row.conversation)}

    async def last_heard(self, conversation: str) -> int:
        """The last turn in which the person said something."""
        mine = (transcript.c.conversation == conversation) & (transcript.c.place == 0)
        found = (await self._connection.execute(select(func.max(transcript.c.turn)).where(mine))).scalar_one()
        return int(found or 0)

    async def taken_by(self, conversation: str) -> str | None:
        query = select(cases.c.taken_by).where(cases.c.conversation == conversation)
        return (await self._connection.execute(query)).scalar_one_or_none()

    async def done(self, order: StaffOrder, outcome: str, turn: int | None = None) -> None:
        values = {"done_at": self._now, "outcome": outcome, "turn": turn}
        await self._connection.execute(update(orders).where(orders.c.id == order.id).values(values))

    async def take(self, conversation: str, staff: str) -> None:
        """They have it now; whoever called is no longer waiting."""
        values = {"taken_by": staff, "taken_at": self._now, "calls_at": None}
        kept = self._upsert(cases).values(conversation=conversation, **values)
        await self._connection.execute(
            kept.on_conflict_do_update(index_elements=["conversation"], set_=values)
        )

    async def give_back(self, conversation: str) -> None:
        mine = cases.c.conversation == conversation
        await self._connection.execute(update(cases).where(mine).values(taken_by=None, taken_at=None))

    async def idle(self, before: int, most: int) -> list[str]:
        """Conversations that staff have and in which nobody has said anything since that time (ms)."""
        query = (
            select(cases.c.conversation)
            .join(conversations, conversations.c.id == cases.c.conversation)
            .where(cases.c.taken_by.is_not(None), conversations.c.updated_at < before)
            .limit(most)
        )
        return [row.conversation for row in await self._connection.execute(query)]


def _order(row: Any) -> StaffOrder:
    return StaffOrder(row.id, row.conversation, row.staff, row.kind, row.seen_turn, row.sealed)
