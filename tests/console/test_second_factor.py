"""What cannot be undone, shows much or lets somebody in asks for the second factor again, wherever its form comes from."""

from datetime import timedelta

import pytest

from bot.console.site import PAGES
from bot.console.visit import Page
from tests.console.browsing import SEED, SHARED, Staffed
from tests.console.test_gate import path_of

GRAVE = [one for one in PAGES if one.grave]
ROLE = {"reveal": "privacy", "purge": "privacy", "staff": "admin", "signed_in": "reader"}


def test_deleting_revealing_all_and_letting_people_in_and_out_are_grave() -> None:
    assert {one.path for one in GRAVE} == {
        "/talk/{id}/reveal-all",
        "/retention/purge",
        "/retention/purge-due",
        "/staff/add",
        "/staff/reset",
        "/staff/remove",
        "/own/passkey/remove",
    }


@pytest.mark.parametrize("one", GRAVE, ids=lambda one: one.path)
async def test_nothing_grave_is_done_before_it_is_known_who_is_there(staffed: Staffed, one: Page) -> None:
    id = await staffed.says(*SHARED)
    role = ROLE[one.right.value]
    browser = await staffed.signed_in(role)
    await browser.get("/own")
    form = {"reason": "A reason that is <long> enough", "conversation": id, "why": "asked", "name": "Xiao"}
    path = path_of(one, id)
    before = await journal(staffed)
    await browser.post(path, **form)
    assert browser.status == 200
    assert "Is it you?" in browser.page
    # What was sent is carried along, so that it is sent once more.
    assert 'name="reason" value="A reason that is &lt;long&gt; enough"' in browser.page
    assert await journal(staffed) == before
    await browser.post(path, code="000000", **form)
    assert browser.status == 403
    await browser.post(path, answer="{}", state="x", **form)
    assert browser.status == 403
    assert await journal(staffed) == ["confirm_failed"] * 2 + before
    await browser.gravely(path, **form)
    assert "Is it you?" not in browser.page


async def test_six_digits_confirm_once_and_five_wrong_ones_end_it_for_a_while(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED, "Momolina")
    browser = await staffed.signed_in("privacy")
    path, reason = f"/talk/{id}/reveal-all", "They asked for help with the name"
    await browser.get(f"/talk/{id}")
    await browser.gravely(path, reason=reason)
    assert "Momolina" in browser.page
    await browser.post(path, code=browser.digits(SEED), reason=reason)
    assert browser.status == 403
    for _ in range(4):
        await browser.post(path, code="000000", reason=reason)
    await browser.gravely(path, reason=reason)
    assert browser.status == 403


async def test_whoever_has_a_password_tries_no_more_digits_from_many_addresses(staffed: Staffed) -> None:
    """And who has none keeps nobody out by it."""
    seed, _ = await staffed.browser().joins(await staffed.invited("mei", "reader"))
    for number in range(5):
        other = staffed.browser(address=f"203.0.113.{number}")
        await other.signs_in("mei", "000000", "not the password")
    mei = staffed.browser()
    await mei.signs_in("mei", mei.digits(seed))
    assert mei.status == 200
    for number in range(5):
        await staffed.browser(address=f"203.0.113.{10 + number}").signs_in("mei", "000000")
    staffed.clock.at += timedelta(seconds=30)
    late = staffed.browser(address="203.0.113.99")
    await late.signs_in("mei", late.digits(seed))
    assert late.status == 403


async def journal(staffed: Staffed) -> list[str]:
    async with staffed.console.store.reading() as room:
        return [row.act for row in await room.cases.journal(50)]
