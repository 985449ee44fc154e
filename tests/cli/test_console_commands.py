"""`jiaji console`, `staff`, `audit` and `keys review`: what an operator types, and what comes of it."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from bot.cli.console import DEMO
from bot.console import ROLES
from tests.support.commands import jiaji


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A database that the bot has made."""
    assert jiaji("chat", "--lang", "en", "--data", tmp_path / "data", typed="agree\n").exit_code == 0
    return tmp_path / "data"


def test_the_demonstration_invites_somebody_for_each_role() -> None:
    assert {role for _, role in DEMO} | {"admin"} == ROLES.keys()


def test_people_are_added_listed_reset_and_removed_by_their_names(data: Path) -> None:
    added = jiaji("staff", "add", "Mei", "--role", "answerer", "--data", data)
    assert re.fullmatch(r"http://127\.0\.0\.1:8400/join#[\w-]{43}\n", added.stdout)
    assert jiaji("staff", "add", "Mei", "--role", "reader", "--data", data).exit_code == 2
    assert jiaji("staff", "add", "Rui", "--role", "emperor", "--data", data).exit_code == 2
    assert jiaji("staff", "reset", "Nobody", "--data", data).exit_code == 2
    again = jiaji("staff", "reset", "Mei", "--data", data)
    assert again.stdout not in ("", added.stdout)
    assert jiaji("staff", "list", "--data", data).stdout.split() == ["Mei", "answerer", "invited"]
    assert jiaji("staff", "remove", "Mei", "--data", data).stdout == "Mei is removed.\n"
    assert jiaji("staff", "list", "--data", data).stdout.split() == ["Mei", "answerer", "removed"]


def test_the_journal_is_verified_and_a_tampered_one_ends_with_1(data: Path) -> None:
    for name in ("Mei", "Rui", "Lin"):
        jiaji("staff", "add", name, "--role", "reader", "--data", data)
    whole = jiaji("audit", "verify", "--data", data)
    assert (whole.exit_code, whole.stdout.startswith("3 rows, whole.")) == (0, True)
    head = re.search(r"3:[0-9a-f]{64}", whole.stdout)
    assert head is not None
    with sqlite3.connect(next(data.glob("*.sqlite3"))) as database:
        database.execute("DELETE FROM journal WHERE seq = 3")
    assert jiaji("audit", "verify", "--data", data).exit_code == 0
    cut = jiaji("audit", "verify", "--head", head[0], "--data", data)
    assert (cut.exit_code, cut.stderr) == (1, "The journal was changed at row 3.\n")
    with sqlite3.connect(next(data.glob("*.sqlite3"))) as database:
        database.execute("UPDATE journal SET detail = 'x' WHERE seq = 1")
    assert jiaji("audit", "verify", "--data", data).exit_code == 1


def test_a_review_key_is_added_takes_over_what_was_shared_and_the_old_one_goes(tmp_path: Path) -> None:
    first = jiaji("keys", "review", "add", JIAJI_DATA=tmp_path).stdout.partition(".public")[0]
    jiaji("chat", "--lang", "en", "--data", tmp_path, typed="agree and share\n")
    assert jiaji("keys", "review", "status", JIAJI_DATA=tmp_path).stdout.split() == [first, "1", "active"]
    second = jiaji("keys", "review", "add", JIAJI_DATA=tmp_path).stdout.partition(".public")[0]
    assert jiaji("keys", "review", "retire", first, JIAJI_DATA=tmp_path).exit_code == 2
    rotated = jiaji("keys", "review", "rotate", JIAJI_DATA=tmp_path)
    assert rotated.stdout == "1 conversations now open with the active review key.\n"
    assert jiaji("keys", "review", "retire", first, JIAJI_DATA=tmp_path).exit_code == 0
    assert jiaji("keys", "review", "status", JIAJI_DATA=tmp_path).stdout.split() == [second, "1", "active"]


def test_a_console_on_a_bare_machine_invites_its_first_administrator_and_serves(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        at = f"127.0.0.1:{free.getsockname()[1]}"
    console = subprocess.Popen(
        [sys.executable, "-m", "bot", "console", "--data", tmp_path / "new"],
        env=os.environ | {"JIAJI_CONSOLE_LISTEN": at},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert console.stdout is not None
        assert re.fullmatch(rf"admin \(admin\): http://{at}/join#[\w-]{{43}}\n", console.stdout.readline())
        assert console.stdout.readline() == f"The console is at http://{at} (Ctrl+C ends it).\n"
        with httpx.Client(transport=httpx.HTTPTransport(retries=5)) as browser:
            page = browser.get(f"http://{at}/sign-in", headers={"accept-language": "zh-CN"})
        assert (page.status_code, "登录" in page.text) == (200, True)
    finally:
        console.send_signal(signal.SIGINT)
        console.wait(30)
