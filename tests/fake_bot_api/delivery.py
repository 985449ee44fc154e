"""The webhook: updates are called out until they are taken, each line in order, several lines at once.

As the open-source Bot API server does it: a chat's messages are a line, a person's taps another; the first repeat is
at once, the next after 2, 4, 8 … seconds and at most about two minutes, or when `Retry-After` says.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from itertools import count, takewhile
from random import Random
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.fake_bot_api.methods import FakeBotApi

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
SILENCE = ClientTimeout(total=60)
LONGEST_WAIT, LONGEST_ASKED = (60.0, 120.0), 3600.0


def line_of(update: dict[str, Any]) -> int:
    query = update.get("callback_query")
    if query is not None:
        return int(query["from"]["id"]) + (3 << 33)
    message = update.get("message") or update.get("edited_message")
    return int(message["chat"]["id"]) if message else -int(update["update_id"])


class Delivery:
    """`haste` divides every wait. `answers` counts what the calls were answered with, 0 for no answer."""

    def __init__(self, api: FakeBotApi, session: ClientSession, haste: float) -> None:
        self._api, self._session, self._haste = api, session, haste
        self._dice = Random(1)
        self.answers: Counter[int] = Counter()
        self._hook: dict[str, Any] = {}
        self._placed: set[int] = set()
        self._lines: dict[int, deque[dict[str, Any]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._connections = asyncio.Semaphore(1)

    def wake(self) -> None:
        """Something has come, or the webhook was set or taken away."""
        if self._hook is not self._api.webhook:
            self._begin(self._api.webhook)
        if self._hook and self._api.behind:
            fresh = takewhile(lambda one: one["update_id"] not in self._placed, reversed(self._api.updates))
            for update in reversed(list(fresh)):
                self._place(update)

    def stop(self) -> None:
        for task in self._tasks:
            task.cancel()

    def _begin(self, hook: dict[str, Any]) -> None:
        self.stop()
        self._hook, self._placed, self._lines = hook, set(), {}
        self._connections = asyncio.Semaphore(int(hook.get("max_connections", 1)))

    def _place(self, update: dict[str, Any]) -> None:
        line = line_of(update)
        self._placed.add(update["update_id"])
        if line in self._lines:
            self._lines[line].append(update)
            return
        self._lines[line] = deque([update])
        self._tasks.add(task := asyncio.create_task(self._empty(self._lines, line)))
        task.add_done_callback(self._tasks.discard)

    async def _empty(self, lines: dict[int, deque[dict[str, Any]]], line: int) -> None:
        while lines[line]:
            update = lines[line][0]
            self._api.forget(update, dropped=not await self._is_taken(update))
            lines[line].popleft()
        del lines[line]

    async def _is_taken(self, update: dict[str, Any]) -> bool:
        """Once it is; False if it grew too old."""
        delay = 1.0
        for fails in count():
            async with self._connections:
                status, wait = await self._call(update)
            if 200 <= status < 300:
                return True
            if not wait and fails:
                delay = wait = min(delay * 2, self._dice.uniform(*LONGEST_WAIT))
            if self._api.clock + wait > self._api.lasts_until(update):
                return False
            await asyncio.sleep(wait / self._haste)
        raise AssertionError

    async def _call(self, update: dict[str, Any]) -> tuple[int, float]:
        """Returns the status and the wait that was asked for."""
        url = self._dice.choice(self._api.behind.split(",")) + urlsplit(self._hook["url"]).path
        secret = self._hook.get("secret_token")
        headers = {SECRET_HEADER: secret} if secret else {}
        status, wait = 0, ""
        try:
            async with self._session.post(url, json=update, headers=headers, timeout=SILENCE) as answer:
                await answer.read()
                status, wait = answer.status, answer.headers.get("Retry-After", "")
        except (ClientError, OSError):
            pass
        self.answers[status] += 1
        return status, min(float(wait), LONGEST_ASKED) if wait.isdecimal() else 0.0
