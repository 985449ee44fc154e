"""The way out: which replies this process is to send, and what became of them.

A reply has at most one sender at a time, and none before its earlier ones are settled, across processes. However much
waits, a commit here touches a bounded part of it, row by row through the primary key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core import OVER, Reply, reply_of
from bot.logs import log
from bot.store.erasing import note_erasures
from bot.store.sealing import Key, Tampered, address_place, message_place
from bot.store.tables import conversations, data_keys, transcript
from bot.store.vault import Vault

HOLD_MS = 15_000
"""How long a process may be silent before another one sends what it held."""
MOST = 500
"""The most rows that one commit takes, folds or drops."""
LINE = 20
"""The most replies of one conversation that are taken at once; of a longer line the middle is not sent."""
FOLDED, DROPPED = "folded", "dropped"
"""Why a reply was given up on purpose: later ones stand for it; whoever runs the bot did not want it sent."""

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


@dataclass(frozen=True, slots=True)
class _Person:
    address: str
    key: Key = field(repr=False)


def name_of(holder: str) -> str:
    """The process without its life: a holder is `name#life`, and a process that starts again has a new life."""
    return holder.partition("#")[0]


_unsettled = transcript.c.settled_at.is_(None)
_waiting = select(
    transcript.c.conversation,
    transcript.c.turn,
    transcript.c.place,
    transcript.c.said,
    transcript.c.holder,
    transcript.c.held_until,
    transcript.c.not_before,
    transcript.c.tries,
).where(_unsettled)
_in_order = (transcript.c.conversation, transcript.c.turn, transcript.c.place)
_one_row = (
    (transcript.c.conversation == bindparam("of_conversation"))
    & (transcript.c.turn == bindparam("of_turn"))
    & (transcript.c.place == bindparam("of_place"))
)


def _row_of(ref: Ref) -> dict[str, Any]:
    return dict(zip(("of_conversation", "of_turn", "of_place"), ref, strict=True))


class Mailroom:
    """What can be done with replies within one commit."""

    def __init__(self, connection: AsyncConnection, vault: Vault, holder: str, now: int) -> None:
        self._connection, self._vault, self._holder, self._now = connection, vault, holder, now

    async def claim(self, channel: str, *, own: bool, most: int = MOST) -> list[Outgoing]:
        """Take what nobody holds; with `own` also what an earlier process of this name left behind.

        At most `most` replies, and of each conversation those before the first that somebody else still holds.
        """
        found = await self._locked(self._heads(channel, own, min(most, MOST)))
        rows = await self._first_of(found)
        taken: list[Any] = []
        for _, line in groupby(rows, key=lambda row: row.conversation):
            taken += takewhile(lambda row: self._is_free(row, own), line)
        return await self._take(channel, taken[:most])

    async def claim_more(self, channel: str, conversation: str, most: int = LINE) -> list[Outgoing]:
        """The next replies of a conversation of which this process has sent all that it had taken."""
        mine = select(conversations.c.id).where(conversations.c.id == conversation).with_for_update()
        await self._connection.execute(mine)
        rows = await self._line(conversation, most)
        return await self._take(channel, list(takewhile(lambda row: self._is_free(row, own=True), rows)))

    async def fold(self, conversation: str) -> int:
        """Gives up the middle of a long line: what is asked there is asked again later on.

        Returns how many replies; 0 means that the line is short by now. Whatever holds a document or something
        to copy is sent all the same.
        """
        rows = [row for row in await self._line(conversation, MOST) if self._is_free(row, own=True)]
        middle = rows if len(rows) == MOST else rows[:-LINE]
        if not middle:
            return 0
        person = (await self._people([conversation]))[conversation]
        kept = {row.turn for row in middle if person is not None and _is_worth(_reply_in(row, person.key))}
        given_up = [
            Delivered((row.conversation, row.turn, row.place), FOLDED)
            for row in middle
            if row.turn not in kept
        ]
        if given_up:
            await settle(self._connection, given_up, self._now)
        return len(given_up)

    async def drop(self) -> int:
        """Gives up at most 500 replies of those that wait, whoever holds them. Returns how many; 0 means done."""
        rows = (await self._connection.execute(_waiting.limit(MOST))).all()
        if rows:
            refs = [(row.conversation, row.turn, row.place) for row in rows]
            await settle(self._connection, [Delivered(ref, DROPPED) for ref in refs], self._now)
        return len(rows)

    # Whose a reply is

    def _is_free(self, row: Any, own: bool) -> bool:
        if row.holder is None or row.held_until <= self._now:
            return True
        return own and name_of(row.holder) == name_of(self._holder)

    def _free(self, own: bool) -> ColumnElement[bool]:
        free = [transcript.c.holder.is_(None), transcript.c.held_until <= self._now]
        if own:
            name = name_of(self._holder)
            free += [transcript.c.holder == name, transcript.c.holder.startswith(f"{name}#", autoescape=True)]
        return or_(*free)

    # Rows

    def _heads(self, channel: str, own: bool, most: int) -> Any:
        """Conversations whose first unsettled reply is free; how much is settled, or waits behind it, costs nothing."""
        earlier = transcript.alias()
        is_first = ~exists().where(
            earlier.c.settled_at.is_(None),
            earlier.c.conversation == transcript.c.conversation,
            (earlier.c.turn < transcript.c.turn)
            | ((earlier.c.turn == transcript.c.turn) & (earlier.c.place < transcript.c.place)),
        )
        return (
            select(transcript.c.conversation)
            .where(_unsettled, transcript.c.channel == channel, self._free(own), is_first)
            .limit(most)
        )

    async def _locked(self, ids: Any) -> list[str]:
        """On PostgreSQL only those that nobody else looks at now."""
        query = (
            select(conversations.c.id).where(conversations.c.id.in_(ids)).with_for_update(skip_locked=True)
        )
        return [row.id for row in await self._connection.execute(query)]

    async def _first_of(self, found: Sequence[str]) -> Sequence[Any]:
        """The first unsettled replies of each of those conversations."""
        place = func.row_number().over(
            partition_by=transcript.c.conversation, order_by=(transcript.c.turn, transcript.c.place)
        )
        numbered = (
            select(*_in_order, place.label("number"))
            .where(_unsettled, transcript.c.conversation.in_(found))
            .subquery()
        )
        query = (
            _waiting.join(
                numbered,
                (numbered.c.conversation == transcript.c.conversation)
                & (numbered.c.turn == transcript.c.turn)
                & (numbered.c.place == transcript.c.place),
            )
            .where(numbered.c.number <= LINE)
            .order_by(*_in_order)
        )
        return (await self._connection.execute(query)).all()

    async def _line(self, conversation: str, most: int) -> Sequence[Any]:
        query = _waiting.where(transcript.c.conversation == conversation).order_by(*_in_order).limit(most)
        return (await self._connection.execute(query)).all()

    async def _take(self, channel: str, rows: Sequence[Any]) -> list[Outgoing]:
        await self._hold([(row.conversation, row.turn, row.place) for row in rows])
        return await self._opened(channel, rows)

    async def _hold(self, refs: Sequence[Ref]) -> None:
        if refs:
            held = {"holder": self._holder, "held_until": self._now + HOLD_MS}
            await self._connection.execute(_HOLD, [_row_of(ref) | held for ref in refs])

    async def _opened(self, channel: str, rows: Sequence[Any]) -> list[Outgoing]:
        people = await self._people({row.conversation for row in rows})
        found, broken = [], []
        for row in rows:
            ref, person = (row.conversation, row.turn, row.place), people[row.conversation]
            reply = _reply_in(row, person.key) if person is not None else None
            if person is None or reply is None:
                log.error("reply_tampered", conversation=row.conversation)
                broken.append(Delivered(ref, "tampered"))
            else:
                found.append(
                    Outgoing(channel, person.address, *ref, reply, person.key, row.not_before, row.tries)
                )
        if broken:
            await settle(self._connection, broken, self._now)
        return found

    async def _people(self, ids: Iterable[str]) -> dict[str, _Person | None]:
        """Where each of them is written to, and the key of what is said to them; None if that was tampered with."""
        query = (
            select(conversations.c.id, conversations.c.address, data_keys.c.master, data_keys.c.data_key)
            .join(data_keys, data_keys.c.conversation == conversations.c.id)
            .where(conversations.c.id.in_(ids))
        )
        return {row.id: self._person(row) for row in await self._connection.execute(query)}

    def _person(self, row: Any) -> _Person | None:
        try:
            key = self._vault.data_key(row.id, row.master, row.data_key)
            return _Person(key.open(row.address, address_place(row.id)).decode(), key)
        except Tampered:
            return None

    async def extend(self, refs: Sequence[Ref]) -> set[Ref]:
        """Hold on to at most 500 replies. Returns those that are still this process's to send."""
        mine = _unsettled & (transcript.c.holder == self._holder)
        until = {"until": self._now + HOLD_MS}
        await self._connection.execute(_EXTEND.where(mine), [_row_of(ref) | until for ref in sorted(refs)])
        of_these = transcript.c.conversation.in_({ref[0] for ref in refs})
        still = await self._connection.execute(select(*_in_order).where(mine, of_these))
        return {(row.conversation, row.turn, row.place) for row in still}.intersection(refs)

    async def postpone(self, ref: Ref, not_before: int, tries: int) -> None:
        """Not to be sent before that time (ms), not even by another process."""
        values = {"not_before": not_before, "tries": tries}
        await self._connection.execute(update(transcript).where(_one_row).values(values), _row_of(ref))


