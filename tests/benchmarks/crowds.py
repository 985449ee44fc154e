"""Many chats at once through Assistant, Store and Outbox, sending to nobody: what the durability benchmarks play."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from bot.assistant import Assistant, Document, Outbox, Pace, Received
from bot.core import Incoming
from bot.serving import spare_the_collector
from bot.store import Keys, Outgoing, Store
from tests.support.real_flow import FLOW, way

AT_ONCE = 64
MESSAGES: Sequence[Incoming] = [incoming for _, incoming in way("humanitarian", "zh")]
_numbers = count(1)


async def nowhere(outgoing: Outgoing, document: Document | None) -> None:
    """A transport that takes everything at once."""


@asynccontextmanager
async def bot(folder: Path, url: str = "") -> AsyncIterator[tuple[Assistant, Outbox]]:
    """On SQLite, if no other database is named; a commit is on the disk."""
    spare_the_collector()
    store = await Store.open(url or f"sqlite:///{folder / 'jiaji.sqlite3'}", Keys.read(folder / "keys"))
    outbox = Outbox(store, "bench", nowhere, Pace(0, 0))
    yield Assistant([FLOW], store, outbox.push), outbox
    await outbox.drain()
    await store.close()


async def converse(assistant: Assistant, messages: Sequence[Incoming] = MESSAGES) -> None:
    """A crowd of strangers, each with a whole conversation, each waiting for one message to be kept before the next."""

    async def one(address: str) -> None:
        for incoming in messages:
            await assistant.hear([Received("bench", address, str(next(_numbers)), incoming, "zh")])

    await asyncio.gather(*(one(f"stranger-{next(_numbers)}") for _ in range(AT_ONCE)))
