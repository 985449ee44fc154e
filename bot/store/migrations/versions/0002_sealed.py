"""Everything private is sealed: what the first tables held in the open is carried over into sealed ones."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from bot.store.sealing import Key, address_place, body_place, file_place, message_place
from bot.store.vault import Vault

revision = "0002"
down_revision = "0001"

OLD = ("files", "transcript", "received", "conversations")


def upgrade() -> None:
    connection = op.get_bind()
    old = {name: _rows(connection, name) for name in OLD}
    for name in OLD:
        op.drop_table(name)
    tables = _create()
    if old["conversations"]:
        _carry_over(connection, tables, old)


def _rows(connection: sa.Connection, name: str) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(sa.text(f"SELECT * FROM {name}")).mappings()]


def _mine() -> sa.ForeignKey:
    return sa.ForeignKey("conversations.id", ondelete="CASCADE")


def _create() -> dict[str, sa.Table]:
    unsettled = sa.text("settled_at IS NULL")
    dead = sa.text("failed IS NOT NULL")
    made = [
        op.create_table(
            "conversations",
            sa.Column("id", sa.String(32), primary_key=True),
            sa.Column("channel", sa.String(16), nullable=False),
            sa.Column("person", sa.LargeBinary(16), nullable=False),
            sa.Column("address", sa.LargeBinary, nullable=False),
            sa.Column("master", sa.String(32), nullable=False),
            sa.Column("data_key", sa.LargeBinary, nullable=False),
            sa.Column("flow", sa.String(64), nullable=False),
            sa.Column("state", sa.String(32), nullable=False),
            sa.Column("language", sa.String(8), nullable=False),
            sa.Column("body", sa.LargeBinary, nullable=False),
            sa.Column("version", sa.Integer, nullable=False),
            sa.Column("updated_at", sa.BigInteger, nullable=False),
            sa.Column("due_at", sa.BigInteger),
            sa.UniqueConstraint("channel", "person"),
            sqlite_with_rowid=False,
        ),
        op.create_table(
            "transcript",
            sa.Column("conversation", sa.String(32), _mine(), primary_key=True),
            sa.Column("turn", sa.Integer, primary_key=True),
            sa.Column("place", sa.Integer, primary_key=True),
            sa.Column("channel", sa.String(16), nullable=False),
            sa.Column("said", sa.LargeBinary, nullable=False),
            sa.Column("at", sa.BigInteger, nullable=False),
            sa.Column("settled_at", sa.BigInteger),
            sa.Column("failed", sa.String(32)),
            sa.Column("holder", sa.String(64)),
            sa.Column("held_until", sa.BigInteger, nullable=False),
            sa.Column("not_before", sa.BigInteger, nullable=False),
            sa.Column("tries", sa.Integer, nullable=False),
            sqlite_with_rowid=False,
        ),
        op.create_table(
            "files",
            sa.Column("conversation", sa.String(32), _mine(), primary_key=True),
            sa.Column("name", sa.LargeBinary(16), primary_key=True),
            sa.Column("content", sa.LargeBinary, nullable=False),
        ),
        op.create_table(
            "received",
            sa.Column("channel", sa.String(16), primary_key=True),
            sa.Column("update_id", sa.String(64), primary_key=True),
            sa.Column("at", sa.BigInteger, nullable=False),
            sqlite_with_rowid=False,
        ),
        op.create_table(
            "troubles",
            sa.Column("channel", sa.String(16), primary_key=True),
            sa.Column("update_id", sa.String(64), primary_key=True),
            sa.Column("tries", sa.Integer, nullable=False),
            sa.Column("error", sa.String(64), nullable=False),
            sa.Column("at", sa.BigInteger, nullable=False),
            sa.Column("conversation", sa.String(32), _mine()),
            sa.Column("raw", sa.LargeBinary),
        ),
        op.create_table(
            "secrets",
            sa.Column("name", sa.String(16), primary_key=True),
            sa.Column("master", sa.String(32), nullable=False),
            sa.Column("wrapped", sa.LargeBinary, nullable=False),
        ),
        op.create_table(
            "leases",
            sa.Column("name", sa.String(32), primary_key=True),
            sa.Column("holder", sa.String(64), nullable=False),
            sa.Column("until", sa.BigInteger, nullable=False),
        ),
        op.create_table(
            "audit",
            sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
            sa.Column("at", sa.BigInteger, nullable=False),
            sa.Column("event", sa.String(32), nullable=False),
            sa.Column("conversation", sa.String(32)),
            sa.Column("count", sa.Integer),
        ),
    ]
    op.create_index("conversations_due", "conversations", ["due_at"])
    op.create_index("conversations_master", "conversations", ["master"])
    op.create_index(
        "outbox",
        "transcript",
        ["conversation", "turn", "place"],
        sqlite_where=unsettled,
        postgresql_where=unsettled,
    )
    op.create_index("dead_letters", "transcript", ["failed"], sqlite_where=dead, postgresql_where=dead)
    op.create_index("received_at", "received", ["at"])
    op.create_index("audit_at", "audit", ["at"])
    return {table.name: table for table in made}


# What the first tables held


def _carry_over(
    connection: sa.Connection, tables: dict[str, sa.Table], old: dict[str, list[dict[str, Any]]]
) -> None:
    from bot.store.schema import root_of

    keys = context.config.attributes["keys"]
    vault = Vault.of(keys, root_of(connection, keys))
    data_keys = {row["id"]: Key.new() for row in old["conversations"]}
    for row in old["conversations"]:
        connection.execute(tables["conversations"].insert(), _conversation(row, data_keys[row["id"]], vault))
    messages = [row for row in old["transcript"] if row["conversation"] in data_keys]
    for row in _placed(messages):
        connection.execute(tables["transcript"].insert(), _message(row, data_keys[row["conversation"]]))
    for row in old["files"]:
        connection.execute(tables["files"].insert(), _file(row, data_keys[row["conversation"]], vault))
    for row in old["received"]:
        values = {"channel": row["channel"], "update_id": row["update_id"], "at": _ms(row["at"])}
        connection.execute(tables["received"].insert(), values)


def _ms(moment: str) -> int:
    """SQLite kept the first tables' times as text, in UTC."""
    return int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp() * 1000)


