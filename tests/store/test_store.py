"""The store, on SQLite and on PostgreSQL: one commit a batch, nothing twice, nothing of an erased conversation left."""

import asyncio
import os
import re
import sqlite3
import stat
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.assistant import Assistant, Received
from bot.core import CleanFile, Conversation, FileRef, Flow, Incoming, Periods, Reply, Turn, take_turn
from bot.store import Delivered, Keys, Outgoing, Stale, Store, StoreDown
from tests.conftest import AT, Clock
from tests.store.on_disk import CANARY, on_disk
from tests.support.small_flow import FLOW

NUMBERS = count(1000)


def heard(update: object, text: str, address: str = "a") -> Received:
    return Received("test", address, str(update), Incoming(AT, text=text), "en")


async def said(assistant: Assistant, *texts: str, address: str = "a") -> None:
    for words in texts:
        await assistant.hear([heard(next(NUMBERS), words, address)])


async def known(store: Store, address: str = "a") -> Conversation:
    found = await store.load("test", address)
    assert found is not None
    return found


async def test_an_update_heard_twice_is_applied_once(store: Store) -> None:
    assistant = Assistant([FLOW], store)
    for update, words in ((1, "/start"), (2, "en"), (3, "cat"), (3, "cat"), (4, "Momo"), (4, "Momo")):
        await assistant.hear([heard(update, words)])
    now = await known(store)
    assert (now.turn, dict(now.answers)) == (4, {"pet": "cat", "name": "Momo"})


async def test_a_batch_holds_several_people_and_several_messages_of_one(store: Store) -> None:
    batch = [
        heard(number, words, who)
        for number, (who, words) in enumerate([("a", "en"), ("b", "zh"), ("a", "cat"), ("a", "Momo")])
    ]
    await Assistant([FLOW], store).hear(batch)
    assert dict((await known(store)).answers) == {"pet": "cat", "name": "Momo"}
    assert (await known(store, "b")).language == "zh"


async def test_thirty_messages_at_once_lose_none(store: Store) -> None:
    assistant = Assistant([FLOW], store)
    await asyncio.gather(*(assistant.hear([heard(number, "en")]) for number in range(30)))
    assert (await known(store)).turn == 30


async def test_two_processes_at_once_lose_none(database: str, store: Store, tmp_path: Path) -> None:
    other = await Store.open(database, Keys.read(tmp_path / "keys"), "other")
    both = [Assistant([FLOW], store), Assistant([FLOW], other)]
    await asyncio.gather(
        *(both[number % 2].hear([heard(number, "en", f"p{number % 5}")]) for number in range(100))
    )
    await other.close()
    assert [(await known(store, f"p{number}")).turn for number in range(5)] == [20] * 5


async def test_no_statement_of_a_turn_reads_a_whole_table(tmp_path: Path) -> None:
    """So that a turn costs the same however much is stored: by SQLite's own plan, from hearing to what was delivered."""
    store, ran = await sqlite(tmp_path), list[tuple[str, Any]]()

    def note(_c: Any, _cursor: Any, statement: str, values: Any, _context: Any, is_many: bool) -> None:
        ran.append((statement, values[0] if is_many else values))

    event.listen(store._engine.sync_engine, "before_cursor_execute", note)
    await said(Assistant([FLOW], store), "en", "cat", "Momo")
    async with store.mailroom() as mailroom:
        waiting = await mailroom.claim("test", own=True)
    await asyncio.gather(*(store.settle(Delivered(one.ref)) for one in waiting))
    event.remove(store._engine.sync_engine, "before_cursor_execute", note)
    plans = set[str]()
    async with store._engine.connect() as connection:
        for statement, values in ran:
            if statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")):
                plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", tuple(values))
                plans |= {row["detail"] for row in plan.mappings()}
    await store.close()
    assert any("transcript USING PRIMARY KEY" in step for step in plans)
    whole = re.compile(r"SCAN (transcript|conversations|data_keys|files|received)$")
    assert [step for step in plans if whole.match(step)] == []


