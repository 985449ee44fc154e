"""What `jiaji run` does to its own process: signals tell it to stop, and the garbage collector is spared."""

from __future__ import annotations

import asyncio
import gc
import signal


def stop_signal() -> asyncio.Event:
    """Set by SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def spare_the_collector() -> None:
    """What is loaded by now stays; walking through it again and again was a tenth of each turn."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
