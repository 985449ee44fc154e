"""A long outage leaves thousands of unsent replies: the start, the memory and the neighbours must not feel them."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.assistant import Assistant, Document, Outbox, Pace, Received
from bot.assistant.outbox import MOST_HELD
from bot.core import Conversation, Incoming, Letter, Reply, Turn
from bot.store import LINE, Dates, Key, Keys, Outgoing, Store, StoredPerson, TurnToStore
from bot.store.tables import transcript
from tests.conftest import AT, Clock
from tests.support.small_flow import FLOW
from tests.support.stores import waiting

AT_ONCE = Pace(0, 0)
LETTER = Reply("letter", "Here it is.", document=Letter("", "", "Pet", "Name: Momo"))


HELLO = Reply("hello", "Hello.")


async def leave(
    store: Store, people: int, turns: int, replies: int = 1, *, with_letter_at: int | None = None
) -> None:
    """So many people have so many unsent replies to each of so many messages."""
    entries = []
    for number in range(people):
        conversation = Conversation(f"c{number:05}", FLOW.key, language="en")
        known = StoredPerson("test", f"p{number}", conversation, Key.new(), is_new=True)
        for turn in range(1, turns + 1):
            said = (LETTER,) if turn == with_letter_at else (HELLO,) * replies
            entries.append(
                TurnToStore(known, Turn(None, replace(conversation, turn=turn), said), Dates(), conversation)
            )
    async with store.transaction() as transaction:
        await transaction.keep(entries)


async def reopened(database: str, folder: Path, clock: Clock) -> Store:
    return await Store.open(database, Keys.read(folder / "keys"), now=clock)


@pytest.fixture
def sent() -> list[Outgoing]:
    return []


async def test_twenty_thousand_unsent_replies_keep_nobody_from_starting_and_can_be_dropped(
    database: str, store: Store, tmp_path: Path, clock: Clock, sent: list[Outgoing]
) -> None:
    await leave(store, people=1000, turns=1, replies=20)
    again = await reopened(database, tmp_path, clock)

    async def send(outgoing: Outgoing, document: Document | None) -> None:
        sent.append(outgoing)

    outbox = Outbox(again, "test", send, Pace(address=0.001, overall=0))
    await outbox.resume()
    assert len(outbox._refs()) <= MOST_HELD
    sent.clear()
    await Assistant([FLOW], again, outbox.push).hear(
        [Received("test", "neighbour", "1", Incoming(AT, text="/start"))]
    )
    line = outbox._lines["neighbour"].sending
    assert line is not None
    await line
    assert "neighbour" in [one.address for one in sent[: MOST_HELD + 1]]
    dropped = step = 1
    while step:
        async with again.mailroom() as mailroom:
            step = await mailroom.drop()
        dropped += step
    assert dropped > 19_000
    assert await waiting(again) == 0
    await outbox.close()
    await again.close()


async def test_of_a_long_line_the_middle_is_not_sent_but_what_cannot_be_asked_again_is(
    database: str, store: Store, tmp_path: Path, clock: Clock, sent: list[Outgoing]
) -> None:
    await leave(store, people=1, turns=1500, with_letter_at=300)
    again = await reopened(database, tmp_path, clock)

    async def send(outgoing: Outgoing, document: Document | None) -> None:
        sent.append(outgoing)

    outbox = Outbox(again, "test", send, AT_ONCE)
    await outbox.drain()
    numbers = [one.turn for one in sent]
    assert numbers == [*range(1, LINE + 1), 300, *range(1500 - LINE + 1, 1501)]
    assert await waiting(again) == 0
    async with again.upkeep() as upkeep:
        assert await upkeep.send_again() == 0
    await again.close()


async def test_what_is_said_while_a_line_is_long_comes_after_it_and_nothing_twice(
    database: str, store: Store, tmp_path: Path, clock: Clock, sent: list[Outgoing]
) -> None:
    await leave(store, people=3, turns=LINE + 5)
    again = await reopened(database, tmp_path, clock)
    assistant = Assistant([FLOW], again, lambda said: outbox.push(said))

    async def send(outgoing: Outgoing, document: Document | None) -> None:
        sent.append(outgoing)
        if outgoing.turn == 3:
            said = Received("test", outgoing.address, f"new-{outgoing.address}", Incoming(AT, text="en"))
            await assistant.hear([said])

    outbox = Outbox(again, "test", send, AT_ONCE)
    await outbox.drain()
    for number in range(3):
        refs = [one.ref for one in sent if one.address == f"p{number}"]
        assert refs == sorted(set(refs))
        assert refs[-1][1] == LINE + 6
    assert await waiting(again) == 0
    await again.close()


async def test_what_a_process_holds_is_written_again_only_when_it_must(store: Store) -> None:
    await leave(store, people=50, turns=2)
    outbox = Outbox(store, "test", _never, Pace(address=0.001, overall=0.001))
    await outbox.resume()
    asked = Counter[str]()
    store.on_commit = lambda seconds: asked.update(["commit"])
    await outbox._hold_on()
    await outbox._hold_on()
    assert asked["commit"] == 0
    await outbox.close()
    async with store._engine.connect() as connection:
        held = select(func.count()).where(transcript.c.holder.is_not(None), transcript.c.settled_at.is_(None))
        assert (await connection.execute(held)).scalar_one() == 100


async def _never(outgoing: Outgoing, document: Document | None) -> None:
    raise TimeoutError
