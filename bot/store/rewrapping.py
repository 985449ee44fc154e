"""The master keys at work: what each still opens, the data keys wrapped anew by the active one, and the end of an old one."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.schema import ROOT
from bot.store.sealing import ROOT_PLACE
from bot.store.staff_tables import cases
from bot.store.tables import SEALING, data_keys, processes, secrets
from bot.store.vault import Vault

MOST = 500


class Rewrapping:
    """What can be done with data keys within one commit."""

    def __init__(self, connection: AsyncConnection, vault: Vault, now: int) -> None:
        self._connection, self._vault, self._now = connection, vault, now

    async def uses(self) -> dict[str, int]:
        """How many keys each master key wraps: the data keys, and the root."""
        found: dict[str, int] = {}
        for table in (data_keys, secrets):
            query = select(table.c.master, func.count()).group_by(table.c.master)
            for master, count in await self._connection.execute(query):
                found[master] = found.get(master, 0) + count
        return found

    async def step(self) -> int:
        """At most 500 data keys, at the end the root. Returns how many were wrapped anew; 0 means done.

        It may be broken off and taken up again, while conversations go on.
        """
        active = self._vault.keys.active
        query = (
            select(data_keys)
            .where(data_keys.c.master != active)
            .order_by(data_keys.c.master, data_keys.c.conversation)
            .limit(MOST)
            .with_for_update()
        )
        rows = (await self._connection.execute(query)).all()
        if not rows:
            return await self._root(active)
        again = [
            {
                "of": row.conversation,
                "wrapped": self._vault.wrapped(
                    self._vault.data_key(row.conversation, row.master, row.data_key), row.conversation
                )[1],
            }
            for row in rows
        ]
        await self._connection.execute(
            update(data_keys)
            .where(data_keys.c.conversation == bindparam("of"))
            .values(master=active, data_key=bindparam("wrapped")),
            again,
        )
        return len(again)

    async def nobody_seals(self) -> None:
        """Until this commit ends nobody begins a conversation, whose data key would be wrapped. Raises StoreDown."""
        if self._connection.dialect.name == "postgresql":
            await self._connection.execute(select(func.pg_advisory_xact_lock(SEALING)))

    async def sealing_with(self, master: str, since: int) -> list[str]:
        """The processes that seal with that key, of those that were there at that time (ms) or later."""
        query = select(processes.c.name).where(processes.c.master == master, processes.c.seen_at >= since)
        return sorted((await self._connection.execute(query)).scalars())

    async def review_uses(self) -> dict[str, int]:
        """How many conversations each review key opens."""
        query = (
            select(cases.c.review_key, func.count())
            .where(cases.c.review_key.is_not(None))
            .group_by(cases.c.review_key)
        )
        return {str(row[0]): int(row[1]) for row in await self._connection.execute(query)}

    async def review_step(self) -> int:
        """At most 500 data keys, wrapped anew for the active review key. Returns how many; 0 means done."""
        review = self._vault.review
        if review is None or not review.active:
            return 0
        query = (
            select(data_keys)
            .join(cases, cases.c.conversation == data_keys.c.conversation)
            .where(cases.c.review_key != review.active)
            .order_by(data_keys.c.conversation)
            .limit(MOST)
            .with_for_update()
        )
        rows = (await self._connection.execute(query)).all()
        for row in rows:
            id = row.conversation
            key = self._vault.data_key(id, row.master, row.data_key)
            values = {"review_key": review.active, "data_key": review.wrapped(key, id)}
            await self._connection.execute(update(cases).where(cases.c.conversation == id).values(values))
        return len(rows)

    async def processes(self) -> list[tuple[str, str, int]]:
        """Those that serve people: name, the key that each seals with, and how many ms ago it was seen."""
        rows = await self._connection.execute(select(processes).order_by(processes.c.name))
        return [(row.name, row.master, self._now - row.seen_at) for row in rows]

    async def _root(self, active: str) -> int:
        wrapped = self._vault.keys.named(active).wrap(self._vault.root, ROOT_PLACE)
        mine = (secrets.c.name == ROOT) & (secrets.c.master != active)
        done = update(secrets).where(mine).values(master=active, wrapped=wrapped).returning(secrets.c.name)
        return len((await self._connection.execute(done)).all())
