"""The console on ten thousand conversations: its list, a long talk, its search; and what two busy readers take from the bot.

`python -m tests.benchmarks.console URL` is those readers: it reads lists and talks until its input ends.
"""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from bot.assistant import Assistant, Received
from bot.console.shelf import Sought
from bot.core import Conversation, Flow, Incoming, Turn, take_turn
from bot.store import ConsoleStore, Wanted
from tests.benchmarks.row import Row
from tests.conftest import AT, Clock
from tests.console.browsing import Browser, Staffed
from tests.support.real_flow import FLOW

MANY, AT_ONCE, ROUNDS = 10_000, 64, 5
TURNS = 60
BEGUN = ("en", "agree and share", "one", "yes", "shanghai")


async def _hear(staffed: Staffed, people: Sequence[str], text: str) -> None:
    """The same of each of them, in one batch."""
    heard = []
    for person in people:
        staffed.number += 1
        incoming = Incoming(AT, text=text, message=str(staffed.number))
        heard.append(Received("test", person, str(staffed.number), incoming, "en"))
    await staffed.bot.hear(heard)


async def _fill(staffed: Staffed) -> None:
    for start in range(0, MANY, AT_ONCE):
        people = [f"p{number}" for number in range(start, min(start + AT_ONCE, MANY))]
        staffed.clock.at = AT.replace(microsecond=0)
        for text in BEGUN:
            await _hear(staffed, people, text)


async def _took(act: Callable[[], Awaitable[object]]) -> float:
    """In milliseconds."""
    start = perf_counter()
    await act()
    return (perf_counter() - start) * 1000


async def _pages(browser: Browser, talk: str) -> list[float]:
    """The list, the talk, what it takes to open all of them, also in seconds of the processor, a search in them, and the list with one; medians but for the opening."""

    async def often(path: str) -> float:
        return median([await _took(lambda: browser.get(path)) for _ in range(ROUNDS)])

    shelf = browser.staffed.console.shelf
    async with browser.staffed.console.store.reading() as room:
        begun = process_time()
        built = await _took(lambda: shelf.refresh(room))
        worked = process_time() - begun
    start = perf_counter()
    shelf.found(Sought("nobody"), AT)
    asked = (perf_counter() - start) * 1000
    return [await often("/"), await often(f"/talk/{talk}"), built, worked, asked, await often("/?q=nobody")]


@asynccontextmanager
async def _busy_readers(url: str) -> AsyncIterator[None]:
    command = [sys.executable, "-m", "tests.benchmarks.console", url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as readers:
        assert readers.stdin is not None
        assert readers.stdout is not None
        await asyncio.to_thread(readers.stdout.readline)
        yield
        readers.stdin.close()


def copied(folder: Path) -> Path:
    """The database as it is now, in another file."""
    copy = folder / "copy.sqlite3"
    with (
        closing(sqlite3.connect(folder / "jiaji.sqlite3")) as here,
        closing(sqlite3.connect(copy)) as there,
    ):
        here.backup(there)
    return copy


async def _turns_a_second(staffed: Staffed, name: str) -> float:
    people = [f"{name} {number}" for number in range(AT_ONCE)]
    start = perf_counter()
    for text in (*BEGUN, "study", "F-1"):
        await asyncio.gather(*(_hear(staffed, [person], text) for person in people))
    return AT_ONCE * (len(BEGUN) + 2) / (perf_counter() - start)


async def _share_of_what_is_kept(staffed: Staffed) -> float:
    """Processor time of durable turns with what their replies were made of, beside the same without."""

    def without(flow: Flow, now: Conversation, incoming: Incoming) -> Turn:
        turn = take_turn(flow, now, incoming)
        return replace(turn, replies=tuple(replace(reply, said=()) for reply in turn.replies))

    (flow,) = staffed.console.flows.values()
    bots = {"without": Assistant([flow], staffed.store, take_turn=without), "with": staffed.bot}
    took: dict[str, list[float]] = {name: [] for name in bots}
    for round in range(2 * ROUNDS):
        for name, bot in bots.items():
            one = replace(staffed, bot=bot, number=staffed.number + 1_000_000)
            start = process_time()
            await _turns_a_second(one, f"{name} {round}")
            took[name].append(process_time() - start)
            staffed.number = one.number
    return min(took["with"]) / min(took["without"])


async def _measured(folder: Path) -> list[Row]:
    url = f"sqlite:///{folder / 'jiaji.sqlite3'}"
    staffed = await Staffed.open(url, folder, Clock(), FLOW)
    await _fill(staffed)
    talk = await staffed.says(*BEGUN, *("help", "why") * ((TURNS - len(BEGUN)) // 2), person="long")
    browser = await staffed.signed_in("reader")
    listed, shown, built, worked, asked, sought = await _pages(browser, talk)
    kept = await _share_of_what_is_kept(staffed)
    alone, beside = [], []
    # Readers of another file take as much of the machine, and nothing of the bot's database.
    other = f"sqlite:///{copied(folder)}"
    for round in range(ROUNDS):
        async with _busy_readers(other):
            alone.append(await _turns_a_second(staffed, f"alone {round}"))
        async with _busy_readers(url):
            beside.append(await _turns_a_second(staffed, f"beside {round}"))
    await staffed.close()
    share = median(beside) / median(alone)
    return [
        Row(f"console: the list of {MANY}", "≤ 40 ms", f"{listed:.0f} ms", "", listed <= 40),
        Row(f"console: a talk of {TURNS} turns", "≤ 120 ms", f"{shown:.0f} ms", "", shown <= 120),
        Row(
            f"console: {MANY} opened to be searched",
            "≤ 2 s",
            f"{built / 1000:.1f} s",
            f"{worked:.1f} s of processor time, seven tenths of it opening their keys",
            built <= 2000,
        ),
        Row(
            "console: a search in what is opened",
            "≤ 15 ms",
            f"{asked:.0f} ms",
            f"the whole page {sought:.0f} ms, with its row in the journal",
            asked <= 15,
        ),
        Row(
            "the bot's durable turns beside two busy readers",
            "≥ 0.9 ×",
            f"{median(beside):.0f}/s",
            f"{share:.2f} × beside two of another file ({median(alone):.0f}/s)",
            share >= 0.9,
        ),
        Row(
            "durable turns with what replies were made of",
            "≤ 1.05 ×",
            f"{kept:.2f} ×",
            "processor time beside the same turns without",
            kept <= 1.05,
        ),
    ]


def measure() -> list[Row]:
    with TemporaryDirectory() as folder:
        return asyncio.run(_measured(Path(folder)))


async def _read(store: ConsoleStore) -> None:
    while True:
        async with store.reading() as room:
            for row in await room.cases.page(Wanted(), 50):
                await room.cases.messages(row.id)


async def _readers(url: str) -> None:
    store = await ConsoleStore.open(url)
    reading = [asyncio.create_task(_read(store)) for _ in range(2)]
    print("reading", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    for one in reading:
        one.cancel()
    await asyncio.gather(*reading, return_exceptions=True)
    await store.close()


if __name__ == "__main__":
    asyncio.run(_readers(sys.argv[1]))
