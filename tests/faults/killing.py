"""The real `jiaji run` over HTTP against the fake Bot API, killed at random moments and started again, while
people talk.

What each of them should have in the end is what the engine alone makes of their messages.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from bot.channels.telegram import CHANNEL
from bot.channels.telegram.reading import read
from bot.core import CleanFile, Conversation, Mistake, take_turn
from bot.documents import taking_in
from bot.store import Keys, Store
from tests.fake_bot_api import FakeBotApi, Person, running
from tests.faults.lives import Life, lives
from tests.support.ports import free_port
from tests.support.real_flow import FLOW, way

AT_ONCE = 6
PATH, SECRET = "/hook/0123456789abcdef", "a-secret-of-the-tests"
SETTLE_SECONDS = 600.0
HASTE = 20.0
"""What Telegram waits before it calls again is divided by this."""
ONE_PAGE = Path(__file__).parent.parent / "personas" / "files" / "letter.pdf"


@dataclass(slots=True)
class Chat:
    """Somebody who sends a whole conversation, each message once the one before it was answered."""

    person: Person
    waiting: deque[str | None]
    updates: list[dict[str, Any]] = field(default_factory=list)
    answered: int = 0

    @property
    def is_answered(self) -> bool:
        return len(self.person.received) > self.answered

    @property
    def is_over(self) -> bool:
        """All is said, and the last message of all has come: the one with the button for having sent the letter."""
        if self.waiting or not self.person.received:
            return False
        rows = (self.person.received[-1]["markup"] or {}).get("inline_keyboard", [])
        return any(button.get("callback_data", "").endswith(":sent") for row in rows for button in row)

    def go_on(self) -> None:
        """Sends the next message, if there is one and the last was answered. None stands for the proof."""
        if not self.waiting or (self.updates and not self.is_answered):
            return
        self.answered = len(self.person.received)
        text = self.waiting.popleft()
        if text is None:
            update = self.person.sends_document("proof.pdf", ONE_PAGE.read_bytes())
        else:
            update = self.person.types(text)
        self.updates.append(update)


@dataclass(frozen=True, slots=True)
class Survived:
    """What came of it: `repeated` is how often a message came twice, `most` how often in one chat by one kill."""

    kills: int
    messages: int
    lost: int
    doubled: int
    repeated: int
    most: int


class World:
    """The fake Bot API, the people, and the process that is killed."""

    def __init__(self, api: FakeBotApi, life: Life, dice: Random) -> None:
        self.api, self.dice, self._life = api, dice, life
        self._names = count(7001)
        self.chats: list[Chat] = []
        self.kills: list[int] = []

    def start(self) -> None:
        self._life.start()

    def kill(self) -> None:
        """Where in what was sent it happened is noted."""
        if self._life.kill():
            self.kills.append(len(self.api.sent))

    def live(self, seconds: float, *, newcomers: bool = True) -> None:
        """People talk for so long."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._step(newcomers)
            time.sleep(0.004)

    def finish(self) -> None:
        """Everybody comes to the end of what they wanted to say, and is answered."""
        until = time.monotonic() + SETTLE_SECONDS
        while not all(chat.is_over for chat in self.chats):
            assert time.monotonic() < until, "somebody was never answered"
            self.live(0.05, newcomers=False)
        self.live(1.5, newcomers=False)

    def _step(self, newcomers: bool) -> None:
        talking = [chat for chat in self.chats if not chat.is_over]
        while newcomers and len(talking) < AT_ONCE:
            talking.append(self._newcomer())
        for chat in talking:
            chat.go_on()

    def _newcomer(self) -> Chat:
        messages = way(
            self.dice.choice(("humanitarian", "study_f1", "business")), self.dice.choice(("zh", "en"))
        )
        # The page has hardly a word on it, and is asked about.
        said = deque(text for _, one in messages for text in ((None, "keep") if one.files else (one.text,)))
        self.chats.append(chat := Chat(self.api.person(next(self._names)), said))
        return chat


