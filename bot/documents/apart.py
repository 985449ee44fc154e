"""A stranger's file is opened by a child process (child.py) only; a bomb ends that child alone, and few work at a time."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path

from bot.core import CleanFile, FileRef, Mistake
from bot.documents.cleaning import Refused, kind_of, mistake

WALL_SECONDS = 40
"""On a machine with other work, a child's few seconds of processor (confining.py) may take so long."""
AT_ONCE = 2
"""So many children may work at a time, as each may take 400 MB."""
PROBE = (sys.executable, "-I", str(Path(__file__).with_name("confining.py")))
COMMAND = (sys.executable, "-E", "-s", "-m", "bot.documents.child")

Cleaned = tuple[CleanFile, ...]
"""One file, or one for each page of a longer one."""
Clean = Callable[[bytes], Awaitable[Cleaned | Mistake]]


def at_most(number: int, clean: Clean) -> Clean:
    """The same for so many files at a time; the others wait in line."""
    slots = asyncio.Semaphore(number)

    async def clean_in_turn(content: bytes) -> Cleaned | Mistake:
        async with slots:
            return await clean(content)

    return clean_in_turn


async def clean(content: bytes, seconds: float = WALL_SECONDS) -> Cleaned | Mistake:
    """In a child process of its own."""
    try:
        kind_of(content)
    except Refused as refused:
        return mistake(refused.key, refused.found)
    out = await answer_of(COMMAND, content, seconds)
    return mistake("file.late") if out is None else _read(out)


async def answer_of(command: Sequence[str], content: bytes, seconds: float = WALL_SECONDS) -> bytes | None:
    """What a child says that is given `content` and nothing of this process's environment. None if it takes too long."""
    child = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
        env={},
    )
    try:
        out, _ = await asyncio.wait_for(child.communicate(content), seconds)
        return out
    except TimeoutError:
        return None
    finally:
        # Also where whoever waits for it is gone.
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()


async def missing_confinement() -> list[str]:
    """What a child cannot be kept from on this system: landlock, seccomp."""
    said = await answer_of(PROBE, b"")
    return (said or b"landlock seccomp").decode().split()


def _read(out: bytes) -> Cleaned | Mistake:
    head, _, contents = out.partition(b"\n")
    try:
        said = json.loads(head)
    except ValueError:
        return mistake("file.broken")
    if "refused" in said:
        return mistake(said["refused"], said["found"])
    files, at = [], 0
    for ref in (FileRef(**one) for one in said["files"]):
        files.append(CleanFile(ref, contents[at : at + ref.size]))
        at += ref.size
    return tuple(files)
