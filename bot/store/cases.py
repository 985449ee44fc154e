"""What staff see of conversations and add to them, within one commit; nothing of a conversation itself is ever written here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import and_, delete, func, or_, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.staff_tables import (
    cases,
    flags,
    journal,
    labels,
    moments,
    notes,
    orders,
    reveals,
    tallies,
    viewers,
)
from bot.store.tables import conversations, files, transcript

REVIEWS = ("new", "seen", "flagged", "done")
LABELS = ("urgent", "wording", "rule", "bug", "praise", "sensitive")
HERE_MS = 30_000
"""Who asked for a page so recently still has it before their eyes."""
REVEALED_MS = 15 * 60_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is to show: which tab, and what stands open of a conversation."""

    tab: str = "all"
    staff: str = ""
    states: tuple[str, ...] = ()
    language: str = ""
    missed: int = 0
    since: int | None = None
    until: int | None = None


_LISTED = (
    conversations.c.id,
    conversations.c.channel,
    conversations.c.state,
    conversations.c.language,
    conversations.c.updated_at,
    conversations.c.version,
    cases.c.review,
    cases.c.assignee,
    cases.c.calls_at,
    cases.c.taken_by,
    cases.c.review_key,
    cases.c.version.label("case_version"),
)


CASE_COLUMNS = tuple(column.name for column in cases.c)


