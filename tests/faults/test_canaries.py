"""Many people say private things while everything goes wrong: none of it is found where it must not be."""

import asyncio
import io
import json
import logging
import sys
import threading
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from telegram import Bot

from bot.assistant import Assistant, Outbox, Pace, Received
from bot.channels.telegram import CHANNEL, client, receiver, sender
from bot.channels.telegram.client import Patience
from bot.channels.telegram.webhook import SECRET_HEADER, webhook
from bot.core import CleanFile, Conversation, FileRef, Flow, Incoming, Turn, take_turn
from bot.logs import configure
from bot.serving.health import health
from bot.serving.http import site
from bot.serving.metrics import Metrics
from bot.store import Keys, Store, back_up
from tests.conftest import AT
from tests.fake_bot_api import FakeBotApi, Refusal, Weather, running
from tests.faults.canaries import MARKS, Canary, dumped, files_under, found_in, unpacked
from tests.support.calling import PATH, SECRET, Call, calling
from tests.support.real_flow import FLOW, way
from tests.support.sizes import full

TOKEN = "4242424242:AAF_no-such-bot-0123456789abcdefghij"
PEOPLE = full(120, 200)
CLEANED = 3
"""So many send a file through the real cleaning, which is a process each."""
LIBRARIES = (
    "telegram",
    "aiohttp",
    "asyncio",
    "aiosqlite",
    "sqlalchemy.pool",
    "uvicorn",
    "starlette",
    "httpx",
)


class Unkind(FakeBotApi):
    """Quotes what it was sent when it complains."""

    dice = Random(4)

    def call(self, method: str, given: dict[str, Any]) -> Any:
        dice = self.dice.random()
        said = f"{given.get('text')} {given.get('chat_id')} {TOKEN}"
        if method.lower().startswith("send"):
            if dice < 0.03:
                raise Refusal(400, f"Bad Request: {said}")
            if dice < 0.05:
                raise Refusal(403, f"Forbidden: {said}")
            if dice < 0.10:
                raise Refusal(429, f"Too Many Requests: {said}", {"retry_after": 1})
            if dice < 0.13:
                raise Refusal(500, f"Internal Server Error: {said}")
        return super().call(method, given)


