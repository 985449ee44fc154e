"""The fake Bot API in a process of its own, so that its work is not counted as the bot's."""

from __future__ import annotations

import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from json import dumps, loads
from typing import Any
from urllib.request import Request, urlopen


@dataclass(frozen=True, slots=True)
class Apart:
    """Where it is, and what may be asked of it while it runs."""

    url: str
    process: int

    def ask(self, name: str, **said: Any) -> Any:
        """What control.py does under that name. Raises OSError."""
        with urlopen(Request(f"{self.url}/control/{name}", dumps(said).encode()), timeout=600) as answer:
            return loads(answer.read())

    def types(self, chat: int, *texts: str) -> None:
        self.ask("say", said=[{"chat": chat, "text": text} for text in texts])

    def taps(self, chat: int, code: str) -> None:
        self.ask("say", said=[{"chat": chat, "tap": code}])

    def sends_document(self, chat: int, name: str, content: bytes) -> None:
        said = {"chat": chat, "document": name, "content": b64encode(content).decode()}
        self.ask("say", said=[said])

    def texts(self, chat: int) -> list[str]:
        return [one.get("text", one.get("caption", "")) for one in self.ask("sent", chat=chat)]

    def talks(self, lines: Sequence[tuple[str, int]], **how: Any) -> dict[str, Any]:
        """Many talks at once, each line with the number of messages that answer it; see talks.py."""
        return dict(self.ask("talks", lines=lines, **how))

    def journal(self) -> dict[str, Any]:
        """What was called, accepted and answered so far, and the CPU time of the fake."""
        return dict(self.ask("journal"))


@contextmanager
def apart(*options: str) -> Iterator[Apart]:
    """Until the end of the block; it ends with this process, too. `options` are those of the command line."""
    command = [sys.executable, "-m", "tests.fake_bot_api", "--port", "0", *options]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Apart(process.stdout.readline().strip(), process.pid)
        process.stdin.close()
