"""The tables. What people said is in `body`, `said` and `content`; the other columns hold nothing private but the address."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("address", String(64), nullable=False),
    Column("flow", String(64), nullable=False),
    Column("state", String(32), nullable=False),
    Column("language", String(8), nullable=False),
    Column("body", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("channel", "address"),
)

# Updates that were heard: a repeated one is known by its id, never by a high-water mark.
received = Table(
    "received",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("update_id", String(64), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
)

# Every message as it was said. Its undelivered part is the outbox. After an erasure `conversation` is null.
transcript = Table(
    "transcript",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation", String(32), ForeignKey("conversations.id", ondelete="SET NULL")),
    Column("channel", String(16), nullable=False),
    Column("address", String(64), nullable=False),
    Column("direction", String(3), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("key", String(64), nullable=False),
    Column("said", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("delivered_at", DateTime(timezone=True)),
    Column("message", String(64)),
)
Index("transcript_of", transcript.c.conversation, transcript.c.id)
Index(
    "outbox",
    transcript.c.channel,
    transcript.c.id,
    sqlite_where=(transcript.c.direction == "out") & transcript.c.delivered_at.is_(None),
    postgresql_where=(transcript.c.direction == "out") & transcript.c.delivered_at.is_(None),
)

files = Table(
    "files",
    metadata,
    Column("conversation", String(32), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
