"""A store of the tables before is brought up to date: nobody is lost, and no copy of a key stays where it was."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, insert, select, text

from bot.assistant import Assistant, Received
from bot.core import Incoming
from bot.store import Keys, Store
from bot.store.database import make_engine
from bot.store.schema import upgrade
from bot.store.tables import conversations, data_keys, secrets, transcript
from tests.conftest import AT, Clock
from tests.support.databases import KINDS, new_database, server
from tests.support.small_flow import FLOW

Rows = list[dict[str, Any]]


async def written(folder: Path, keys: Keys) -> dict[str, Rows]:
    """The rows of a store in which somebody talked, by table, in the form of version 0006: the key beside the answers."""
    store = await Store.open(new_database("sqlite", folder), keys, now=Clock())
    for number, words in enumerate(("en", "cat", "Momo")):
        heard = Received("test", "a", str(number), Incoming(AT, text=words), "en")
        await Assistant([FLOW], store).hear([heard])
    with_keys = select(conversations, data_keys.c.master, data_keys.c.data_key).join(
        data_keys, data_keys.c.conversation == conversations.c.id
    )
    found: dict[str, Rows] = {}
    async with store._engine.connect() as connection:
        for name, query in (
            ("secrets", select(secrets)),
            ("conversations", with_keys),
            ("transcript", select(transcript)),
        ):
            found[name] = [dict(row) for row in (await connection.execute(query)).mappings()]
    await store.close()
    return found


def fill(connection: Connection, keys: Keys, rows: dict[str, Rows]) -> None:
    upgrade(connection, keys, "0006")
    there = MetaData()
    there.reflect(connection)
    for name, of_table in rows.items():
        connection.execute(insert(there.tables[name]), of_table)


@pytest.mark.parametrize("kind", KINDS)
async def test_data_keys_move_into_their_own_table_and_nobody_is_lost(kind: str, tmp_path: Path) -> None:
    database = new_database(kind, tmp_path)
    keys = Keys.read(tmp_path / "keys")
    (tmp_path / "new").mkdir()
    rows = await written(tmp_path / "new", keys)
    engine = make_engine(database, migrates=True)
    async with engine.begin() as connection:
        await connection.run_sync(fill, keys, rows)
    await engine.dispose()
    store = await Store.open(database, keys)
    known = await store.load("test", "a")
    assert known is not None
    assert (known.answers["pet"], known.answers["name"], known.turn) == ("cat", "Momo", 3)
    async with store._engine.connect() as connection:
        (row,) = await connection.execute(select(data_keys))
    (before,) = rows["conversations"]
    assert (row.master, row.data_key) == (before["master"], before["data_key"])
    assert row.made_at == min(one["at"] for one in rows["transcript"])
    assert before["data_key"] not in await file_of_conversations(store, tmp_path)
    async with store.transaction() as transaction:
        mine = (await transaction.load([("test", "a")]))["test", "a"][FLOW.key]
        await transaction.erase(mine, "erased")
    await store.close()


async def file_of_conversations(store: Store, folder: Path) -> bytes:
    """What stands in the file of the table that held the keys; on SQLite its rows, all being in one file."""
    if store.is_sqlite:
        async with store._engine.connect() as connection:
            return b"".join(
                value
                for row in await connection.execute(text("SELECT * FROM conversations"))
                for value in row
                if isinstance(value, bytes)
            )
    server().psql("CHECKPOINT")
    async with store._engine.connect() as connection:
        query = text("SELECT pg_relation_filepath('conversations')")
        path = (await connection.execute(query)).scalar_one()
    return Path(str(server().pgdata), str(path)).read_bytes()
