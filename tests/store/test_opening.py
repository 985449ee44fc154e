"""A SQLite file that several programs, and several parts of one, have open at the same time."""

import subprocess
import sys
from pathlib import Path

from bot.store import ConsoleStore, Keys, Store

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
