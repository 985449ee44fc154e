"""What a turn means for the team, kept in the commit of the turn: who may read, who is asked for, what is worth a look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core import Turn
from bot.store.staff_tables import cases, moments

Moment = Literal["missed", "stale", "fault"]


@dataclass(frozen=True, slots=True)
class CaseChange:
    """`review_key` is None where nothing changed, and empty where the team may no longer read."""

    conversation: str
    turn: int
    is_call: bool = False
    moments: tuple[Moment, ...] = ()
    review_key: str | None = None
    data_key: bytes | None = None

    @classmethod
    def of(cls, turn: Turn) -> CaseChange:
        now = turn.conversation
        is_call = any(move.trigger == "call" for move in turn.moves)
        return cls(now.id, now.turn, is_call, tuple(_moments(turn)))

    def values(self, now: int) -> dict[str, Any]:
        """The columns of its case that change."""
        found: dict[str, Any] = {"calls_at": now} if self.is_call else {}
        if self.review_key is not None:
            found |= {"review_key": self.review_key or None, "data_key": self.data_key}
        return found


def _moments(turn: Turn) -> Iterable[Moment]:
    keys = [reply.key for reply in turn.replies] + [one.key for reply in turn.replies for one in reply.said]
    if any(key.startswith("mistake.") for key in keys):
        yield "missed"
    if "stale" in keys:
        yield "stale"
    if "sorry" in keys:
        yield "fault"


async def keep_cases(connection: AsyncConnection, changes: Sequence[CaseChange], now: int) -> None:
    upsert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    for change in changes:
        values = change.values(now)
        if values:
            kept = upsert(cases).values(conversation=change.conversation, **values)
            await connection.execute(kept.on_conflict_do_update(index_elements=["conversation"], set_=values))
    rows = [
        {"conversation": one.conversation, "turn": one.turn, "kind": kind, "at": now}
        for one in changes
        for kind in one.moments
    ]
    if rows:
        await connection.execute(insert(moments), rows)
