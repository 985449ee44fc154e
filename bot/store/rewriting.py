"""PostgreSQL's tables of keys written anew, and its log let go: what was deleted from them stands in no file any more.

Needs no rights beyond owning the tables; with them it takes seconds, without them the server's next two checkpoints.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any

import asyncpg

from bot.store.database import StoreDown

OF_KEYS = ("data_keys", "cases")
"""What opens a conversation: by a master key, by a review key."""

PATIENCE_MS = 100
"""So long others may wait behind the lock that writing a table anew takes."""

LOOK_SECONDS = 1.0


async def keys_written_anew(connection: asyncpg.Connection) -> bool:
    """False where somebody still reads what was deleted, or works with a table just now. Raises StoreDown."""
    try:
        await connection.execute(f"SET lock_timeout = {PATIENCE_MS}; SET statement_timeout = 0")
        try:
            for table in OF_KEYS:
                if await _left_in(connection, table):
                    return False
            await _log_let_go(connection)
        finally:
            await connection.execute("RESET lock_timeout; RESET statement_timeout")
    except asyncpg.LockNotAvailableError:
        return False
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise StoreDown(type(error).__name__) from None
    return True


async def _left_in(connection: asyncpg.Connection, table: str) -> int:
    """Writes a table anew. Returns how many deleted rows somebody can still see, which were written along."""
    told: list[str] = []

    def listen(_connection: object, message: Any) -> None:
        told.append(message.detail or "")

    connection.add_log_listener(listen)
    try:
        await connection.execute(f"VACUUM (FULL, VERBOSE) {table}")
        await asyncio.sleep(0)
    finally:
        connection.remove_log_listener(listen)
    # “0 dead row versions cannot be removed yet”, in the server's language; the number comes first in each.
    left = [int(found[0]) for found in (re.match(r"\D*(\d+)", one) for one in told) if found]
    return max(left) if left else 1


async def _log_let_go(connection: asyncpg.Connection) -> None:
    """A new segment of the log, and a checkpoint in it: the server then deletes those before."""
    await _log_goes_on(connection)
    position = await connection.fetchval("SELECT pg_current_wal_lsn()")
    try:
        await connection.execute("CHECKPOINT")
    except asyncpg.InsufficientPrivilegeError:
        while not await _is_past(connection, position):
            await asyncio.sleep(LOOK_SECONDS)


async def _log_goes_on(connection: asyncpg.Connection) -> None:
    try:
        await connection.execute("SELECT pg_switch_wal()")
    except asyncpg.InsufficientPrivilegeError:
        # Without the right to end a segment it is filled.
        size = await connection.fetchval(
            "SELECT setting::bigint FROM pg_settings WHERE name = 'wal_segment_size'"
        )
        for _ in range(size // 2**20 + 1):
            await connection.execute(
                "SELECT pg_logical_emit_message(false, 'jiaji', repeat('0', 1048576)::bytea)"
            )


async def _is_past(connection: asyncpg.Connection, position: int) -> bool:
    """Whether a checkpoint has begun behind that position and is done."""
    query = "SELECT redo_lsn > $1 FROM pg_control_checkpoint()"
    return bool(await connection.fetchval(query, position))


HINDRANCES = """
SELECT name || ' = ' || current_setting(name) FROM pg_settings WHERE
    name = 'wal_recycle' AND setting = 'on'
    OR name = 'wal_keep_size' AND setting::bigint > 0
    OR name = 'archive_mode' AND setting <> 'off'
    OR name = 'checkpoint_timeout' AND setting::bigint > 300
    OR name = 'log_statement' AND setting IN ('mod', 'all')
UNION ALL SELECT 'the replication slot ' || slot_name FROM pg_replication_slots
UNION ALL SELECT format('no right to pg_switch_wal() for %s in %s', current_user, current_database())
    WHERE NOT has_function_privilege('pg_switch_wal()', 'EXECUTE')
UNION ALL SELECT format('no role pg_checkpoint for %s', current_user)
    WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pg_checkpoint' AND pg_has_role(oid, 'USAGE'))
"""
"""What keeps the log, or what is written, for longer than it would be; the right to end a segment holds in one database only."""


async def hindrances(connection: asyncpg.Connection) -> list[str]:
    """The settings of a server, and the rights not given there, that keep what was erased readable for longer."""
    return [row[0] for row in await connection.fetch(HINDRANCES)]