async def test_a_fault_of_ours_keeps_the_answers_and_says_so(store: Store) -> None:
    def broken(flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
        raise ZeroDivisionError

    sent: list[Outgoing] = []
    await said(Assistant([FLOW], store), "en", "cat")
    await Assistant([FLOW], store, sent.extend, take_turn=broken).hear([heard(3, "Momo")])
    assert (await known(store)).answers == {"pet": "cat"}
    assert sent[-1].reply.key == "sorry"


# Updates that cannot be kept


def poisonous(flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
    """A turn that nothing can keep: a fault of ours, and it will not pass."""
    turn = take_turn(flow, conversation, incoming)
    unspeakable = Reply("x", object())  # type: ignore[arg-type]
    return replace(turn, replies=(unspeakable,)) if incoming.text == "poison" else turn


async def test_what_cannot_be_kept_holds_up_nobody_else_and_can_be_set_aside(
    store: Store,
) -> None:
    assistant = Assistant([FLOW], store, take_turn=poisonous)
    await said(assistant, "en", "cat")
    await asyncio.gather(
        *(said(assistant, "en", "dog", address=f"p{number}") for number in range(5)),
        assistant.hear([heard("poison", "poison")]),
        return_exceptions=True,
    )
    assert [(await known(store, f"p{number}")).answers["pet"] for number in range(5)] == ["dog"] * 5
    aside = Received("test", "a", "poison", Incoming(AT, text="/help"), raw=b'{"text":"poison"}')
    assert [await assistant.count_try(aside, "ValueError") for _ in range(5)] == [1, 2, 3, 4, 5]
    await assistant.set_aside(aside)
    await assistant.hear([heard("next", "Momo")])
    assert (await known(store)).answers["name"] == "Momo"


async def test_nothing_overtakes_an_earlier_message_of_the_same_person_that_failed(store: Store) -> None:
    assistant = Assistant([FLOW], store, take_turn=poisonous)
    await said(assistant, "en")
    batch = [heard("x1", "poison"), heard("x2", "cat"), heard("x3", "en", "b")]
    with pytest.raises((TypeError, StoreDown)):
        await assistant.hear(batch)
    assert (await known(store)).answers == {}
    assert (await known(store, "b")).turn == 1


async def test_a_database_that_is_away_is_down_and_not_the_message_s_fault(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path / 'jiaji.sqlite3'}", Keys.read(tmp_path / "keys"))
    await said(Assistant([FLOW], store), "en")
    with sqlite3.connect(tmp_path / "jiaji.sqlite3") as full:
        pages = full.execute("PRAGMA page_count").fetchone()[0]
    async with store._engine.connect() as connection:
        await connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        await connection.rollback()
    with pytest.raises(StoreDown):
        await Assistant([FLOW], store).hear([heard(9, os.urandom(500_000).hex())])
    assert (await known(store)).turn == 1
    await store.close()


# Settling


async def test_what_was_delivered_is_marked_by_the_next_commit_that_is_kept(store: Store) -> None:
    await said(Assistant([FLOW], store), "en")
    async with store.mailroom() as mailroom:
        waiting, *rest = await mailroom.claim("test", own=True)
    settling = asyncio.create_task(store.settle(Delivered(waiting.ref)))
    await asyncio.sleep(0)
    with pytest.raises(Stale):
        async with store.transaction():
            raise Stale("a race")
    assert not settling.done()
    await said(Assistant([FLOW], store), "cat")
    await settling
    async with store.mailroom() as mailroom:
        left = [one.ref for one in await mailroom.claim("test", own=True)]
    assert waiting.ref not in left
    assert {one.ref for one in rest} < set(left)


# Erasing and retention


async def test_an_erased_conversation_leaves_its_last_words_and_nothing_else(store: Store) -> None:
    assistant = Assistant([FLOW], store)
    await said(assistant, "en", "cat", CANARY)
    before = (await known(store)).id
    await said(assistant, "delete my data", "Erase everything")
    async with store.mailroom() as mailroom:
        waiting = await mailroom.claim("test", own=True)
        assert [one.reply.key for one in waiting] == ["erased"]
    await asyncio.gather(*(store.settle(Delivered(one.ref)) for one in waiting))
    assert await store.load("test", "a") is None
    assert await store.conversation(before, waiting[0].key) is None


async def test_whoever_writes_again_at_once_begins_anew(store: Store) -> None:
    assistant = Assistant([FLOW], store)
    await said(assistant, "en", "cat", "delete my data", "Erase everything", "en", "dog")
    assert (await known(store)).answers == {"pet": "dog"}


async def test_erasing_and_beginning_anew_may_come_in_one_batch(store: Store) -> None:
    words = ("en", "cat", "delete my data", "Erase everything", "en", "dog")
    await Assistant([FLOW], store).hear([heard(number, one) for number, one in enumerate(words)])
    assert (await known(store)).answers == {"pet": "dog"}


async def tidied(assistant: Assistant, clock: Clock, sent: list[Outgoing], days: int) -> list[str]:
    """What retention says on that day after the first."""
    clock.at = AT + timedelta(days=days, hours=6)
    sent.clear()
    await assistant.tidy(clock.at)
    return [one.reply.key for one in sent]


async def test_a_silent_person_is_reminded_and_then_forgotten(store: Store, clock: Clock) -> None:
    sent: list[Outgoing] = []
    assistant = Assistant([FLOW], store, sent.extend, Periods(draft=14, notice=3))
    await said(assistant, "en", "cat")
    told = {days: words for days in range(20) if (words := await tidied(assistant, clock, sent, days))}
    assert told == {11: ["reminder"], 14: ["expired"]}


async def test_whoever_told_nothing_is_forgotten_without_a_word(store: Store, clock: Clock) -> None:
    sent: list[Outgoing] = []
    assistant = Assistant([FLOW], store, sent.extend, Periods(draft=14, notice=3))
    await said(assistant, "en")
    assert [await tidied(assistant, clock, sent, days) for days in range(14)] == [[]] * 14
    assert await store.load("test", "a") is not None
    assert await tidied(assistant, clock, sent, 14) == []
    assert await store.load("test", "a") is None


async def test_whoever_answers_a_reminder_is_kept(store: Store, clock: Clock) -> None:
    sent: list[Outgoing] = []
    assistant = Assistant([FLOW], store, sent.extend, Periods(draft=14, notice=3))
    await said(assistant, "en", "cat")
    assert await tidied(assistant, clock, sent, 12) == ["reminder"]
    await assistant.hear([Received("test", "a", "later", Incoming(clock.at, text="Momo"))])
    assert await tidied(assistant, clock, sent, 15) == []
    assert (await known(store)).answers["name"] == "Momo"


async def test_a_bot_that_was_away_for_weeks_still_gives_the_whole_notice(store: Store, clock: Clock) -> None:
    sent: list[Outgoing] = []
    assistant = Assistant([FLOW], store, sent.extend, Periods(draft=14, notice=3))
    await said(assistant, "en", "cat")
    told = {days: words for days in range(60, 66) if (words := await tidied(assistant, clock, sent, days))}
    assert told == {60: ["reminder"], 63: ["expired"]}


# What is on the disk


async def sqlite(folder: Path) -> Store:
    return await Store.open(f"sqlite:///{folder / 'jiaji.sqlite3'}", Keys.read(folder / "keys"))


async def test_nothing_that_was_said_can_be_read_on_the_disk(tmp_path: Path) -> None:
    store = await sqlite(tmp_path)
    page = CleanFile(FileRef("ab" * 32, "pdf", 1, 3, CANARY), CANARY.encode())
    await said(Assistant([FLOW], store), "en", "cat", CANARY, CANARY, address=CANARY)
    await Assistant([FLOW], store).hear(
        [Received("test", CANARY, "9", Incoming(AT, files=(page,)), raw=CANARY.encode())]
    )
    assert CANARY.encode() not in on_disk(tmp_path)
    assert b"Cat or dog" not in on_disk(tmp_path)
    await store.close()


async def test_the_sealed_values_of_an_erased_conversation_are_gone_from_the_disk(tmp_path: Path) -> None:
    store = await sqlite(tmp_path)
    await said(Assistant([FLOW], store), "en", "cat", CANARY)
    async with store._engine.begin() as connection:
        sealed = (await connection.execute(text("SELECT said FROM transcript"))).scalars().all()
    assert all(value in on_disk(tmp_path) for value in sealed)
    await said(Assistant([FLOW], store), "delete my data", "Erase everything")
    assert not any(value in on_disk(tmp_path) for value in sealed)
    await store.close()


async def test_the_files_belong_to_their_owner_alone(tmp_path: Path) -> None:
    store = await sqlite(tmp_path)
    await said(Assistant([FLOW], store), "en")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    assert modes.pop("keys") == 0o700
    assert set(modes.values()) == {0o600}
    await store.close()


async def test_a_commit_on_sqlite_is_on_the_disk(tmp_path: Path) -> None:
    store = await sqlite(tmp_path)
    async with store._engine.begin() as connection:
        found = {
            name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}
    await store.close()


async def test_tries_that_come_close_together_are_one(store: Store, clock: Clock) -> None:
    async def tries(apart_ms: int) -> int:
        async with store.upkeep() as upkeep:
            return await upkeep.count_trouble("test", "7", "begun", apart_ms)

    assert [await tries(2000) for _ in range(3)] == [1, 1, 1]
    clock.at += timedelta(seconds=2)
    assert await tries(2000) == 2
    assert await tries(0) == 3
