"""The web chat beside Telegram's webhook in one `jiaji run`: a message's round trip, what a first page weighs, what a thousand pages hold."""

from __future__ import annotations

import asyncio
import re
import time
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import httpx

from tests.benchmarks.row import Row
from tests.fake_bot_api import FakeBotApi, running
from tests.faults.killing import environment
from tests.faults.lives import Life, lives
from tests.support.ports import free_port
from tests.support.real_flow import way

PEOPLE, PAGES = 6, 1000
HEAVIEST, SLOWEST, MOST_MB = 25, 1.3, 100


def measure() -> list[Row]:
    port = free_port()
    page = f"http://127.0.0.1:{port}"
    with (
        TemporaryDirectory() as name,
        running(FakeBotApi(float(int(time.time())), page), haste=1000.0) as api,
    ):
        folder = Path(name)
        url = f"sqlite:///{folder / 'jiaji.sqlite3'}"
        more = {"JIAJI_WEB_URL": page, "JIAJI_WEB_PROXIES": "1"}
        with lives({**environment(folder, url, api.url, port), **more}) as life:
            life.start()
            _until_there(page)
            # One after the other and in turns, so that both see the same machine.
            by_web, by_hook = [], []
            for number in range(PEOPLE):
                by_web += asyncio.run(_talked(page, number))
                by_hook += _called(api, number)
            weight = asyncio.run(_weight(page))
            before = _megabytes(life)
            asyncio.run(_opened(page))
            held = _megabytes(life) - before
    web, hook = _undisturbed(by_web), _undisturbed(by_hook)
    return [
        Row(
            "a message's round trip on the web, the quickest quarter",
            f"≤ {SLOWEST} × by Telegram's webhook",
            f"{web / hook:.2f} × ({web * 1000:.1f} ms, median {median(by_web) * 1000:.1f})",
            f"{hook * 1000:.1f} ms by webhook, median {median(by_hook) * 1000:.1f}",
            web / hook <= SLOWEST,
        ),
        Row(
            "the web chat's first page, all of it",
            f"≤ {HEAVIEST} kB",
            f"{weight:.1f} kB",
            "",
            weight <= HEAVIEST,
        ),
        Row(
            f"memory for {PAGES:,} open pages",
            f"≤ {MOST_MB} MB more",
            f"{held:.0f} MB more",
            f"{before:.0f} MB before",
            held <= MOST_MB,
        ),
    ]


def _undisturbed(took: list[float]) -> float:
    """The bound of the quickest quarter. Whoever waits for a processor that others use waits at each of its steps, and a
    browser and a server have more of them than a server and a phone."""
    return quantiles(took, n=4)[0]


def _until_there(page: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            if httpx.get(page).status_code == 200:
                return
        except httpx.TransportError:
            assert time.monotonic() < until
        time.sleep(0.05)


MESSAGES = [one.text for _, one in way("humanitarian", "en") if one.text and one.text != "/start"]


async def _talked(page: str, number: int) -> list[float]:
    """Seconds from a form to the answer with its replies."""
    took: list[float] = []
    headers = {"accept": "application/json", "origin": page, "x-forwarded-for": f"192.0.2.{number}"}
    async with httpx.AsyncClient(base_url=page, headers=headers, timeout=60) as client:
        after = ""
        for text in MESSAGES:
            started = time.perf_counter()
            answer = await client.post("/say", data={"text": text, "after": after})
            took.append(time.perf_counter() - started)
            after = re.findall(r'data-place="([\d.]+)"', answer.json()["html"][-1])[0]
    return took


def _called(api: FakeBotApi, number: int) -> list[float]:
    """Seconds from a call to the first reply that arrives for it."""
    took: list[float] = []
    person = api.person(9001 + number)
    for text in ("/start", *MESSAGES):
        heard, started = len(person.received), time.perf_counter()
        person.types(text)
        while len(person.received) == heard:
            time.sleep(0.0002)
            assert time.perf_counter() - started < 60
        took.append(time.perf_counter() - started)
        # The next message finds a quiet bot.
        time.sleep(0.03)
    return took[1:]


async def _weight(page: str) -> float:
    """kB of the first page with everything it fetches."""
    async with httpx.AsyncClient(base_url=page, headers={"origin": page}, follow_redirects=True) as client:
        first = await client.post("/say", data={"text": "en"})
        parts = [await client.get(path) for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', first.text)]
    return sum(len(one.content) for one in (first, *parts)) / 1000


async def _opened(page: str) -> None:
    """As a proxy passes them on: over few connections, each person with an address and a cookie of their own."""
    limits = httpx.Limits(max_connections=32)
    async with httpx.AsyncClient(base_url=page, limits=limits, timeout=120) as client:
        client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))

        async def one(number: int) -> None:
            headers = {
                "accept": "application/json",
                "origin": page,
                "x-forwarded-for": f"198.51.100.{number % 250}",
            }
            first = await client.post("/say", data={"text": "en"}, headers=headers)
            headers["cookie"] = first.headers["set-cookie"].partition(";")[0]
            await client.post("/say", data={"text": "I agree"}, headers=headers)
            await client.get("/since/0.0", headers=headers)

        await asyncio.gather(*(one(number) for number in range(PAGES)))


def _megabytes(life: Life) -> float:
    status = Path(f"/proc/{life.number}/status").read_text("utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) / 1024
