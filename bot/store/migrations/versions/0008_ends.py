"""When each conversation ends, and what staff want deleted before that."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("conversations", sa.Column("ends_at", sa.BigInteger))
    # Due at once: retention then finds both days by itself.
    op.execute("UPDATE conversations SET due_at = 0 WHERE due_at IS NOT NULL")
    op.create_table(
        "purges",
        sa.Column("conversation", sa.String(32), sa.ForeignKey("conversations.id", ondelete="CASCADE")),
        sa.Column("staff", sa.String(16), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("conversation"),
    )
