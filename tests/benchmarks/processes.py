"""Bots as processes of their own, this one and its peers, and what they cost: the processor time of the process alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.fake_bot_api import Apart

TICK = os.sysconf("SC_CLK_TCK")
PATH, SECRET = "/telegram", "a-secret-of-the-benchmarks"


def processor_seconds(process: int) -> float:
    """Of all its threads, in the system and outside; not of what it started."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


@contextmanager
def running_process(module: str, *options: str, **environment: str) -> Iterator[int]:
    """`python -m module` until the end of the block."""
    command = [sys.executable, "-m", module, *options]
    with subprocess.Popen(command, env={**os.environ, **environment}, stderr=subprocess.DEVNULL) as process:
        try:
            yield process.pid
        finally:
            process.terminate()


def bot_environment(api: Apart, folder: Path, *, port: int | None = None, url: str = "") -> Mapping[str, str]:
    """For `jiaji run`, on SQLite unless another database is told; it polls unless it is told a port."""
    called = {
        "JIAJI_WEBHOOK_URL": f"https://jiaji.example{PATH}",
        "JIAJI_WEBHOOK_SECRET": SECRET,
        "JIAJI_LISTEN": f"127.0.0.1:{port}",
    }
    return {
        "JIAJI_TELEGRAM_TOKEN": "1:test",
        "JIAJI_TELEGRAM_API": api.url,
        "JIAJI_DATA": str(folder),
        "JIAJI_DATABASE_URL": url,
        "JIAJI_PACE": "0",
        "JIAJI_PACE_CHAT": "0",
        "JIAJI_LOG_LEVEL": "ERROR",
        **(called if port is not None else {}),
    }
