"""Passes: sealed words that whoever holds a code may take once, for a short time; what opens them is not here."""

from __future__ import annotations

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import passes


class Passes:
    """Within one commit. `name` is made from the code, and so is the key of `sealed`; neither tells the code."""

    def __init__(self, connection: AsyncConnection, now: int) -> None:
        self._connection, self._now = connection, now

    async def keep(self, name: bytes, sealed: bytes, ms: int) -> None:
        """For so many milliseconds; what is over goes on the way."""
        await self._connection.execute(delete(passes).where(passes.c.until <= self._now))
        values = {"name": name, "sealed": sealed, "until": self._now + ms}
        await self._connection.execute(insert(passes).values(values))

    async def take(self, name: bytes) -> bytes | None:
        """It is gone with this; None where there is none of that name any more."""
        taken = delete(passes).where(passes.c.name == name).returning(passes.c.sealed, passes.c.until)
        row = (await self._connection.execute(taken)).one_or_none()
        return bytes(row.sealed) if row is not None and row.until > self._now else None
