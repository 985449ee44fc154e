"""`python -m tests.fake_bot_api`: prints its address; each line typed is said by a person, what they get is printed.

It ends with its input.
`JIAJI_TELEGRAM_API=<that address> JIAJI_TELEGRAM_TOKEN=1:test jiaji run` is the bot that answers.
"""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser

from tests.fake_bot_api import FakeBotApi, running

TYPIST = 1


def main() -> None:
    options = ArgumentParser(
        description="A Bot API to try the bot with: each line typed is said by a person."
    )
    options.add_argument("--port", type=int, default=8081, help="0 is any that is free")
    options.add_argument("--behind", default="", help="where webhook calls really go, scheme://host:port")
    options.add_argument("--haste", type=float, default=1.0, help="divides the waits before webhook repeats")
    told = options.parse_args()
    api = FakeBotApi(clock=time.time(), behind=told.behind)
    with running(api, told.port, haste=told.haste, ticking=True):
        print(api.url, flush=True)
        person = api.person(TYPIST)
        api.followers[TYPIST] = lambda: print(person.texts[-1], flush=True)
        for line in sys.stdin:
            person.types(line.rstrip("\n"))


if __name__ == "__main__":
    main()
