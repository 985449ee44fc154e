"""Erasing a conversation is dropping its data key; what is kept about it is when, and nothing of whom.

A key is dropped in one commit, and gone once it stands nowhere in the database's files (`forgetting.py`).
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import conversations, data_keys, erasures


async def erase(connection: AsyncConnection, id: str, now: int) -> None:
    """Its key goes first, then all that the key opened. Nothing happens where there is no such conversation."""
    begun = select(data_keys.c.made_at).where(data_keys.c.conversation == id)
    begun_at = (await connection.execute(begun)).scalar_one_or_none()
    if begun_at is None:
        return
    await connection.execute(delete(data_keys).where(data_keys.c.conversation == id))
    await connection.execute(delete(conversations).where(conversations.c.id == id))
    await note_erasures(connection, {id: begun_at}, now)


async def note_erasures(connection: AsyncConnection, begun: Mapping[str, int], now: int) -> None:
    """Conversations that went, with the time that each began at."""
    rows = [{"conversation": id, "begun_at": at, "at": now} for id, at in begun.items()]
    if rows:
        await connection.execute(insert(erasures), rows)