def _reply_in(row: Any, key: Key) -> Reply | None:
    try:
        return reply_of(key.open(row.said, message_place(row.conversation, row.turn, row.place)))
    except Tampered:
        return None


def _is_worth(reply: Reply | None) -> bool:
    """Whether it holds something that no later reply says again."""
    return reply is not None and (reply.document is not None or reply.copyable is not None)


async def settle(connection: AsyncConnection, settled: Iterable[Delivered], now: int) -> None:
    """What was delivered or given up. A conversation that is over goes with its last words."""
    rows = [_row_of(one.ref) | {"settled_at": now, "failed": one.failed} for one in settled]
    await connection.execute(_SETTLE, rows)
    gone = (await connection.execute(_END, {"ids": list({row["of_conversation"] for row in rows})})).all()
    await note_erasures(connection, {row.id: row.updated_at for row in gone}, now)


_HOLD = (
    update(transcript).where(_one_row).values(holder=bindparam("holder"), held_until=bindparam("held_until"))
)
_EXTEND = update(transcript).where(_one_row).values(held_until=bindparam("until"))
_SETTLE = (
    update(transcript).where(_one_row).values(settled_at=bindparam("settled_at"), failed=bindparam("failed"))
)
_END = (
    delete(conversations)
    .where(
        conversations.c.id.in_(bindparam("ids", expanding=True)),
        conversations.c.state.in_(OVER),
        ~exists().where(transcript.c.conversation == conversations.c.id, _unsettled),
    )
    .returning(conversations.c.id, conversations.c.updated_at)
)