def survive(folder: Path, url: str, kills: int, *, webhook: bool, seed: int = 1) -> Survived:
    """So many kills, then everybody is let finish."""
    port = free_port() if webhook else None
    behind = f"http://127.0.0.1:{port}" if webhook else ""
    with running(FakeBotApi(float(int(time.time())), behind), haste=HASTE) as api:
        with lives(environment(folder, url, api.url, port)) as life:
            world, dice = World(api, life, Random(seed)), Random(seed)
            for _ in range(kills):
                world.start()
                world.live(dice.uniform(0.05, 0.7))
                world.kill()
            world.start()
            world.finish()
            world.kill()
        return asyncio.run(_judged(world, folder, url, world.kills[:-1]))


def environment(folder: Path, url: str, api: str, port: int | None) -> dict[str, str]:
    called = {
        "JIAJI_WEBHOOK_URL": f"https://jiaji.example{PATH}",
        "JIAJI_WEBHOOK_SECRET": SECRET,
        "JIAJI_LISTEN": f"127.0.0.1:{port}",
    }
    return {
        "JIAJI_TELEGRAM_TOKEN": "1:test",
        "JIAJI_TELEGRAM_API": api,
        "JIAJI_DATABASE_URL": url,
        "JIAJI_CONSULATE_EMAIL": FLOW.address,
        "JIAJI_DATA": str(folder),
        "JIAJI_PACE": "0",
        "JIAJI_PACE_CHAT": "0",
        **(called if port is not None else {}),
    }


# What came of it


async def _judged(world: World, folder: Path, url: str, kills: Sequence[int]) -> Survived:
    store = await Store.open(url, Keys.read(folder / "keys"))
    lost = doubled = 0
    again: list[tuple[int, int]] = []
    # Read as well, for the letter names a proof by what was seen on it.
    async with taking_in() as take:
        proof = await take(ONE_PAGE.read_bytes())
    for chat in world.chats:
        wanted, texts = await _wanted(chat, proof)
        found = await store.load(CHANNEL, str(chat.person.chat))
        assert found is not None
        lost += sum(found.answers.get(key) != value for key, value in wanted.answers.items())
        doubled += abs(found.turn - wanted.turn)
        again += [(chat.person.chat, _kill_before(at, kills)) for at in _repeats(world, chat, texts)]
    await store.close()
    messages = sum(len(chat.updates) for chat in world.chats)
    most = max((again.count(one) for one in again), default=0)
    return Survived(len(kills), messages, lost, doubled, len(again), most)


async def _wanted(chat: Chat, proof: tuple[CleanFile, ...] | Mistake) -> tuple[Conversation, list[str]]:
    """The conversation and the texts that the engine alone makes of what this person sent."""

    async def fetch(file_id: str) -> tuple[CleanFile, ...] | Mistake:
        return proof

    now, texts = Conversation("", FLOW.key), list[str]()
    for update in chat.updates:
        heard = await read(update, fetch, b"")
        assert heard is not None
        turn = take_turn(
            FLOW, replace(now, language=heard.language or "zh") if not texts else now, heard.incoming
        )
        now = turn.conversation
        texts += [reply.text for reply in turn.replies]
    return now, texts


def _repeats(world: World, chat: Chat, texts: Sequence[str]) -> Iterator[int]:
    """Where in all that was sent this person got the message before once more; anything else is an error."""
    expected = deque(texts)
    last = ""
    for at, message in enumerate(world.api.sent):
        if message["chat"]["id"] != chat.person.chat:
            continue
        text = message.get("text", message.get("caption"))
        if expected and text == expected[0]:
            last = expected.popleft()
        else:
            assert text == last
            yield at
    assert not expected


def _kill_before(at: int, kills: Sequence[int]) -> int:
    return max((number for number, place in enumerate(kills) if place <= at), default=-1)
