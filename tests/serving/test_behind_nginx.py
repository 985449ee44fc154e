"""The bot behind nginx, with the sites of deploy/: calls and files go through, nothing of them is left on the way, and
whoever starts anew is called again at once."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest

from tests.support.nginx import ROOT, must_be_here, proxy, running
from tests.support.ports import free_port

PHOTO = ROOT / "tests" / "scripts" / "files" / "photo.jpg"
MARK = "Xylophonia"
"""Nobody's name: what must be found nowhere."""


@pytest.fixture
def folder(tmp_path: Path, record_property: Callable[[str, object], None]) -> Path:
    must_be_here(record_property)
    return tmp_path


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """Where nginx answers, with `jiaji run` behind it."""
    inside = free_port()
    with proxy("web.nginx.conf", folder, {8080: inside}) as url:
        settings = {
            "JIAJI_WEB_URL": url,
            "JIAJI_WEB_PROXIES": "1",
            "JIAJI_LISTEN": f"127.0.0.1:{inside}",
            "JIAJI_DATA": str(folder / "data"),
            "JIAJI_LOG_LEVEL": "ERROR",
        }
        with running([sys.executable, "-m", "bot", "run"], **settings):
            until_it_says(url, 200)
            yield url


def until_it_says(url: str, status: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(httpx.TransportError):
            if httpx.get(url, verify=False).status_code == status:
                return
        time.sleep(0.05)
    raise AssertionError("nobody answers")


class _Bot(BaseHTTPRequestHandler):
    """Takes whatever it is told."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing is written down."""


def test_bots_that_were_all_away_are_called_again_as_soon_as_one_is_there(folder: Path) -> None:
    """nginx would by itself leave alone for ten seconds whoever did not answer once."""
    ports = {8081: free_port(), 8082: free_port()}
    with proxy("nginx.conf", folder, ports) as url:
        until_it_says(url, 404)
        with httpx.Client(base_url=url, verify=False) as telegram:
            away = [telegram.post("/telegram/x", content=b"{}").status_code for _ in range(8)]
            with HTTPServer(("127.0.0.1", ports[8082]), _Bot) as bot:
                Thread(target=bot.serve_forever, daemon=True).start()
                back = [telegram.post("/telegram/x", content=b"{}").status_code for _ in range(8)]
                bot.shutdown()
    assert set(away) == {502}
    assert set(back) == {200}


def browser(url: str) -> httpx.Client:
    return httpx.Client(
        base_url=url, verify=False, follow_redirects=True, headers={"origin": url}, timeout=60
    )


def test_a_conversation_with_its_photo_passes_and_leaves_nothing_behind(folder: Path, address: str) -> None:
    with browser(address) as phone:
        first = phone.post("/say", data={"text": "en"})
        assert first.headers["strict-transport-security"]
        assert first.headers.get_list("content-security-policy") != []
        assert len(first.headers.get_list("cache-control")) == 1
        assert "Secure" in (first.history[0].headers["set-cookie"])
        phone.post("/say", data={"text": "I agree"})
        page = phone.post("/say", data={"text": f"my name is {MARK}"})
        assert MARK in page.text
        large = PHOTO.read_bytes() + bytes(3 << 20)
        sent = phone.post("/say", files={"photo": (f"{MARK}.jpg", large, "image/jpeg")})
        assert sent.status_code == 200
        assert "Files sent: 1" in sent.text
        assert phone.get("/metrics").status_code == phone.get("/healthz").status_code == 404
    left = [
        path.name
        for path in folder.rglob("*")
        if path.is_file()
        and "data" not in path.relative_to(folder).parts
        and MARK.encode() in path.read_bytes()
    ]
    assert left == []
    assert not [path for path in (folder / "bodies").rglob("*") if path.is_file()]


def test_what_is_too_large_is_told_in_the_chats_own_words(address: str) -> None:
    with browser(address) as phone:
        phone.post("/say", data={"text": "en"})
        answer = phone.post(
            "/say",
            files={"file": ("large.pdf", bytes(30 << 20), "application/pdf")},
            headers={"accept": "application/json"},
        )
    assert answer.status_code == 413
    assert "20 MB" in answer.json()["said"]


def test_whoever_says_to_be_others_is_still_one_caller(address: str) -> None:
    """A code is guessed at most some twenty times at once, whatever address a caller claims."""
    with browser(address) as phone:
        statuses = [
            phone.post(
                "/elsewhere",
                data={"code": "AAAAA-AAAAA"},
                headers={"x-forwarded-for": f"192.0.2.{number}"},
            ).status_code
            for number in range(30)
        ]
    assert statuses[0] == 200
    assert 429 in statuses
    assert re.fullmatch("(200)+(429)*", "".join(map(str, statuses))) or statuses.count(429) >= 5


def test_a_form_of_another_site_is_turned_away_behind_the_proxy_too(address: str) -> None:
    with browser(address) as phone:
        assert (
            phone.post("/say", data={"text": "en"}, headers={"origin": "https://evil.example"}).status_code
            == 403
        )
