"""Erasing a conversation is dropping its data key; what is kept about it is when, and nothing of whom.

A key is dropped in one commit, and gone once it stands nowhere in the database's files (`forgetting.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import audit, conversations, data_keys, erasures, metadata


async def erase(connection: AsyncConnection, id: str, now: int) -> bool:
    """Its key goes first, then all that the key opened. False where there is no such conversation."""
    begun = select(data_keys.c.made_at).where(data_keys.c.conversation == id)
    begun_at = (await connection.execute(begun)).scalar_one_or_none()
    if begun_at is None:
        return False
    await connection.execute(delete(data_keys).where(data_keys.c.conversation == id))
    await connection.execute(delete(conversations).where(conversations.c.id == id))
    await note_erasures(connection, {id: begun_at}, now)
    return True


async def note_erasures(connection: AsyncConnection, begun: Mapping[str, int], now: int) -> None:
    """Conversations that went, with the time that each began at."""
    rows = [{"conversation": id, "begun_at": at, "at": now} for id, at in begun.items()]
    if rows:
        await connection.execute(insert(erasures), rows)


# Proof


@dataclass(frozen=True, slots=True)
class Proof:
    """What can be shown of an erasure, in ms since 1970; `left` is how many rows of it there still are, `backups` when those
    were made that hold it and have not had their time."""

    conversation: str
    begun_at: int
    at: int
    gone_at: int | None
    left: int
    backups: tuple[int, ...]


async def proofs(connection: AsyncConnection, now: int, id: str | None = None) -> list[Proof]:
    """Of that conversation, or of all that went; the newest first."""
    query = select(erasures).order_by(erasures.c.at.desc())
    rows = (
        await connection.execute(query if id is None else query.where(erasures.c.conversation == id))
    ).all()
    copied = select(audit.c.at).where(audit.c.event == BACKUP, audit.c.at > now - BACKUP_DAYS * DAY_MS)
    backups = sorted((await connection.execute(copied)).scalars())
    return [
        Proof(
            row.conversation,
            row.begun_at,
            row.at,
            row.gone_at,
            await rows_of(connection, row.conversation),
            tuple(one for one in backups if row.begun_at <= one <= row.at),
        )
        for row in rows
    ]


async def rows_of(connection: AsyncConnection, id: str) -> int:
    """How many rows there are of a conversation, in all tables that hold something of one."""
    found = 0
    for table in metadata.sorted_tables:
        column = table.c.id if table is conversations else table.c.get("conversation")
        if column is not None and table.name not in WITHOUT_A_WORD:
            counted = select(func.count()).select_from(table).where(column == id)
            found += int((await connection.execute(counted)).scalar_one())
    return found


WITHOUT_A_WORD = (erasures.name, audit.name, "journal")
"""What may name a conversation that is gone: that it went, and who of the team looked at it."""
BACKUP = "backup"
BACKUP_DAYS = 30
"""So long a backup is kept at most; `deploy/jiaji-backup.service` deletes those of 29 days."""
DAY_MS = 86_400_000
