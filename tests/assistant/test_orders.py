"""What staff ordered: done once, in order, never past a word unread; the bot says nothing while they have a conversation."""

import random
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from bot.assistant import Assistant, Received
from bot.core import Incoming, Team
from bot.store import Key, Keys, Reader, ReviewKeys, Store, sealed_order
from bot.store.staff_tables import cases, orders
from bot.store.tables import conversations, transcript
from tests.conftest import AT, Clock
from tests.support.sizes import full
from tests.support.small_flow import FLOW

FLOW_WITH_TEAM = FLOW.with_team(Team())


@dataclass
class Office:
    """A store whose conversations staff may be let into, and its bot."""

    store: Store
    review: ReviewKeys
    clock: Clock
    number: int = 0

    def __post_init__(self) -> None:
        self.bot = Assistant([FLOW_WITH_TEAM], self.store)

    async def says(self, *texts: str, person: str = "a") -> None:
        for text in texts:
            self.number += 1
            heard = Received("test", person, str(self.number), Incoming(self.clock.at, text=text), "en")
            await self.bot.hear([heard])

    async def orders(self, kind: str, text: str = "", *, id: str = "", seen: int | None = None) -> str:
        """As the console leaves one; returns what became of it."""
        self.number += 1
        one = await self.store.load("test", "a")
        assert one is not None
        key = await self.key()
        id = id or f"o{self.number}"
        row = {
            "id": id,
            "conversation": one.id,
            "staff": "mei",
            "kind": kind,
            "seen_turn": one.turn if seen is None else seen,
            "sealed": sealed_order(key, one.id, id, text=text),
            "at": self.clock(),
        }
        upsert = sqlite.insert if self.store.is_sqlite else postgresql.insert
        async with self.store._commit() as connection:
            for _ in range(2):
                await connection.execute(upsert(orders).values(row).on_conflict_do_nothing())
        await self.works()
        async with self.store._commit() as connection:
            return str(
                (await connection.execute(select(orders.c.outcome).where(orders.c.id == id))).scalar_one()
            )

    async def works(self) -> None:
        while await self.bot.follow_orders(self.clock.at):
            pass

    async def key(self) -> Key:
        """Opened as the console opens it."""
        async with self.store._commit() as connection:
            row = (await connection.execute(select(cases))).one()
        key = Reader.read(self.review.folder).opened(row.conversation, row.review_key, row.data_key)
        assert key is not None
        return key

    async def state(self) -> str:
        one = await self.store.load("test", "a")
        assert one is not None
        return one.state

    async def said(self) -> list[tuple[int, int, str]]:
        """Everything said, as turn, place and text."""
        one = await self.store.load("test", "a")
        assert one is not None
        messages = await self.store.transcript(one.id, await self.key())
        return [(message.turn, message.place, message.content["text"]) for message in messages]


@pytest.fixture
async def office(database: str, tmp_path: Path, clock: Clock) -> AsyncIterator[Office]:
    review = ReviewKeys.read(tmp_path / "review")
    review.add()
    store = await Store.open(database, Keys.read(tmp_path / "keys"), now=clock, review=review)
    office = Office(store, review, clock)
    await office.says("en", "cat", "a person please", "yes")
    yield office
    await store.close()


async def test_staff_take_over_write_and_hand_back(office: Office) -> None:
    assert await office.orders("take") == "done"
    assert await office.state() == "handed_over"
    await office.says("are you there?")
    assert await office.orders("say", "Yes, I am.") == "done"
    assert await office.orders("back") == "done"
    assert await office.state() == "asking"
    assert "Yes, I am." in [text for _, _, text in await office.said()]


async def test_whoever_did_not_agree_is_read_by_nobody(office: Office) -> None:
    await office.says("en", "cat", person="b")
    async with office.store._commit() as connection:
        rows = (await connection.execute(select(cases.c.conversation, cases.c.data_key))).all()
    assert len(rows) == 1


async def test_an_order_past_an_unread_word_does_nothing(office: Office) -> None:
    await office.orders("take")
    one = await office.store.load("test", "a")
    assert one is not None
    await office.says("wait, one more thing")
    before = await office.said()
    assert await office.orders("say", "Bye.", seen=one.turn) == "overtaken"
    assert await office.said() == before


async def test_what_staff_write_is_held_by_the_process_that_sends_it(office: Office) -> None:
    await office.orders("take")
    await office.orders("say", "Yes, I am.")
    await office.says("thank you")
    async with office.store._commit() as connection:
        unsent = select(transcript.c.holder).distinct().where(transcript.c.settled_at.is_(None))
        assert len((await connection.execute(unsent)).scalars().all()) == 1


async def test_only_whoever_took_over_writes(office: Office) -> None:
    assert await office.orders("say", "Hello") == "refused"


async def test_whoever_is_forgotten_is_handed_back(office: Office) -> None:
    await office.orders("take")
    office.clock.at += timedelta(hours=1)
    await office.works()
    assert await office.state() == "handed_over"
    office.clock.at += timedelta(hours=1, minutes=1)
    await office.works()
    assert await office.state() == "asking"


async def test_the_team_gone_home_hands_back(office: Office) -> None:
    await office.orders("take")
    office.clock.at = AT.replace(hour=10)
    await office.works()
    assert await office.state() == "asking"


async def test_a_review_key_is_rotated_while_people_talk(office: Office) -> None:
    office.review.add()
    async with office.store.rewrapping() as rewrapping:
        assert await rewrapping.review_step() == 1
        assert await rewrapping.review_step() == 0
        assert list(await rewrapping.review_uses()) == [office.review.active]
    await office.key()


async def test_a_wrapped_key_opens_nothing_elsewhere(office: Office) -> None:
    from bot.store import Tampered

    async with office.store._commit() as connection:
        row = (await connection.execute(select(cases))).one()
    with pytest.raises(Tampered):
        Reader.read(office.review.folder).opened("another", row.review_key, row.data_key)


async def test_orders_race_messages_and_nothing_is_lost_doubled_or_said_by_the_bot(office: Office) -> None:
    """Messages and orders at random, the orders left twice."""
    dice, spoken = random.Random(7), 0
    held: list[int] = []
    for _ in range(full(40, 5000)):
        kind = dice.choice(["message", "message", "take", "say", "back"])
        if kind == "message":
            spoken += 1
            await office.says(f"word {spoken}")
            if await office.state() == "handed_over":
                held.append((await office.said())[-1][0])
        else:
            before = await office.state()
            outcome = await office.orders(kind, f"staff {office.number}")
            assert outcome == ("done" if (kind == "take") is (before != "handed_over") else "refused")
    async with office.store._commit() as connection:
        rows = (
            await connection.execute(
                select(transcript.c.turn, transcript.c.place).order_by(transcript.c.turn, transcript.c.place)
            )
        ).all()
        kept = (await connection.execute(select(conversations.c.version))).scalar_one()
    said = await office.said()
    assert [text for _, place, text in said if place == 0][4:] == [f"word {n + 1}" for n in range(spoken)]
    assert len(rows) == len(said)
    assert kept == max(turn for turn, _, _ in said)
    staff = [text for _, place, text in said if place and text.startswith("staff ")]
    assert len(staff) == len(set(staff))
    assert held
    assert [text for turn, place, text in said if place and turn in held] == []
