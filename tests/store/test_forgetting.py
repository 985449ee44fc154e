"""Erased means gone: whoever has the whole data directory and the master key opens nothing of it."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, select, text

from bot.assistant import Assistant, Received
from bot.core import Incoming, Team
from bot.store import Keys, Reader, ReviewKeys, Store, Tampered, back_up
from bot.store.database import make_engine
from bot.store.sealing import key_place
from bot.store.staff_tables import cases
from bot.store.tables import data_keys, erasures, transcript
from tests.conftest import AT
from tests.support.databases import KINDS, new_database, new_postgresql, started_server
from tests.support.small_flow import FLOW

NUMBERS = count(1)
PEOPLE = [f"person {number}" for number in range(12)]
WRAPPED_BYTES = 61


@cache
def server() -> Any:
    """A PostgreSQL of these tests alone: every file of it is read."""
    return started_server()


@pytest.fixture(scope="module", autouse=True)
def _as_the_deployment_is_told() -> None:
    """The settings of deploy/README.md; `jiaji doctor` tells where a server has others."""
    server().psql("ALTER SYSTEM SET wal_recycle = off")
    server().psql("SELECT pg_reload_conf()")


@pytest.fixture(params=KINDS)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    url = new_postgresql(server()) if request.param == "postgresql" else new_database("sqlite", tmp_path)
    opened = await Store.open(url, Keys.read(tmp_path / "keys"))
    yield opened
    await opened.close()


async def say(store: Store, address: str, *texts: str) -> None:
    for words in texts:
        update = Received("test", address, str(next(NUMBERS)), Incoming(AT, text=words), "en")
        await Assistant([FLOW], store).hear([update])


async def ids(store: Store) -> list[str]:
    async with store._engine.connect() as connection:
        return list((await connection.execute(select(data_keys.c.conversation))).scalars())


async def not_gone(store: Store) -> list[str]:
    async with store._engine.connect() as connection:
        query = select(erasures.c.conversation).where(erasures.c.gone_at.is_(None))
        return list((await connection.execute(query)).scalars())


async def opened_in(store: Store, folder: Path, wanted: list[str]) -> set[str]:
    """The conversations whose data key the master key opens somewhere in the files of the database, found as
    somebody would who reads them byte by byte."""
    root = folder if store.is_sqlite else Path(str(server().pgdata))
    files = [path for path in root.rglob("*") if path.is_file() and path.parent.name != "keys"]
    return await asyncio.to_thread(carved, store, files, wanted)


def carved(store: Store, files: list[Path], wanted: list[str]) -> set[str]:
    found: set[str] = set()
    (master,) = store.vault.keys.known
    for path in files:
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            # The server takes files of its own away while it works.
            continue
        for id in wanted:
            # Wherever a row of the table stands, the id comes before what was sealed for it.
            at = content.find(id.encode())
            while at >= 0:
                found |= {id for start in range(at, at + 120) if opens(store, id, master, content, start)}
                at = content.find(id.encode(), at + 1)
    return found


def opens(store: Store, id: str, master: str, content: bytes, start: int) -> bool:
    if content[start : start + 1] != b"\x01":
        return False
    try:
        store.vault.keys.named(master).unwrap(content[start : start + WRAPPED_BYTES], key_place(id))
    except Tampered:
        return False
    return True


async def test_the_master_key_and_every_file_of_the_database_open_nothing_that_was_erased(
    store: Store, tmp_path: Path
) -> None:
    await asyncio.gather(*(say(store, one, "en", "cat", "Momo") for one in PEOPLE))
    erased = await ids(store)
    await say(store, "somebody who stays", "en", "dog")
    (kept,) = set(await ids(store)) - set(erased)
    async with store._engine.begin() as connection:
        if not store.is_sqlite:
            await connection.execute(text("ANALYZE"))
    if not store.is_sqlite:
        # A row may be cut in two by a page of the log; now each stands in the table's file, too.
        server().psql("CHECKPOINT")
    assert await opened_in(store, tmp_path, [*erased, kept]) == {*erased, kept}
    await asyncio.gather(*(say(store, one, "delete my data", "Erase everything") for one in PEOPLE))
    await store.forgetting.finish()
    assert await not_gone(store) == []
    assert await opened_in(store, tmp_path, [*erased, kept]) == {kept}


async def test_the_review_key_and_every_file_of_the_database_open_nothing_that_was_erased(
    store: Store, tmp_path: Path
) -> None:
    """Staff notes, what a reply was made of, and orders are all sealed with the data key that is wrapped here."""
    review = ReviewKeys.read(tmp_path / "review")
    id = review.add()
    store_of_team = await Store.open(url_of(store), Keys.read(tmp_path / "keys"), review=review)
    bot = Assistant([FLOW.with_team(Team())], store_of_team)
    for address in ("a", "somebody who stays"):
        for words in ("en", "cat", "a person please", "yes"):
            await bot.hear([Received("test", address, str(next(NUMBERS)), Incoming(AT, text=words), "en")])
    async with store._engine.begin() as connection:
        rows = (await connection.execute(select(cases).where(cases.c.review_key == id))).all()
        if not store.is_sqlite:
            await connection.execute(text("ANALYZE"))
    assert len(rows) == 2
    if not store.is_sqlite:
        server().psql("CHECKPOINT")
    wrapped = {row.conversation: row.data_key for row in rows}
    reader = Reader.read(review.folder)
    assert all(reader.opened(one, id, value) is not None for one, value in wrapped.items())
    assert await holding(store, tmp_path, wrapped) == set(wrapped)
    known = await store_of_team.load("test", "a")
    assert known is not None
    for words in ("delete my data", "Erase everything"):
        await bot.hear([Received("test", "a", str(next(NUMBERS)), Incoming(AT, text=words), "en")])
    await store_of_team.forgetting.finish()
    assert await holding(store, tmp_path, wrapped) == set(wrapped) - {known.id}
    assert await opened_in(store, tmp_path, list(wrapped)) == set(wrapped) - {known.id}
    await store_of_team.close()


async def holding(store: Store, folder: Path, wrapped: dict[str, bytes]) -> set[str]:
    """The conversations whose wrapped key stands somewhere in the files of the database."""
    root = folder if store.is_sqlite else Path(str(server().pgdata))
    found: set[str] = set()
    for path in root.rglob("*"):
        try:
            content = path.read_bytes() if path.is_file() else b""
        except FileNotFoundError:
            continue
        found |= {id for id, value in wrapped.items() if value in content}
    return found


def url_of(store: Store) -> str:
    url = store._engine.url
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=False)


async def test_somebody_who_reads_meanwhile_changes_nothing_and_nobody_waits_for_them(
    store: Store, tmp_path: Path
) -> None:
    await say(store, "a", "en", "cat", "Momo")
    (erased,) = await ids(store)
    reader = make_engine(url_of(store), snapshot=True)
    async with reader.connect() as reading:
        await reading.execute(select(transcript))
        await asyncio.wait_for(say(store, "a", "delete my data", "Erase everything"), 5)
        assert not await store.forgetting.step()
        await asyncio.wait_for(say(store, "neighbour", "en"), 5)
        assert await opened_in(store, tmp_path, [erased]) == {erased}
    await reader.dispose()
    await store.forgetting.finish()
    assert await opened_in(store, tmp_path, [erased]) == set()


async def test_a_process_that_dies_before_a_key_is_gone_leaves_it_to_the_next(
    store: Store, tmp_path: Path
) -> None:
    await say(store, "a", "en", "cat", "Momo")
    (erased,) = await ids(store)
    async with store.transaction() as transaction:
        known = (await transaction.load([("test", "a")]))["test", "a"][FLOW.key]
        await transaction.erase(known, "erased")
    assert await not_gone(store) == [erased]
    await store.close()
    next_one = await Store.open(url_of(store), Keys.read(tmp_path / "keys"))
    await next_one.forgetting.finish()
    assert await not_gone(next_one) == []
    assert await opened_in(next_one, tmp_path, [erased]) == set()
    await next_one.close()


async def test_a_backup_made_later_holds_no_key_of_what_was_erased(store: Store, tmp_path: Path) -> None:
    await say(store, "a", "en", "cat", "Momo")
    (erased,) = await ids(store)
    plain = url_of(store)
    await back_up(plain, store.vault.keys, tmp_path / "before.jiaji")
    await say(store, "a", "delete my data", "Erase everything")
    await back_up(plain, store.vault.keys, tmp_path / "after.jiaji")
    assert [erased in keys_in(tmp_path / f"{when}.jiaji") for when in ("before", "after")] == [True, False]


def keys_in(backup: Path) -> set[str]:
    """The conversations whose data key is in a backup."""
    with gzip.open(backup) as lines:
        rows = [json.loads(line) for line in lines]
    return {row[1][0] for row in rows if isinstance(row, list) and row[0] == data_keys.name}


async def test_a_server_that_grants_nothing_lets_go_at_its_own_next_checkpoint(tmp_path: Path) -> None:
    url = make_url(new_postgresql(server()))
    server().psql(f"CREATE ROLE plain LOGIN; ALTER DATABASE {url.database} OWNER TO plain")
    mine = url.set(username="plain").render_as_string(hide_password=False)
    store = await Store.open(mine, Keys.read(tmp_path / "keys"))
    assert sorted(await store.forgetting.hindrances()) == [
        f"no right to pg_switch_wal() for plain in {url.database}",
        "no role pg_checkpoint for plain",
    ]
    await say(store, "a", "en", "cat", "Momo")
    (erased,) = await ids(store)
    await say(store, "a", "delete my data", "Erase everything")
    gone = asyncio.create_task(store.forgetting.finish())
    while not gone.done():
        # What the server does every five minutes by itself.
        await asyncio.to_thread(server().psql, "CHECKPOINT")
        await asyncio.sleep(0.2)
    assert await opened_in(store, tmp_path, [erased]) == set()
    await store.close()


async def test_a_role_with_the_grants_of_the_guide_lets_go_at_once(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "deploy" / "README.md").read_text("utf-8")
    told = guide.partition("## A PostgreSQL of your own")[2].partition("\n## ")[0]
    statements = [line.strip() for line in told.splitlines() if line.strip().startswith(("ALTER", "GRANT"))]
    url = make_url(new_postgresql(server()))
    server().psql(f"CREATE ROLE jiaji LOGIN; ALTER DATABASE {url.database} OWNER TO jiaji")
    for statement in statements:
        server().psql(f"\\c {url.database}\n{statement}")
    server().psql("SELECT pg_reload_conf()")
    mine = url.set(username="jiaji").render_as_string(hide_password=False)
    store = await Store.open(mine, Keys.read(tmp_path / "keys"))
    await say(store, "a", "en", "cat", "Momo")
    (erased,) = await ids(store)
    await say(store, "a", "delete my data", "Erase everything")
    # Nobody else asks for a checkpoint, and the server's own is minutes away.
    await asyncio.wait_for(store.forgetting.finish(), 20)
    assert await store.forgetting.hindrances() == []
    assert await opened_in(store, tmp_path, [erased]) == set()
    await store.close()


async def test_a_server_that_keeps_its_log_is_told_by_its_settings(tmp_path: Path) -> None:
    store = await Store.open(new_postgresql(server()), Keys.read(tmp_path / "keys"))
    assert await store.forgetting.hindrances() == []
    server().psql("ALTER SYSTEM SET wal_recycle = on")
    server().psql("ALTER SYSTEM SET wal_keep_size = '64MB'")
    server().psql("SELECT pg_reload_conf()")
    while len(told := await store.forgetting.hindrances()) < 2:
        await asyncio.sleep(0.05)
    assert sorted(told) == ["wal_keep_size = 64MB", "wal_recycle = on"]
    server().psql("ALTER SYSTEM SET wal_recycle = off")
    server().psql("ALTER SYSTEM RESET wal_keep_size")
    server().psql("SELECT pg_reload_conf()")
    await store.close()
