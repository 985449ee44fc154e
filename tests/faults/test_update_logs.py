"""Generated logs of updates, replayed with duplicates in any order: the same end as hearing each once, and each tap one step."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random

import pytest

from bot.assistant import Assistant, Received
from bot.core import OVER, Conversation, Incoming, Tap, short_id, take_turn
from bot.store import Keys, Store
from tests.conftest import AT
from tests.support.databases import new_database
from tests.support.sizes import full
from tests.support.small_flow import FLOW

SHARDS, REPLAYS = 4, 3
LOGS, TAPS = full(150, 1000), full(150, 1000)
WORDS = (
    "cat",
    "dog",
    "continue",
    "Big park",
    "Momo",
    "nonsense",
    "6 May 2020",
    "1 January 1990",
    "yes",
    "no",
)
COMMANDS = ("back", "skip", "/change", "language", "help", "confirm", "/sent", "en", "zh", "delete my data")
Log = Sequence[Incoming]


def generated(number: int) -> Log:
    """What one person sends: mostly answers that fit, some that do not, some commands."""
    dice = Random(number)
    said = ["/start", "en", dice.choice(WORDS[:2])]
    said += [dice.choice(WORDS if dice.random() < 0.8 else COMMANDS) for _ in range(dice.randrange(3, 9))]
    return [Incoming(AT, text=text) for text in said]


def heard_once(log: Log) -> Conversation | None:
    """The engine alone; whoever erases everything begins anew with the next word."""
    now = None
    for incoming in log:
        now = take_turn(FLOW, now or Conversation("", FLOW.key, language="en"), incoming).conversation
        if now.state in OVER:
            now = Conversation("", now.flow, now.state, now.language, turn=1, last_heard=now.last_heard)
    return now


def with_duplicates(updates: Sequence[Received], dice: Random) -> list[Received]:
    """Each comes in its order for the first time; again at any later time, as often as the dice say."""
    order = list(updates)
    for place, update in enumerate(updates):
        for _ in range(dice.choice((0, 0, 1, 2))):
            order.insert(dice.randrange(order.index(updates[place]) + 1, len(order) + 1), update)
    return order


def together(queues: Sequence[list[Received]], dice: Random) -> Iterator[list[Received]]:
    """Batches over all people, each person's updates in their order."""
    waiting = [list(reversed(queue)) for queue in queues]
    while waiting := [queue for queue in waiting if queue]:
        batch: list[Received] = []
        for queue in waiting:
            batch += [queue.pop() for _ in range(min(len(queue), dice.randrange(1, 4)))]
        yield batch


def without_name(conversation: Conversation | None) -> Conversation | None:
    """All but what the store gives it: its id and its version."""
    return conversation and replace(conversation, id="", version=0)


@pytest.mark.parametrize("shard", range(SHARDS))
async def test_a_log_replayed_three_times_with_duplicates_ends_the_same(tmp_path: Path, shard: int) -> None:
    store = await Store.open(new_database("sqlite", tmp_path), Keys.read(tmp_path / "keys"))
    assistant, dice, ids = Assistant([FLOW], store), Random(shard), count()
    logs = {number: generated(number) for number in range(shard, LOGS, SHARDS)}
    people = {f"{number}/{replay}": logs[number] for number in logs for replay in range(REPLAYS)}
    queues = [
        with_duplicates([Received("test", name, str(next(ids)), one, "en") for one in log], dice)
        for name, log in people.items()
    ]
    for batch in together(queues, dice):
        await assistant.hear(batch)
    wanted = {number: heard_once(log) for number, log in logs.items()}
    for name in people:
        assert without_name(await store.load("test", name)) == without_name(wanted[int(name.split("/")[0])])
    await store.close()


async def test_a_double_tap_is_one_step(store: Store, database: str, tmp_path: Path) -> None:
    other = await Store.open(database, Keys.read(tmp_path / "keys"), "other")
    both = Assistant([FLOW], store), Assistant([FLOW], other)
    ids = count()
    people = [str(number) for number in range(TAPS)]
    for text in ("/start", "en"):
        batch = [Received("test", one, str(next(ids)), Incoming(AT, text=text), "en") for one in people]
        await both[0].hear(batch)

    async def tap_twice(name: str) -> None:
        now = await store.load("test", name)
        assert now is not None
        incoming = Incoming(AT, tap=Tap(now.id, short_id(now.asked), now.prompted_in_turn, "cat"))
        await asyncio.gather(
            *(one.hear([Received("test", name, str(next(ids)), incoming, "en")]) for one in both)
        )

    await asyncio.gather(*map(tap_twice, people))
    found = [await store.load("test", name) for name in people]
    await other.close()
    assert [one and (dict(one.answers), one.asked, one.misses) for one in found] == [
        ({"pet": "cat"}, "name", 0)
    ] * TAPS
