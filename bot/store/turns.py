"""The way in: within one commit, updates are noted, conversations loaded, and turns kept, many rows at a time.

A conversation is kept only if nobody kept it since it was loaded; otherwise the whole commit is Stale.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core import OVER, Conversation, Turn, body_of, conversation_of, packed_incoming, packed_reply
from bot.logs import log
from bot.store.case_changes import CaseChange, keep_cases
from bot.store.counting import Tally, count, left_at, tallies_of
from bot.store.database import Stale
from bot.store.erasing import erase
from bot.store.outgoing import HOLD_MS, Outgoing
from bot.store.sealing import Key, Tampered, address_place, body_place, file_place, message_place, raw_place
from bot.store.tables import SEALING, audit, conversations, data_keys, files, received, transcript, troubles
from bot.store.vault import Vault

Person = tuple[str, str]
"""A channel and the address there."""


@dataclass(slots=True)
class StoredPerson:
    """Somebody's conversation as it is in the store, with what is needed to keep it again."""

    channel: str
    address: str
    conversation: Conversation
    key: Key = field(repr=False)
    is_new: bool = False
    is_free: bool = True
    """False where another process still sends them something: then it sends the new replies, too."""
    files: frozenset[str] = frozenset()
    """Digests of the files that are stored."""


@dataclass(frozen=True, slots=True)
class Dates:
    """Of retention, in ms since 1970: when its next step is due, and when the conversation ends."""

    due_at: int | None = None
    ends_at: int | None = None


@dataclass(frozen=True, slots=True)
class TurnToStore:
    """A turn to keep, with the dates that its conversation has then; `before` is the conversation as the turn found it."""

    known: StoredPerson
    turn: Turn
    dates: Dates
    before: Conversation


