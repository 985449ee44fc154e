"""A copy of the whole store as one file, and a store made of such a copy; the private parts stay sealed in it.

A copy fits either kind of database, so it is also the way from SQLite to PostgreSQL; one that an earlier version made is
brought up to date. The master keys are not in it, and without them none can be made or changed: it is signed.
"""

from __future__ import annotations

import gzip
import hmac
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, insert, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError

from bot.store.database import StoreError, make_engine, named, saying_down
from bot.store.keys import Keys
from bot.store.schema import REVISIONS, masters, migrate, revision, root_of, upgrade
from bot.store.sealing import Key
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


async def back_up(url: str, keys: Keys, path: Path) -> int:
    """Writes all rows as they were at one moment, while work goes on. Returns their number.

    The file is whole under its name, or not there at all. Raises CopyError, KeysError, StoreDown.
    """
    if path.exists():
        raise CopyError(f"{path} is there already; name another file.")
    draft = path.with_name(f"{path.name}.new")
    handle = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as plain:
        with gzip.open(plain, "wb", compresslevel=1) as out:
            count = await _write(url, keys, out)
        plain.flush()
        os.fsync(plain.fileno())
    draft.replace(path)
    return count


async def _write(url: str, keys: Keys, out: gzip.GzipFile) -> int:
    digest, count = sha256(), 0

    def line(content: Any) -> None:
        said = json.dumps(content, separators=(",", ":")).encode() + b"\n"
        digest.update(said)
        out.write(said)

    tables = {table.name: [column.name for column in table.columns] for table in TABLES}
    line({"jiaji": "backup", "schema": REVISIONS[-1], "tables": tables})
    engine = make_engine(url, snapshot=True)
    try:
        with saying_down():
            async with engine.begin() as connection:
                root = await connection.run_sync(root_of, keys)
                for table in TABLES:
                    async for row in await connection.stream(select(table)):
                        line([table.name, [_packed(value) for value in row]])
                        count += 1
    finally:
        await engine.dispose()
    out.write(json.dumps({"rows": count, "signed": signature(root, digest.digest())}).encode() + b"\n")
    return count


def signature(root: Key, digest: bytes) -> str:
    """Of everything that stands before it. Who has only a copy could else put staff of their own into it."""
    return hmac.digest(root.derive("copy"), digest, "sha256").hex()


def _packed(value: Any) -> Any:
    return {"$": b64encode(value).decode()} if isinstance(value, bytes) else value


# Restore


async def restore(url: str, keys: Keys, path: Path) -> int:
    """Fills an empty database. Returns the number of rows.

    All or nothing. Raises CopyError, StoreError, KeysError, Tampered.
    """
    engine = make_engine(url, migrates=True)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(_restore, keys, path, named(url))
    except DBAPIError as error:
        if isinstance(error, IntegrityError | DataError):
            raise _broken(path) from None
        raise StoreError(
            f"The database {named(url)} cannot be filled ({type(error.orig).__name__}); nothing was changed."
        ) from None
    except SQLAlchemyError:
        # It names tables or columns that no version had.
        raise _broken(path) from None
    finally:
        await engine.dispose()


def _restore(connection: Connection, keys: Keys, path: Path, database: str) -> int:
    header = _header(path)
    _must_be_empty(connection, header["schema"], database)
    upgrade(connection, keys, header["schema"])
    there = MetaData()
    there.reflect(connection, only=list(header["tables"]))
    end: dict[str, str] = {}
    rows, count = _rows(path, header["tables"], end), 0
    while batch := list(islice(rows, BATCH)):
        for name in dict.fromkeys(name for name, _ in batch):
            mine = [row for one, row in batch if one == name]
            connection.execute(insert(there.tables[name]), mine)
        count += len(batch)
    _count_on(connection)
    migrate(connection, keys)
    root = root_of(connection, keys)
    if not hmac.compare_digest(end["signed"], signature(root, bytes.fromhex(end["digest"]))):
        raise _broken(path)
    for master in masters(connection):
        keys.named(master)
    return count


def _must_be_empty(connection: Connection, schema: str, database: str) -> None:
    """Without tables, or without rows in tables of that schema."""
    found = revision(connection)
    is_new = found is None or (
        found == schema
        and not any(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (secrets, conversations)
        )
    )
    if not is_new:
        raise CopyError(f"The database {database} is not empty; restore into a new one.")


def _count_on(connection: Connection) -> None:
    """PostgreSQL numbers new rows by a count beside the table, which rows that bring their number do not move."""
    if connection.dialect.name == "postgresql":
        counted = func.pg_get_serial_sequence(audit.name, audit.c.id.name)
        connection.execute(select(func.setval(counted, func.coalesce(func.max(audit.c.id), 0) + 1, False)))


def _header(path: Path) -> dict[str, Any]:
    """What a copy says of itself. Raises CopyError."""
    try:
        with gzip.open(path, "rb") as lines:
            header = json.loads(next(lines))
            if header["jiaji"] != "backup":
                raise _broken(path)
    except (OSError, EOFError, ValueError, LookupError, TypeError, StopIteration) as error:
        raise (error if isinstance(error, FileNotFoundError) else _broken(path)) from None
    if header["schema"] not in REVISIONS or not isinstance(header.get("tables"), dict):
        raise CopyError(
            f"{path} is of another version (schema {header['schema']}); restore it with the program that made it."
        )
    return dict(header)


def _broken(path: Path) -> CopyError:
    return CopyError(
        f"{path} is no copy of a store, or one that was damaged or changed; nothing was changed here."
    )


def _rows(
    path: Path, tables: dict[str, list[str]], end: dict[str, str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a copy. `end` is then what it was signed with, and what it should have been. Raises CopyError."""
    digest, count = sha256(), 0
    try:
        with gzip.open(path, "rb") as lines:
            digest.update(next(lines))
            for line in lines:
                found = json.loads(line)
                if isinstance(found, dict):
                    if found["rows"] != count:
                        raise _broken(path)
                    end |= {"signed": str(found["signed"]), "digest": digest.hexdigest()}
                    return
                digest.update(line)
                count += 1
                name, values = found
                yield name, dict(zip(tables[name], map(_unpacked, values), strict=True))
        raise _broken(path)
    except (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, StopIteration):
        raise _broken(path) from None


def _unpacked(value: Any) -> Any:
    return b64decode(value["$"]) if isinstance(value, dict) else value
