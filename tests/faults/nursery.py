"""`python -m tests.faults.nursery`: for each line read, a new process that does what `jiaji run` does; its
number is printed.

Everything is imported once, before the fork, so that a life of the process is not mostly imports.
"""

from __future__ import annotations

import os
import signal
import sys

import bot.channels.telegram.webhook
import bot.serving.serve
import dialogs
from bot.cli import app

__all__ = ["bot", "dialogs"]


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            try:
                app(["run"])
            finally:
                os._exit(1)
        print(child, flush=True)


if __name__ == "__main__":
    main()
