"""Which process seals with which key; and PostgreSQL keeps no statistics of what is sealed, for they are copies of it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

SEALED = (
    *(("conversations", name) for name in ("person", "address", "data_key", "body")),
    *(("transcript", "said"), ("files", "name"), ("files", "content"), ("troubles", "raw")),
    *(("cases", "data_key"), ("orders", "sealed"), ("notes", "sealed"), ("journal", "reason")),
)


def upgrade() -> None:
    op.create_table(
        "processes",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("master", sa.String(32), nullable=False),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table, column in SEALED:
            # Naming its type again, the same one, throws away the statistics that there are.
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE bytea")
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")
