"""People and staff at once, at the real `jiaji run` over HTTP, which is killed at random meanwhile: who was silent, and what was kept.

Staff leave their orders as the console does, each twice. What came of it is read from the transcript, and from what arrived in the chats.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bot.channels.telegram import CHANNEL
from bot.store import (
    ConsoleStore,
    Key,
    Keys,
    Reader,
    ReviewKeys,
    Room,
    Store,
    said_in,
    sealed_order,
)
from tests.fake_bot_api import FakeBotApi, Person, running
from tests.faults.killing import HASTE, SETTLE_SECONDS, World, environment
from tests.faults.lives import lives

PEOPLE = 3
TEAM = ("team.here", "team.said")
"""What may be said while somebody of the team has a conversation."""


@dataclass(frozen=True, slots=True)
class Raced:
    """What came of it; `talks` are words of the bot while the team had the conversation."""

    orders: dict[str, int]
    talks: int
    lost: int
    doubled: int
    out_of_order: int


@dataclass
class Chat:
    """Somebody who writes without waiting for an answer, and what staff wrote to them."""

    person: Person
    said: list[str] = field(default_factory=list)
    id: str = ""

    def says(self, text: str) -> None:
        self.said.append(text)
        self.person.types(text)


@dataclass
class Staff:
    """One of the team with the console's door to the tables, and none to the bot."""

    store: ConsoleStore
    reader: Reader
    dice: Random
    number: int = 0

    async def case(self, room: Room, id: str) -> tuple[Any, Key] | None:
        row = await room.cases.row(id)
        if row is None or row.case_data_key is None:
            return None
        key = self.reader.opened(id, row.case_review_key, row.case_data_key)
        assert key is not None
        return row, key

    async def orders(self, id: str) -> None:
        """Something that makes sense at what they see; sent twice."""
        async with self.store.writing() as room:
            found = await self.case(room, id)
            assert found is not None
            row, key = found
            seen = max((one.turn for one in await room.cases.messages(id) if not one.place), default=0)
            is_ours = row.state == "handed_over"
            kind = self.dice.choices(("take", "say", "back"), (1, 8, 3) if is_ours else (8, 1, 1))[0]
            self.number += 1
            name = f"order {self.number}"
            sealed = sealed_order(key, id, name, text=f"staff {self.number}" if kind == "say" else "")
            await room.cases.order(id, name, "mei", kind, seen, sealed)
        async with self.store.writing() as room:
            assert not await room.cases.order(id, name, "mei", kind, seen, sealed)


def race(folder: Path, url: str, messages: int, kills: int, seed: int = 1) -> Raced:
    """So many messages, with about half as many orders between them."""
    ReviewKeys.read(folder / "review").add()
    with (
        running(FakeBotApi(float(int(time.time()))), haste=HASTE) as api,
        lives(environment(folder, url, api.url, None)) as life,
    ):
        return asyncio.run(_race(World(api, life, Random(seed)), folder, url, messages, kills))


async def _race(world: World, folder: Path, url: str, messages: int, kills: int) -> Raced:
    world.start()
    chats = [Chat(world.api.person(8001 + number)) for number in range(PEOPLE)]
    for chat in chats:
        for text in ("en", "agree and share", "a person please"):
            chat.says(text)
    await _until(lambda: all(any("person" in text for text in chat.person.texts) for chat in chats))
    store = await Store.open(url, Keys.read(folder / "keys"))
    for chat in chats:
        found = await store.load(CHANNEL, str(chat.person.chat))
        assert found is not None
        chat.id = found.id
    staff = Staff(await ConsoleStore.open(url), Reader.read(folder / "review"), world.dice)
    for number in range(messages):
        if number % (messages // (kills + 1)) == messages // (kills + 1) - 1:
            world.kill()
            world.start()
        chat = world.dice.choice(chats)
        chat.says(f"word {number}")
        if world.dice.random() < 0.5:
            await staff.orders(chat.id)
        await asyncio.sleep(world.dice.choice((0, 0.01, 0.05)))
    raced = await _judged(world, staff, chats)
    await staff.store.close()
    await store.close()
    return raced


async def _until(is_so: Any) -> None:
    until = time.monotonic() + SETTLE_SECONDS
    while not is_so():
        assert time.monotonic() < until, "it was never done"
        await asyncio.sleep(0.05)


# What came of it


async def _judged(world: World, staff: Staff, chats: Sequence[Chat]) -> Raced:
    outcomes: dict[str, int] = {}
    talks = lost = doubled = out_of_order = 0
    for chat in chats:
        said, orders = await _settled(staff, chat)
        heard = [content["text"] for _, place, content in said if not place]
        lost += len(set(chat.said) - set(heard))
        doubled += len(heard) - len(set(heard))
        out_of_order += heard != chat.said
        done = [one for one in orders if one.outcome == "done"]
        for one in orders:
            outcomes[one.outcome] = outcomes.get(one.outcome, 0) + 1
        written = [content["text"] for _, place, content in said if place and content["key"] == "team.said"]
        lost += sum(one.kind == "say" for one in done) - len(set(written))
        doubled += len(written) - len(set(written))
        held = sorted((one.turn, one.kind == "take") for one in done if one.kind in ("take", "back"))
        talks += len(list(_talks(said, held)))
        out_of_order += not _arrived(chat.person.texts, [one["text"] for _, place, one in said if place])
    return Raced(outcomes, talks, lost, doubled, out_of_order)


async def _settled(staff: Staff, chat: Chat) -> tuple[list[tuple[int, int, Any]], Sequence[Any]]:
    """Everything said, once all of it is sent and no order waits."""
    until = time.monotonic() + SETTLE_SECONDS
    while True:
        async with staff.store.reading() as room:
            orders, rows = await room.cases.orders(chat.id), await room.cases.messages(chat.id)
            found = await staff.case(room, chat.id)
        assert found is not None
        is_heard = sum(not row.place for row in rows) >= len(chat.said)
        if (
            is_heard
            and all(one.done_at for one in orders)
            and all(row.settled_at for row in rows if row.place)
        ):
            break
        assert time.monotonic() < until, "something was never done"
        await asyncio.sleep(0.1)
    return [(row.turn, row.place, said_in(chat.id, found[1], row)) for row in rows], orders


def _talks(said: Sequence[tuple[int, int, Any]], held: Sequence[tuple[int, bool]]) -> Iterator[str]:
    """What the bot said while the team had the conversation."""
    for turn, place, content in said:
        is_held = next((is_take for at, is_take in reversed(held) if at <= turn), False)
        if place and is_held and content["key"] not in TEAM:
            yield content["key"]


def _arrived(texts: Sequence[str], said: Sequence[str]) -> bool:
    """Whether just that arrived, in order; a kill may bring a message once more."""
    waiting, last = list(reversed(said)), ""
    for text in texts:
        if waiting and text == waiting[-1]:
            last = waiting.pop()
        elif text != last:
            return False
    return not waiting
