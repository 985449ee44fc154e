"""One person may have a conversation in each dialog: a conversation is found by channel, person and flow."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

INDEXES = {
    "conversations_due": ["due_at"],
    "conversations_master": ["master"],
    "conversations_updated": ["updated_at", "id"],
}


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _make_anew()
    else:
        op.drop_constraint("conversations_channel_person_key", "conversations")
        op.create_unique_constraint(
            "conversations_channel_person_flow_key", "conversations", ["channel", "person", "flow"]
        )


def _make_anew() -> None:
    """SQLite cannot change a constraint. Foreign keys are off meanwhile: what refers to a row must not go with it."""
    assert not op.get_bind().execute(sa.text("PRAGMA foreign_keys")).scalar_one() or _is_empty()
    op.create_table(
        "conversations_new",
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
        sa.UniqueConstraint("channel", "person", "flow"),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO conversations_new SELECT * FROM conversations")
    op.drop_table("conversations")
    op.rename_table("conversations_new", "conversations")
    for name, columns in INDEXES.items():
        op.create_index(name, "conversations", columns)


def _is_empty() -> bool:
    return not op.get_bind().execute(sa.text("SELECT count(*) FROM conversations")).scalar_one()
