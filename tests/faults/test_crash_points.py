"""Every point at which the bot may die, one by one: nothing is lost, nothing happens twice, one message at most is repeated."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from bot.core import CleanFile, Conversation, FileRef, Flow, Incoming
from bot.store import Keys, Store
from tests.conftest import AT
from tests.faults.crashing import ADDRESS, KILLED, Phone, Place, Points, hear, in_a_process, repeated
from tests.support import real_flow, small_flow
from tests.support.databases import copy_postgresql, new_database, new_postgresql
from tests.support.sizes import THOROUGH, full

PAGE = CleanFile(FileRef("ab" * 32, "pdf", 1, 3, "proof.pdf"), b"pdf")


def outcome(place: Place) -> tuple[Conversation | None, list[Any]]:
    """What a person has in the end: the conversation, and every message in its order once."""

    async def read() -> Conversation | None:
        store = await Store.open(place.url, Keys.read(place.folder / "keys"))
        found = await store.load("test", ADDRESS)
        await store.close()
        # Whoever began anew has another id; all else must be the same.
        return found and replace(found, id="")

    got = phone(place)
    return asyncio.run(read()), [one for number, one in enumerate(got) if one not in got[:number]]


def phone(place: Place) -> list[list[Any]]:
    return Phone(place.folder / "phone", Points()).got


def points_of(flow: Flow, place: Place, number: int, incoming: Incoming) -> tuple[str, ...]:
    """The points that are passed while a message is heard, by name, in order."""
    points = Points()
    asyncio.run(hear(flow, place, points, number, incoming))
    return tuple(points.passed)


@dataclass
class Sweep:
    """Which points are died at: each of them if thorough, else those of a message that passes three in a row as none
    did before it; one that only sends more messages goes no other way."""

    seen: set[tuple[str, ...]] = field(default_factory=set)
    swept: int = 0

    def fatal(self, passed: tuple[str, ...]) -> range:
        steps = set(zip(passed, passed[1:], passed[2:], strict=False))
        chosen = len(passed) if THOROUGH or steps - self.seen else 0
        self.seen |= steps
        return range(1, chosen + 1)


def survives(flow: Flow, place: Place, fatal: int, number: int, incoming: Incoming) -> bool:
    """Die at a point, start again; an update that was not acknowledged comes again.

    False where the point was not passed this time: a mark of what was sent may have gone along with another commit.
    """
    died = in_a_process(partial(hear, flow, place, Points(fatal), number, incoming))
    assert died in (KILLED, 0)
    asyncio.run(hear(flow, place, Points(), number, incoming))
    return died == KILLED


def died_at(flow: Flow, messages: Sequence[Incoming], folder: Path) -> int:
    """Each message of a conversation in turn, and the points while it is heard. Returns how many were died at."""
    here, sweep = Place(new_database("sqlite", folder / "here"), folder / "here"), Sweep()
    here.folder.mkdir()
    for number, incoming in enumerate(messages):
        before = here.copied_to(folder / f"before-{number}")
        passed = points_of(flow, here, number, incoming)
        wanted = outcome(here)
        for fatal in sweep.fatal(passed):
            place = before.copied_to(folder / f"at-{number}-{fatal}")
            sweep.swept += survives(flow, place, fatal, number, incoming)
            assert outcome(place) == wanted
            assert repeated(phone(place)) <= 1
    return sweep.swept


def test_a_whole_conversation_survives_every_point_on_sqlite(tmp_path: Path) -> None:
    messages = [incoming for _, incoming in real_flow.way("humanitarian", "zh")]
    assert died_at(real_flow.FLOW, messages, tmp_path) > full(5, 240)


SMALL = [
    Incoming(AT, text=text)
    for text in (
        "/start",
        "en",
        "dog",
        "continue",
        "Park",
        "back",
        "Big park",
        "Momo",
        "nonsense date",
        "6 May 2020",
        "yes",
        "A ball",
        "no",
        "confirm",
        "export my data",
        "delete my data",
        "Erase everything",
        "en",
    )
]


def test_a_small_conversation_with_its_end_survives_every_point_on_sqlite(tmp_path: Path) -> None:
    assert died_at(small_flow.FLOW, SMALL, tmp_path) > full(5, 100)


def test_a_small_conversation_survives_every_point_on_postgresql(tmp_path: Path) -> None:
    url, sweep = new_postgresql(), Sweep()
    here = Place(url, tmp_path / "here")
    here.folder.mkdir()
    for number, incoming in enumerate(SMALL):
        before = copy_postgresql(url)
        kept = Place(before, tmp_path / f"before-{number}")
        here.copied_to(kept.folder)
        passed = points_of(small_flow.FLOW, here, number, incoming)
        wanted = outcome(here)
        for fatal in sweep.fatal(passed):
            place = Place(copy_postgresql(before), tmp_path / f"at-{number}-{fatal}")
            kept.copied_to(place.folder)
            sweep.swept += survives(small_flow.FLOW, place, fatal, number, incoming)
            assert outcome(place) == wanted
            assert repeated(phone(place)) <= 1
    assert sweep.swept > full(5, 100)
