"""What somebody who runs the bot types: faults in one sentence, nothing made by a mistaken folder, doctor and troubles."""

import asyncio
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.assistant import UNREADABLE, Assistant, Received
from bot.core import Incoming
from bot.store import Keys, Store
from dialogs import MAIN_FLOW
from tests.support.commands import jiaji
from tests.support.databases import new_postgresql


def with_a_store(folder: Path, *, trouble: bool = False) -> None:
    """A database in that folder, with an update that was set aside."""

    async def make() -> None:
        store = await Store.open(f"sqlite:///{folder / 'jiaji.sqlite3'}", Keys.read(folder / "keys"))
        if trouble:
            assistant = Assistant([MAIN_FLOW], store)
            incoming = Incoming(datetime.now(UTC), refused=UNREADABLE)
            heard = Received("telegram", "7001", "77", incoming, raw=b'{"update_id": 77}')
            await assistant.count_try(heard, "ValueError")
            await assistant.set_aside(heard)
        await store.close()

    asyncio.run(make())


@pytest.mark.parametrize(
    "wrong",
    [
        {"JIAJI_PACE": "inf"},
        {"JIAJI_PACE_CHAT": "nan"},
        {"JIAJI_LISTEN": "somewhere"},
        {"JIAJI_DATABASE_URL_FILE": ""},
        {"JIAJI_DATA": "/dev/null/x"},
    ],
)
def test_a_wrong_variable_is_named_in_one_sentence(wrong: dict[str, str]) -> None:
    result = jiaji("chat", **wrong)
    said = result.output.strip()
    assert result.exit_code == 2
    assert next(iter(wrong)) in said
    assert (len(said.splitlines()), said.count("..")) == (1, 0)
    assert "^" not in said


def test_an_empty_secret_file_is_not_taken_for_none(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("\n")
    result = jiaji("chat", JIAJI_DATABASE_URL_FILE=str(tmp_path / "url"))
    assert (result.exit_code, "is empty" in result.output) == (2, True)


@pytest.mark.parametrize("command", [("outbox",), ("keys", "status"), ("troubles",), ("doctor",)])
def test_a_mistaken_folder_is_told_and_nothing_is_made_in_it(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    result = jiaji(*command, JIAJI_DATA=str(tmp_path / "typo"))
    assert (result.exit_code, "JIAJI_DATA" in result.output) == (2, True)
    assert not (tmp_path / "typo").exists()


@pytest.mark.parametrize("command", [("outbox",), ("backup", "copy"), ("doctor",)])
def test_a_database_of_an_earlier_version_is_left_to_the_bot_s_next_start(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    with_a_store(tmp_path)
    with sqlite3.connect(tmp_path / "jiaji.sqlite3") as database:
        database.execute("UPDATE alembic_version SET version_num = '0007'")
    result = jiaji(*command, JIAJI_DATA=str(tmp_path))
    assert (result.exit_code, "earlier version" in result.output) == (2, True)
    with sqlite3.connect(tmp_path / "jiaji.sqlite3") as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchone() == ("0007",)


def test_an_empty_database_is_told_and_nothing_is_made_in_it(tmp_path: Path) -> None:
    url = new_postgresql()
    result = jiaji("outbox", JIAJI_DATA=str(tmp_path), JIAJI_DATABASE_URL=url)
    assert (result.exit_code, "is empty" in result.output) == (2, True)
    assert not (tmp_path / "keys").exists()


def test_doctor_tells_what_is_not_in_order_and_that_it_is_not(tmp_path: Path) -> None:
    with_a_store(tmp_path, trouble=True)
    tmp_path.chmod(0o755)
    result = jiaji("doctor", JIAJI_DATA=str(tmp_path), JIAJI_TOKEN="1:slip")
    amiss = [line for line in result.output.splitlines() if line.startswith("!!")]
    assert result.exit_code == 1
    for word in ("JIAJI_TOKEN is no variable", f"chmod 700 {tmp_path}", "set aside", "no backup"):
        assert any(word in line for line in amiss), word
    assert "slip" not in result.output


def test_doctor_is_content_where_all_is_well(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    with_a_store(tmp_path)
    assert jiaji("backup", tmp_path / "copy", JIAJI_DATA=str(tmp_path)).exit_code == 0
    result = jiaji("doctor", JIAJI_DATA=str(tmp_path), JIAJI_TELEGRAM_TOKEN="1:invented")
    amiss = [line for line in result.output.splitlines() if line.startswith("!!")]
    assert all("sandbox" in line for line in amiss)


def test_an_update_that_was_set_aside_can_be_listed_seen_and_cleared(tmp_path: Path) -> None:
    with_a_store(tmp_path, trouble=True)
    data = str(tmp_path)
    assert "telegram 77  1 tries, ValueError" in jiaji("troubles", JIAJI_DATA=data).output
    assert jiaji("troubles", "show", "telegram", "77", JIAJI_DATA=data).output.strip() == '{"update_id": 77}'
    assert jiaji("troubles", "show", "telegram", "78", JIAJI_DATA=data).exit_code == 2
    jiaji("troubles", "clear", JIAJI_DATA=data)
    assert "set aside unread: 0" in jiaji("outbox", JIAJI_DATA=data).output


def test_one_update_that_was_set_aside_can_be_dropped(tmp_path: Path) -> None:
    with_a_store(tmp_path, trouble=True)
    data = str(tmp_path)
    assert jiaji("troubles", "drop", "telegram", "78", JIAJI_DATA=data).exit_code == 2
    assert jiaji("troubles", "drop", "telegram", "77", JIAJI_DATA=data).exit_code == 0
    assert "set aside unread: 0" in jiaji("outbox", JIAJI_DATA=data).output


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"JIAJI_DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"}, 75),
        ({"JIAJI_DATABASE_URL": "mysql://nobody@127.0.0.1:9/none"}, 2),
        ({"JIAJI_PACE": "inf"}, 2),
    ],
)
def test_the_exit_code_tells_what_may_work_later_from_what_never_will(
    tmp_path: Path, environment: dict[str, str], code: int
) -> None:
    result = jiaji("keys", "status", JIAJI_DATA=str(tmp_path), **environment)
    assert (result.exit_code, len(result.output.strip().splitlines())) == (code, 1)


def test_nobody_of_the_same_user_may_look_into_the_memory_of_a_process_that_has_keys() -> None:
    asked = (
        "import ctypes, sys; from bot.cli.wiring import guard, settings; guard(settings());"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) if sys.platform == 'linux' else 0)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


def test_it_tells_its_version() -> None:
    said = jiaji("--version")
    assert said.exit_code == 0
    assert said.stdout.strip()[0].isdigit()
