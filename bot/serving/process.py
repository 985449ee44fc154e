"""What `jiaji run` does to its own process: signals tell it to stop, systemd is told how it is, the collector is spared."""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
from contextlib import suppress

from bot.settings import notify_socket


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


def tell_systemd(state: str) -> None:
    """READY=1, STOPPING=1 or WATCHDOG=1 (sd_notify(3)); nothing where no systemd waits for it."""
    address = notify_socket()
    if address:
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.sendto(state.encode(), f"\0{address[1:]}" if address.startswith("@") else address)
