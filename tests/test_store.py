"""The store: one commit a turn, nothing twice, nothing of an erased conversation left on the disk."""

import asyncio
import sqlite3
import stat
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from bot.assistant import Assistant, Heard
from bot.conversation import Conversation, Incoming, Turn
from bot.flow import Flow
from bot.outbox import Undeliverable, deliver
from bot.store import Outgoing, Store, StoreError
from bot.store.tables import conversations
from tests.small_flow import FLOW

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
CANARY = "Canary-Momo-7731"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(f"sqlite:///{tmp_path / 'jiaji.sqlite3'}")
    yield opened
    await opened.close()


def heard(update: object, text: str, address: str = "a") -> Heard:
    return Heard("test", address, str(update), Incoming(AT, text=text), "en")


async def test_an_update_heard_twice_is_applied_once(store: Store) -> None:
    assistant = Assistant(FLOW, store)
    for update, text in ((1, "/start"), (2, "en"), (3, "cat"), (3, "cat"), (4, "Momo"), (4, "Momo")):
        await assistant.hear([heard(update, text)])
    known = await store.load("test", "a")
    assert known is not None
    assert (known.turn, dict(known.answers)) == (4, {"pet": "cat", "name": "Momo"})


async def test_a_batch_holds_several_people_in_one_commit(store: Store) -> None:
    batch = [
        heard(number, text, who)
        for number, (who, text) in enumerate([("a", "en"), ("b", "zh"), ("a", "cat")])
    ]
    await Assistant(FLOW, store).hear(batch)
    first, second = await store.load("test", "a"), await store.load("test", "b")
    assert first is not None
    assert second is not None
    assert (first.answers, second.language) == ({"pet": "cat"}, "zh")


async def test_thirty_messages_at_once_lose_none(store: Store) -> None:
    assistant = Assistant(FLOW, store)
    await asyncio.gather(*(assistant.hear([heard(number, "en")]) for number in range(30)))
    known = await store.load("test", "a")
    assert known is not None
    assert known.turn == 30


async def test_what_was_said_is_delivered_once_and_in_order(store: Store) -> None:
    assistant, sent = Assistant(FLOW, store), list[str]()

    async def send(outgoing: Outgoing, document: object) -> None:
        sent.append(outgoing.reply.key)

    for update, text in enumerate(("/start", "en", "cat")):
        await assistant.hear([heard(update, text)])
    await deliver(store, "test", send)
    await deliver(store, "test", send)
    assert sent == ["language", "intro", "ask.pet", "ask.name"]


async def test_a_failed_send_keeps_the_order_of_that_person_and_holds_up_nobody_else(store: Store) -> None:
    assistant, sent = Assistant(FLOW, store), list[tuple[str, str]]()
    down = True

    async def send(outgoing: Outgoing, document: object) -> None:
        if down and outgoing.address == "a":
            raise TimeoutError
        sent.append((outgoing.address, outgoing.reply.key))

    await assistant.hear([heard(1, "/start"), heard(2, "en"), heard(3, "/start", "b")])
    await deliver(store, "test", send)
    assert sent == [("b", "language")]
    down = False
    await deliver(store, "test", send)
    assert [key for who, key in sent if who == "a"] == ["language", "intro", "ask.pet"]


async def test_a_person_who_left_is_not_tried_again(store: Store) -> None:
    await Assistant(FLOW, store).hear([heard(1, "/start")])

    async def blocked(outgoing: Outgoing, document: object) -> None:
        raise Undeliverable("blocked")

    await deliver(store, "test", blocked)
    assert await store.undelivered("test") == []


async def test_a_fault_of_ours_keeps_the_answers_and_says_so(store: Store) -> None:
    def broken(flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
        raise ZeroDivisionError

    await Assistant(FLOW, store).hear([heard(1, "en"), heard(2, "cat")])
    await Assistant(FLOW, store, broken).hear([heard(3, "Momo")])
    known = await store.load("test", "a")
    assert known is not None
    assert known.answers == {"pet": "cat"}
    assert (await store.undelivered("test"))[-1].reply.key == "sorry"


def bytes_on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())


async def test_nothing_of_an_erased_conversation_is_left_on_the_disk(tmp_path: Path, store: Store) -> None:
    assistant = Assistant(FLOW, store)
    for update, text in enumerate(("/start", "en", "cat", CANARY)):
        await assistant.hear([heard(update, text)])
    assert CANARY.encode() in bytes_on_disk(tmp_path)
    for update, text in ((10, "delete my data"), (11, "Erase everything")):
        await assistant.hear([heard(update, text)])
    assert CANARY.encode() not in bytes_on_disk(tmp_path)


async def test_the_database_belongs_to_its_owner_alone(tmp_path: Path, store: Store) -> None:
    await Assistant(FLOW, store).hear([heard(1, "/start")])
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}
    with sqlite3.connect(tmp_path / "jiaji.sqlite3") as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)


async def test_the_migrations_make_the_tables_that_the_code_names(tmp_path: Path, store: Store) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'jiaji.sqlite3'}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), conversations.metadata) == []
    engine.dispose()


async def test_a_database_that_cannot_be_opened_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "broken.sqlite3").write_bytes(b"this is no database" * 100)
    for path in (tmp_path / "broken.sqlite3", tmp_path):
        with pytest.raises(StoreError, match="cannot be opened"):
            await Store.open(f"sqlite:///{path}")
    assert (tmp_path / "broken.sqlite3").read_bytes().startswith(b"this is no database")
