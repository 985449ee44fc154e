"""The door of the console: nothing gets in but a password with a second factor, each code once, and not after five tries."""

import asyncio
from datetime import timedelta

from bot.console.passwords import _nobodys, hashed, is_right
from tests.console.browsing import PASSWORD, Staffed


async def test_somebody_joins_and_signs_in(on_either: Staffed) -> None:
    browser = on_either.browser()
    seed, codes = await browser.joins(await on_either.invited("mei", "reader"))
    assert len(set(codes)) == 10
    await browser.signs_in("mei", browser.digits(seed))
    assert "Nothing here" in browser.page
    cookie = next(iter(browser.client.cookies.jar))
    assert (cookie.name, cookie.secure) == ("__Host-jiaji", True)
    assert str(cookie.value) not in str(await _stored(on_either))


async def test_whoever_joins_goes_on_in_the_language_in_which_they_joined(staffed: Staffed) -> None:
    browser = staffed.browser()
    browser.client.headers["accept-language"] = "zh-CN"
    seed, _ = await browser.joins(await staffed.invited("mei", "reader", "en"))
    await browser.signs_in("mei", browser.digits(seed))
    assert 'lang="zh-Hans"' in browser.page


async def _stored(staffed: Staffed) -> list[object]:
    from sqlalchemy import select

    from bot.store.staff_tables import staff, staff_codes, staff_sessions

    async with staffed.console.store.reading() as room:
        found: list[object] = []
        for table in (staff, staff_sessions, staff_codes):
            found += (await room.connection.execute(select(table))).all()
    return found


async def test_an_invitation_is_good_once_and_for_three_days(staffed: Staffed) -> None:
    invitation = await staffed.invited("mei", "reader")
    browser = staffed.browser()
    await browser.joins(invitation)
    await browser.post("/join", invitation=invitation)
    assert browser.status == 403
    late = await staffed.invited("lin", "reader")
    staffed.clock.at += timedelta(days=3, seconds=1)
    await browser.post("/join", invitation=late)
    assert browser.status == 403


async def test_six_digits_count_once(on_either: Staffed) -> None:
    browser = on_either.browser()
    seed, _ = await browser.joins(await on_either.invited("mei", "reader"))
    code = browser.digits(seed)
    await browser.signs_in("mei", code)
    another = on_either.browser()
    await another.signs_in("mei", code)
    assert another.status == 403


async def test_a_recovery_code_counts_once(staffed: Staffed) -> None:
    browser = staffed.browser()
    _, codes = await browser.joins(await staffed.invited("mei", "reader"))
    await browser.signs_in("mei", codes[3])
    assert browser.status == 200
    another = staffed.browser()
    await another.signs_in("mei", codes[3])
    assert another.status == 403


async def test_whatever_is_wrong_looks_the_same(staffed: Staffed) -> None:
    browser = staffed.browser()
    seed, _ = await browser.joins(await staffed.invited("mei", "reader"))
    pages = set()
    for name, password, code in (
        ("mei", "wrong password", browser.digits(seed)),
        ("mei", PASSWORD, "000000"),
        ("nobody", PASSWORD, browser.digits(seed)),
    ):
        await browser.signs_in(name, code, password)
        pages.add((browser.status, browser.page))
    assert len(pages) == 1


async def test_the_first_try_takes_as_long_for_somebody_known_as_for_anybody_else() -> None:
    """The hash that stands for nobody's is made by whoever comes first."""
    known = await hashed(PASSWORD)
    _nobodys.cache_clear()
    assert await is_right(PASSWORD, known)
    assert _nobodys.cache_info().currsize == 1
    assert not await is_right(PASSWORD, None)
    assert _nobodys.cache_info().misses == 1


async def test_five_tries_lock_the_door_for_a_quarter_of_an_hour(staffed: Staffed) -> None:
    browser = staffed.browser()
    seed, _ = await browser.joins(await staffed.invited("mei", "reader"))
    for _ in range(5):
        await browser.signs_in("mei", "000000")
    await browser.signs_in("mei", browser.digits(seed))
    assert browser.status == 403
    staffed.clock.at += timedelta(minutes=15, seconds=1)
    await browser.signs_in("mei", browser.digits(seed))
    assert browser.status == 200


async def test_many_tries_at_once_are_no_more_than_five(on_either: Staffed) -> None:
    browser = on_either.browser()
    seed, _ = await browser.joins(await on_either.invited("mei", "reader"))
    right = browser.digits(seed)
    await asyncio.gather(*(on_either.browser().signs_in("mei", "000000") for _ in range(12)))
    async with on_either.console.store.reading() as room:
        failed = [row.act for row in await room.cases.journal(50)].count("sign_in_failed")
    assert failed == 5
    await browser.signs_in("mei", right)
    assert browser.status == 403


async def test_whoever_is_let_in_has_all_tries_again(staffed: Staffed) -> None:
    browser = staffed.browser()
    _, codes = await browser.joins(await staffed.invited("mei", "reader"))
    for code in codes[:3]:
        for _ in range(4):
            await staffed.browser().signs_in("mei", "000000")
        another = staffed.browser()
        await another.signs_in("mei", code)
        assert another.status == 200


async def test_a_session_ends_idle_at_its_time_by_signing_out_and_with_its_person(staffed: Staffed) -> None:
    browser = await staffed.signed_in("reader")
    await browser.get("/")
    assert "/sign-out" in browser.page
    staffed.clock.at += timedelta(minutes=31)
    await browser.get("/")
    assert "/sign-out" not in browser.page
    second = await staffed.signed_in("reader", "second")
    await second.get("/")
    await second.post("/sign-out")
    await second.get("/")
    assert "/sign-out" not in second.page
    third = await staffed.signed_in("reader", "third")
    async with staffed.console.store.writing() as room:
        person = await room.people.named("third")
        assert person is not None
        await room.people.remove(person.id)
    await third.get("/")
    assert "/sign-out" not in third.page
