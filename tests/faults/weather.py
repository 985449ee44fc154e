"""A Bot API with bad weather: a share of all calls is refused, fails, hangs, is cut off or answered with nonsense."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.fake_bot_api import FakeBotApi, Garbled, Refusal

RETRY_AFTER = 1
BEFORE = ("too many", "500", "502", "cut before")
AFTER = ("hangs", "cut after", "nonsense")
"""What was asked is done, but the bot does not hear of it: the only faults that may repeat a message."""


@dataclass
class StormyBotApi(FakeBotApi):
    """`share` of the calls go wrong; `hanging` is for so many seconds. Nothing may come before its `retry_after`."""

    share: float = 0.3
    hanging: float = 1.0
    dice: Random = field(default_factory=lambda: Random(3))
    faults: Counter[str] = field(default_factory=Counter)
    unheard: int = 0
    too_early: int = 0
    _closed: dict[str, float] = field(default_factory=dict)

    def call(self, method: str, given: dict[str, Any]) -> Any:
        chat = str(given.get("chat_id", ""))
        if time.monotonic() < self._closed.get(chat, 0):
            self.too_early += 1
        fault = self.dice.choice(BEFORE + AFTER) if self.dice.random() < self.share else ""
        self.faults[fault] += 1
        self._fail_before(fault, chat)
        result = super().call(method, given)
        self.unheard += bool(chat) and fault in AFTER
        self._fail_after(fault)
        return result

    def _fail_before(self, fault: str, chat: str) -> None:
        match fault:
            case "too many":
                if chat:
                    self._closed[chat] = time.monotonic() + RETRY_AFTER
                raise Refusal(429, "Too Many Requests", {"retry_after": RETRY_AFTER})
            case "500" | "502":
                raise Refusal(int(fault), "Bad Gateway")
            case "cut before":
                raise Garbled

    def _fail_after(self, fault: str) -> None:
        match fault:
            case "hangs":
                time.sleep(self.hanging)
            case "cut after":
                raise Garbled
            case "nonsense":
                raise Garbled(b'{"ok": tru')
