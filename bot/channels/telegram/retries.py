"""Calls that the start depends on are made again where Telegram is away for a moment, or wants them later."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.logs import log

START_WAITS = (0.5, 1.0, 2.0, 4.0)
"""Seconds between the tries."""


async def with_retries(call: Callable[[], Awaitable[object]]) -> None:
    """Raises TelegramError where the last try fails, too."""
    for usual in START_WAITS:
        try:
            await call()
            return
        except BadRequest:
            raise
        except (RetryAfter, NetworkError) as error:
            wait = seconds_in(error) if isinstance(error, RetryAfter) else usual
            log.warning("start_delayed", error=error)
        await asyncio.sleep(wait)
    await call()


def seconds_in(error: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()
