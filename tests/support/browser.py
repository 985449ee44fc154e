"""A real browser for tests of pages: Debian's Chromium, driven by Playwright; axe-core says what is not accessible.

A test takes the fixture `chromium`. Where the program is missing the test is skipped, and what did not run is told at the end:

    async def test_the_page_is_read_on_a_phone(chromium: Chromium) -> None:
        async with serving(lambda origin: my_app(origin)) as origin:
            page = await chromium.window(PHONE, "zh-CN")
            await page.goto(origin)
            assert await what_is_wrong(page) == []
        assert chromium.faults == []

In pages with a strict policy use locators; `page.wait_for_function` needs `unsafe-eval`.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from shutil import which
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.support.not_run import NOT_RUN

# Every run of the tests reads this file, few open a browser: what that needs is imported where it is used.
if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SLOWEST_MS = 20_000
"""How long a machine with much else to do may take for one step."""


class Size(NamedTuple):
    width: int
    height: int


PHONE, DESK = Size(375, 740), Size(1280, 900)


@dataclass
class Chromium:
    """`faults` are errors in scripts and breaches of a page's policy, in any window."""

    browser: Browser
    faults: list[str] = field(default_factory=list)

    async def window(
        self, size: Size = DESK, locale: str = "en-US", *, scripts: bool = True, agent: str | None = None
    ) -> Page:
        """An empty window with cookies of its own; without `scripts`, JavaScript is off; `agent` is what it says it is."""
        context = await self.browser.new_context(
            viewport={"width": size.width, "height": size.height},
            locale=locale,
            java_script_enabled=scripts,
            is_mobile=size.width < 600,
            has_touch=size.width < 600,
            user_agent=agent,
        )
        context.set_default_timeout(SLOWEST_MS)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda told: self._breach(told.text))
        return page

    def _breach(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.faults.append(text)


def program() -> str | None:
    """Debian's Chromium, or another one on the path."""
    return which("chromium") or which("chromium-browser") or which("google-chrome")


@asynccontextmanager
async def opened_chromium() -> AsyncIterator[Chromium]:
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program(), args=FLAGS)
        yield Chromium(browser)
        await browser.close()


@pytest.fixture
async def chromium(record_property: Callable[[str, object], None]) -> AsyncIterator[Chromium]:
    if program() is None:
        why = "pages in a browser, for there is no Chromium here; `apt-get install chromium fonts-noto-cjk` brings it"
        record_property(NOT_RUN, why)
        pytest.skip(why)
    async with opened_chromium() as opened:
        yield opened


@asynccontextmanager
async def serving(app_at: Callable[[str], Any]) -> AsyncIterator[str]:
    """An ASGI app on a free port of this machine; it is made for its origin, which is yielded."""
    import uvicorn

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        origin = f"http://127.0.0.1:{listening.getsockname()[1]}"
        config = uvicorn.Config(app_at(origin), log_config=None, access_log=False, lifespan="off")
        server = uvicorn.Server(config)
        working = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            while not server.started:
                assert not working.done()
                await asyncio.sleep(0.01)
            yield origin
        finally:
            server.should_exit = server.force_exit = True
            await working


async def what_is_wrong(page: Page) -> list[str]:
    """What axe-core has against a page, a line for each element; and whether it is wider than its window."""
    from axe_playwright_python.async_playwright import Axe

    results = await Axe().run(page)
    found = [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in results.response["violations"]
        for node in rule["nodes"]
    ]
    root = "document.documentElement"
    beyond = await page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
    return found + ([f"wider than the window by {beyond} px"] if beyond > 0 else [])