class Transaction:
    """What can be done within one commit."""

    def __init__(
        self, connection: AsyncConnection, vault: Vault, holder: str, now: int, fetched: Collection[str]
    ) -> None:
        self._connection, self._vault, self._holder, self._now = connection, vault, holder, now
        self._fetched = fetched
        self._sql = statements(connection.dialect.name)

    async def receive(self, channel: str, update_ids: Iterable[str]) -> set[str]:
        """Note updates. Returns those that were not heard before."""
        rows = [{"channel": channel, "update_id": one, "at": self._now} for one in sorted(set(update_ids))]
        noted = await self._connection.execute(self._sql.receive, rows)
        return {row.update_id for row in noted}

    async def load(self, people: Sequence[Person]) -> dict[Person, dict[str, StoredPerson]]:
        """The conversations of those who are known, by their dialogs; on PostgreSQL nobody else can keep them
        until this commit ends."""
        by_index = {self._vault.index(*person): person for person in people}
        channels = {channel for channel, _ in people}
        rows = (
            (await self._connection.execute(self._sql.load, {"channels": channels, "people": list(by_index)}))
            .mappings()
            .all()
        )
        found: dict[Person, dict[str, StoredPerson]] = {}
        for row in rows:
            person = by_index[row["person"]]
            key = self._vault.data_key(row["id"], row["master"], row["data_key"])
            conversation = opened(row, key)
            mine = StoredPerson(*person, conversation, key, files=conversation.files)
            found.setdefault(person, {})[conversation.flow] = mine
        if found:
            await self._mark_held(one for mine in found.values() for one in mine.values())
        return found

    async def load_ids(self, ids: Sequence[str]) -> list[StoredPerson]:
        """Those of these ids whom nobody else looks at now."""
        query = with_keys.where(conversations.c.id.in_(ids)).order_by(conversations.c.id)
        locked = query.with_for_update(of=conversations, skip_locked=True)
        rows = (await self._connection.execute(locked)).mappings().all()
        return await self._known(rows)

    async def load_due(self, most: int) -> list[StoredPerson]:
        """Those whose next step of retention is due and whom nobody else looks at now."""
        rows = (
            await self._connection.execute(self._sql.load_due, {"now": self._now, "most": most})
        ).mappings()
        return await self._known(rows.all())

    async def _known(self, rows: Sequence[Any]) -> list[StoredPerson]:
        found = []
        for row in rows:
            try:
                found.append(self._addressed(row))
            except Tampered:
                log.error("conversation_tampered", conversation=row["id"])
                await self._put_off(row["id"], Dates())
        if found:
            await self._mark_held(found)
        return found

    def _addressed(self, row: Any) -> StoredPerson:
        key = self._vault.data_key(row["id"], row["master"], row["data_key"])
        address = key.open(row["address"], address_place(row["id"])).decode()
        conversation = opened(row, key)
        return StoredPerson(row["channel"], address, conversation, key, files=conversation.files)

    async def _mark_held(self, known: Iterable[StoredPerson]) -> None:
        by_id = {one.conversation.id: one for one in known}
        others = await self._connection.execute(
            self._sql.held_by_others, {"ids": list(by_id), "holder": self._holder}
        )
        for row in others:
            by_id[row.conversation].is_free = False

    async def keep(self, entries: Sequence[TurnToStore]) -> list[Outgoing]:
        """Turns: the conversations, what was said by both, the files that answers refer to.

        Returns what this process is to send.

        Raises Stale, Tampered.
        """
        if not entries:
            return []
        if self._vault.review is not None:
            await count(self._connection, [tally for entry in entries for tally in self._tallies(entry)])
        entries, changes = zip(*map(self._shared, entries), strict=True)
        last = {entry.known.conversation.id: entry for entry in entries}
        await self._keep_conversations(last)
        await keep_cases(self._connection, changes, self._now)
        rows, outgoing = self._said(entries)
        await self._keep_messages(rows)
        await self._keep_files(entries, last)
        return outgoing

    async def _keep_messages(self, rows: list[dict[str, Any]]) -> None:
        """A turn that is there already was said after the conversation's row was: somebody has set the row back. A race is
        lost before, at the row itself."""
        try:
            await self._connection.execute(insert(transcript), rows)
        except IntegrityError:
            raise Tampered("transcript") from None

    def _tallies(self, entry: TurnToStore) -> Iterator[Tally]:
        return tallies_of(entry.before, entry.turn, self._now)

    async def _keep_files(self, entries: Sequence[TurnToStore], last: dict[str, TurnToStore]) -> None:
        """Of what was sent only what is an answer now; what was one and is none any more goes."""
        wanted = {id: entry.turn.conversation.files for id, entry in last.items()}
        kept = [row for entry in entries for row in self._file_rows(entry, wanted)]
        gone = [
            {"of_conversation": id, "of_name": self._vault.index(id, digest)}
            for id, entry in last.items()
            for digest in entry.known.files - wanted[id]
        ]
        if kept:
            await self._connection.execute(self._sql.keep_file, kept)
        if gone:
            await self._connection.execute(_DROP_FILE, gone)
        for id, entry in last.items():
            entry.known.files = wanted[id]

    def _shared(self, entry: TurnToStore) -> tuple[TurnToStore, CaseChange]:
        """What the turn means for the team: whether it may read, is asked for, has something to look at."""
        turn, review = entry.turn, self._vault.review
        now, change = turn.conversation, CaseChange.of(turn)
        if review is None or now.shared_with == (wanted := review.active if now.is_shared else ""):
            return entry, change
        shared = replace(turn, conversation=replace(now, shared_with=wanted))
        wrapped = review.wrapped(entry.known.key, now.id) if wanted else None
        return replace(entry, turn=shared), replace(change, review_key=wanted, data_key=wrapped)

    async def _keep_conversations(self, last: dict[str, TurnToStore]) -> None:
        new = [(one.known, id) for id, one in sorted(last.items()) if one.known.is_new]
        if new and self._connection.dialect.name == "postgresql":
            await self._connection.execute(select(func.pg_advisory_xact_lock_shared(SEALING)))
        rows = [self._row(entry) for _, entry in sorted(last.items())]
        kept = (await self._connection.execute(self._sql.keep, rows)).all()
        if len(kept) != len(rows):
            raise Stale(f"{len(rows) - len(kept)} of {len(rows)}")
        if new:
            await self._connection.execute(insert(data_keys), [self._key_row(*one) for one in new])
        for entry in last.values():
            now = entry.turn.conversation
            entry.known.conversation = now.changed(version=now.version + 1)
            entry.known.is_new = False

    def _row(self, entry: TurnToStore) -> dict[str, Any]:
        known, now = entry.known, entry.turn.conversation
        version = now.version + 1
        row = {
            "id": now.id,
            "channel": known.channel,
            "person": self._vault.index(known.channel, known.address),
            "flow": now.flow,
            "state": now.state,
            "language": now.language,
            "body": known.key.seal(body_of(now), body_place(now.id, version)),
            "version": version,
            "updated_at": self._now,
            "due_at": entry.dates.due_at,
            "ends_at": entry.dates.ends_at,
            "address": b"",
        }
        if known.is_new:
            row["address"] = known.key.seal(known.address.encode(), address_place(now.id))
        return row

    def _key_row(self, known: StoredPerson, id: str) -> dict[str, Any]:
        master, wrapped = self._vault.wrapped(known.key, id)
        return {"conversation": id, "master": master, "data_key": wrapped, "made_at": self._now}

    def _said(self, entries: Sequence[TurnToStore]) -> tuple[list[dict[str, Any]], list[Outgoing]]:
        rows: list[dict[str, Any]] = []
        outgoing: list[Outgoing] = []
        for entry in entries:
            known, turn = entry.known, entry.turn
            id, number = turn.conversation.id, turn.conversation.turn
            # Last words go with their conversation, so nobody could fetch them.
            is_fetched = known.channel in self._fetched and turn.conversation.state not in OVER
            is_sent = known.is_free and not is_fetched
            if turn.incoming is not None:
                rows.append(self._message(known, id, number, 0, packed_incoming(turn)))
            for place, reply in enumerate(turn.replies, 1):
                waits = {} if is_fetched else self._waits(mine=is_sent)
                rows.append(self._message(known, id, number, place, packed_reply(reply)) | waits)
                if is_sent:
                    outgoing.append(
                        Outgoing(known.channel, known.address, id, number, place, reply, known.key)
                    )
        return rows, outgoing

    def _waits(self, *, mine: bool) -> dict[str, Any]:
        held = {"holder": self._holder, "held_until": self._now + HOLD_MS} if mine else {}
        return {"settled_at": None, **held}

    def _message(self, known: StoredPerson, id: str, turn: int, place: int, said: bytes) -> dict[str, Any]:
        return {
            "conversation": id,
            "turn": turn,
            "place": place,
            "channel": known.channel,
            "said": known.key.seal(said, message_place(id, turn, place)),
            "at": self._now,
            "settled_at": self._now,
            "holder": None,
            "held_until": 0,
            "not_before": 0,
            "tries": 0,
        }

    def _file_rows(self, entry: TurnToStore, wanted: dict[str, frozenset[str]]) -> list[dict[str, Any]]:
        id, incoming = entry.turn.conversation.id, entry.turn.incoming
        return [
            {
                "conversation": id,
                "name": self._vault.index(id, file.ref.digest),
                "content": entry.known.key.seal(file.content, file_place(id, file.ref.digest)),
            }
            for file in (incoming.files if incoming is not None else ())
            if file.ref.digest in wanted[id]
        ]

    async def erase(self, known: StoredPerson, event: str) -> None:
        """Everything of the conversation goes, its key first of all; the audit says that it went, and why."""
        id = known.conversation.id
        if self._vault.review is not None and event in OVER:
            await count(self._connection, tuple(left_at(known.conversation, self._now)))
        await erase(self._connection, id, self._now)
        await self._connection.execute(insert(audit).values(at=self._now, event=event, conversation=id))

    async def put_off(self, known: StoredPerson, dates: Dates) -> None:
        """Retention looks at it again then."""
        await self._put_off(known.conversation.id, dates)

    async def _put_off(self, id: str, dates: Dates) -> None:
        later = update(conversations).where(conversations.c.id == id)
        await self._connection.execute(later.values(due_at=dates.due_at, ends_at=dates.ends_at))

    async def set_aside(self, channel: str, update_id: str, known: StoredPerson, raw: bytes) -> None:
        """An update that could not be read, as it came, for whoever mends the fault."""
        id = known.conversation.id
        mine = (troubles.c.channel == channel) & (troubles.c.update_id == update_id)
        sealed = known.key.seal(raw, raw_place(id, update_id))
        await self._connection.execute(troubles.update().where(mine).values(conversation=id, raw=sealed))