def _conversation(row: dict[str, Any], key: Key, vault: Vault) -> dict[str, Any]:
    id, master_and_key = row["id"], vault.wrapped(key, row["id"])
    last_heard = datetime.fromisoformat(row["updated_at"]).date().isoformat()
    added = {"edition": "", "last_heard": last_heard, "reminded": False}
    body = json.dumps(json.loads(row["body"]) | added).encode()
    return {
        "id": id,
        "channel": row["channel"],
        "person": vault.index(row["channel"], row["address"]),
        "address": key.seal(row["address"].encode(), address_place(id)),
        "master": master_and_key[0],
        "data_key": master_and_key[1],
        "flow": row["flow"],
        "state": row["state"],
        "language": row["language"],
        "body": key.seal(body, body_place(id, row["version"])),
        "version": row["version"],
        "updated_at": _ms(row["updated_at"]),
        # Due at once: retention then finds the right day by itself.
        "due_at": 0,
    }


def _placed(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """With their place in their turn: 0 is what came in."""
    placed: list[dict[str, Any]] = []
    last: dict[tuple[str, int], int] = {}
    for row in sorted(messages, key=lambda row: row["id"]):
        turn = row["conversation"], row["turn"]
        place = 0 if row["direction"] == "in" else last.get(turn, 0) + 1
        last[turn] = max(place, last.get(turn, 0))
        placed.append(row | {"place": place})
    return placed


def _message(row: dict[str, Any], key: Key) -> dict[str, Any]:
    conversation, turn, place = row["conversation"], row["turn"], row["place"]
    at = _ms(row["at"])
    delivered = _ms(row["delivered_at"]) if row["delivered_at"] else None
    said = json.dumps(_incoming(row["said"]) if place == 0 else _reply(row["said"])).encode()
    return {
        "conversation": conversation,
        "turn": turn,
        "place": place,
        "channel": row["channel"],
        "said": key.seal(said, message_place(conversation, turn, place)),
        "at": at,
        "settled_at": at if place == 0 else delivered,
        "held_until": 0,
        "not_before": 0,
        "tries": 0,
    }


def _incoming(packed: str) -> dict[str, Any]:
    said = json.loads(packed)
    tap = said["tap"]
    said["tap"] = tap and [tap["conversation"], tap["mark"], tap["turn"], tap["code"]]
    return dict(said)


def _reply(packed: str) -> dict[str, Any]:
    said = json.loads(packed)
    said["buttons"] = [[[button["code"], button["label"]] for button in row] for row in said["buttons"]]
    document = said["document"]
    if document is not None:
        kind = document.pop("$")
        said["document"] = {"$": "letter", **document} if kind == "Letter" else {"$": "everything"}
    return dict(said)


def _file(row: dict[str, Any], key: Key, vault: Vault) -> dict[str, Any]:
    conversation, digest = row["conversation"], row["digest"]
    return {
        "conversation": conversation,
        "name": vault.index(conversation, digest),
        "content": key.seal(bytes(row["content"]), file_place(conversation, digest)),
    }
