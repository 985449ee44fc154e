"""Stores that earlier versions of the program wrote: whoever upgrades from one loses nothing and goes on where they were.

In earlier/ there is one a schema, named by it, as that version left it after three messages: SQLite's own dump, and
before it the master key, which sealed nothing but an invented cat.
"""

import gzip
import json
import re
import sqlite3
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, insert

from bot.assistant import Assistant, Received
from bot.core import Incoming
from bot.store import Keys, Store, back_up, restore
from bot.store.copies import signature
from bot.store.database import make_engine
from bot.store.schema import REVISIONS, upgrade
from bot.store.sealing import ROOT_PLACE
from tests.conftest import AT
from tests.support.databases import new_database
from tests.support.small_flow import FLOW

EARLIER = sorted(Path(__file__).with_name("earlier").glob("*.sql"))
NO_POSTGRESQL = {"0001"}
"""The first version knew SQLite alone."""


def keys_of(dump: str, folder: Path) -> Keys:
    folder.mkdir(mode=0o700)
    for name, key in re.findall(r"(?m)^-- key (\S+) ([0-9a-f]+)$", dump):
        file = folder / f"{name}.key"
        file.touch(0o600)
        file.write_bytes(bytes.fromhex(key))
    return Keys.read(folder)


def rows_of(dump: str) -> dict[str, list[dict[str, Any]]]:
    with sqlite3.connect(":memory:") as there:
        there.executescript(dump)
        there.row_factory = sqlite3.Row
        names = [one[0] for one in there.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: [dict(row) for row in there.execute(f"SELECT * FROM {name}")] for name in names}


def fill(connection: Connection, keys: Keys, revision: str, rows: dict[str, list[dict[str, Any]]]) -> None:
    """The same rows in the tables that this schema has on PostgreSQL."""
    upgrade(connection, keys, revision)
    there = MetaData()
    there.reflect(connection)
    for table in there.sorted_tables:
        if rows[table.name] and table.name != "alembic_version":
            connection.execute(insert(table), rows[table.name])


async def written(kind: str, dump: str, revision: str, keys: Keys, folder: Path) -> str:
    url = new_database(kind, folder)
    if kind == "sqlite":
        with sqlite3.connect(folder / "jiaji.sqlite3") as file:
            file.executescript(dump)
        return url
    engine = make_engine(url, migrates=True)
    async with engine.begin() as connection:
        await connection.run_sync(fill, keys, revision, rows_of(dump))
    await engine.dispose()
    return url


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        (kind, path)
        for path in EARLIER
        for kind in ("sqlite", "postgresql")
        if kind == "sqlite" or path.stem not in NO_POSTGRESQL
    ],
    ids=lambda one: one if isinstance(one, str) else one.stem,
)
async def test_a_store_of_an_earlier_version_is_brought_up_to_date_and_goes_on(
    kind: str, path: Path, tmp_path: Path
) -> None:
    dump = path.read_text("utf-8")
    keys = keys_of(dump, tmp_path / "keys")
    url = await written(kind, dump, path.stem, keys, tmp_path)
    store = await Store.open(url, keys)
    known = await store.load("test", "a")
    assert known is not None
    assert (dict(known.answers), known.turn) == ({"pet": "cat", "name": "Momo"}, 3)
    async with store.mailroom() as mailroom:
        waiting = await mailroom.claim("test", own=False)
    assert [one.reply.key for one in waiting if one.reply.turn == 3] == ["ask.born"]
    heard = [Received("test", "a", str(number), Incoming(AT, text="6 May 2020")) for number in (2, 3)]
    for one in heard:
        await Assistant([FLOW], store).hear([one])
    now = await store.load("test", "a")
    assert now is not None
    assert (now.turn, "born" in now.answers) == (4, True), "what was received before came again and was heard"
    await store.close()
    await back_up(url, keys, tmp_path / "after.jiaji")


def copied(dump: str, revision: str, keys: Keys, path: Path) -> None:
    """A copy as today's program would have made it then: what the tables were, and their rows."""
    rows = {name: found for name, found in rows_of(dump).items() if found and name != "alembic_version"}
    ordered = sorted(rows, key=lambda name: name != "conversations")
    tables = {name: list(rows[name][0]) for name in ordered}
    lines = [json.dumps({"jiaji": "backup", "schema": revision, "tables": tables})]
    lines += [
        json.dumps([name, [_packed(value) for value in row.values()]])
        for name in ordered
        for row in rows[name]
    ]
    content = "".join(f"{line}\n" for line in lines).encode()
    (secret,) = rows["secrets"]
    root = keys.named(secret["master"]).unwrap(secret["wrapped"], ROOT_PLACE)
    end = json.dumps({"rows": len(lines) - 1, "signed": signature(root, sha256(content).digest())})
    path.write_bytes(gzip.compress(content + end.encode() + b"\n"))


def _packed(value: Any) -> Any:
    return {"$": b64encode(value).decode()} if isinstance(value, bytes) else value


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize(
    "path", [path for path in EARLIER if path.stem not in NO_POSTGRESQL], ids=lambda path: path.stem
)
async def test_a_copy_of_an_earlier_version_is_restored_and_brought_up_to_date(
    kind: str, path: Path, tmp_path: Path
) -> None:
    dump = path.read_text("utf-8")
    keys = keys_of(dump, tmp_path / "keys")
    copied(dump, path.stem, keys, tmp_path / "copy.gz")
    url = new_database(kind, tmp_path)
    await restore(url, keys, tmp_path / "copy.gz")
    store = await Store.open(url, keys)
    known = await store.load("test", "a")
    assert known is not None
    assert (dict(known.answers), known.turn) == ({"pet": "cat", "name": "Momo"}, 3)
    await store.close()


def test_the_oldest_schema_is_among_them() -> None:
    assert EARLIER[0].stem == REVISIONS[0]
    assert {path.stem for path in EARLIER} <= set(REVISIONS)
