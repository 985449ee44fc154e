"""The name of this process among those that share a database: the same after a restart, never that of another live one.

Whoever has the name of another would send what that one is sending, and hide which key it seals with: so the name also tells
of the machine and the folder, as machines may be called alike and have several bots.
"""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from itertools import count
from pathlib import Path

MACHINE = Path("/etc/machine-id")
"""Systems that have one make it when they are set up (machine-id(5))."""


@contextmanager
def instance(folder: Path) -> Iterator[str]:
    """`host-3fa9c1d2-1`, or the next number where a live process in this folder has that name.

    The name is held by a lock on a file, which the system lets go however the process ends.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{socket.gethostname()[:40]}-{_print_of(folder)}"
    for number in count(1):
        handle = os.open(folder / f"instance-{number}.lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            continue
        try:
            yield f"{name}-{number}"
        finally:
            os.close(handle)
        return


def _print_of(folder: Path) -> str:
    machine = b""
    with suppress(OSError):
        machine = MACHINE.read_bytes()
    return sha256(machine + os.fsencode(folder.resolve())).hexdigest()[:8]
