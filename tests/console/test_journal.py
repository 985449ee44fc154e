"""The journal of the console: every act is in it, a row that was changed or cut is found, an officer asks it."""

import re
from datetime import timedelta

from sqlalchemy import delete, update

from bot.store import Verdict, verify
from bot.store.journal import forget
from bot.store.keeping import DAY_MS
from bot.store.staff_tables import journal
from tests.console.browsing import SHARED, Staffed


async def test_every_act_is_in_the_journal_and_a_changed_row_is_found(on_either: Staffed) -> None:
    id = await on_either.says(*SHARED)
    browser = await on_either.signed_in("answerer")
    await browser.get(f"/talk/{id}")
    await browser.post(f"/talk/{id}/label", label="wording", on="1")
    await browser.post(f"/talk/{id}/flag", what="2.0", on="1")
    await browser.gravely(f"/talk/{id}/reveal-all", reason="They asked for help with it")
    store = on_either.console.store
    async with store.reading() as room:
        acts = [row.act for row in await room.cases.journal(50)]
        whole = await verify(room.connection)
    assert acts == ["revealed", "flagged", "labelled", "viewed"]
    assert whole.broken_at is None
    # Whoever has the database itself may do what the console may not.
    async with on_either.store._commit() as connection:
        await connection.execute(update(journal).where(journal.c.seq == 2).values(detail="nothing"))
        assert (await verify(connection)).broken_at == 2
    async with on_either.store._commit() as connection:
        await connection.execute(delete(journal).where(journal.c.seq == 2))
        assert (await verify(connection)).broken_at == 3
    async with on_either.store._commit() as connection:
        await connection.execute(delete(journal).where(journal.c.seq > 1))
        assert (await verify(connection)).broken_at is None
        assert (await verify(connection, whole.head)).broken_at == 4


async def test_rows_cut_from_the_start_of_the_journal_are_found_but_for_those_that_had_their_time(
    on_either: Staffed,
) -> None:
    store, clock = on_either.console.store, on_either.clock
    for days in (0, 20, 20, 20):
        clock.at += timedelta(days=days)
        async with store.writing() as room:
            await room.write_down("searched", None)
    async with on_either.store._commit() as connection:
        await forget(connection, clock() - 30 * DAY_MS, clock())
        kept = await verify(connection)
        assert (kept.rows, kept.broken_at) == (3, None)
        await connection.execute(delete(journal).where(journal.c.seq == 3))
        assert (await verify(connection)).broken_at == 4
    async with on_either.store._commit() as connection:
        clock.at += timedelta(days=60)
        await forget(connection, clock() - 30 * DAY_MS, clock())
        assert await verify(connection) == Verdict(1, (await verify(connection)).head)


async def test_an_officer_asks_the_journal_who_looked_at_what(staffed: Staffed) -> None:
    id, other = await staffed.says(*SHARED), await staffed.says(*SHARED, person="b")
    mei, rui = await staffed.signed_in("answerer", "mei"), await staffed.signed_in("reader", "rui")
    for browser, one in ((mei, id), (mei, other), (rui, id)):
        await browser.get(f"/talk/{one}")
    await mei.get(f"/talk/{id}")
    await mei.post(f"/talk/{id}/reveal", what="2.0", reason="They asked for help with it")
    await mei.gravely(f"/talk/{id}/reveal-all", reason="They asked for help with all")
    await mei.post(f"/talk/{id}/sort", review="done", version=mei.field("version"))
    officer = await staffed.signed_in("privacy")
    async with staffed.console.store.reading() as room:
        ids = {one.name: one.id for one in await room.people.all()}

    def told(page: str) -> list[list[str]]:
        rows = re.findall(r'<tr><td class="number">(.*?)</tr>', page, re.S)
        return [re.sub(r"<[^>]*>", "", row.replace("</td>", "\n")).split("\n")[2:6] for row in rows]

    assert told(await officer.get(f"/journal?act=revealed&conversation={id}")) == [
        ["mei", "revealed", id, "all of it"],
        ["mei", "revealed", id, "message 2.0"],
    ]
    assert told(await officer.get(f"/journal?staff={ids['rui']}")) == [["rui", "looked", id, ""]]
    assert ["mei", "sorted", id, "done"] in told(await officer.get(f"/journal?conversation={id}"))
    assert told(await officer.get("/journal?act=exported")) == []
    assert "The journal is whole" in await officer.get("/journal")


async def test_what_the_journal_says_of_an_act_is_said_in_the_reader_s_language(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED)
    browser = await staffed.signed_in("privacy", lang="zh")
    for path in ("/?q=Momo", "/export.csv", f"/talk/{id}/export/print", f"/talk/{id}/export/json"):
        await browser.get(path)
    async with staffed.console.store.writing() as room:
        await room.write_down("downloaded", None, id, "file 3")
        await room.write_down("ordered_purge", None, id, "due")
    rows = re.findall(r'<tr><td class="number">(.*?)</tr>', await browser.get("/journal"), re.S)
    details = [re.sub(r"<[^>]*>", "", row.split("<td>")[-1]) for row in rows]
    assert len([one for one in details if one]) == 6
    assert [one for one in details if re.search("[a-z]", one)] == []
