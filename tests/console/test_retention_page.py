"""Retention in the console: what ends when, by which rule; one case or what is due is deleted by the bot, and both are written down."""

import re
from datetime import timedelta

from sqlalchemy import update

from bot.store import verify
from bot.store.tables import data_keys
from tests.console.browsing import SHARED, Staffed


def counts_in(page: str) -> dict[str, list[str]]:
    """The counts of each rule, by the beginning of its name."""
    rows = re.findall(r"<tr><td>([^<:,]*)[^<]*</td>(.*?)</tr>", page, re.S)
    return {name: re.findall(r'<td class="number"[^>]*>(\d+)<', cells) for name, cells in rows}


async def acts(staffed: Staffed) -> list[tuple[str, str | None, str]]:
    async with staffed.console.store.reading() as room:
        assert (await verify(room.connection)).broken_at is None
        return [(row.act, row.conversation, row.detail) for row in await room.cases.journal(50)]


async def test_what_ends_when_is_told_by_its_rule(on_either: Staffed) -> None:
    await on_either.says("en", "cat", person="a")
    on_either.clock.at += timedelta(days=10)
    await on_either.says("en", "cat", "Momo", person="b")
    browser = await on_either.signed_in("admin")
    counts = counts_in(await browser.get("/retention"))
    assert counts["Unfinished"] == ["0", "0", "1", "1", "2"]
    assert counts["Ready or sent"] == ["0", "0", "0", "0", "0"]
    assert "Nothing is due now" in browser.page


async def test_one_conversation_is_deleted_at_once_though_nobody_may_read_it(on_either: Staffed) -> None:
    id = await on_either.says("en", "cat", "Momolina")
    browser = await on_either.signed_in("admin")
    page = await browser.get(f"/retention?conversation={id}")
    assert "files: 0, notes: 0" in page
    assert "Momolina" not in page
    await browser.gravely("/retention/purge", conversation=id, why="I feel like it")
    assert browser.status == 400
    await browser.get(f"/retention?conversation={id}")
    for _ in range(2):
        await browser.gravely("/retention/purge", conversation=id, why="asked")
    assert "On its way to the bot" in browser.page
    await on_either.works()
    assert "There is no such conversation" in await browser.get(f"/retention?conversation={id}")
    assert await on_either.store.load("test", "a") is None
    assert await acts(on_either) == [("purged", id, ""), ("ordered_purge", id, "asked")]
    async with on_either.store.upkeep() as upkeep:
        assert [(one.conversation, one.left) for one in await upkeep.proofs()] == [(id, 0)]
    await browser.gravely("/retention/purge", conversation=id, why="asked")
    assert browser.status == 404


async def test_of_what_is_due_only_that_goes_which_was_seen(staffed: Staffed) -> None:
    """The bot was away: whoever was not reminded yet is reminded first, however late it is."""
    silent = await staffed.says("en", person="silent")
    told = await staffed.says("en", "cat", "Momo", person="told")
    staffed.clock.at += timedelta(days=20)
    browser = await staffed.signed_in("admin")
    page = await browser.get("/retention")
    assert silent in page
    assert told not in page
    until = browser.field("until")
    staffed.clock.at += timedelta(seconds=1)
    await browser.gravely("/retention/purge-due", until="1")
    await staffed.works()
    assert await staffed.store.load("test", "silent") is not None
    await browser.get("/retention")
    await browser.gravely("/retention/purge-due", until=until)
    await staffed.works()
    assert await staffed.store.load("test", "silent") is None
    assert await staffed.store.load("test", "told") is not None
    assert await acts(staffed) == [("purged", silent, ""), ("ordered_purge", silent, "due")]


async def test_what_cannot_be_opened_has_no_end_until_it_is_deleted(staffed: Staffed) -> None:
    id = await staffed.says("en", "cat", "Momo")
    async with staffed.store._commit() as connection:
        await connection.execute(update(data_keys).values(data_key=b"nothing of ours"))
    staffed.clock.at += timedelta(days=12)
    await staffed.bot.tidy(staffed.clock.at)
    browser = await staffed.signed_in("privacy")
    assert counts_in(await browser.get("/retention"))["Cannot be opened"] == ["0", "0", "0", "1", "1"]
    await browser.get(f"/retention?conversation={id}")
    await browser.gravely("/retention/purge", conversation=id, why="unreadable")
    await staffed.works()
    assert "Cannot be opened" not in await browser.get("/retention")


async def test_the_journal_has_its_time_too(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED)
    browser = await staffed.signed_in("privacy")
    await browser.get(f"/talk/{id}")
    staffed.clock.at += timedelta(days=363)
    browser = await staffed.signed_in("privacy", "another")
    assert counts_in(await browser.get("/retention"))["Rows of the journal"] == ["0", "0", "1", "0", "1"]
    staffed.clock.at += timedelta(days=3)
    async with staffed.store.upkeep() as upkeep:
        await upkeep.purge(365 * 86_400_000)
    assert await acts(staffed) == [("forgotten", None, "1")]
