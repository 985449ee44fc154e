"""A copy of the whole store as one file, and a store made of such a copy; the private parts stay sealed in it.

A copy fits either kind of database, so it is also the way from SQLite to PostgreSQL. The master keys are not in it.
"""

from __future__ import annotations

import gzip
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select
from sqlalchemy.exc import DBAPIError

from bot.store.database import StoreError, make_engine, named, saying_down
from bot.store.keys import Keys
from bot.store.schema import REVISIONS, masters, migrate, root_of
from bot.store.staff_tables import (
    cases,
    flags,
    journal,
    labels,
    moments,
    notes,
    orders,
    purges,
    staff,
    staff_codes,
    staff_keys,
    tallies,
)
from bot.store.tables import (
    audit,
    conversations,
    data_keys,
    erasures,
    files,
    metadata,
    received,
    secrets,
    transcript,
    troubles,
)

OF_STAFF = (
    staff,
    staff_codes,
    staff_keys,
    cases,
    moments,
    orders,
    purges,
    notes,
    labels,
    flags,
    tallies,
    journal,
)
"""Sessions and what is revealed just now are not copied: whoever restores signs in again."""
TABLES: tuple[Table, ...] = (
    *(secrets, conversations, data_keys, transcript, files, received, troubles, audit, erasures),
    *OF_STAFF,
)
BATCH = 500


class CopyError(RuntimeError):
    """The copy cannot be used; the message is one sentence that says what to do."""


# Backup


async def back_up(url: str, path: Path) -> int:
    """Writes all rows as they were at one moment, while work goes on. Returns their number.

    The file is whole under its name, or not there at all. Raises CopyError, StoreDown.
    """
    if path.exists():
        raise CopyError(f"{path} is there already; name another file.")
    draft = path.with_name(f"{path.name}.new")
    handle = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as plain:
        with gzip.open(plain, "wb", compresslevel=1) as out:
            count = await _write(url, out)
        plain.flush()
        os.fsync(plain.fileno())
    draft.replace(path)
    return count


async def _write(url: str, out: gzip.GzipFile) -> int:
    digest, count = sha256(), 0

    def line(content: Any) -> None:
        said = json.dumps(content, separators=(",", ":")).encode() + b"\n"
        digest.update(said)
        out.write(said)

    line({"jiaji": "backup", "schema": REVISIONS[-1]})
    engine = make_engine(url, snapshot=True)
    try:
        with saying_down():
            async with engine.begin() as connection:
                for table in TABLES:
                    async for row in await connection.stream(select(table)):
                        line([table.name, [_packed(value) for value in row]])
                        count += 1
    finally:
        await engine.dispose()
    out.write(json.dumps({"rows": count, "sha256": digest.hexdigest()}).encode() + b"\n")
    return count


def _packed(value: Any) -> Any:
    return {"$": b64encode(value).decode()} if isinstance(value, bytes) else value


# Restore


async def restore(url: str, keys: Keys, path: Path) -> int:
    """Fills an empty database. Returns the number of rows.

    All or nothing. Raises CopyError, StoreError, KeysError, Tampered.
    """
    engine = make_engine(url)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(_restore, keys, path, named(url))
    except DBAPIError as error:
        raise StoreError(
            f"The database {named(url)} cannot be filled ({type(error.orig).__name__}); nothing was changed."
        ) from None
    finally:
        await engine.dispose()


def _restore(connection: Connection, keys: Keys, path: Path, database: str) -> int:
    migrate(connection, keys)
    for table in (secrets, conversations):
        if connection.execute(select(func.count()).select_from(table)).scalar_one():
            raise CopyError(f"The database {database} is not empty; restore into a new one.")
    rows, count = _rows(path), 0
    while batch := list(islice(rows, BATCH)):
        for name in dict.fromkeys(name for name, _ in batch):
            mine = [row for one, row in batch if one == name]
            connection.execute(insert(metadata.tables[name]), mine)
        count += len(batch)
    root_of(connection, keys)
    for master in masters(connection):
        keys.named(master)
    return count


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a copy, checked to its end. Raises CopyError."""
    broken = CopyError(f"{path} is no copy of a store, or a damaged one; nothing was changed.")
    digest, count = sha256(), 0
    try:
        with gzip.open(path, "rb") as lines:
            first = next(lines)
            header = json.loads(first)
            if header.get("jiaji") != "backup":
                raise broken
            if header["schema"] != REVISIONS[-1]:
                raise CopyError(
                    f"{path} is of another version (schema {header['schema']}); nothing was changed."
                )
            digest.update(first)
            for line in lines:
                found = json.loads(line)
                if isinstance(found, dict):
                    if (found["rows"], found["sha256"]) != (count, digest.hexdigest()):
                        raise broken
                    return
                digest.update(line)
                count += 1
                yield found[0], _unpacked(found)
        raise broken
    except (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, StopIteration) as error:
        raise (error if isinstance(error, FileNotFoundError) else broken) from None


def _unpacked(found: list[Any]) -> dict[str, Any]:
    table = next(table for table in TABLES if table.name == found[0])
    values = [b64decode(value["$"]) if isinstance(value, dict) else value for value in found[1]]
    return dict(zip((column.name for column in table.columns), values, strict=True))
