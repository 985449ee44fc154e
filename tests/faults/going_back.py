"""Two bots on PostgreSQL behind nginx while people talk: an upgrade one after the other, then the way back to the program
and the backup from before, as deploy/runbook.md tells it."""

from __future__ import annotations

import asyncio
import re
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import httpx

from bot.channels.telegram import CHANNEL
from bot.store import Keys, Store
from tests.fake_bot_api import FakeBotApi, Person, running
from tests.support.databases import new_postgresql
from tests.support.nginx import proxy
from tests.support.ports import free_port
from tests.support.programs import Program

PATH, SECRET = "/telegram/0123456789abcdef", "a-secret-of-the-tests"
BEGIN = ("/start", "en")
_WORDS = re.compile(r"word \d+")
HASTE = 2.0
"""What Telegram waits before it calls again is divided by this."""
PEOPLE, BEAT_SECONDS, MOST_UNANSWERED = 6, 0.1, 10
"""Whoever is not answered says ten things and then waits: of a longer line the bot does not send the middle."""
PATIENCE = 120.0
BEHIND = (8081, 8082)
"""The ports that the site of deploy/ names."""


@dataclass
class Talk:
    """What somebody said. Each answer quotes the words that it answers, but for the first two."""

    person: Person
    said: list[str] = field(default_factory=list)

    @property
    def answered(self) -> set[str]:
        return {words for text in self.person.texts for words in _WORDS.findall(text)}

    @property
    def unanswered(self) -> set[str]:
        return set(self.said).difference(BEGIN) - self.answered

    def go_on(self) -> None:
        if len(self.said) < len(BEGIN):
            self._say(BEGIN[len(self.said)])
        elif len(self.unanswered) < MOST_UNANSWERED:
            self._say(f"word {len(self.said)}")

    def _say(self, words: str) -> None:
        self.said.append(words)
        self.person.types(words)


@dataclass(frozen=True, slots=True)
class Found:
    """What came of it. `lost` counts what was answered before the backup, or said after the newer program was stopped, and
    yet is not in the store; `forgotten` what was said in between and is gone with the newer database."""

    said: int
    unanswered: int
    lost: int
    forgotten: int
    set_aside: int


class Bots:
    """Two, each with a folder of its own, at the ports that nginx knows."""

    def __init__(self, folder: Path, api: str, ports: Mapping[int, int], stack: ExitStack) -> None:
        self._folder, self._api, self._ports, self._stack = folder, api, ports, stack
        self._running: dict[int, subprocess.Popen[bytes]] = {}

    def start(self, program: Program, *which: int) -> None:
        """Returns once they say that they are ready."""
        for one in which:
            mine = program.with_settings(
                JIAJI_DATA=str(self._folder / f"bot-{one}"),
                JIAJI_LISTEN=f"127.0.0.1:{self._ports[one]}",
                JIAJI_TELEGRAM_API=self._api,
            )
            log = self._stack.enter_context((self._folder / f"bot-{one}.log").open("ab"))
            self._running[one] = mine.started("run", log=log)
        for one in which:
            _until_ready(f"http://127.0.0.1:{self._ports[one]}/readyz", self._running[one])

    def stop(self, *which: int) -> None:
        for one in which:
            self._running[one].terminate()
        for one in which:
            assert self._running.pop(one).wait(PATIENCE) == 0

    def end(self) -> None:
        for process in self._running.values():
            process.kill()
            process.wait()


def _until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(httpx.TransportError):
            if httpx.get(url).status_code == 200:
                return
        assert process.poll() is None, "a bot ended by itself"
        time.sleep(0.05)
    raise AssertionError("a bot is not ready")


@contextmanager
def talking(api: FakeBotApi) -> Iterator[list[Talk]]:
    """People talk until the end of the block."""
    talks, over = [Talk(api.person(7001 + number, "en")) for number in range(PEOPLE)], Event()

    def talk() -> None:
        while not over.wait(BEAT_SECONDS):
            for one in talks:
                one.go_on()

    thread = Thread(target=talk, daemon=True)
    thread.start()
    try:
        yield talks
    finally:
        over.set()
        thread.join()


def go_back(folder: Path, old: Program, new: Program, seconds: float) -> Found:
    """`seconds` is how long people talk between two steps."""
    ports = {port: free_port() for port in BEHIND}
    database, again = new_postgresql(), new_postgresql()
    settings = {
        "JIAJI_TELEGRAM_TOKEN": "1:test",
        "JIAJI_WEBHOOK_URL": f"https://jiaji.example{PATH}",
        "JIAJI_WEBHOOK_SECRET": SECRET,
        "JIAJI_DATABASE_URL": database,
        "JIAJI_KEYS": str(folder / "keys"),
        "JIAJI_DATA": str(folder / "operator"),
        "JIAJI_PACE": "0",
        "JIAJI_PACE_CHAT": "0",
    }
    old, new = old.with_settings(**settings), new.with_settings(**settings)
    with ExitStack() as stack:
        site = stack.enter_context(proxy("nginx.conf", folder, ports, tls=False))
        api = stack.enter_context(running(FakeBotApi(behind=site), haste=HASTE, ticking=True))
        bots = Bots(folder, api.url, ports, stack)
        stack.callback(bots.end)
        one, other = BEHIND
        bots.start(old, one)
        bots.start(old, other)
        with talking(api) as talks:
            time.sleep(seconds)
            safe = [talk.answered for talk in talks]
            old.does("backup", folder / "before.jiaji")
            # The upgrade: one after the other, so that somebody is always there.
            for which in BEHIND:
                bots.stop(which)
                bots.start(new, which)
                time.sleep(seconds)
            # The way back
            new.does("erase", "--proof")
            bots.stop(*BEHIND)
            between = [set(talk.said) - mine for talk, mine in zip(talks, safe, strict=True)]
            assert old.run("run").returncode == 2
            back = old.on(again)
            back.does("restore", folder / "before.jiaji")
            bots.start(back, *BEHIND)
            time.sleep(seconds)
        until = time.monotonic() + PATIENCE
        while any(talk.unanswered for talk in talks) and time.monotonic() < until:
            time.sleep(0.1)
        bots.stop(*BEHIND)
    return asyncio.run(_found(talks, again, Keys.read(folder / "keys"), between))


async def _found(talks: Sequence[Talk], database: str, keys: Keys, between: Sequence[set[str]]) -> Found:
    store = await Store.open(database, keys)
    lost = forgotten = 0
    try:
        for talk, may_be_gone in zip(talks, between, strict=True):
            found = await store.talk(CHANNEL, str(talk.person.chat))
            assert found is not None
            gone = set(talk.said) - {message.content.get("text") for message in found[2]}
            lost += len(gone - may_be_gone)
            forgotten += len(gone & may_be_gone)
        async with store.upkeep() as upkeep:
            counts = await upkeep.counts()
    finally:
        await store.close()
    said, unanswered = sum(len(talk.said) for talk in talks), sum(len(talk.unanswered) for talk in talks)
    return Found(said, unanswered, lost, forgotten, counts.set_aside)
