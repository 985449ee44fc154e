"""What staff did, append-only and chained by hashes: each row goes into the commit of the act itself.

A row that was changed, taken out or put in is found by whoever walks the chain, rows cut from its start too: what had its time is
named by a row of its own.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.staff_tables import journal

START = bytes(32)
FORGOTTEN = "forgotten"
LOCK = 0x6A69616A6A
"""PostgreSQL's advisory lock under which one row is added at a time; SQLite has one writer anyway."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`at` is in ms since 1970; `detail` is ours and quotes nobody; `reason` is sealed."""

    at: int
    staff: str | None
    act: str
    conversation: str | None = None
    detail: str = ""
    reason: bytes | None = None


async def write_down(connection: AsyncConnection, *entries: Entry) -> None:
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
    query = select(journal.c.seq, journal.c.chain).order_by(journal.c.seq.desc()).limit(1)
    last = (await connection.execute(query)).one_or_none()
    seq, before = (last.seq, last.chain) if last is not None else (0, START)
    for entry in entries:
        seq += 1
        row = {name: getattr(entry, name) for name in Entry.__slots__} | {"seq": seq, "before": before}
        row["chain"] = before = _hash(row)
        await connection.execute(insert(journal).values(row))


def _hash(row: Any) -> bytes:
    told = [row["seq"], row["at"], row["staff"], row["act"], row["conversation"], row["detail"]]
    reason = row["reason"].hex() if row["reason"] is not None else None
    packed = json.dumps([*told, reason, bytes(row["before"]).hex()], ensure_ascii=True)
    return sha256(packed.encode()).digest()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken_at` is the first row that is not as it was written; `head` names the last one, to be compared later."""

    rows: int
    head: str
    broken_at: int | None = None


async def verify(connection: AsyncConnection, expected: str = "") -> Verdict:
    """Walks the whole chain. `expected` is a head that must still be in it, such as `17:9f86…`."""
    rows, head, is_met = 0, "", not expected
    first, forgotten = 1, 0
    before: bytes | None = None
    async for row in _rows(connection):
        first = first if rows else row["seq"]
        forgotten = int(row["detail"]) if row["act"] == FORGOTTEN else forgotten
        is_next = before is None or bytes(row["before"]) == before
        if not is_next or _hash(row) != bytes(row["chain"]):
            return Verdict(rows, head, row["seq"])
        before, rows = bytes(row["chain"]), rows + 1
        head = f"{row['seq']}:{before.hex()}"
        is_met = is_met or head == expected
    if first != forgotten + 1:
        return Verdict(rows, head, first)
    return Verdict(rows, head, None if is_met else int(expected.partition(":")[0] or 0))


async def _rows(connection: AsyncConnection) -> AsyncIterator[Any]:
    async for row in await connection.stream(select(journal).order_by(journal.c.seq)):
        yield row._mapping


async def forget(connection: AsyncConnection, before: int, now: int) -> None:
    """What is older than that time (ms) has had its own retention, up to the first row that stays; a row says up to where, and by
    it the chain's new start is known."""
    young = select(func.min(journal.c.seq)).where(journal.c.at >= before).scalar_subquery()
    old = select(func.max(journal.c.seq)).where(
        journal.c.at < before, or_(young.is_(None), journal.c.seq < young)
    )
    last = (await connection.execute(old)).scalar_one()
    if last is not None:
        await write_down(connection, Entry(now, None, FORGOTTEN, detail=str(last)))
        await connection.execute(delete(journal).where(journal.c.seq <= last))
