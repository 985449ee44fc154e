"""A process that ends at a chosen point: just before or just after a commit or a send, as if it were killed there."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import event

from bot.assistant import Assistant, Document, Outbox, Pace, Received
from bot.core import Flow, Incoming
from bot.store import Keys, Outgoing, Store

KILLED = 137
ADDRESS = "7001"
ON_DISK = ("write", "fsync", "rename", "replace")


@dataclass
class Points:
    """Counts the places where a process may die, and dies at one of them. 0 is none."""

    fatal: int = 0
    passed: list[str] = field(default_factory=list)

    def __call__(self, name: str) -> None:
        self.passed.append(name)
        if len(self.passed) == self.fatal:
            os._exit(KILLED)

    def watch(self, store: Store) -> None:
        """Before each commit, and after it: when its connection goes back to the pool."""
        engine = store._engine.sync_engine
        event.listen(engine, "commit", lambda connection: self("before a commit"))
        event.listen(engine, "checkin", lambda connection, record: self("after a commit"))

    def watch_files(self) -> None:
        """Before and after each call of this thread that puts a file on the disk."""

        def passed(frame: object, event: str, called: Any) -> None:
            name = getattr(called, "__name__", "")
            if event in ("c_call", "c_return") and name in ON_DISK:
                self(f"{'before' if event == 'c_call' else 'after'} {name}")

        sys.setprofile(passed)


@dataclass
class Phone:
    """The other end, in a file: what arrived there stays there when the bot dies."""

    path: Path
    points: Points

    async def send(self, outgoing: Outgoing, document: Document | None) -> None:
        self.points("before a send")
        said = [outgoing.turn, outgoing.place, outgoing.reply.key, document and document[0]]
        with self.path.open("a") as file:
            file.write(json.dumps(said) + "\n")
        self.points("after a send")

    @property
    def got(self) -> list[list[Any]]:
        return [json.loads(line) for line in self.path.read_text().splitlines()] if self.path.exists() else []


@dataclass(frozen=True)
class Place:
    """A database with its keys, and the phone."""

    url: str
    folder: Path

    def copied_to(self, folder: Path) -> Place:
        """The same on SQLite, somewhere else."""
        shutil.copytree(self.folder, folder)
        return Place(self.url.replace(str(self.folder), str(folder)), folder)


async def hear(flow: Flow, place: Place, points: Points, number: int, incoming: Incoming | None) -> None:
    """One life of the bot: it takes up what was left, hears one update, answers, and goes."""
    store = await Store.open(place.url, Keys.read(place.folder / "keys"))
    points.watch(store)
    outbox = Outbox(store, "test", Phone(place.folder / "phone", points).send, Pace(0, 0))
    await outbox.resume()
    if incoming is not None:
        assistant = Assistant([flow], store, outbox.push)
        await assistant.hear([Received("test", ADDRESS, str(number), incoming, "zh")])
    await outbox.drain()
    await store.close()


def in_a_process(work: Callable[[], Coroutine[Any, Any, Any]]) -> int:
    """Do it in a child that is a copy of this process. Returns its exit code."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            asyncio.run(work())
            code = 0
        finally:
            sys.setprofile(None)
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def repeated(got: Sequence[Any]) -> int:
    """How many messages arrived twice."""
    return len(got) - len(set(map(json.dumps, got)))
