"""`jiaji run` as the process that it is: started, called, watched and told to stop."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import httpx
import pytest

from bot.channels.telegram.webhook import SECRET_HEADER
from tests.fake_bot_api import FakeBotApi, Weather, running
from tests.fake_wechat import AES_KEY, APP_ID, FakeWeChat
from tests.fake_wechat import SECRET as WECHAT_SECRET
from tests.fake_wechat import TOKEN as WECHAT_TOKEN
from tests.fake_wechat import running as running_wechat
from tests.support.calling import PATH, SECRET
from tests.support.ports import free_port

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds, for a machine that does much else."""
TOKEN = "4242424242:AAF_no-such-bot-0123456789abcdefghij"


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with running(FakeBotApi()) as started:
        yield started


@contextmanager
def jiaji_run(api: FakeBotApi, data: Path, **settings: str) -> Iterator[subprocess.Popen[str]]:
    environment = {
        **os.environ,
        "JIAJI_TELEGRAM_TOKEN": TOKEN,
        "JIAJI_TELEGRAM_API": api.url,
        "JIAJI_DATA": str(data),
        "JIAJI_PACE_CHAT": "0",
        **settings,
    }
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def until(happened: Callable[[], object], seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


def call(listen: str, path: str, update: dict[str, Any] | None = None) -> tuple[int, str]:
    body = json.dumps(update).encode() if update is not None else None
    asked = Request(f"http://{listen}{path}", body, {SECRET_HEADER: SECRET})
    try:
        with urlopen(asked, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, ""


def ended(process: subprocess.Popen[str]) -> list[dict[str, Any]]:
    """Told to stop, it ends well; returns what it logged."""
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert TOKEN not in said
    return [json.loads(line) for line in said.splitlines()]


def test_by_webhook_it_asks_to_be_called_hears_answers_and_stops(
    api: FakeBotApi, listen: str, tmp_path: Path
) -> None:
    url, person = f"https://bot.example{PATH}", api.person()
    hook = {"JIAJI_WEBHOOK_URL": url, "JIAJI_WEBHOOK_SECRET": SECRET, "JIAJI_LISTEN": listen}
    with jiaji_run(api, tmp_path / "data", **hook) as process:
        until(lambda: api.webhook)
        asked = {name: api.webhook[name] for name in ("url", "secret_token", "allowed_updates")}
        assert asked == {
            "url": url,
            "secret_token": SECRET,
            "allowed_updates": ["message", "edited_message", "callback_query"],
        }
        assert call(listen, PATH, person.types("/start")) == (200, "")
        assert call(listen, PATH, {"no": "update"})[0] == 400
        until(lambda: person.received)
        assert call(listen, "/healthz") == (200, "alive\n")
        assert call(listen, "/readyz") == (200, "ready\n")
        page = call(listen, "/metrics")[1]
        for line in (
            'jiaji_updates_total{channel="telegram",outcome="kept"} 1.0',
            'jiaji_sends_total{channel="telegram",outcome="delivered"} 1.0',
            'jiaji_calls_refused_total{channel="telegram",status="400"} 1.0',
            'jiaji_turns_total{outcome="taken"} 1.0',
        ):
            assert line in page
        command = Path(f"/proc/{process.pid}/cmdline").read_bytes().decode()
        assert TOKEN not in command
        assert SECRET not in command
        assert [line["event"] for line in ended(process)] == ["receiving", "stopped"]


@pytest.mark.parametrize(("fault", "is_called"), [("too many", True), ("nonsense", False)])
def test_telegram_may_be_away_for_a_moment_at_the_start(
    api: FakeBotApi, listen: str, tmp_path: Path, fault: str, is_called: bool
) -> None:
    hook = {"JIAJI_WEBHOOK_URL": f"https://bot.example{PATH}", "JIAJI_WEBHOOK_SECRET": SECRET}
    settings = {"JIAJI_LISTEN": listen, **(hook if is_called else {})}
    api.weather, api.behind = Weather(1, kinds=(fault,)), f"http://{listen}"
    with jiaji_run(api, tmp_path / "data", **settings) as process:
        until(lambda: api.weather.faults[fault] == 2)
        api.weather.share = 0.3
        until(lambda: {"setwebhook", "getupdates"} & {call.lower() for call in api.calls})
        api.weather.share, person = 0, api.person()
        person.types("/start")
        until(lambda: person.received)
        assert "start_delayed" in [line["event"] for line in ended(process)]


def test_where_telegram_is_not_it_ends_with_75_and_one_sentence(api: FakeBotApi, tmp_path: Path) -> None:
    api.weather = Weather(1, kinds=("502",))
    with jiaji_run(api, tmp_path / "data") as process:
        _, said = process.communicate(timeout=30)
    assert process.returncode == 75
    assert said.splitlines()[-1].startswith(f"{api.url} cannot be reached")
    assert "Traceback" not in said


def test_what_it_writes_is_for_its_owner_alone(api: FakeBotApi, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with jiaji_run(api, data) as process:
        until(lambda: "getUpdates" in api.calls or "getupdates" in api.calls)
        found = [data, *data.rglob("*")]
        assert {path.name for path in found} >= {"keys", "jiaji.sqlite3", "jiaji.sqlite3-wal"}
        assert [path for path in found if path.stat().st_mode & 0o077] == []
        ended(process)


def test_by_polling_it_says_how_it_is_where_it_was_told_to(
    api: FakeBotApi, listen: str, tmp_path: Path
) -> None:
    person = api.person()
    with jiaji_run(api, tmp_path / "data", JIAJI_LISTEN=listen) as process:
        person.types("/start")
        until(lambda: person.received)
        assert call(listen, "/readyz") == (200, "ready\n")
        assert call(listen, PATH, person.types("x"))[0] == 404
        assert api.webhook == {}
        assert "polling" in [line["event"] for line in ended(process)]


def test_an_address_that_is_taken_ends_with_75_and_one_sentence(api: FakeBotApi, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        with jiaji_run(api, tmp_path / "data", JIAJI_LISTEN=address) as process:
            _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 75
    assert address in said
    assert "Traceback" not in said


def test_an_address_that_telegram_does_not_take_ends_with_2_and_one_sentence(
    api: FakeBotApi, listen: str, tmp_path: Path
) -> None:
    hook = {"JIAJI_WEBHOOK_URL": "http://bot.example/x", "JIAJI_WEBHOOK_SECRET": SECRET}
    with jiaji_run(api, tmp_path / "data", JIAJI_LISTEN=listen, **hook) as process:
        _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert said.splitlines()[-1].startswith("JIAJI_WEBHOOK_URL")


async def test_a_wechat_account_answers_beside_the_web_chat_in_one_process(
    tmp_path: Path, api: FakeBotApi
) -> None:
    async with running_wechat(FakeWeChat()) as fake:
        listen = f"127.0.0.1:{free_port()}"
        settings = {
            "JIAJI_TELEGRAM_TOKEN": "",
            "JIAJI_LISTEN": listen,
            "JIAJI_WEB_URL": f"http://{listen}",
            "JIAJI_WECHAT_APP_ID": APP_ID,
            "JIAJI_WECHAT_APP_SECRET": WECHAT_SECRET,
            "JIAJI_WECHAT_TOKEN": WECHAT_TOKEN,
            "JIAJI_WECHAT_AES_KEY": AES_KEY,
            "JIAJI_WECHAT_API": fake.url,
        }
        with jiaji_run(api, tmp_path, **settings) as process:
            async with httpx.AsyncClient(base_url=f"http://{listen}") as bot:
                end = time.monotonic() + PATIENCE
                while not fake.texts("oExample1"):
                    assert time.monotonic() < end
                    with suppress(httpx.TransportError):
                        await fake.says(bot, "oExample1", "你好")
                    await asyncio.sleep(0.2)
            process.send_signal(signal.SIGTERM)
            _, said = await asyncio.to_thread(process.communicate, timeout=PATIENCE)
        for secret in (WECHAT_SECRET, WECHAT_TOKEN, AES_KEY, fake.token, "你好"):
            assert secret not in said
        assert process.returncode == 0


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("JIAJI_WECHAT_TOKEN", "JIAJI_WECHAT_TOKEN"),
        ("JIAJI_WEB_URL", "JIAJI_WEB_URL"),
        ("JIAJI_WECHAT_AES_KEY", "JIAJI_WECHAT_AES_KEY"),
    ],
)
def test_an_account_that_is_half_set_up_is_told_at_the_start(
    tmp_path: Path, api: FakeBotApi, missing: str, said: str
) -> None:
    settings = {
        "JIAJI_WEB_URL": "http://127.0.0.1:8099",
        "JIAJI_WECHAT_APP_ID": APP_ID,
        "JIAJI_WECHAT_APP_SECRET": WECHAT_SECRET,
        "JIAJI_WECHAT_TOKEN": WECHAT_TOKEN,
        "JIAJI_WECHAT_AES_KEY": AES_KEY,
        missing: "",
    }
    with jiaji_run(api, tmp_path, **settings) as process:
        _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert said in told
    assert WECHAT_SECRET not in told
