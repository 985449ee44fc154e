"""A database that several programs, and several parts of one, have open at the same time, also while one brings it up to date."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.assistant import Assistant, Received
from bot.core import Incoming
from bot.store import ConsoleStore, Keys, Store, StoreDown
from bot.store.database import make_engine
from bot.store.schema import upgrade
from tests.conftest import AT
from tests.support.databases import new_database
from tests.support.small_flow import FLOW

READS = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM staff').fetchall()"


async def test_opening_an_open_database_again_takes_no_lock_away(tmp_path: Path) -> None:
    """Else another program that closes it thinks it is the last, and throws away the log that is in use here."""
    path = tmp_path / "jiaji.sqlite3"
    store = await Store.open(f"sqlite:///{path}", Keys.read(tmp_path / "keys"))
    console = await ConsoleStore.open(f"sqlite:///{path}")
    subprocess.run([sys.executable, "-c", READS, str(path)], check=True)
    assert path.with_name(f"{path.name}-wal").exists()
    await console.close()
    await store.close()


WAITS = text(
    "SELECT count(*) FROM pg_locks JOIN pg_database ON oid = database WHERE NOT granted AND datname = current_database()"
)


async def test_an_upgrade_that_locks_out_and_is_locked_out_by_a_program_at_work_is_run_again(
    tmp_path: Path,
) -> None:
    """As where one bot of several is started anew with the newer program, and people talk to the others."""
    database, keys = new_database("postgresql", tmp_path), Keys.read(tmp_path / "keys")
    at_work = make_engine(database)
    async with at_work.begin() as connection:
        await connection.run_sync(upgrade, keys, "0006")
    async with at_work.connect() as beside:

        async def until_wait(how_many: int) -> None:
            while (await beside.execute(WAITS)).scalar_one() < how_many:
                await asyncio.sleep(0.01)

        async with at_work.begin() as turn, at_work.begin() as holding_up:
            await turn.execute(text("SELECT id FROM conversations FOR UPDATE"))
            await holding_up.execute(text("LOCK TABLE transcript IN ACCESS EXCLUSIVE MODE"))
            upgrading = asyncio.create_task(Store.open(database, keys))
            await until_wait(1)
            keeping = asyncio.create_task(turn.execute(text("UPDATE conversations SET version = version")))
            await until_wait(2)
            await holding_up.rollback()
            # Each has now what the other wants; it is the upgrade that has to give up.
            await keeping
    store = await upgrading
    assert await store.load("test", "nobody") is None
    await store.close()
    await at_work.dispose()


async def test_a_program_under_which_the_tables_were_changed_keeps_nothing_and_gives_nothing_up(
    store: Store,
) -> None:
    """What comes again is for whoever is started next; were it counted as failing, it would be set aside after five tries."""
    async with store._engine.begin() as connection:
        await connection.execute(text("ALTER TABLE conversations RENAME COLUMN ends_at TO later"))
    heard = Received("test", "a", "1", Incoming(AT, text="/start"), "en")
    with pytest.raises(StoreDown):
        await Assistant([FLOW], store).hear([heard])
