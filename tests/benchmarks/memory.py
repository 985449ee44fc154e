"""What a process holds with ten thousand open conversations: `python -m tests.benchmarks.memory N` prints its megabytes."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.row import Row

OPEN = 10_000
TURNS = 12


async def _hold(people: int) -> None:
    from tests.benchmarks.crowds import AT_ONCE, MESSAGES, bot, converse

    with TemporaryDirectory() as folder:
        async with bot(Path(folder)) as (assistant, _):
            for _ in range(-(-people // AT_ONCE)):
                await converse(assistant, MESSAGES[:TURNS])


def _megabytes() -> float:
    return int(re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[0]) / 1024


def _measured(people: int) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.memory", str(people)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure() -> Row:
    most, none = _measured(OPEN), _measured(0)
    return Row(
        f"memory at its highest, {OPEN:,} open conversations",
        "≤ 200 MB",
        f"{most:.0f} MB",
        f"{none:.0f} MB before the first",
        most <= 200,
    )


if __name__ == "__main__":
    asyncio.run(_hold(int(sys.argv[1])))
    print(_megabytes())
