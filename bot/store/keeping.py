"""What the console knows of retention, within one commit: what ends when, and what staff want deleted before that.

Nothing here opens a conversation, and nothing deletes one: that is the bot's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.staff_tables import journal, notes, purges
from bot.store.tables import conversations, files, transcript

DAY_MS = 86_400_000
WITHIN_MS = (0, DAY_MS, 7 * DAY_MS)
"""Counted is what ends by now, within a day, within a week, and later."""
PURGED = "purged"


@dataclass(frozen=True, slots=True)
class Kept:
    """Conversations of one state: how many end in each of the spans, how many in none, and when the first does."""

    state: str
    spans: tuple[int, ...]
    endless: int
    first_at: int | None


@dataclass(frozen=True, slots=True)
class Held:
    """What there is of one conversation, counted."""

    row: Any
    messages: int
    files: int
    notes: int


class Keeping:
    def __init__(self, connection: AsyncConnection, now: int) -> None:
        self._connection, self._now = connection, now
        self._upsert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert

    async def kept(self) -> list[Kept]:
        ends = conversations.c.ends_at
        endless = func.count().filter(ends.is_(None))
        query = select(conversations.c.state, *self._spans(ends), endless, func.min(ends))
        rows = (await self._connection.execute(query.group_by(conversations.c.state))).all()
        return [Kept(state, tuple(spans), none, first) for state, *spans, none, first in rows]

    async def journal_kept(self, keep_ms: int) -> Kept:
        """The rows of the journal as if they were conversations of one state."""
        ends = journal.c.at + keep_ms
        query = select(*self._spans(ends), func.min(ends))
        *spans, first = (await self._connection.execute(query)).one()
        return Kept("", tuple(spans), 0, first)

    def _spans(self, ends: Any) -> list[Any]:
        bounds = [self._now + ms for ms in WITHIN_MS]
        between = [(ends > low) & (ends <= high) for low, high in pairwise(bounds)]
        spans = (ends <= bounds[0], *between, ends > bounds[-1])
        return [func.count().filter(span) for span in spans]

    async def due(self, until: int, most: int) -> Sequence[Any]:
        """Conversations whose end had come by that time (ms), with no notice still to be given; the oldest first."""
        ends = conversations.c.ends_at
        query = (
            select(conversations.c.id, conversations.c.state, ends)
            .where(conversations.c.due_at <= until, ends <= conversations.c.due_at)
            .order_by(ends, conversations.c.id)
            .limit(most)
        )
        return (await self._connection.execute(query)).all()

    async def held(self, id: str) -> Held | None:
        columns = [conversations.c[name] for name in ("id", "state", "updated_at", "ends_at")]
        query = (
            select(*columns, purges.c.at.label("ordered_at"))
            .outerjoin(purges, purges.c.conversation == conversations.c.id)
            .where(conversations.c.id == id)
        )
        row = (await self._connection.execute(query)).one_or_none()
        return Held(row, *[await self._count(one, id) for one in (transcript, files, notes)]) if row else None

    async def _count(self, table: Any, id: str) -> int:
        query = select(func.count()).select_from(table).where(table.c.conversation == id)
        return int((await self._connection.execute(query)).scalar_one())

    async def waiting(self) -> int:
        """How many the bot has still to delete."""
        return int((await self._connection.execute(select(func.count()).select_from(purges))).scalar_one())

    async def order(self, id: str, staff: str) -> bool:
        """False where somebody ordered it already."""
        added = (
            self._upsert(purges).values(conversation=id, staff=staff, at=self._now).on_conflict_do_nothing()
        )
        return (await self._connection.execute(added.returning(purges.c.conversation))).first() is not None

    async def purged(self, most: int) -> Sequence[Any]:
        """What staff had deleted, the newest first."""
        query = select(journal).where(journal.c.act == PURGED).order_by(journal.c.seq.desc()).limit(most)
        return (await self._connection.execute(query)).all()