@dataclass
class Unruly:
    """Faults of our own and of the database, each of which says aloud what it was about."""

    dice: Random
    canary: Canary
    statements: int = 0
    batches: int = 0

    def take_turn(self, flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
        if self.dice.random() < 0.04:
            raise ValueError(f"{incoming.text} {conversation.answers}")
        return take_turn(flow, conversation, incoming)

    @contextmanager
    def spoiling(self, store: Store) -> Iterator[None]:
        event.listen(store._engine.sync_engine, "before_cursor_execute", self._fail)
        yield
        event.remove(store._engine.sync_engine, "before_cursor_execute", self._fail)

    def _fail(self, connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        self.statements += 1
        self.batches += "INTO received" in statement
        said = f"{self.canary.words} {self.canary.chat} {TOKEN}"
        if self.statements % 60 == 0:
            raise OperationalError(statement, {"said": said}, OSError(said))
        # A commit for many, and then the one for the first of them alone.
        if "INTO received" in statement and self.batches % 40 in (3, 4):
            raise RuntimeError(said)


@contextmanager
def everything_logged() -> Iterator[None]:
    """Each library at DEBUG, which the bot would never ask for; the process is as before after the test."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook, sys.unraisablehook)
    before = root.handlers, root.level, warnings.showwarning, logging.raiseExceptions
    configure("DEBUG", (TOKEN,))
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.NOTSET)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    root.handlers, level, warnings.showwarning, logging.raiseExceptions = before
    root.setLevel(level)


# What people say


def _at(asked: str) -> Conversation:
    """The conversation as it is when that is asked."""
    return next(before for before, _ in way("humanitarian", "en") if before.asked == asked)


ASKED = ("surname", "passport_number", "phone", "residences.0.address", "relative_name", "proof")
BEFORE = tuple(map(_at, ASKED))
"""Where people come in: a sixth of them each."""


def begun(flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
    """Somebody who is already in the middle of it."""
    before = BEFORE[int(incoming.text or 0)]
    return Turn(incoming, replace(before, id=conversation.id, version=conversation.version), ())


def sayings(canary: Canary) -> tuple[str, ...]:
    """What they say from there on; FILE stands for a file."""
    name, words = canary.name, canary.words
    return (
        (name, name),
        (words, canary.passport, "/export"),
        (f"+86 {canary.phone}", canary.email),
        (words, "/review"),
        (name, words),
        ("FILE", "confirm", "/delete", "Erase everything"),
    )[place_of(canary)]


def place_of(canary: Canary) -> int:
    return canary.number % len(ASKED)


def page_with(words: str) -> bytes:
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.pages[0].Contents = pdf.make_stream(f"({words}) Tj".encode())
    pdf.docinfo["/Title"] = words
    pdf.save(out)
    return out.getvalue()


# The bot, with everything between


class World:
    def __init__(self, api: FakeBotApi, bot: Bot, store: Store, unruly: Unruly) -> None:
        self.api, self.store, self.metrics = api, store, Metrics()
        self.unruly, key = unruly, store.vault.secret("buttons")
        self.outbox = Outbox(store, CHANNEL, self.metrics.send(CHANNEL, sender(bot, key)), Pace(0, 0))
        turned = self.metrics.take_turn(unruly.take_turn)
        self.assistant = Assistant([FLOW], store, self.outbox.push, take_turn=turned)
        receive = self.metrics.receive(CHANNEL, receiver(bot, self.assistant, key))
        store.on_commit = self.metrics.commit_seconds.observe
        hook = webhook(PATH, SECRET, receive, self.metrics.watch(CHANNEL).refused)
        self.app = site([hook, *health(store, self.metrics)])

    async def begin(self, canaries: list[Canary]) -> None:
        beginning = Assistant([FLOW], self.store, take_turn=begun)
        await beginning.hear(
            [
                Received(CHANNEL, str(one.chat), f"{one.number}", Incoming(AT, text=str(place_of(one))), "en")
                for one in canaries
            ]
        )

    async def hold(self, canary: Canary) -> None:
        self.unruly.canary = canary
        person = self.api.person(canary.chat, "en")
        forged = Call([json.dumps(person.types(canary.words)).encode()], {SECRET_HEADER: canary.name})
        assert (await forged.to(self.app))[0] == 403
        for text in sayings(canary):
            if text != "FILE":
                await self.deliver(person.types(text))
            elif canary.number < CLEANED * len(ASKED):
                await self.deliver(person.sends_document(canary.file_name, page_with(canary.words)))
            else:
                await self.accept(canary)
        if person.received and canary.number % 7 == 0:
            await self.deliver(person.taps_data(canary.words[:40]))

    async def deliver(self, update: Mapping[str, Any]) -> None:
        """As Telegram: until it is taken."""
        while (await calling(update).to(self.app))[0] != 200:
            await asyncio.sleep(0)

    async def accept(self, canary: Canary) -> None:
        """A file that is cleaned already."""
        digest = sha256(canary.content).hexdigest()
        ref = FileRef(digest, "pdf", 1, len(canary.content), canary.file_name)
        sent = Incoming(AT, files=(CleanFile(ref, canary.content),))
        heard = Received(CHANNEL, str(canary.chat), str(self.api.number()), sent)
        while True:
            try:
                await self.assistant.hear([heard])
            except Exception:
                await asyncio.sleep(0)
            else:
                return

    async def page(self) -> bytes:
        said: list[bytes] = []

        async def send(message: Any) -> None:
            said.append(message.get("body", b""))

        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        await self.app(Call(method="GET", path="/metrics", headers={}).scope, receive, send)
        return b"".join(said)


async def test_nothing_private_is_found_in_logs_metrics_files_and_backups(
    database: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    canaries, data = [Canary(number) for number in range(PEOPLE)], tmp_path / "data"
    url = database.replace(str(tmp_path), str(data))
    store = await Store.open(url, Keys.read(data / "keys"))
    with everything_logged(), running(Unkind(weather=Weather(0.02, hanging=1.5))) as api:
        async with client(TOKEN, api.url, Patience(read=1.0)) as bot:
            page = await _hold(canaries, World(api, bot, store, Unruly(Random(3), canaries[0])))
    tables, while_open = await dumped(store), dict(files_under(data))
    await back_up(url, store.vault.keys, tmp_path / "copy")
    await store.close()
    logged = capfd.readouterr()
    places = {
        "log": logged.err.encode() + logged.out.encode(),
        "metrics": page,
        "tables": tables,
        "backup": unpacked(tmp_path / "copy"),
        **while_open,
        **{f"{name} at rest": content for name, content in files_under(data)},
    }
    secrets = (*MARKS, TOKEN.encode(), TOKEN.partition(":")[2].encode(), SECRET.encode())
    assert [(place, mark) for place, content in places.items() for mark in secrets if mark in content] == []
    # They were there, though: people said all that, and the bot said it back.
    _went_wrong(logged.err, page)
    _was_said(api, canaries)


async def _hold(canaries: list[Canary], world: World) -> bytes:
    """Everybody talks at once, and everything goes wrong. Returns the metrics."""
    await world.begin(canaries)
    with world.unruly.spoiling(world.store):
        await asyncio.gather(*(world.hold(canary) for canary in canaries))
        await world.outbox.close(patience=2)
    return await world.page()


def _went_wrong(logged: str, page: bytes) -> None:
    """Every kind of fault did happen, and was told."""
    told = Counter(json.loads(line)["event"] for line in logged.splitlines())
    wanted = {"turn_failed", "update_failed", "not_sent_yet", "undeliverable", "library"}
    assert wanted <= set(told)
    for outcome in ("delivered", "refused", "throttled", "failed"):
        assert f'jiaji_sends_total{{channel="telegram",outcome="{outcome}"}}'.encode() in page
    for outcome in ("kept", "down", "failed"):
        assert f'jiaji_updates_total{{channel="telegram",outcome="{outcome}"}}'.encode() in page


def _was_said(api: FakeBotApi, canaries: list[Canary]) -> None:
    said = json.dumps([api.updates, api.sent], ensure_ascii=False)
    assert len(found_in(said.encode())) >= 5
    for canary in canaries:
        assert all(words in said for words in sayings(canary) if words != "FILE")
