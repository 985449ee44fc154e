"""Many talks at once: each says its next line when the one before was answered in full, at once or after a pause."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Sequence
from statistics import quantiles
from typing import Any

from tests.fake_bot_api.methods import FakeBotApi
from tests.fake_bot_api.person import Person

TAP, DATA = "tap:", "data:"
"""A line that is a tap on the button of that code, or of that callback data, of the last message with buttons."""
Line = tuple[str, int]
"""What is said, and how many messages answer it."""


class TurnDraft:
    """One person's; `saying` is the line that waits for its answers."""

    def __init__(self, person: Person, crowd: Crowd) -> None:
        self.person, self._crowd, self._lines = person, crowd, iter(crowd.lines)
        self.saying: str | None = None
        self._missing, self._said_at = 0, 0.0
        person.api.followers[person.chat] = self._hear

    def go_on(self) -> None:
        line = next(self._lines, None)
        if line is None:
            del self.person.api.followers[self.person.chat]
            return self._crowd.lose(self)
        self.saying, self._missing = line
        self._said_at = time.perf_counter()
        _say(self.person, self.saying)

    def _hear(self) -> None:
        self._missing -= 1
        if self._missing == 0:
            self._crowd.taken.append(time.perf_counter() - self._said_at)
            # The answer to the call that brought this message is under way first.
            asyncio.get_running_loop().call_later(self._crowd.pause, self.go_on)


def _say(person: Person, said: str) -> None:
    if said.startswith(TAP):
        person.taps(said.removeprefix(TAP))
    elif said.startswith(DATA):
        person.taps_data(said.removeprefix(DATA))
    else:
        person.types(said)


class Crowd:
    """Everybody who talks; who is over makes room for the next. `taken` is how many seconds each line waited."""

    def __init__(self, people: Iterable[Person], lines: Sequence[Line], pause: float) -> None:
        self._people, self.lines, self.pause = iter(people), lines, pause
        self.talking: set[TurnDraft] = set()
        self.taken: list[float] = []
        self.finished, self.done = 0, asyncio.Event()

    def gain(self) -> None:
        person = next(self._people, None)
        if person is not None:
            self.talking.add(talk := TurnDraft(person, self))
            talk.go_on()

    def lose(self, talk: TurnDraft) -> None:
        self.talking.remove(talk)
        self.finished += 1
        self.gain()
        if not self.talking:
            self.done.set()


async def hold(
    api: FakeBotApi,
    lines: Sequence[Line],
    at_once: int = 64,
    conversations: int = 64,
    first: int = 100_001,
    lang: str = "en",
    seconds: float = 120.0,
    pause: float = 0.0,
) -> dict[str, Any]:
    """So many conversations, with chats numbered from `first`; or until the time is up. Who is not done is told."""
    crowd = Crowd((api.person(first + number, lang) for number in range(conversations)), lines, pause)
    start, cpu = time.perf_counter(), time.process_time()
    for _ in range(at_once):
        crowd.gain()
    try:
        await asyncio.wait_for(crowd.done.wait(), seconds)
    except TimeoutError:
        api.followers.clear()
    return {
        "finished": crowd.finished,
        "stuck": {talk.person.chat: talk.saying for talk in crowd.talking},
        "turns": len(crowd.taken),
        "seconds": time.perf_counter() - start,
        "cpu_seconds": time.process_time() - cpu,
        **_spread(crowd.taken),
    }


def _spread(taken: Sequence[float]) -> dict[str, float]:
    """Milliseconds from a line to its last answer."""
    if len(taken) < 2:
        return {}
    cuts = quantiles(taken, n=100)
    return {"p50_ms": cuts[49] * 1000, "p95_ms": cuts[94] * 1000, "p99_ms": cuts[98] * 1000}
