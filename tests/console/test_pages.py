"""The console as people see it: in a browser, on a desk and on a phone, in both languages, by keyboard alone, and without scripts."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest
from playwright.async_api import Page, Route

from tests.console.browsing import Staffed
from tests.console.tour import FEW, LOCALES, office
from tests.support.browser import DESK, PHONE, Chromium, Size, what_is_wrong
from tests.support.sizes import full

by_role = itemgetter(1)
PAUSE = timedelta(seconds=0.05)


EACH = [(DESK, "en"), (PHONE, "zh"), *full([], [(DESK, "zh"), (PHONE, "en")])]


@pytest.mark.parametrize(("size", "lang"), EACH)
async def test_every_page_is_accessible_and_fits_its_window(
    tmp_path: Path, chromium: Chromium, size: Size, lang: str
) -> None:
    wrong: dict[str, list[str]] = {}
    async with office(tmp_path, FEW) as shown:
        page = await chromium.window(size, LOCALES[lang])
        for path in ("/sign-in", "/join"):
            await page.goto(shown.origin + path)
            wrong[path] = await what_is_wrong(page)
        for role, places in groupby(sorted(shown.places(), key=by_role), by_role):
            page = await shown.sit_down(chromium, role, size, lang)
            for name, _, path in places:
                await page.goto(shown.origin + path)
                wrong[name] = await what_is_wrong(page)
                # What a template takes for a word and is none.
                wrong[name] += re.findall(r"<bound method|\bNone\b|Undefined", await page.inner_text("body"))
    assert {name: found for name, found in wrong.items() if found} == {}
    assert chromium.faults == []


async def test_a_reviewer_reveals_takes_over_writes_and_hands_back(
    tmp_path: Path, chromium: Chromium
) -> None:
    """By keyboard alone, as far as the keys go; the bot works beside, as it does in a process of its own."""
    async with office(tmp_path, ("li", "smith")) as shown, working(shown.staffed):
        page = await shown.sit_down(chromium, "answerer")
        await page.goto(f"{shown.origin}/?tab=waiting")
        await page.keyboard.press("j")
        await page.keyboard.press("j")
        await page.keyboard.press("Enter")
        await arrives(page, shown.ids["li"])
        await page.keyboard.press("p")
        await arrives(page, shown.ids["smith"])
        await page.keyboard.press("n")
        await arrives(page, shown.ids["li"])
        log = page.locator("#log")
        assert await log.get_by_text("不知道在哪里找").count() == 0
        await page.get_by_text("Reveal all").first.press("Enter")
        await page.get_by_label("Why do you need it?").first.fill("They asked for a person")
        await page.keyboard.press("Enter")
        await page.get_by_role("heading", name="Reveal all: Is it you?").wait_for()
        assert await what_is_wrong(page) == []
        await page.keyboard.type("code")
        await page.keyboard.press("Enter")
        await log.get_by_text("不知道在哪里找").wait_for()
        await page.get_by_role("button", name="Take over").press("Enter")
        box = page.get_by_label("Write to the person")
        await box.wait_for()
        # The page does not hear in time what the person says now; nothing that it asked before is still on its way.
        await page.route("**/talk/**", unless_polled)
        await page.reload()
        await box.fill("您好")
        await shown.staffed.says("等一下", person="li")
        await box.press("Control+Enter")
        await page.get_by_text("Not sent: the person has written since").wait_for()
        await page.wait_for_load_state("load")
        await page.unroute("**/talk/**")
        await log.get_by_text("等一下").wait_for()
        assert await box.input_value() == "您好"
        await box.press("Control+Enter")
        # Not where it stands as what was not sent.
        await log.get_by_role("list").get_by_text("您好", exact=True).wait_for()
        await page.get_by_role("button", name="Hand back").press("Enter")
        await page.get_by_role("button", name="Take over").wait_for()
        await page.get_by_role("button", name="flagged").click()
        await page.get_by_role("button", name="flagged", pressed=True).wait_for()
        await page.get_by_label("Write a note").fill("Did not know where the number is")
        await page.get_by_role("button", name="Keep").last.click()
        await page.get_by_role("paragraph").filter(has_text="Did not know where").wait_for()
    assert chromium.faults == []


async def test_without_scripts_everything_but_shortcuts_works(tmp_path: Path, chromium: Chromium) -> None:
    async with office(tmp_path, ("li",)) as shown, working(shown.staffed):
        page = await shown.sit_down(chromium, "answerer", PHONE, "zh", scripts=False)
        await page.goto(shown.origin)
        await page.get_by_role("link", name=shown.ids["li"]).click()
        await page.get_by_role("button", name="接手").click()
        await page.get_by_label("写给对方").fill("您好")
        await page.get_by_role("button", name="发送", exact=True).click()
        await page.get_by_text("您好", exact=True).wait_for()
        await page.get_by_role("button", name="交回").click()
        await page.get_by_role("button", name="接手").wait_for()


async def test_a_script_is_made_with_one_click(tmp_path: Path, chromium: Chromium) -> None:
    async with office(tmp_path, ("smith",)) as shown:
        page = await shown.sit_down(chromium, "tester")
        await page.goto(f"{shown.origin}/talk/{shown.ids['smith']}")
        async with page.expect_download() as script:
            await page.get_by_role("button", name="Make a script").click()
        text = (await (await script.value).path()).read_text("utf-8")
        assert "the uni in ohio" not in text
        assert "@ask.school" in text


async def unless_polled(route: Route) -> None:
    if "x-jiaji-poll" in route.request.headers:
        await route.abort()
    else:
        await route.continue_()


async def arrives(page: Page, id: str) -> None:
    """The talk is there, and its scripts are."""
    await page.get_by_role("heading", name=id).wait_for()
    await page.wait_for_load_state("load")


@asynccontextmanager
async def working(staffed: Staffed) -> AsyncIterator[None]:
    """The bot, which looks for orders all the time; however slow the machine is, less passes for it than really does."""

    is_over = asyncio.Event()

    async def work() -> None:
        while not is_over.is_set():
            await staffed.bot.follow_orders(staffed.clock.at)
            staffed.clock.at += PAUSE
            await asyncio.sleep(PAUSE.total_seconds())

    task = asyncio.create_task(work())
    try:
        yield
    finally:
        is_over.set()
        await task
