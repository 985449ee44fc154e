"""The way out: which replies this process is to send, and what became of them.

A reply has at most one sender at a time, and none before its earlier ones are settled, across processes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile
from typing import Any

from sqlalchemy import bindparam, delete, exists, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core import Reply, reply_of
from bot.logs import log
from bot.store.sealing import Key, Tampered, address_place, message_place
from bot.store.tables import conversations, transcript
from bot.store.vault import Vault

HOLD_MS = 15_000
"""How long a process may be silent before another one sends what it held."""
MOST = 500
OVER = ("erased", "expired")

Ref = tuple[str, int, int]
"""Conversation, turn and place of a message."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A reply that this process is to send. `not_before` is in ms since 1970, `tries` counts failed ones."""

    channel: str
    address: str
    conversation: str
    turn: int
    place: int
    reply: Reply
    key: Key = field(repr=False)
    not_before: int = 0
    tries: int = 0

    @property
    def ref(self) -> Ref:
        return self.conversation, self.turn, self.place


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a reply: delivered (`failed` is None), or given up for that reason."""

    ref: Ref
    failed: str | None = None


_unsettled = transcript.c.settled_at.is_(None)
_ref = tuple_(transcript.c.conversation, transcript.c.turn, transcript.c.place)


class Mailroom:
    """What can be done with replies within one commit."""

    def __init__(self, connection: AsyncConnection, vault: Vault, holder: str, now: int) -> None:
        self._connection, self._vault, self._holder, self._now = connection, vault, holder, now

    async def claim(self, channel: str, *, own: bool) -> list[Outgoing]:
        """Take what nobody holds; with `own` also what an earlier process of this name left behind.

        A conversation is taken up to the first reply that somebody else still holds.
        """
        waiting = await self._waiting(channel, own)
        taken: list[Any] = []
        for _, rows in groupby(waiting, key=lambda row: row.conversation):
            taken += takewhile(lambda row: self._is_free(row, own), rows)
        await self._hold([(row.conversation, row.turn, row.place) for row in taken])
        return await self._opened(channel, taken)

    def _is_free(self, row: Any, own: bool) -> bool:
        if row.holder == self._holder:
            return own or bool(row.held_until <= self._now)
        return row.holder is None or bool(row.held_until <= self._now)

    async def _waiting(self, channel: str, own: bool) -> Sequence[Any]:
        """The unsettled replies of some conversations; on PostgreSQL of those that nobody else looks at now."""
        free = (transcript.c.held_until <= self._now) | transcript.c.holder.is_(None)
        mine = transcript.c.holder == self._holder
        # Found by the index of what is unsettled: how much is stored besides costs nothing.
        waiting = (
            select(transcript.c.conversation)
            .where(_unsettled, transcript.c.channel == channel, free | mine if own else free)
            .distinct()
            .limit(MOST)
        )
        ids = (
            select(conversations.c.id)
            .where(conversations.c.id.in_(waiting))
            .with_for_update(skip_locked=True)
        )
        found = [row.id for row in await self._connection.execute(ids)]
        query = (
            select(
                transcript.c.conversation,
                transcript.c.turn,
                transcript.c.place,
                transcript.c.said,
                transcript.c.holder,
                transcript.c.held_until,
                transcript.c.not_before,
                transcript.c.tries,
            )
            .where(_unsettled, transcript.c.conversation.in_(found))
            .order_by(transcript.c.conversation, transcript.c.turn, transcript.c.place)
        )
        return (await self._connection.execute(query)).all()

    async def _hold(self, refs: Sequence[Ref]) -> None:
        if refs:
            held = {"holder": self._holder, "held_until": self._now + HOLD_MS}
            await self._connection.execute(update(transcript).where(_ref.in_(refs)).values(held))

    async def _opened(self, channel: str, rows: Sequence[Any]) -> list[Outgoing]:
        wanted = {row.conversation for row in rows}
        query = select(
            conversations.c.id, conversations.c.address, conversations.c.master, conversations.c.data_key
        ).where(conversations.c.id.in_(wanted))
        people = {row.id: row for row in await self._connection.execute(query)}
        found, broken = [], []
        for row in rows:
            ref = row.conversation, row.turn, row.place
            try:
                found.append(self._outgoing(channel, people[row.conversation], row))
            except Tampered:
                log.error("reply_tampered", conversation=row.conversation)
                broken.append(Delivered(ref, "tampered"))
        if broken:
            await settle(self._connection, broken, self._now)
        return found

    def _outgoing(self, channel: str, person: Any, row: Any) -> Outgoing:
        key = self._vault.data_key(person.id, person.master, person.data_key)
        address = key.open(person.address, address_place(person.id)).decode()
        ref = row.conversation, row.turn, row.place
        reply = reply_of(key.open(row.said, message_place(*ref)))
        return Outgoing(channel, address, *ref, reply, key, row.not_before, row.tries)

    async def extend(self, refs: Sequence[Ref]) -> set[Ref]:
        """Hold on to replies. Returns those that are still this process's to send."""
        mine = (
            update(transcript)
            .where(_ref.in_(refs), _unsettled, transcript.c.holder == self._holder)
            .values(held_until=self._now + HOLD_MS)
            .returning(transcript.c.conversation, transcript.c.turn, transcript.c.place)
        )
        return {(row.conversation, row.turn, row.place) for row in await self._connection.execute(mine)}

    async def postpone(self, ref: Ref, not_before: int, tries: int) -> None:
        """Not to be sent before that time (ms), not even by another process."""
        values = {"not_before": not_before, "tries": tries}
        await self._connection.execute(update(transcript).where(_ref.in_([ref])).values(values))


async def settle(connection: AsyncConnection, settled: Iterable[Delivered], now: int) -> None:
    """What was delivered or given up. A conversation that is over goes with its last words."""
    rows = [
        {
            "of_conversation": one.ref[0],
            "of_turn": one.ref[1],
            "of_place": one.ref[2],
            "settled_at": now,
            "failed": one.failed,
        }
        for one in settled
    ]
    await connection.execute(_SETTLE, rows)
    over = delete(conversations).where(
        conversations.c.id.in_({row["of_conversation"] for row in rows}),
        conversations.c.state.in_(OVER),
        ~exists().where(transcript.c.conversation == conversations.c.id, _unsettled),
    )
    await connection.execute(over)


_SETTLE = (
    update(transcript)
    .where(
        transcript.c.conversation == bindparam("of_conversation"),
        transcript.c.turn == bindparam("of_turn"),
        transcript.c.place == bindparam("of_place"),
    )
    .values(settled_at=bindparam("settled_at"), failed=bindparam("failed"))
)