class Cases:
    def __init__(self, connection: AsyncConnection, now: int) -> None:
        self._connection, self._now = connection, now
        self._upsert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert

    # The list

    async def page(
        self,
        wanted: Wanted,
        most: int,
        after: tuple[int, str] | None = None,
        *,
        upwards: bool = False,
        ids: Collection[str] | None = None,
    ) -> Sequence[Any]:
        """By last activity, the newest first; after a row, or before it with `upwards`; of all, or of these."""
        place = tuple_(conversations.c.updated_at, conversations.c.id)
        query = self._listed(wanted)
        query = query if ids is None else query.where(conversations.c.id.in_(ids))
        if after is not None:
            query = query.where(place > after if upwards else place < after)
        order = (conversations.c.updated_at, conversations.c.id)
        query = query.order_by(*(order if upwards else (one.desc() for one in order))).limit(most)
        return (await self._connection.execute(query)).all()

    def _listed(self, wanted: Wanted) -> Any:
        missed = (
            select(func.count())
            .where(moments.c.conversation == conversations.c.id, moments.c.kind == "missed")
            .scalar_subquery()
        )
        query = select(*_LISTED, missed.label("missed")).outerjoin(
            cases, cases.c.conversation == conversations.c.id
        )
        return query.where(*self._where(wanted, missed))

    def _where(self, wanted: Wanted, missed: Any) -> list[Any]:
        tabs = {
            "waiting": or_(cases.c.calls_at.is_not(None), cases.c.taken_by.is_not(None)),
            "new": or_(cases.c.review.is_(None), cases.c.review == "new"),
            "flagged": cases.c.review == "flagged",
            "mine": or_(cases.c.assignee == wanted.staff, cases.c.taken_by == wanted.staff),
        }
        found = [tabs[wanted.tab]] if wanted.tab in tabs else []
        found += [conversations.c.state.in_(wanted.states)] if wanted.states else []
        found += [conversations.c.language == wanted.language] if wanted.language else []
        # How often somebody was not understood is told only of whom the team may read.
        found += [missed >= wanted.missed, cases.c.data_key.is_not(None)] if wanted.missed else []
        found += [conversations.c.updated_at >= wanted.since] if wanted.since is not None else []
        found += [conversations.c.updated_at < wanted.until] if wanted.until is not None else []
        return found

    async def waiting(self) -> int:
        """How many people wait for somebody."""
        query = select(func.count()).select_from(cases).where(cases.c.calls_at.is_not(None))
        return int((await self._connection.execute(query)).scalar_one())

    # One conversation

    async def row(self, id: str) -> Any | None:
        """Its row and its case; without the address, which is nobody's business here."""
        columns = [one for one in conversations.c if one.name not in ("address", "person")]
        query = (
            select(*columns, *(cases.c[name].label(f"case_{name}") for name in CASE_COLUMNS))
            .outerjoin(cases, cases.c.conversation == conversations.c.id)
            .where(conversations.c.id == id)
        )
        return (await self._connection.execute(query)).one_or_none()

    async def shared(self, ids: Sequence[str] | None = None) -> dict[str, int]:
        """The versions of all conversations that the team may read, or of those of them."""
        query = (
            select(conversations.c.id, conversations.c.version)
            .join(cases, cases.c.conversation == conversations.c.id)
            .where(cases.c.data_key.is_not(None))
        )
        query = query if ids is None else query.where(conversations.c.id.in_(ids))
        return {row.id: row.version for row in await self._connection.execute(query)}

    async def bodies(self, ids: Sequence[str]) -> Sequence[Any]:
        columns = (
            *(conversations.c[name] for name in ("id", "flow", "state", "language", "body", "version")),
            cases.c.review_key,
            cases.c.data_key,
        )
        query = (
            select(*columns)
            .join(cases, cases.c.conversation == conversations.c.id)
            .where(conversations.c.id.in_(ids), cases.c.data_key.is_not(None))
        )
        return (await self._connection.execute(query)).all()

    async def messages(self, id: str) -> Sequence[Any]:
        columns = ("turn", "place", "said", "at", "settled_at", "failed")
        query = select(*(transcript.c[name] for name in columns)).where(transcript.c.conversation == id)
        return (await self._connection.execute(query.order_by(transcript.c.turn, transcript.c.place))).all()

    async def heard(self, ids: Sequence[str]) -> Sequence[Any]:
        """What people said in these conversations."""
        columns = (transcript.c[name] for name in ("conversation", "turn", "place", "said"))
        mine = (transcript.c.conversation.in_(ids)) & (transcript.c.place == 0)
        return (await self._connection.execute(select(*columns).where(mine))).all()

    async def files(self, id: str) -> Sequence[bytes]:
        query = select(files.c.content).where(files.c.conversation == id)
        return (await self._connection.execute(query)).scalars().all()

    async def notes(self, id: str) -> list[Any]:
        """The last edition of each note, in the order in which they were begun; those taken back are empty."""
        query = select(notes).where(notes.c.conversation == id).order_by(notes.c.at, notes.c.edition)
        last: dict[str, Any] = {}
        for row in await self._connection.execute(query):
            last[row.id] = row
        return list(last.values())

    async def labels(self, id: str) -> list[str]:
        query = select(labels.c.label).where(labels.c.conversation == id).order_by(labels.c.label)
        return list((await self._connection.execute(query)).scalars())

    async def flags(self, id: str) -> set[tuple[int, int]]:
        query = select(flags.c.turn, flags.c.place).where(flags.c.conversation == id)
        return {(row.turn, row.place) for row in await self._connection.execute(query)}

    async def orders(self, id: str) -> Sequence[Any]:
        query = select(orders).where(orders.c.conversation == id).order_by(orders.c.at, orders.c.id)
        return (await self._connection.execute(query)).all()

    async def history(self, id: str) -> Sequence[Any]:
        """What staff did with it, the newest first."""
        query = select(journal).where(journal.c.conversation == id).order_by(journal.c.seq.desc()).limit(200)
        return (await self._connection.execute(query)).all()

    async def revealed(self, id: str, staff: str) -> dict[str, int]:
        """What this person may see in the clear, and until when (ms)."""
        mine = (reveals.c.conversation == id) & (reveals.c.staff == staff) & (reveals.c.until > self._now)
        rows = await self._connection.execute(select(reveals.c.what, reveals.c.until).where(mine))
        return {row.what: row.until for row in rows}

    async def viewers(self, id: str, but: str) -> list[str]:
        recent = (viewers.c.conversation == id) & (viewers.c.at > self._now - HERE_MS)
        query = select(viewers.c.staff).where(recent, viewers.c.staff != but)
        return list((await self._connection.execute(query)).scalars())

    # What staff add

    async def look(self, id: str, staff: str) -> bool:
        """They have it before their eyes. True where they did not have it a while ago."""
        query = select(viewers.c.at).where(viewers.c.conversation == id, viewers.c.staff == staff)
        before = (await self._connection.execute(query)).scalar_one_or_none()
        await self._put(viewers, {"conversation": id, "staff": staff}, {"at": self._now})
        return before is None or before < self._now - REVEALED_MS

    async def reveal(self, id: str, staff: str, what: str) -> None:
        keys = {"conversation": id, "staff": staff, "what": what}
        await self._put(reveals, keys, {"until": self._now + REVEALED_MS})

    async def set(self, id: str, version: int, **values: str | None) -> bool:
        """Status or assignee; False where somebody changed the case since it was shown."""
        first = self._upsert(cases).values(conversation=id, review="new", version=0)
        await self._connection.execute(first.on_conflict_do_nothing())
        mine = (cases.c.conversation == id) & (cases.c.version == version)
        done = update(cases).where(mine).values(version=version + 1, **values).returning(cases.c.version)
        return (await self._connection.execute(done)).first() is not None

    async def keep_note(self, id: str, note: str, edition: int, staff: str, sealed: bytes) -> bool:
        """False where somebody else wrote that edition first."""
        row = {"id": note, "edition": edition, "conversation": id, "staff": staff, "at": self._now}
        added = self._upsert(notes).values(**row, sealed=sealed).on_conflict_do_nothing()
        return (await self._connection.execute(added.returning(notes.c.id))).first() is not None

    async def label(self, id: str, label: str, staff: str, *, is_on: bool) -> None:
        if is_on:
            await self._put(labels, {"conversation": id, "label": label}, {"staff": staff, "at": self._now})
        else:
            mine = (labels.c.conversation == id) & (labels.c.label == label)
            await self._connection.execute(delete(labels).where(mine))

    async def flag(self, id: str, turn: int, place: int, staff: str, *, is_on: bool) -> None:
        keys = {"conversation": id, "turn": turn, "place": place}
        if is_on:
            await self._put(flags, keys, {"staff": staff, "at": self._now})
        else:
            mine = and_(*(flags.c[name] == value for name, value in keys.items()))
            await self._connection.execute(delete(flags).where(mine))

    async def order(self, id: str, order: str, staff: str, kind: str, seen_turn: int, sealed: bytes) -> bool:
        """False where this very order is there already."""
        row = {"id": order, "conversation": id, "staff": staff, "kind": kind, "seen_turn": seen_turn}
        added = self._upsert(orders).values(**row, sealed=sealed, at=self._now).on_conflict_do_nothing()
        return (await self._connection.execute(added.returning(orders.c.id))).first() is not None

    async def _put(self, table: Any, keys: dict[str, Any], values: dict[str, Any]) -> None:
        kept = self._upsert(table).values(**keys, **values)
        await self._connection.execute(kept.on_conflict_do_update(index_elements=list(keys), set_=values))

    # What is learnt

    async def moments(self, kind: str, since: int, most: int) -> Sequence[Any]:
        """Turns worth a look, of conversations that the team may read, the newest first."""
        query = (
            select(moments.c.conversation, moments.c.turn, moments.c.at)
            .join(cases, cases.c.conversation == moments.c.conversation)
            .where(moments.c.kind == kind, moments.c.at >= since, moments.c.ignored.is_(False))
            .where(cases.c.data_key.is_not(None))
            .order_by(moments.c.at.desc())
            .limit(most)
        )
        return (await self._connection.execute(query)).all()

    async def ignore(self, id: str, turn: int) -> bool:
        """False where there is nothing there to be set aside."""
        mine = (moments.c.conversation == id) & (moments.c.turn == turn)
        done = update(moments).where(mine).values(ignored=True).returning(moments.c.turn)
        return bool((await self._connection.execute(done)).all())

    async def turn(self, id: str, turn: int) -> Sequence[Any]:
        query = select(transcript.c.turn, transcript.c.place, transcript.c.said).where(
            transcript.c.conversation == id, transcript.c.turn == turn
        )
        return (await self._connection.execute(query.order_by(transcript.c.place))).all()

    async def tallies(self, since: str, language: str = "") -> Sequence[Any]:
        query = (
            select(tallies.c.kind, tallies.c.name, func.sum(tallies.c.count).label("count"))
            .where(tallies.c.day >= since)
            .group_by(tallies.c.kind, tallies.c.name)
        )
        query = query.where(tallies.c.language == language) if language else query
        return (await self._connection.execute(query)).all()

    async def journal(self, most: int, before: int | None = None, **only: str) -> Sequence[Any]:
        """The newest first; `only` are values of its columns that a row must have, where they are not empty."""
        query = select(journal).order_by(journal.c.seq.desc()).limit(most)
        query = query.where(*(journal.c[name] == value for name, value in only.items() if value))
        query = query.where(journal.c.seq < before) if before is not None else query
        return (await self._connection.execute(query)).all()


def new_note_id() -> str:
    return token_urlsafe(9)
