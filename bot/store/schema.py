"""The schema and its migrations: Alembic brings an older database up to date when it is opened.

Alembic is loaded only where something is to be done, for it takes long to import.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, func, insert, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import StoreError
from bot.store.keys import Keys
from bot.store.sealing import ROOT_PLACE, Key
from bot.store.tables import data_keys, secrets

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
"""In migrations/versions, the newest last. A new one is also due where what is kept in the same tables can no longer be read by
the program before."""

MIGRATIONS = Path(__file__).with_name("migrations")
ROOT = "root"


async def must_be_up_to_date(connection: AsyncConnection) -> None:
    """For whoever only looks after a store that others serve: tables are changed at their start. Raises StoreError."""
    found = await connection.run_sync(revision)
    if found is None:
        raise StoreError("The database is empty; jiaji run makes its tables.")
    if found in REVISIONS[:-1]:
        raise StoreError(
            f"The database is of an earlier version (schema {found}); jiaji run brings it up to date. Nothing was changed."
        )


async def bring_up_to_date(connection: AsyncConnection, keys: Keys) -> Key:
    """Returns the root of the store's secrets. Raises StoreError, KeysError, Tampered."""
    if connection.dialect.name == "postgresql":
        # Replicas that start together take turns; the lock ends with the commit.
        await connection.execute(select(func.pg_advisory_xact_lock(0x6A69616A69)))
    return await connection.run_sync(_bring_up_to_date, keys)


def _bring_up_to_date(connection: Connection, keys: Keys) -> Key:
    migrate(connection, keys)
    root = root_of(connection, keys)
    for master in masters(connection):
        keys.named(master)
    return root


def migrate(connection: Connection, keys: Keys) -> None:
    found = revision(connection)
    if found is not None and found not in REVISIONS:
        raise StoreError(
            f"This database was made by a newer Jiaji (schema {found[:32]}); update the program, nothing was changed."
        )
    if found != REVISIONS[-1]:
        upgrade(connection, keys)


def revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def upgrade(connection: Connection, keys: Keys, to: str = "head") -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes.update(connection=connection, keys=keys)
    command.upgrade(config, to)


def root_of(connection: Connection, keys: Keys) -> Key:
    """The root, made together with the first master key where the database is new."""
    row = connection.execute(select(secrets).where(secrets.c.name == ROOT)).one_or_none()
    if row is not None:
        return keys.named(row.master).unwrap(row.wrapped, ROOT_PLACE)
    master, root = keys.active if keys.known else keys.add(), Key.new()
    wrapped = keys.named(master).wrap(root, ROOT_PLACE)
    connection.execute(insert(secrets).values(name=ROOT, master=master, wrapped=wrapped))
    return root


def masters(connection: Connection) -> list[str]:
    """The master keys in use, found by leaps over the index: there are few keys and many rows."""
    found: list[str] = []
    while True:
        beyond = select(func.min(data_keys.c.master))
        if found:
            beyond = beyond.where(data_keys.c.master > found[-1])
        one = connection.execute(beyond).scalar_one_or_none()
        if one is None:
            return found
        found.append(one)
