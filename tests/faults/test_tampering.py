"""Somebody changes rows of the database: what was changed is refused, and nobody else notices."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Column, select, update

from bot.assistant import Assistant, Document, Outbox, Pace, Received
from bot.core import Incoming
from bot.store import Outgoing, Store, Tampered
from bot.store.tables import conversations, data_keys, transcript
from tests.conftest import AT, Clock
from tests.support.small_flow import FLOW

NUMBERS = count(1)
SEALED = [conversations.c.body, data_keys.c.data_key, conversations.c.address, transcript.c.said]


def heard(address: str, text: str) -> Received:
    return Received("test", address, str(next(NUMBERS)), Incoming(AT, text=text), "en")


async def say(assistant: Assistant, address: str, *texts: str) -> None:
    for text in texts:
        await assistant.hear([heard(address, text)])


async def change(store: Store, column: Column[Any], change: Callable[[list[bytes]], list[bytes]]) -> None:
    """Other values for a column, row by row in the order of their keys."""
    keys = list(column.table.primary_key)
    async with store._engine.begin() as connection:
        rows = (await connection.execute(select(*keys, column).order_by(*keys))).all()
        for row, value in zip(rows, change([row[-1] for row in rows]), strict=True):
            mine = [key == known for key, known in zip(keys, row, strict=False)]
            await connection.execute(update(column.table).where(*mine).values({column.name: value}))


def swapped(values: list[bytes]) -> list[bytes]:
    return [*values[1:], values[0]]


def truncated(values: list[bytes]) -> list[bytes]:
    return [value[:-1] for value in values]


async def everything(store: Store, address: str) -> None:
    """Reads all of a conversation."""
    async with store.transaction() as transaction:
        known = (await transaction.load([("test", address)]))["test", address][FLOW.key]
    await store.transcript(known.conversation.id, known.key)


@pytest.mark.parametrize("changed", [swapped, truncated])
@pytest.mark.parametrize("column", SEALED, ids=lambda column: str(column.name))
async def test_a_changed_row_is_refused(
    store: Store, column: Column[Any], changed: Callable[[list[bytes]], list[bytes]]
) -> None:
    assistant = Assistant([FLOW], store)
    await say(assistant, "a", "en", "cat")
    await say(assistant, "b", "en", "dog")
    await everything(store, "a")
    await change(store, column, changed)
    if column is conversations.c.address:
        # It is read only where something is to be sent.
        async with store.mailroom() as mailroom:
            assert await mailroom.claim("test", own=True) == []
    else:
        with pytest.raises(Tampered):
            await everything(store, "a")


async def test_a_reply_that_was_changed_is_given_up_and_the_others_are_sent(store: Store) -> None:
    sent: list[str] = []

    async def send(outgoing: Outgoing, document: Document | None) -> None:
        sent.append(outgoing.address)

    await say(Assistant([FLOW], store), "a", "en")
    await change(store, transcript.c.said, truncated)
    await say(Assistant([FLOW], store), "b", "en")
    await Outbox(store, "test", send, Pace(0, 0)).drain()
    assert set(sent) == {"b"}
    async with store.upkeep() as upkeep:
        counts = await upkeep.counts()
    assert (counts.waiting, set(counts.dead)) == (0, {"tampered"})


async def test_a_conversation_that_was_changed_holds_up_nobody_s_message_or_reminder(
    store: Store, clock: Clock
) -> None:
    sent: list[Outgoing] = []
    assistant = Assistant([FLOW], store, sent.extend)
    await say(assistant, "a", "en", "cat")
    await change(store, conversations.c.body, truncated)
    await say(assistant, "b", "en", "cat")
    lost = heard("a", "Momo")
    with pytest.raises(Tampered):
        await assistant.hear([heard("b", "Momo"), lost])
    await assistant.set_aside(lost)
    await say(assistant, "b", "6 May 2020")
    sent.clear()
    clock.at = AT + timedelta(days=12)
    while await assistant.tidy(clock.at):
        pass
    assert [(one.address, one.reply.key) for one in sent] == [("b", "reminder")]


async def row_of_a(store: Store) -> dict[str, Any]:
    mine = select(conversations).where(conversations.c.person == store.vault.index("test", "a"))
    async with store._engine.connect() as connection:
        return dict((await connection.execute(mine)).mappings().one())


async def test_a_row_that_was_set_back_is_refused_and_holds_up_nobody(store: Store) -> None:
    """With all its columns, which fit each other; but more was said since."""
    assistant = Assistant([FLOW], store)
    await say(assistant, "a", "en", "cat")
    before = await row_of_a(store)
    await say(assistant, "a", "Momo")
    async with store._engine.begin() as connection:
        await connection.execute(
            update(conversations).where(conversations.c.id == before["id"]).values(before)
        )
    with pytest.raises(Tampered):
        await assistant.hear([heard("b", "en"), heard("a", "Mimi")])
    assert (await row_of_a(store))["version"] == before["version"]
    neighbour = await store.load("test", "b")
    assert neighbour is not None
