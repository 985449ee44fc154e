"""getUpdates: what waits is given out again and again until an offset acknowledges it; one may ask at a time."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from tests.fake_bot_api.methods import FakeBotApi
from tests.fake_bot_api.weather import Refusal

LONGEST_WAIT = 50.0
HOOKED = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
SET = "Conflict: terminated by setWebhook request"
OTHER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


class Polling:
    def __init__(self, api: FakeBotApi) -> None:
        self._api = api
        self._changed = asyncio.Event()
        self._asking = 0

    def wake(self) -> None:
        self._changed.set()

    async def get_updates(self, given: dict[str, Any]) -> list[dict[str, Any]]:
        """Raises Refusal, also in the one who asked before and still waits."""
        api = self._api
        api.note("getUpdates")
        if api.webhook:
            raise Refusal(409, HOOKED)
        self._asking += 1
        self.wake()
        api.kinds = given.get("allowed_updates", api.kinds)
        api.acknowledge(int(given.get("offset", 0)))
        limit = min(max(int(given.get("limit", 100)), 1), 100)
        await self._something(self._asking, min(float(given.get("timeout", 0)), LONGEST_WAIT))
        return api.waiting(limit)

    async def _something(self, mine: int, wait: float) -> None:
        """Returns when something waits, or in time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(wait):
                while not self._api.waiting(1):
                    self._changed.clear()
                    await self._changed.wait()
                    if self._asking != mine:
                        raise Refusal(409, OTHER)
                    if self._api.webhook:
                        raise Refusal(409, SET)
