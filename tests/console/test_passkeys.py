"""A passkey in a real browser, with Chromium's own authenticator: made with a second factor, signs in, and each answer counts once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import httpx
from playwright.async_api import Page

from bot.console import print_of, site
from tests.console.browsing import SEED, Staffed
from tests.support.browser import Chromium, serving

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@asynccontextmanager
async def named(staffed: Staffed) -> AsyncIterator[str]:
    """A console at an address with a name: passkeys do not belong to numbers."""

    def app(origin: str) -> Any:
        return site(replace(staffed.console, origin=by_name(origin)))

    async with serving(app) as origin:
        yield by_name(origin)


def by_name(origin: str) -> str:
    return origin.replace("127.0.0.1", "localhost")


async def own_page(staffed: Staffed, chromium: Chromium, origin: str) -> Page:
    """Mei's, who is signed in and has an authenticator in her browser."""
    token = await staffed.session("mei", "reader")
    page = await chromium.window()
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("WebAuthn.enable")
    await devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    await page.context.add_cookies([{"name": "jiaji", "value": token, "url": origin}])
    await page.goto(f"{origin}/own")
    return page


async def add(page: Page, code: str) -> None:
    await page.get_by_label("What it is called").fill("the red telephone")
    await page.get_by_label("Six digits").fill(code)
    await page.get_by_role("button", name="Add a passkey").click()


async def test_a_passkey_signs_in_and_each_answer_counts_once(staffed: Staffed, chromium: Chromium) -> None:
    async with named(staffed) as origin:
        page = await own_page(staffed, chromium, origin)
        await add(page, "000000")
        await page.get_by_text("Nothing was done").wait_for()
        await page.goto(f"{origin}/own")
        await add(page, staffed.browser().digits(SEED))
        await page.get_by_text("the red telephone").wait_for()
        await page.get_by_role("button", name="Sign out everywhere").click()
        staffed.clock.at += timedelta(seconds=1)
        async with page.expect_request(lambda one: one.method == "POST") as posted:
            await page.get_by_role("button", name="Sign in with a passkey").click()
        await page.get_by_text("Nothing here").wait_for()
        form = {name: said[0] for name, said in parse_qs((await posted.value).post_data or "").items()}
        assert await answered(origin, form) == 403
        changed = form | {"state": form["state"][:-4] + "AAAA"}
        assert await answered(origin, changed) == 403
    assert chromium.faults == []


async def test_a_passkey_shows_who_is_there_before_something_grave(
    staffed: Staffed, chromium: Chromium
) -> None:
    async with named(staffed) as origin:
        page = await own_page(staffed, chromium, origin)
        await add(page, staffed.browser().digits(SEED))
        await page.get_by_text("the red telephone").wait_for()
        await page.get_by_role("button", name="Remove the red telephone").click()
        await page.get_by_role("heading", name="Is it you?").wait_for()
        staffed.clock.at += timedelta(seconds=1)
        await page.get_by_role("button", name="Use a passkey").click()
        await page.get_by_text("You have none yet").wait_for()
    assert chromium.faults == []


async def answered(origin: str, form: dict[str, str]) -> int:
    """What somebody else gets who sends the same answer again."""
    async with httpx.AsyncClient(base_url=origin) as client:
        return (await client.post("/sign-in/passkey", data=form, headers={"origin": origin})).status_code


async def test_who_begins_anew_has_no_passkey_any_more(staffed: Staffed, chromium: Chromium) -> None:
    async with named(staffed) as origin:
        page = await own_page(staffed, chromium, origin)
        await add(page, staffed.browser().digits(SEED))
        await page.get_by_text("the red telephone").wait_for()
        async with staffed.console.store.writing() as room:
            mei = await room.people.named("mei")
            assert mei is not None
            assert len(await room.people.passkeys(mei.id)) == 1
            await room.people.reset(mei.id, print_of("new"))
            assert await room.people.passkeys(mei.id) == []
        await page.goto(f"{origin}/sign-in")
        await page.get_by_role("button", name="Sign in with a passkey").click()
        await page.get_by_text("That is not right").wait_for()


async def test_nonsense_for_a_passkey_is_refused(staffed: Staffed) -> None:
    browser = staffed.browser()
    for answer in ("", "[]", "{}", '{"id": 1}', '{"id": "AAAA"}', "[" * 9000, '{"id": "\ud800"}'):
        await browser.post("/sign-in/passkey", state="x", answer=answer)
        assert browser.status == 403, answer[:20]


async def test_a_wrong_code_for_a_new_passkey_stands_in_the_journal(
    staffed: Staffed, chromium: Chromium
) -> None:
    async with named(staffed) as origin:
        page = await own_page(staffed, chromium, origin)
        await add(page, "000000")
        await page.get_by_text("Nothing was done").wait_for()
    async with staffed.console.store.reading() as room:
        assert [row.act for row in await room.cases.journal(50)] == ["confirm_failed"]
