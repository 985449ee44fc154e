"""Turns a second of two replicas on one PostgreSQL against one, by webhook; any replica may get any message.

Where there are four cores, the replicas, PostgreSQL and the driver have one each. Where there are fewer, more
replicas cannot do more in all: there each is held to the same share of a core, small enough that the rest is
never full.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.phones import lines
from tests.benchmarks.processes import bot_environment, running_process
from tests.benchmarks.row import Row
from tests.benchmarks.shares import group, join, keep_to
from tests.fake_bot_api import Apart, apart
from tests.support.databases import new_postgresql, server
from tests.support.ports import free_port

PEOPLE, LINES, ROUNDS = 192, 5, 3
SHARE = 0.15
PAUSE_SECONDS = 0.5
"""Between an answer and the next message. People are slower: that only takes more of them."""


@dataclass(slots=True)
class Replicas:
    api: Apart
    addresses: Sequence[str]
    how: str
    chat: int = 100_001

    def rate(self, number: int) -> float:
        """Turns a second, by so many of them."""
        self.api.ask("behind", behind=",".join(self.addresses[:number]))
        held = self.api.talks(
            lines()[:LINES],
            at_once=PEOPLE,
            conversations=PEOPLE,
            first=self.chat,
            lang="zh",
            pause=PAUSE_SECONDS,
        )
        self.chat += PEOPLE
        return int(held["turns"]) / float(held["seconds"])


@contextmanager
def _two() -> Iterator[Replicas]:
    url, ports = new_postgresql(), (free_port(), free_port())
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        addresses = [f"http://127.0.0.1:{port}" for port in ports]
        api = stack.enter_context(apart("--behind", addresses[0]))
        groups = [stack.enter_context(group(SHARE)) for _ in ports]
        processes = list[int]()
        for port, address in zip(ports, addresses, strict=True):
            environment = bot_environment(api, folder, port=port, url=url)
            processes.append(stack.enter_context(running_process("bot", "run", **environment)))
            # The first one makes the tables and the keys.
            api.ask("behind", behind=address)
            api.talks(lines()[:2], conversations=4, at_once=4, first=port, lang="zh", seconds=60)
        yield Replicas(api, addresses, _placed(api, processes, groups))


def _placed(api: Apart, replicas: Sequence[int], groups: Sequence[Path | None]) -> str:
    """Says how."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) >= 4:
        for core, process in zip(cores, (api.process, server().get_pid(), *replicas), strict=False):
            keep_to(core, process)
        return f"a core each, of {len(cores)}"
    for made, process in zip(groups, replicas, strict=True):
        if made is None:
            return f"not pinned: {len(cores)} cores for replicas, PostgreSQL and driver together"
        join(made, process)
    return f"each held to {SHARE:.0%} of a core, as there are {len(cores)}"


def measure() -> Row:
    with _two() as replicas:
        pairs = [(replicas.rate(1), replicas.rate(2)) for _ in range(ROUNDS)]
    one, two = (median(column) for column in zip(*pairs, strict=True))
    ratio = median(both / alone for alone, both in pairs)
    return Row(
        f"two replicas on PostgreSQL, {replicas.how}",
        "≥ 1.6 × one",
        f"{two:.0f}/s",
        f"{ratio:.2f} × one ({one:.0f}/s)",
        ratio >= 1.6,
    )