def opened(row: Any, key: Key) -> Conversation:
    body = key.open(row["body"], body_place(row["id"], row["version"]))
    return conversation_of(
        body,
        id=row["id"],
        flow=row["flow"],
        state=row["state"],
        language=row["language"],
        version=row["version"],
    )


# SQL

with_keys = select(conversations, data_keys.c.master, data_keys.c.data_key).join(
    data_keys, data_keys.c.conversation == conversations.c.id
)


@dataclass(frozen=True, slots=True)
class Statements:
    """Made once for each kind of database, so that SQLAlchemy compiles each of them once."""

    receive: Any
    load: Any
    load_due: Any
    held_by_others: Any
    keep: Any
    keep_file: Any


@cache
def statements(dialect: str) -> Statements:
    upsert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    kept: Any = upsert(conversations)
    changes = {name: kept.excluded[name] for name in CHANGING}
    load = with_keys.where(
        conversations.c.channel.in_(bindparam("channels", expanding=True)),
        conversations.c.person.in_(bindparam("people", expanding=True)),
    )
    return Statements(
        receive=upsert(received).on_conflict_do_nothing().returning(received.c.update_id),
        load=load.order_by(conversations.c.id).with_for_update(of=conversations),
        load_due=with_keys.where(conversations.c.due_at <= bindparam("now"))
        .order_by(conversations.c.due_at)
        .limit(bindparam("most"))
        .with_for_update(of=conversations, skip_locked=True),
        held_by_others=select(transcript.c.conversation)
        .distinct()
        .where(
            transcript.c.settled_at.is_(None),
            transcript.c.conversation.in_(bindparam("ids", expanding=True)),
            transcript.c.holder.is_distinct_from(bindparam("holder")),
        ),
        keep=kept.on_conflict_do_update(
            index_elements=["channel", "person", "flow"],
            set_=changes,
            where=(conversations.c.id == kept.excluded.id)
            & (conversations.c.version == kept.excluded.version - 1),
        ).returning(conversations.c.id),
        keep_file=upsert(files).on_conflict_do_nothing(),
    )


_DROP_FILE = delete(files).where(
    files.c.conversation == bindparam("of_conversation"), files.c.name == bindparam("of_name")
)

CHANGING = ("state", "language", "body", "version", "updated_at", "due_at", "ends_at")
"""The columns that a turn changes; the others are written once."""
