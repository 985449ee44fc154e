"""Many workers on one PostgreSQL, fed as Telegram feeds them: two queues a person, each in order, freely interleaved."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, replace
from itertools import count, pairwise
from pathlib import Path
from random import Random

from bot.assistant import Assistant, Received
from bot.core import Conversation, Flow, Incoming, Turn
from bot.store import Keys, Store, StoreDown
from tests.conftest import AT
from tests.support.databases import new_postgresql
from tests.support.small_flow import FLOW

QUEUES = ("message", "callback")


@dataclass(frozen=True, slots=True)
class Found:
    """What came of it. An inversion is an update that stands before an earlier one of its queue."""

    updates: int
    lost: int
    doubled: int
    inversions: int
    refused: int


def counted(flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
    """The cheapest turn that changes the conversation."""
    return Turn(incoming, replace(conversation, turn=conversation.turn + 1), ())


async def feed(folder: Path, workers: int, updates: int, people: int) -> Found:
    """Hears `updates` in all, spread over people, queues and workers; what a worker does not take comes again."""
    url, dice, ids, refused = new_postgresql(), Random(7), count(), 0
    stores = [await Store.open(url, Keys.read(folder / "keys"), f"w{number}") for number in range(workers)]
    assistants = [Assistant([FLOW], store, take_turn=counted) for store in stores]
    each = updates // (people * len(QUEUES))

    async def deliver(person: str, queue: str) -> None:
        nonlocal refused
        for number in range(each):
            incoming = Incoming(AT, text=f"{queue} {number}")
            heard = Received("test", person, str(next(ids)), incoming, "en")
            while True:
                try:
                    await dice.choice(assistants).hear([heard])
                    break
                except StoreDown:
                    refused += 1

    names = [str(number) for number in range(people)]
    await asyncio.gather(*(deliver(name, queue) for name in names for queue in QUEUES))
    found = [await _found(stores[0], name, each) for name in names]
    for store in stores:
        await store.close()
    return Found(
        each * people * len(QUEUES),
        sum(lost for lost, _, _ in found),
        sum(doubled for _, doubled, _ in found),
        sum(inversions for _, _, inversions in found),
        refused,
    )


async def _found(store: Store, person: str, each: int) -> tuple[int, int, int]:
    """Lost, doubled and inverted updates of one person, by the transcript."""
    async with store.transaction() as transaction:
        known = (await transaction.load([("test", person)]))["test", person][FLOW.key]
    said = [one.content["text"] for one in await store.transcript(known.conversation.id, known.key)]
    times = Counter(said)
    lost = sum(not times[f"{queue} {number}"] for queue in QUEUES for number in range(each))
    order = [[int(text.split()[1]) for text in said if text.startswith(queue)] for queue in QUEUES]
    inversions = sum(later < earlier for one in order for earlier, later in pairwise(one))
    doubled = sum(many - 1 for many in times.values())
    return lost + (known.conversation.turn != len(said)), doubled, inversions
