"""The schema: migrations make what the code names, and a database of another version is brought up to date or left alone."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text

from bot.store import Keys, Store, StoreError
from bot.store.schema import MIGRATIONS, REVISIONS, upgrade
from bot.store.tables import metadata
from tests.store.on_disk import CANARY, on_disk


async def test_the_migrations_make_the_tables_that_the_code_names(store: Store) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with store._engine.connect() as connection:
        assert await connection.run_sync(differences) == []


def test_the_newest_migration_is_the_last_one_named() -> None:
    found = sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("0*.py"))
    assert found == list(REVISIONS)


def test_a_migration_that_was_released_is_never_changed() -> None:
    """Two programs of one number must mean the same tables. A new one gets its line here."""
    found = {
        path.name[:4]: sha256(path.read_bytes()).hexdigest()[:16]
        for path in sorted((MIGRATIONS / "versions").glob("0*.py"))
    }
    assert found == RELEASED


RELEASED = {
    "0001": "b2bb34e3c6dac6f6",
    "0002": "260885f4b3ef35b3",
    "0003": "1766f8dbcaecf8b4",
    "0004": "7d13a8ee98136cf5",
    "0005": "b6d36e4a4e550220",
    "0006": "b25b480f498c33bb",
    "0007": "3fd9253e45449b01",
    "0008": "c1749ad2f91f34b0",
}


async def test_a_database_of_the_first_version_is_sealed_and_loses_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'jiaji.sqlite3'}"
    first_version(tmp_path / "jiaji.sqlite3")
    assert CANARY.encode() in on_disk(tmp_path)
    store = await Store.open(url, Keys.read(tmp_path / "keys"))
    now = await store.load("telegram", "7001")
    assert now is not None
    assert (dict(now.answers), now.turn) == ({"pet": "cat", "name": CANARY}, 3)
    async with store.mailroom() as mailroom:
        assert [one.reply.text for one in await mailroom.claim("telegram", own=False)] == ["When?"]
    assert CANARY.encode() not in on_disk(tmp_path)
    await store.close()


def first_version(path: Path) -> None:
    """A database as the first version of the program left it: three turns, the last reply not delivered."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        upgrade(connection, Keys(path.parent / "keys", {}), "0001")
        body = {
            "answers": {"pet": "cat", "name": CANARY},
            "acknowledged": {},
            "heard": {},
            "revisiting": None,
            "pending": None,
            "asked": "born",
            "asked_turn": 3,
            "misses": 0,
            "turn": 3,
        }
        at = "2026-11-24 01:00:00.000000"
        connection.execute(
            text(
                "INSERT INTO conversations VALUES ('c0ffee00','telegram','7001','pets','asking','en',:b,3,:at)"
            ),
            {"b": json.dumps(body), "at": at},
        )
        incoming: dict[str, object] = {
            "text": CANARY,
            "tap": None,
            "files": [],
            "refused": None,
            "message": "5",
            "edits": False,
        }
        reply = {
            "key": "ask.born",
            "text": "When?",
            "buttons": [[{"code": "/why", "label": "Why?"}]],
            "mark": "0",
            "turn": 3,
            "copyable": None,
            "document": None,
            "contact": None,
        }
        row = text(
            "INSERT INTO transcript (conversation, channel, address, direction, turn, key, said, at)"
            " VALUES ('c0ffee00', 'telegram', '7001', :direction, 3, '', :said, :at)"
        )
        for direction, content in (("in", incoming), ("out", reply)):
            connection.execute(row, {"direction": direction, "said": json.dumps(content), "at": at})
        connection.execute(text("INSERT INTO received VALUES ('telegram', '77', :at)"), {"at": at})
    engine.dispose()


async def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(
    database: str, tmp_path: Path
) -> None:
    keys = Keys.read(tmp_path / "keys")
    store = await Store.open(database, keys)
    async with store._engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await store.close()
    with pytest.raises(StoreError, match="newer"):
        await Store.open(database, keys)


async def test_a_database_that_cannot_be_opened_is_said_in_one_sentence(tmp_path: Path) -> None:
    keys = Keys.read(tmp_path / "keys")
    (tmp_path / "broken.sqlite3").write_bytes(b"this is no database" * 100)
    urls = [f"sqlite:///{tmp_path / 'broken.sqlite3'}", f"sqlite:///{tmp_path}"]
    for url in (*urls, "postgresql://nobody@127.0.0.1:1/nothing"):
        with pytest.raises(StoreError, match="cannot be opened"):
            await Store.open(url, keys)
    assert (tmp_path / "broken.sqlite3").read_bytes().startswith(b"this is no database")
