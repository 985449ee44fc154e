"""The list of conversations: filtered, paged, and as a table, with nothing of whom the team may not read."""

import re
from datetime import timedelta

from bot.console.exports import as_cell
from tests.console.browsing import SHARED, Staffed


async def test_how_often_somebody_was_not_understood_is_told_only_of_whom_the_team_may_read(
    staffed: Staffed,
) -> None:
    closed = await staffed.says("en", "cat", "no", "Momo", "never was born", person="closed")
    shared = await staffed.says(*SHARED, "no", "Momo", "never was born", person="shared")
    browser = await staffed.signed_in("reader")
    counts = {
        id: re.search(rf"<code>{id}</code>.*?<td class=\"number\"[^>]*>(\d*)</td>", page, re.S)
        for page in [await browser.get("/")]
        for id in (closed, shared)
    }
    assert {id: bool(found[1]) for id, found in counts.items() if found} == {closed: False, shared: True}
    page = await browser.get("/?missed=1")
    assert (shared in page, closed in page) == (True, False)
    page = await browser.get("/?state=asking")
    assert (shared in page, closed in page) == (True, True)


async def test_the_list_is_filtered_by_its_address_and_paged_by_its_last_row(staffed: Staffed) -> None:
    ids = []
    for number in range(53):
        staffed.clock.at += timedelta(seconds=1)
        ids.append(await staffed.says("en", "cat", person=f"p{number}"))
    shared = await staffed.says(*SHARED, "小明明", person="z")
    browser = await staffed.signed_in("reader")
    page = await browser.get("/")
    assert page.count("data-row") == 50
    after = page.split("after=")[1].split('"')[0]
    assert (await browser.get(f"/?after={after}")).count("data-row") == 4
    assert (await browser.get("/?q=%E5%B0%8F%E6%98%8E%E6%98%8E")).count("data-row") == 1
    assert shared in browser.page
    assert (await browser.get("/?q=nobody")).count("data-row") == 0
    assert (await browser.get("/?stuck=born")).count("data-row") == 1
    assert (await browser.get("/?state=waiting&missed=x&since=never&after=x.y")).count("data-row") == 0


async def test_the_list_as_a_table_has_what_the_list_has_and_no_formula(staffed: Staffed) -> None:
    await staffed.says(*SHARED, "Momolina")
    browser = await staffed.signed_in("privacy")
    table = await browser.get("/export.csv?tab=all")
    assert table.startswith("\ufeffid,channel,status")
    assert table.count("\n") == 2
    assert "Momolina" not in table
    for formula in ("=1+1", "＝1+1", " =1+1", "\ufeff=1+1", "\n=1+1", "@SUM(A1)", "＠x", "-2", "|cmd", "\tx"):
        assert as_cell(formula, "en") == f"'{formula}"
    assert [as_cell(said, "en") for said in ("Mei", "2027-01-19", None)] == ["Mei", "2027-01-19", ""]
    reader = await staffed.signed_in("reader")
    await reader.get("/export.csv")
    assert reader.status == 404
