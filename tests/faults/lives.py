"""The real `jiaji run`, born, killed and born again; a life begins in milliseconds, for all is imported before."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


class Life:
    """One process at a time; `born` is the nursery that makes it."""

    def __init__(self, born: subprocess.Popen[str]) -> None:
        self._born = born
        self._process: int | None = None

    def start(self) -> None:
        assert self._born.stdin is not None
        assert self._born.stdout is not None
        self._born.stdin.write("\n")
        self._born.stdin.flush()
        self._process = int(self._born.stdout.readline())

    @property
    def number(self) -> int:
        assert self._process is not None
        return self._process

    def kill(self) -> bool:
        """Returns whether there was one."""
        if self._process is None:
            return False
        os.kill(self._process, signal.SIGKILL)
        self._process = None
        return True


@contextmanager
def lives(environment: Mapping[str, str]) -> Iterator[Life]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.nursery"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **environment},
    ) as born:
        life = Life(born)
        try:
            yield life
        finally:
            life.kill()
            assert born.stdin is not None
            born.stdin.close()
