"""The schema and its migrations: Alembic brings an older database up to date when it is opened.

Alembic is loaded only where something is to be done, for it takes long to import.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

HEAD = "0001"
"""The newest revision in migrations/versions."""

MIGRATIONS = Path(__file__).with_name("migrations")


async def bring_up_to_date(connection: AsyncConnection) -> None:
    if await connection.run_sync(_revision) != HEAD:
        await connection.run_sync(upgrade)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
