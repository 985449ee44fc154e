"""Bad weather on the way to the Bot API: a share of all calls is refused, fails, hangs, is cut off or answered with nonsense."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random

BEFORE = ("too many", "500", "502", "cut before")
AFTER = ("hangs", "cut after", "nonsense")
"""What was asked is done, but the bot does not hear of it: the only faults that may repeat a message."""


class Refusal(Exception):
    """An answer with ok=false."""

    def __init__(self, code: int, description: str, parameters: dict[str, int] | None = None) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters or {}


class Garbled(Exception):
    """An answer that is not the Bot API's; with nothing in it the connection is cut."""

    def __init__(self, content: bytes = b"") -> None:
        super().__init__("garbled")
        self.content = content


@dataclass
class Weather:
    """`share` of the calls go wrong; hanging and waits are in seconds. Nothing may come before its `retry_after`."""

    share: float = 0.0
    hanging: float = 1.0
    retry_after: int = 1
    kinds: tuple[str, ...] = BEFORE + AFTER
    dice: Random = field(default_factory=lambda: Random(3))
    faults: Counter[str] = field(default_factory=Counter)
    unheard: int = 0
    too_early: int = 0
    _closed: dict[str, float] = field(default_factory=dict)

    def strike(self, chat: str) -> str:
        """Before a call is obeyed. Returns the fault that is to come after it, or "". Raises Refusal, Garbled."""
        if chat and time.monotonic() < self._closed.get(chat, 0):
            self.too_early += 1
        if self.dice.random() >= self.share:
            return ""
        fault = self.dice.choice(self.kinds)
        self.faults[fault] += 1
        if fault in AFTER:
            return fault
        if fault == "too many":
            self._closed[chat] = time.monotonic() + self.retry_after
            raise Refusal(429, "Too Many Requests", {"retry_after": self.retry_after})
        raise Garbled if fault == "cut before" else Refusal(int(fault), "Bad Gateway")

    async def hide(self, fault: str, chat: str) -> None:
        """After a call was obeyed. Raises Garbled."""
        self.unheard += bool(chat and fault)
        match fault:
            case "hangs":
                await asyncio.sleep(self.hanging)
            case "cut after":
                raise Garbled
            case "nonsense":
                raise Garbled(b'{"ok": tru')
            case _:
                pass
