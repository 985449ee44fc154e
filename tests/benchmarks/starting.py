"""`jiaji chat` to its first prompt on an existing database, against a bare start of Python."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.benchmarks.row import Row

ROUNDS = 7


def _first_prompt(folder: str) -> float:
    start = perf_counter()
    command = [sys.executable, "-m", "bot", "chat", "--lang", "en", "--data", folder]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        seen = b""
        while b"May I keep them" not in seen:
            seen += os.read(process.stdout.fileno(), 65536)
        taken = perf_counter() - start
        process.stdin.close()
        process.stdout.read()
    return taken


def _bare() -> float:
    start = perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return perf_counter() - start


def measure() -> Row:
    with TemporaryDirectory() as folder:
        _first_prompt(folder)
        found = median(_first_prompt(folder) for _ in range(ROUNDS))
    peer = median(_bare() for _ in range(ROUNDS))
    return Row(
        "jiaji chat to its first prompt, existing database",
        "≤ 1 s",
        f"{found:.2f} s",
        f"{found / peer:.0f} × a bare start of Python ({peer:.3f} s)",
        found <= 1,
    )
