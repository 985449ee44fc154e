"""The outbox, on SQLite and on PostgreSQL: in order, at a pace, until delivered or given up; nothing lost by a restart."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from io import BytesIO
from itertools import count
from pathlib import Path
from time import monotonic, time
from zipfile import ZipFile

from sqlalchemy import func, select

from bot.assistant import Assistant, Document, Outbox, Pace, Received, TooMany, Undeliverable
from bot.core import Incoming
from bot.store import Keys, Outgoing, Stale, Store
from bot.store.outgoing import Mailroom
from bot.store.tables import transcript
from tests.conftest import AT, Clock
from tests.support.small_flow import FLOW

AT_ONCE = Pace(0, 0)
NUMBERS = count(1)


class Person:
    """Somebody at the other end: takes what is sent, unless told otherwise."""

    def __init__(self) -> None:
        self.got: list[tuple[str, str]] = []
        self.documents: list[Document] = []
        self.faults: list[Exception] = []
        self.blocked: set[str] = set()

    async def __call__(self, outgoing: Outgoing, document: Document | None) -> None:
        if outgoing.address in self.blocked:
            raise Undeliverable("blocked")
        if self.faults:
            raise self.faults.pop(0)
        self.got.append((outgoing.address, outgoing.reply.key))
        self.documents += [document] if document is not None else []

    @property
    def keys(self) -> list[str]:
        return [key for _, key in self.got]


async def say(assistant: Assistant, *texts: str, address: str = "a") -> None:
    for text in texts:
        incoming = Incoming(AT, text=text)
        await assistant.hear([Received("test", address, str(next(NUMBERS)), incoming, "en")])


async def postponed(store: Store) -> None:
    """Returns once a wait that was asked for is kept."""
    latest = select(func.max(transcript.c.not_before))
    while True:
        async with store._engine.connect() as connection:
            if (await connection.execute(latest)).scalar_one():
                return
        await asyncio.sleep(0.01)


async def test_what_was_said_is_sent_once_and_in_order(store: Store) -> None:
    person = Person()
    outbox = Outbox(store, "test", person, AT_ONCE)
    await say(Assistant([FLOW], store, outbox.push), "/start", "en", "cat")
    await outbox.drain()
    await outbox.drain()
    assert person.keys == ["language", "intro", "ask.pet", "ask.name"]


async def test_a_restart_sends_what_was_left_and_only_that(store: Store) -> None:
    person = Person()
    await say(Assistant([FLOW], store), "/start", "en")
    outbox = Outbox(store, "test", person, AT_ONCE)
    await outbox.drain()
    await Outbox(store, "test", person, AT_ONCE).drain()
    assert person.keys == ["language", "intro", "ask.pet"]


class Raced(Store):
    """Loses the first race for its rows, as PostgreSQL lets one of two do that wait for each other."""

    lost = 0

    @asynccontextmanager
    async def mailroom(self) -> AsyncIterator[Mailroom]:
        if not self.lost:
            self.lost += 1
            raise Stale("deadlock")
        async with super().mailroom() as mailroom:
            yield mailroom


async def test_a_race_for_what_waits_is_run_again(store: Store) -> None:
    person = Person()
    await say(Assistant([FLOW], store), "/start", "en")
    raced = Raced(store._engine, store._looking, store.vault, store.holder, store._now)
    await Outbox(raced, "test", person, AT_ONCE).drain()
    assert (raced.lost, person.keys) == (1, ["language", "intro", "ask.pet"])


async def test_a_failed_send_keeps_the_order_of_that_person_and_holds_up_nobody_else(store: Store) -> None:
    person = Person()
    outbox = Outbox(store, "test", person, AT_ONCE)
    assistant = Assistant([FLOW], store, outbox.push)
    person.faults = [TimeoutError()]
    await say(assistant, "/start")
    await asyncio.sleep(0.05)
    await say(assistant, "/start", address="b")
    await say(assistant, "en")
    await outbox.drain()
    assert person.got[0] == ("b", "language")
    assert [key for who, key in person.got if who == "a"] == ["language", "intro", "ask.pet"]


async def test_nothing_is_sent_before_the_channel_wants_more_and_others_need_not_wait(store: Store) -> None:
    person, began = Person(), monotonic()
    outbox = Outbox(store, "test", person, AT_ONCE)
    assistant = Assistant([FLOW], store, outbox.push)
    person.faults = [TooMany(1.0)]
    await say(assistant, "/start")
    await asyncio.sleep(0.05)
    await say(assistant, "/start", address="b")
    while not person.got:
        await asyncio.sleep(0.01)
    assert person.got == [("b", "language")]
    await outbox.drain()
    assert monotonic() - began >= 1.0


async def test_a_wait_that_was_asked_for_outlives_a_restart(store: Store) -> None:
    person = Person()
    first = Outbox(store, "test", person, AT_ONCE)
    person.faults = [TooMany(1.0)]
    until = time() + 1.0
    await say(Assistant([FLOW], store, first.push), "/start")
    await postponed(store)
    await first.close()
    await Outbox(store, "test", person, AT_ONCE).drain()
    assert person.keys == ["language"]
    assert time() >= until


async def test_a_person_who_left_is_a_dead_letter_and_can_be_tried_again(store: Store) -> None:
    person = Person()
    person.blocked.add("a")
    outbox = Outbox(store, "test", person, AT_ONCE)
    await say(Assistant([FLOW], store, outbox.push), "/start")
    await outbox.drain()
    async with store.upkeep() as upkeep:
        assert (await upkeep.counts()).dead == {"blocked": 1}
    person.blocked.clear()
    async with store.upkeep() as upkeep:
        assert await upkeep.send_again() == 1
    await outbox.drain()
    assert person.keys == ["language"]


async def test_a_chat_gets_a_short_burst_and_then_one_message_at_a_time(store: Store) -> None:
    person, began = Person(), monotonic()
    outbox = Outbox(store, "test", person, Pace(address=10, overall=0))
    await say(Assistant([FLOW], store, outbox.push), "/start", "en", "help", "help", "help", "help", "help")
    await outbox.drain()
    assert len(person.keys) == 8
    assert monotonic() - began >= 0.25


async def test_a_pace_of_less_than_one_a_second_sends_all_the_same(store: Store) -> None:
    person = Person()
    outbox = Outbox(store, "test", person, Pace(0.9, 0.9))
    await say(Assistant([FLOW], store), "zh")
    await asyncio.wait_for(outbox.drain(), 10)
    assert person.keys == ["intro", "ask.pet"]


async def test_the_last_words_of_an_erased_conversation_are_sent_and_then_nothing_is_left(
    store: Store,
) -> None:
    person = Person()
    outbox = Outbox(store, "test", person, AT_ONCE)
    await say(
        Assistant([FLOW], store, outbox.push), "/start", "en", "cat", "delete my data", "Erase everything"
    )
    await outbox.drain()
    assert person.keys[-1] == "erased"
    assert await store.load("test", "a") is None


async def test_an_export_holds_the_answers_the_messages_and_the_files(store: Store) -> None:
    person = Person()
    outbox = Outbox(store, "test", person, AT_ONCE)
    assistant = Assistant([FLOW], store, outbox.push)
    await say(assistant, "/start", "en", "cat", "Momo", "export my data")
    await outbox.drain()
    name, content = person.documents[0]
    with ZipFile(BytesIO(content)) as zipped:
        assert name == "jiaji.zip"
        assert b'"name": "Momo"' in zipped.read("answers.json")
        assert "UTC you: Momo" in zipped.read("messages.txt").decode()


# Several processes


async def opened(database: str, folder: Path, name: str, clock: Clock) -> Store:
    return await Store.open(database, Keys.read(folder / "keys"), name, clock)


async def test_only_one_process_sends_a_reply_and_another_takes_over_when_it_is_silent(
    database: str, tmp_path: Path, clock: Clock
) -> None:
    one, two = [await opened(database, tmp_path, name, clock) for name in ("one", "two")]
    dead, alive = Person(), Person()
    await say(Assistant([FLOW], one), "/start", "en")
    outbox = Outbox(two, "test", alive, AT_ONCE)
    await outbox.drain()
    assert alive.keys == []
    clock.at += timedelta(seconds=16)
    await outbox.drain()
    assert (dead.keys, alive.keys) == ([], ["language", "intro", "ask.pet"])
    for store in (one, two):
        await store.close()


async def test_a_process_that_was_away_too_long_asks_before_it_sends(
    database: str, tmp_path: Path, clock: Clock
) -> None:
    one, two = [await opened(database, tmp_path, name, clock) for name in ("one", "two")]
    sent: list[str] = []

    def sender(who: str) -> Callable[[Outgoing, Document | None], Awaitable[None]]:
        async def send(outgoing: Outgoing, document: Document | None) -> None:
            sent.append(f"{who} {outgoing.reply.key}")

        return send

    first, second = [Outbox(one, "test", sender("one"), AT_ONCE), Outbox(two, "test", sender("two"), AT_ONCE)]
    kept: list[Outgoing] = []
    await say(Assistant([FLOW], one, kept.extend), "/start")
    clock.at += timedelta(seconds=16)
    await second.drain()
    first.push(kept, until=0)
    await asyncio.sleep(0.1)
    await first.drain()
    assert sent == ["two language"]
    for store in (one, two):
        await store.close()


async def test_replies_of_two_processes_to_one_person_keep_their_order(
    database: str, tmp_path: Path, clock: Clock
) -> None:
    one, two = [await opened(database, tmp_path, name, clock) for name in ("one", "two")]
    person = Person()
    slow = Outbox(one, "test", person, AT_ONCE)
    person.faults = [TooMany(1.0)]
    await say(Assistant([FLOW], one, slow.push), "/start")
    await postponed(one)
    quick = Outbox(two, "test", person, AT_ONCE)
    await say(Assistant([FLOW], two, quick.push), "en")
    await quick.drain()
    assert person.keys == []
    await slow.drain()
    await quick.drain()
    assert person.keys == ["language", "intro", "ask.pet"]
    for store in (one, two):
        await store.close()


async def test_a_stop_of_all_processes_leaves_nothing_that_could_be_sent(
    database: str, tmp_path: Path, clock: Clock
) -> None:
    """What one kept behind a reply that another still sent is nobody's, and nobody may start again for long."""
    one, two = [await opened(database, tmp_path, name, clock) for name in ("one", "two")]
    person = Person()
    slow, quick = [Outbox(store, "test", person, AT_ONCE) for store in (one, two)]
    person.faults = [TooMany(0.3)]
    await say(Assistant([FLOW], one, slow.push), "/start")
    await postponed(one)
    await say(Assistant([FLOW], two, quick.push), "en")
    await asyncio.gather(slow.close(5), quick.close(5))
    assert person.keys == ["language", "intro", "ask.pet"]
    for store in (one, two):
        await store.close()
