"""What keeps the store in order within one commit: leases, failed updates, retention, the audit, counts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.erasing import BACKUP, Proof, erase, proofs
from bot.store.journal import forget
from bot.store.outgoing import DROPPED, FOLDED
from bot.store.tables import audit, erasures, leases, processes, received, transcript, troubles

HOUR_MS = 3_600_000
RECEIVED_MS = 48 * HOUR_MS
"""Telegram keeps an update for 24 hours, so none comes again after that; twice as long is kept."""
FORGOTTEN_MS = HOUR_MS // 4
"""By then what was erased has left the database's files."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits in the store. `oldest_ms` is how long the oldest reply has waited."""

    waiting: int
    oldest_ms: int
    dead: dict[str, int]
    set_aside: int
    backup_ms: int | None = None
    """How old the last backup is; None where there was none in a week."""
    erased_late: int = 0
    """Conversations that were erased and still stand in the database's files after the time that is promised."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """An update that failed; `conversation` is whose it is once it was set aside. `at` is in ms since 1970."""

    channel: str
    update_id: str
    tries: int
    error: str
    at: int
    conversation: str | None


class Upkeep:
    def __init__(self, connection: AsyncConnection, now: int) -> None:
        self._connection, self._now = connection, now
        self._upsert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert

    async def lease(self, name: str, holder: str, ms: int) -> bool:
        """Take or renew it. False while somebody else has it."""
        wanted = self._upsert(leases).values(name=name, holder=holder, until=self._now + ms)
        taken = wanted.on_conflict_do_update(
            index_elements=["name"],
            set_={"holder": holder, "until": self._now + ms},
            where=or_(leases.c.holder == holder, leases.c.until <= self._now),
        ).returning(leases.c.name)
        return (await self._connection.execute(taken)).first() is not None

    async def release(self, name: str, holder: str) -> None:
        mine = (leases.c.name == name) & (leases.c.holder == holder)
        await self._connection.execute(delete(leases).where(mine))

    async def present(self, name: str, master: str) -> None:
        """This process serves people now, and seals with that key."""
        here = self._upsert(processes).values(name=name, master=master, seen_at=self._now)
        changes = {"master": master, "seen_at": self._now}
        await self._connection.execute(here.on_conflict_do_update(index_elements=["name"], set_=changes))

    async def leave(self, name: str) -> None:
        await self._connection.execute(delete(processes).where(processes.c.name == name))

    async def count_trouble(self, channel: str, update_id: str, error: str, apart_ms: int = 0) -> int:
        """How often an update has failed by now; what comes sooner than so long after the last time is no other time."""
        first = self._upsert(troubles).values(
            channel=channel, update_id=update_id, tries=1, error=error, at=self._now
        )
        is_another = case((troubles.c.at <= self._now - apart_ms, 1), else_=0)
        counted = first.on_conflict_do_update(
            index_elements=["channel", "update_id"],
            set_={"tries": troubles.c.tries + is_another, "error": error, "at": self._now},
        ).returning(troubles.c.tries)
        return int((await self._connection.execute(counted)).scalar_one())

    async def note(self, event: str, conversation: str | None = None, count: int | None = None) -> None:
        values = {"at": self._now, "event": event, "conversation": conversation, "count": count}
        await self._connection.execute(insert(audit).values(values))

    async def note_backup(self, begun_at: int, rows: int) -> None:
        """A backup holds what there was when it was begun."""
        values = {"at": begun_at, "event": BACKUP, "count": rows}
        await self._connection.execute(insert(audit).values(values))

    async def erase(self, id: str) -> bool:
        """Ordered by whoever runs the bot. False where there is no such conversation."""
        is_erased = await erase(self._connection, id, self._now)
        if is_erased:
            await self.note("erased_by_order", id)
        return is_erased

    async def proofs(self, id: str | None = None) -> list[Proof]:
        return await proofs(self._connection, self._now, id)

    async def purge(self, audit_ms: int) -> None:
        """What has had its time: notes of updates, troubles over, the audit, the journal."""
        await self._connection.execute(delete(received).where(received.c.at < self._now - RECEIVED_MS))
        over = (troubles.c.at < self._now - RECEIVED_MS) & troubles.c.raw.is_(None)
        await self._connection.execute(delete(troubles).where(over))
        await self._connection.execute(delete(audit).where(audit.c.at < self._now - audit_ms))
        await forget(self._connection, self._now - audit_ms, self._now)
        gone = (erasures.c.at < self._now - audit_ms) & erasures.c.gone_at.is_not(None)
        await self._connection.execute(delete(erasures).where(gone))

    async def counts(self) -> Counts:
        waits = select(func.count(), func.min(transcript.c.at)).where(transcript.c.settled_at.is_(None))
        dead = (
            select(transcript.c.failed, func.count().label("count"))
            .where(transcript.c.failed.is_not(None))
            .group_by(transcript.c.failed)
        )
        aside = select(func.count()).where(troubles.c.raw.is_not(None))
        waiting, oldest = (await self._connection.execute(waits)).one()
        copied = select(func.max(audit.c.at)).where(
            audit.c.at > self._now - 7 * 24 * HOUR_MS, audit.c.event == BACKUP
        )
        late = select(func.count()).where(
            erasures.c.gone_at.is_(None), erasures.c.at < self._now - FORGOTTEN_MS
        )
        backup = (await self._connection.execute(copied)).scalar_one_or_none()
        return Counts(
            waiting,
            self._now - oldest if oldest is not None else 0,
            dict((await self._connection.execute(dead)).all()),
            int((await self._connection.execute(aside)).scalar_one()),
            self._now - backup if backup is not None else None,
            int((await self._connection.execute(late)).scalar_one()),
        )

    async def troubles(self) -> list[Trouble]:
        """The newest first."""
        of_them = (
            troubles.c[name] for name in ("channel", "update_id", "tries", "error", "at", "conversation")
        )
        rows = await self._connection.execute(select(*of_them).order_by(troubles.c.at.desc()))
        return [Trouble(*row) for row in rows]

    async def drop_trouble(self, channel: str, update_id: str) -> bool:
        """False where there is no such update."""
        mine = (troubles.c.channel == channel) & (troubles.c.update_id == update_id)
        gone = await self._connection.execute(delete(troubles).where(mine).returning(troubles.c.update_id))
        return gone.first() is not None

    async def clear_troubles(self) -> int:
        gone = await self._connection.execute(delete(troubles).returning(troubles.c.update_id))
        return len(gone.all())

    async def send_again(self) -> int:
        """Dead letters are tried once more, but not what was given up on purpose."""
        again = (
            update(transcript)
            .where(transcript.c.failed.is_not(None), transcript.c.failed.not_in((FOLDED, DROPPED)))
            .values(settled_at=None, failed=None, holder=None, held_until=0, not_before=0, tries=0)
            .returning(transcript.c.conversation)
        )
        return len((await self._connection.execute(again)).all())
