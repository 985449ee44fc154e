"""How much of the machine a process may use: a core of its own, or a share of one by the kernel's quota (cgroups)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")
PERIOD_US = 20_000
_numbers = count(1)


@contextmanager
def group(share: float) -> Iterator[Path | None]:
    """Those in it have so much of one core together. None where this user, or the kernel, may not do that."""
    first = CGROUPS / "cpu" if (CGROUPS / "cpu").is_dir() else CGROUPS
    made = first / f"jiaji-bench-{os.getpid()}-{next(_numbers)}"
    try:
        made.mkdir()
        _limit(made, int(PERIOD_US * share))
    except OSError:
        with suppress(OSError):
            made.rmdir()
        yield None
        return
    try:
        yield made
    finally:
        made.rmdir()


def _limit(made: Path, quota_us: int) -> None:
    """In the words of the newer version or of the older. Raises OSError."""
    if (made / "cpu.max").exists():
        (made / "cpu.max").write_text(f"{quota_us} {PERIOD_US}")
    else:
        (made / "cpu.cfs_period_us").write_text(str(PERIOD_US))
        (made / "cpu.cfs_quota_us").write_text(str(quota_us))


def join(made: Path, process: int) -> None:
    (made / "cgroup.procs").write_text(str(process))


def keep_to(core: int, process: int) -> None:
    """And what it has started."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    for one in (process, *map(int, children)):
        os.sched_setaffinity(one, {core})
