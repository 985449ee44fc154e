"""The name of this process among those that share a database: the same after a restart, never that of another live one."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path


@contextmanager
def instance(folder: Path) -> Iterator[str]:
    """`host-1`, or the next number where a live process of this host has that name.

    The name is held by a lock on a file, which the system lets go however the process ends.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number in count(1):
        handle = os.open(folder / f"instance-{number}.lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            continue
        try:
            yield f"{socket.gethostname()[:48]}-{number}"
        finally:
            os.close(handle)
        return
