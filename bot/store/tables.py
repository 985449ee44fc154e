"""The tables: what is private is sealed, what stands open is ids, states, times and counts.

Times are milliseconds since 1970, UTC.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

metadata = MetaData()

SEALING = 0x7365616C
"""On PostgreSQL an advisory lock: shared by whoever wraps a data key, held alone by whoever takes a master key away."""


def of_conversation(*, is_key: bool) -> Column[str]:
    """The column of a row that goes when its conversation goes."""
    place = ForeignKey("conversations.id", ondelete="CASCADE")
    return Column("conversation", String(32), place, primary_key=is_key, nullable=False)


def index_where(name: str, condition: ColumnElement[bool], *columns: Column[Any]) -> Index:
    """An index of those rows alone."""
    return Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


# `person` is a blind index of channel and address, `address` the sealed address itself.
# `due_at` is when the next step of retention is due: the reminder, then the end. `ends_at` is the end, unless they write.
conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("person", LargeBinary(16), nullable=False),
    Column("address", LargeBinary, nullable=False),
    Column("flow", String(64), nullable=False),
    Column("state", String(32), nullable=False),
    Column("language", String(8), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Column("due_at", BigInteger),
    Column("ends_at", BigInteger),
    UniqueConstraint("channel", "person", "flow"),
    sqlite_with_rowid=False,
)
Index("conversations_due", conversations.c.due_at)
Index("conversations_updated", conversations.c.updated_at, conversations.c.id)

# What seals everything of a conversation, wrapped by the master key `master`. In a table of its own, small enough to be
# written anew when one is dropped: a conversation is erased when its key stands nowhere any more.
data_keys = Table(
    "data_keys",
    metadata,
    of_conversation(is_key=True),
    Column("master", String(32), nullable=False),
    Column("data_key", LargeBinary, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
Index("data_keys_master", data_keys.c.master)

# Conversations whose key was dropped: `gone_at` is when it stood nowhere in the database's files any more.
erasures = Table(
    "erasures",
    metadata,
    Column("conversation", String(32), primary_key=True),
    Column("begun_at", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("gone_at", BigInteger),
)
Index("erasures_at", erasures.c.at)

# Every message as it was said: place 0 is what came in, the others what was answered, in order.
# Its part without `settled_at` is the outbox; `failed` says why something was given up.
# `holder` is the process that sends a reply, until `held_until`; nobody sends it before `not_before`.
transcript = Table(
    "transcript",
    metadata,
    of_conversation(is_key=True),
    Column("turn", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("said", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("settled_at", BigInteger),
    Column("failed", String(32)),
    Column("holder", String(64)),
    Column("held_until", BigInteger, nullable=False),
    Column("not_before", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False),
    sqlite_with_rowid=False,
)
index_where(
    "outbox",
    transcript.c.settled_at.is_(None),
    transcript.c.conversation,
    transcript.c.turn,
    transcript.c.place,
)
index_where("dead_letters", transcript.c.failed.is_not(None), transcript.c.failed)

# `name` is a blind index of the file's digest.
files = Table(
    "files",
    metadata,
    of_conversation(is_key=True),
    Column("name", LargeBinary(16), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# Updates that were heard: a repeated one is known by its id, never by a high-water mark.
received = Table(
    "received",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("update_id", String(64), primary_key=True),
    Column("at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
Index("received_at", received.c.at)

# Updates that failed: how often, with what error, and, once set aside, sealed as they came.
troubles = Table(
    "troubles",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("update_id", String(64), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("error", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("conversation", String(32), ForeignKey("conversations.id", ondelete="CASCADE")),
    Column("raw", LargeBinary),
)

# The root of blind indexes and button signatures, wrapped by a master key.
secrets = Table(
    "secrets",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("master", String(32), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)

# Who does what only one may do at a time, and until when.
leases = Table(
    "leases",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("until", BigInteger, nullable=False),
)

# Processes that serve people, and the master key that each of them seals with.
processes = Table(
    "processes",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("master", String(32), nullable=False),
    Column("seen_at", BigInteger, nullable=False),
)

# What happened to conversations, without a word of what was said in them.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("event", String(32), nullable=False),
    Column("conversation", String(32)),
    Column("count", Integer),
)
Index("audit_at", audit.c.at)

# What a code opens for a short time, once: neither the code nor its key is here.
passes = Table(
    "passes",
    metadata,
    Column("name", LargeBinary(16), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("until", BigInteger, nullable=False),
)
