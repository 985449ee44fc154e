"""Somebody whose conversation is stored and told again: what they send, what staff does meanwhile, how far they are."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot.assistant import Assistant, Received
from bot.core import (
    CleanFile,
    Conversation,
    Fact,
    Flow,
    Incoming,
    Mistake,
    Paper,
    Periods,
    TakeTurn,
    Tap,
    short_id,
    take_turn,
)
from bot.documents import clean_now
from bot.rehearsal.blank_files import accepted_file
from bot.rehearsal.recording.record_stored import record_stored
from bot.store import Store, sealed_order
from bot.store.staff_tables import orders
from dialogs import MAIN_FLOW
from tests.conftest import Clock

FLOW = MAIN_FLOW


class Person:
    """Talks to the assistant as a messenger would, with taps, edits and files."""

    def __init__(
        self, store: Store, clock: Clock, take_turn: TakeTurn = take_turn, flow: Flow = FLOW
    ) -> None:
        self.store, self.clock, self.number, self.flow = store, clock, 0, flow
        self.assistant = Assistant([flow], store, take_turn=take_turn)

    async def send(self, **sent: Any) -> None:
        self.number += 1
        incoming = Incoming(self.clock.at, **{"message": str(self.number), **sent})
        await self.assistant.hear([Received("test", "a", str(self.number), incoming)])

    async def say(self, *texts: str) -> None:
        for text in texts:
            await self.send(text=text)

    async def now(self) -> Conversation:
        found = await self.store.load("test", "a")
        assert found is not None
        return found

    async def tap(self, code: str, *, turn: int = 0) -> None:
        now = await self.now()
        await self.send(tap=Tap(now.id, short_id(now.asked), now.prompted_in_turn - turn, code))

    async def wait(self, **time: float) -> None:
        self.clock.at += timedelta(**time)
        while await self.assistant.tidy(self.clock.at):
            pass

    async def orders(self, *wanted: tuple[str, str, str]) -> None:
        """What staff left to be done, in order, is done by the bot; then what is due by itself."""
        now = await self.now()
        key = await self.store.key_of(now.id)
        assert key is not None
        for kind, text, about in wanted:
            self.number += 1
            id = f"o{self.number}"
            row = {"id": id, "conversation": now.id, "staff": "mei", "kind": kind, "seen_turn": 1_000}
            sealed = sealed_order(key, now.id, id, text=text, about=about)
            async with self.store._commit() as connection:
                await connection.execute(insert(orders).values(row | {"sealed": sealed, "at": self.clock()}))
            await self.assistant.follow_orders(self.clock.at)
        while await self.assistant.follow_orders(self.clock.at):
            pass

    async def retold(self, path: Path, turn: int | None = None) -> str:
        id = (await self.now()).id
        key = await self.store.key_of(id)
        assert key is not None
        await record_stored(self.flow, self.store, id, key, path, "", Periods(), turn)
        return path.read_text("utf-8")


def photo(number: int) -> CleanFile:
    cleaned = clean_now(accepted_file("jpg", 1, number))
    assert not isinstance(cleaned, Mistake)
    return cleaned[0]


def seen(number: int, paper: Paper) -> CleanFile:
    """A picture on which that was read."""
    file = photo(number)
    return replace(file, paper=paper, ref=replace(file.ref, shows=paper.shows))


def facts(**texts: str) -> tuple[Fact, ...]:
    return tuple(Fact(key, text) for key, text in texts.items())


TO_THE_NUMBERS = (
    *("/start", "en", "agree", "one", "yes", "shanghai", "study", "F-1", "2027-03-14", "2027-03-01"),
    *("no", "no", "no", "no"),
)


TO_THE_PROOF = (
    *("2027-04-19", "9:30", "20269876543", "FEATHERSTONE", "TWEETY", "1987-09-23", "E87654329"),
    *("AA00QWZX98", "no", "+86 139 8765 4321", "tweety@canary.example", "987 Canary Lane, Shanghai"),
    *("2020-01", "now", "no", "none", "2020-01", "now", "no", "Canary University", "Canary Studies"),
    *("The university does not admit Tweety after the first week.",),
)
