"""Data keys in a table of their own, so that one can be dropped and the table be written anew; what was erased, by when."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "data_keys",
        sa.Column("conversation", sa.String(32), sa.ForeignKey("conversations.id", ondelete="CASCADE")),
        sa.Column("master", sa.String(32), nullable=False),
        sa.Column("data_key", sa.LargeBinary, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("conversation"),
        sqlite_with_rowid=False,
    )
    op.create_index("data_keys_master", "data_keys", ["master"])
    op.create_table(
        "erasures",
        sa.Column("conversation", sa.String(32), primary_key=True),
        sa.Column("begun_at", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("gone_at", sa.BigInteger),
    )
    op.create_index("erasures_at", "erasures", ["at"])
    first = "(SELECT min(at) FROM transcript WHERE conversation = id)"
    op.execute(
        "INSERT INTO data_keys (conversation, master, data_key, made_at) "
        f"SELECT id, master, data_key, coalesce({first}, updated_at) FROM conversations"
    )
    op.drop_index("conversations_master", "conversations")
    if op.get_bind().dialect.name == "sqlite":
        # In place; SQLite writes every row anew and overwrites what was freed.
        op.execute("ALTER TABLE conversations DROP COLUMN data_key")
        op.execute("ALTER TABLE conversations DROP COLUMN master")
        return
    op.drop_column("conversations", "data_key")
    op.drop_column("conversations", "master")
    # PostgreSQL only hides a dropped column. A new type writes the table anew, and without it.
    op.execute("ALTER TABLE conversations ALTER COLUMN version TYPE integer USING version + 0")
    # Statistics are copies of values, in a table that only a superuser can write anew.
    op.execute("ALTER TABLE data_keys ALTER COLUMN data_key SET STATISTICS 0")
