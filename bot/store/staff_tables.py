"""The tables of the staff console: people and sessions, cases and what staff add to them, orders, figures,
the journal.

Times are milliseconds since 1970, UTC. What names a person who writes to the bot, or quotes them, is sealed.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from bot.store.tables import index_where, metadata, of_conversation

# What staff know of a conversation beside its row. The bot writes the first part, the console the second.
# `data_key` opens the conversation for whoever has the review key `review_key`; without it nobody of the staff reads it.
# `review` is new, seen, flagged or done; `version` counts changes, so that of two at once one is told.
cases = Table(
    "cases",
    metadata,
    of_conversation(is_key=True),
    Column("review_key", String(32)),
    Column("data_key", LargeBinary),
    Column("calls_at", BigInteger),
    Column("taken_by", String(16)),
    Column("taken_at", BigInteger),
    Column("review", String(8), nullable=False, default="new"),
    Column("assignee", String(16)),
    Column("version", Integer, nullable=False, default=0),
)
index_where("cases_taken", cases.c.taken_by.is_not(None), cases.c.taken_by)
index_where("cases_called", cases.c.calls_at.is_not(None), cases.c.calls_at)
Index("cases_review_key", cases.c.review_key)

# Turns that are worth a look: missed, stale, fault. Which question it was stands sealed in the transcript.
moments = Table(
    "moments",
    metadata,
    of_conversation(is_key=True),
    Column("turn", Integer, primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("ignored", Boolean, nullable=False, default=False),
)
Index("moments_at", moments.c.kind, moments.c.at)

# What staff want the bot to do: take, say, ask, back. `id` comes from the form, so that a double click is one order.
# `seen_turn` is the last message the writer had before their eyes. `turn` is the one it made.
orders = Table(
    "orders",
    metadata,
    Column("id", String(32), primary_key=True),
    of_conversation(is_key=False),
    Column("staff", String(16), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("seen_turn", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("done_at", BigInteger),
    Column("outcome", String(16)),
    Column("turn", Integer),
)
index_where("orders_waiting", orders.c.done_at.is_(None), orders.c.at)
Index("orders_of", orders.c.conversation)

# Conversations that staff want deleted now. The bot does it, and the row goes with the conversation.
purges = Table(
    "purges",
    metadata,
    of_conversation(is_key=True),
    Column("staff", String(16), nullable=False),
    Column("at", BigInteger, nullable=False),
)

# Every edition of a note stays; the last one counts, and an empty one is a note taken back.
notes = Table(
    "notes",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("edition", Integer, primary_key=True),
    of_conversation(is_key=False),
    Column("staff", String(16), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)
Index("notes_of", notes.c.conversation)

labels = Table(
    "labels",
    metadata,
    of_conversation(is_key=True),
    Column("label", String(32), primary_key=True),
    Column("staff", String(16), nullable=False),
    Column("at", BigInteger, nullable=False),
)

# Messages that somebody flagged by hand.
flags = Table(
    "flags",
    metadata,
    of_conversation(is_key=True),
    Column("turn", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("staff", String(16), nullable=False),
    Column("at", BigInteger, nullable=False),
)

# Who has a conversation before their eyes now.
viewers = Table(
    "viewers",
    metadata,
    of_conversation(is_key=True),
    Column("staff", String(16), primary_key=True),
    Column("at", BigInteger, nullable=False),
)

# What was revealed to whom until when: `what` is * for all of it, or turn.place.
reveals = Table(
    "reveals",
    metadata,
    of_conversation(is_key=True),
    Column("staff", String(16), primary_key=True),
    Column("what", String(32), primary_key=True),
    Column("until", BigInteger, nullable=False),
)

# Totals without a conversation: they outlive what they were counted from.
tallies = Table(
    "tallies",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("language", String(8), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("name", String(96), primary_key=True),
    Column("count", Integer, nullable=False),
)

# `password` is an argon2id hash; `totp` the sealed seed, `totp_step` the last step that was used.
# `invitation` is the hash of the one-time code that lets somebody set both, until `invited_until`.
staff = Table(
    "staff",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("language", String(8), nullable=False),
    Column("password", String(128)),
    Column("totp", LargeBinary),
    Column("totp_step", BigInteger, nullable=False, default=0),
    Column("invitation", LargeBinary(32)),
    Column("invited_until", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    Column("removed_at", BigInteger),
)

# A session's token is never stored, only its hash.
staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("token", LargeBinary(32), primary_key=True),
    Column("staff", String(16), ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    Column("form_token", String(64), nullable=False),
    Column("began_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
)
Index("staff_sessions_of", staff_sessions.c.staff)

staff_codes = Table(
    "staff_codes",
    metadata,
    Column("staff", String(16), ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("code", LargeBinary(32), primary_key=True),
    Column("used_at", BigInteger),
)

# Passkeys: `credential` is what the authenticator gave, with its public key. `uses` is when that was asked (ms) which it
# answered last: what was asked before that is answered no more.
staff_keys = Table(
    "staff_keys",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("staff", String(16), ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(64), nullable=False),
    Column("credential", LargeBinary, nullable=False),
    Column("uses", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

# Failed sign-ins by a hash of name and address.
staff_attempts = Table(
    "staff_attempts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("who", LargeBinary(32), nullable=False),
    Column("at", BigInteger, nullable=False),
)
Index("staff_attempts_who", staff_attempts.c.who, staff_attempts.c.at)

# What staff did, in the commit that did it. `chain` is the hash of this row and of the one before it; `before` is that
# one's. `reason` is sealed with the conversation's key, so that it goes when the conversation goes.
journal = Table(
    "journal",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("staff", String(16)),
    Column("act", String(32), nullable=False),
    Column("conversation", String(32)),
    Column("detail", String(200), nullable=False),
    Column("reason", LargeBinary),
    Column("before", LargeBinary(32), nullable=False),
    Column("chain", LargeBinary(32), nullable=False),
)
Index("journal_of", journal.c.conversation)
