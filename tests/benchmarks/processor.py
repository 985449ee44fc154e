"""Processor time a turn, from an update's JSON to a reply that the Bot API accepted: this bot, which keeps
everything, and PTB.

Each is a process of its own before a fake Bot API of its own. 64 people talk at once, each as fast as they
are answered, with one and then with the other, in turns: what else the machine does strikes both alike.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.peers.ptb_bot import crowded
from tests.benchmarks.phones import lines, write_dialog
from tests.benchmarks.processes import bot_environment, processor_seconds, running_process
from tests.benchmarks.row import Row
from tests.fake_bot_api import Apart, apart
from tests.support.ports import free_port

AT_ONCE, ROUNDS = 64, 3
USERS, PICKLE_SECONDS = 10_000, 20.0


@dataclass(slots=True)
class Running:
    """A bot and its Bot API, and how that one is told of a tap. Nobody has talked to it before the chat of this number."""

    process: int
    api: Apart
    tap: str
    chat: int = 100_001

    def warm(self, people: int = AT_ONCE) -> None:
        """Everything was used once; and everybody is answered in full, so that nothing of it is counted later."""
        self._talk(people, 3, 120.0)

    def cost(self, most: float = 120.0) -> float:
        """Seconds of processor time a turn: whole talks of 64 strangers, for `most` seconds."""
        before = processor_seconds(self.process)
        turns = self._talk(AT_ONCE, None, most)
        return (processor_seconds(self.process) - before) / turns

    def _talk(self, people: int, beginning: int | None, most: float) -> int:
        said = lines(tap=self.tap)[:beginning]
        held = self.api.talks(
            said, at_once=people, conversations=people, first=self.chat, lang="zh", seconds=most
        )
        self.chat += people
        return int(held["turns"])


@contextmanager
def _ours(*, webhook: bool) -> Iterator[Running]:
    port = free_port() if webhook else None
    with (
        TemporaryDirectory() as folder,
        apart(*_behind(port)) as api,
        running_process("bot", "run", **bot_environment(api, Path(folder), port=port)) as process,
    ):
        yield Running(process, api, "tap:")


@contextmanager
def _ptb(*, webhook: bool, users: int = 0) -> Iterator[Running]:
    """With so many users everything is flushed to a file after each turn, without any nothing is kept at all."""
    port = free_port() if webhook else None
    with TemporaryDirectory() as folder, apart(*_behind(port)) as api:
        dialog, kept = Path(folder, "dialog.json"), Path(folder, "kept")
        write_dialog(dialog)
        options = ["--api", api.url, "--dialog", str(dialog)]
        if port is not None:
            options += ["--listen", f"127.0.0.1:{port}"]
        if users:
            asyncio.run(crowded(kept, users, len(lines())))
            options += ["--kept", str(kept)]
        with running_process("tests.benchmarks.peers.ptb_bot", *options) as process:
            yield Running(process, api, "data:")


def _behind(port: int | None) -> list[str]:
    return ["--behind", f"http://127.0.0.1:{port}"] if port is not None else []


def _row(mode: str, goal: float, *, webhook: bool) -> Row:
    with ExitStack() as both:
        ours, peer = (both.enter_context(start(webhook=webhook)) for start in (_ours, _ptb))
        for one in (ours, peer):
            one.warm()
        pairs = [(ours.cost(), peer.cost()) for _ in range(ROUNDS)]
    found, other = (median(column) for column in zip(*pairs, strict=True))
    ratio = median(mine / its for mine, its in pairs)
    return Row(
        f"processor time a turn, {AT_ONCE} chats at once, {mode}",
        f"≤ {goal} ×",
        f"{found * 1e6:.0f} µs",
        f"{ratio:.2f} × PTB, ConversationHandler, httpx, nothing kept ({other * 1e6:.0f} µs)",
        ratio <= goal,
    )


def polling() -> Row:
    return _row("polling", 0.2, webhook=False)


def webhook() -> Row:
    return _row("webhook", 0.3, webhook=True)


def pickle() -> Row:
    with _ours(webhook=False) as ours:
        ours.warm()
        found = ours.cost()
    with _ptb(webhook=False, users=USERS) as running:
        running.warm(people=2)
        peer = running.cost(PICKLE_SECONDS)
    return Row(
        f"the same with {USERS:,} users stored, polling",
        "≤ 0.02 ×",
        f"{found * 1e6:.0f} µs",
        f"{found / peer:.4f} × PTB, PicklePersistence flushed every turn ({peer * 1e3:.0f} ms)",
        found / peer <= 0.02,
    )
