"""How a database is opened: SQLite or PostgreSQL by its URL, with the settings that make a commit last.

On SQLite every transaction begins IMMEDIATE: the driver's default begins late and loses updates without a word.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

SQLITE = "sqlite:///"

PRAGMAS = {
    "journal_mode": "wal",
    # FULL: a commit is on the disk before the update is acknowledged; NORMAL may lose the last ones.
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 10000,
    "secure_delete": 1,
    "trusted_schema": 0,
    "temp_store": 2,
    # In kB: room for the inner pages of a million conversations, so that a turn need not read them again.
    "cache_size": -16384,
}
"""Set on every connection and read back: a name that SQLite does not know is ignored without a word."""

SERVER_SETTINGS = {"statement_timeout": "10s", "lock_timeout": "5s", "application_name": "jiaji"}


class StoreError(RuntimeError):
    """The database cannot be used; the message is one sentence that says what to do."""


class StoreAway(StoreError):
    """The same, but it may be opened later: the server is not there, or not yet."""


class StoreDown(RuntimeError):
    """The database does not answer now: nothing was kept, and the same may be tried again later."""


class Stale(StoreDown):
    """Somebody else came first, with this conversation or with its rows; the same may be tried again at once."""


def make_engine(url: str, *, snapshot: bool = False, migrates: bool = False) -> AsyncEngine:
    """`url` is plain: sqlite:///path or postgresql://…. A `snapshot` reads one moment and holds up nobody.
    What `migrates` may make tables anew: SQLite then deletes nothing of what refers to their rows.

    Raises OSError.
    """
    if url.startswith(SQLITE):
        path = Path(url.removeprefix(SQLITE))
        _reserve(path)
        engine = create_async_engine(f"sqlite+aiosqlite:///{path}", hide_parameters=True)
        event.listen(engine.sync_engine, "connect", _connected)
        if migrates:
            event.listen(engine.sync_engine, "connect", _without_references)
        event.listen(engine.sync_engine, "begin", _begin_snapshot if snapshot else _begin)
        return engine
    return create_async_engine(
        make_url(url).set(drivername="postgresql+asyncpg"),
        hide_parameters=True,
        isolation_level="REPEATABLE READ" if snapshot else "READ COMMITTED",
        pool_size=4,
        max_overflow=4,
        pool_timeout=5,
        pool_pre_ping=True,
        connect_args={"server_settings": SERVER_SETTINGS, "timeout": 5},
    )


def is_sqlite(url: str) -> bool:
    return url.startswith(SQLITE)


def named(url: str) -> str:
    """The database as it can be said aloud: without its password."""
    return url.removeprefix(SQLITE) if is_sqlite(url) else make_url(url).render_as_string(hide_password=True)


@contextmanager
def saying_down() -> Iterator[None]:
    """Turns what a driver raises when the database is away, locked, full or out of step into StoreDown or Stale."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error, IntegrityError) or _state(error) in RACES:
            raise Stale(type(error.orig).__name__) from None
        if _is_away(error):
            raise StoreDown(type(error.orig).__name__) from None
        raise
    except (OSError, TimeoutError, PoolTimeout) as error:
        raise StoreDown(type(error).__name__) from None


def is_away(error: Exception) -> bool:
    """Whether a server is not there now, rather than that it refuses."""
    return not isinstance(error, DBAPIError) or _is_away(error)


def is_race(error: DBAPIError) -> bool:
    """Whether somebody else had what was wanted, so that the same may go well in a moment."""
    return _state(error) in (*RACES, NOT_HAD)


def _is_away(error: DBAPIError) -> bool:
    state = _state(error)
    is_there = state[:2] not in AWAY and state not in (*RACES, *OTHER_TABLES)
    return error.connection_invalidated or isinstance(error, OperationalError) or not is_there


def _state(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""


RACES = ("40001", "40P01")
"""PostgreSQL's serialization failure and deadlock: the loser tries again, as after two took one new id."""
NOT_HAD = "55P03"
"""A lock that was not had in time."""

AWAY = ("08", "53", "55", "57", "58")
"""PostgreSQL's classes for a lost connection, no resources, locks not had in time, shutdown and I/O errors."""

OTHER_TABLES = ("42703", "42P01")
"""No such column, no such table: a newer program has changed them under this one, which can keep nothing any more. What
comes again is kept by whoever is started next."""


def _reserve(path: Path) -> None:
    """The file is made by us, readable by its owner alone; SQLite gives its log the same rights.

    One that is there is not opened: closing it would take away the locks that this process has on it, and another one
    would then throw away the log under our hands (https://sqlite.org/howtocorrupt.html, 2.2).
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _connected(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for name, value in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={value}")
        cursor.execute(f"PRAGMA {name}")
        if cursor.fetchone()[0] != value:
            raise OSError(f"SQLite does not take {name}={value}")
    cursor.close()


def _without_references(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=0")
    cursor.close()


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_snapshot(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN")
