"""Papers are read by one warm child, one after another; whoever waits too long, or comes when too many wait,
types instead.

The child is killed where a paper takes too long, made anew where it died, after many papers, and ended when
idle.
"""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from bot.core import SHANGHAI, Fact, Mistake, Paper
from bot.documents.apart import AT_ONCE, Clean, Cleaned, at_most, clean

NEEDED = ("rapidocr", "onnxruntime", "cv2", "zxingcpp", "pypdfium2")
"""Libraries of the extra `documents`."""
COMMAND = (sys.executable, "-E", "-s", "-m", "bot.documents.reading.worker")
ENVIRONMENT = {"MALLOC_MMAP_THRESHOLD_": str(4 * 1024 * 1024)}
"""What a model takes for one picture goes back to the system after it: else the C library keeps room for all shapes seen."""
MOST_WAITING = 20
SECONDS = 40.0
"""For one paper. The first one also waits for the models, which takes some seconds."""
START_SECONDS = 30.0
MOST_PAPERS = 200
IDLE_SECONDS = 600.0


def can_read() -> bool:
    """Whether the libraries that papers are read with are there."""
    return all(find_spec(name) is not None for name in NEEDED)


class Reader:
    """`command` is the child's, as tests have others."""

    def __init__(self, command: tuple[str, ...] = COMMAND, seconds: float = SECONDS) -> None:
        self._command, self._seconds = command, seconds
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._child: Process | None = None
        self._papers = 0
        self._idle: asyncio.TimerHandle | None = None

    @property
    def child(self) -> int | None:
        """The number of the warm process, where there is one."""
        return self._child.pid if self._child is not None else None

    def reading(self, clean: Clean) -> Clean:
        """The same cleaning, after which the paper is read; what was read is with the first file, what it shows with each."""

        async def clean_and_read(content: bytes) -> Cleaned | Mistake:
            files = await clean(content)
            if isinstance(files, Mistake):
                return files
            paper = await self.read(files)
            if paper is None:
                return files
            first, *others = (replace(one, ref=replace(one.ref, shows=paper.shows)) for one in files)
            return (replace(first, paper=paper), *others)

        return clean_and_read

    async def read(self, files: Cleaned) -> Paper | None:
        """None where nobody looked: the libraries are missing, too many wait, or the child could not."""
        if not can_read() or self._waiting >= MOST_WAITING:
            return None
        self._waiting += 1
        try:
            async with self._turn:
                return await self._read(files)
        finally:
            self._waiting -= 1

    async def _read(self, files: Cleaned) -> Paper | None:
        if self._idle is not None:
            self._idle.cancel()
        is_fresh = self._child is None or self._child.returncode is not None or self._papers >= MOST_PAPERS
        try:
            child = await self._fresh() if is_fresh else self._child
            assert child is not None
            answer = await asyncio.wait_for(_asked(child, files), self._seconds + START_SECONDS * is_fresh)
            self._papers += 1
            return _paper(answer)
        except (TimeoutError, OSError, ValueError):
            await self.close()
            return None
        finally:
            self._idle = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._end)

    async def _fresh(self) -> Process:
        await self.close()
        self._papers = 0
        self._child = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=Path(__file__).parents[2],
            env=ENVIRONMENT,
        )
        return self._child

    def _end(self) -> None:
        if self._child is not None:
            with suppress(ProcessLookupError):
                self._child.kill()

    async def close(self) -> None:
        """No child is left."""
        if self._idle is not None:
            self._idle.cancel()
        self._end()
        if self._child is not None:
            await self._child.wait()
            self._child = None


@asynccontextmanager
async def taking_in() -> AsyncIterator[Clean]:
    """How this process takes in files: cleaned, a few at a time, and read. The reading child ends with it."""
    reader = Reader()
    try:
        yield reader.reading(at_most(AT_ONCE, clean))
    finally:
        await reader.close()


async def _asked(child: Process, files: Cleaned) -> bytes:
    """Raises OSError where the child is gone."""
    assert child.stdin is not None
    assert child.stdout is not None
    today = datetime.now(SHANGHAI).date().isoformat()
    head = {"today": today, "files": [{"kind": file.ref.kind, "size": len(file.content)} for file in files]}
    child.stdin.write(json.dumps(head).encode() + b"\n" + b"".join(file.content for file in files))
    await child.stdin.drain()
    answer = await child.stdout.readline()
    if not answer:
        raise BrokenPipeError
    return answer


def _paper(answer: bytes) -> Paper:
    from bot.documents.reading import PAPER_MISTAKES

    said = json.loads(answer)
    facts = tuple(Fact(key, text) for key, text in said["facts"])
    mistake = PAPER_MISTAKES.get(said["mistake"])
    return Paper(said["kind"], facts, tuple(said["asked"]), mistake, tuple(said["lacks"]))
