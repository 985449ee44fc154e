"""A second channel beside Telegram in one process: each has its own outbox, receiver, routes and figures."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.assistant import Assistant, Document, Pace, Received
from bot.channels.channel import Channel, Reception, Watch
from bot.channels.telegram import client, telegram
from bot.core import Incoming, Periods
from bot.serving import serve
from bot.serving.http import bound
from bot.store import Keys, Outgoing, Store
from tests.conftest import AT
from tests.fake_bot_api import FakeBotApi, running
from tests.support.small_flow import FLOW

Letters = Callable[[str], Awaitable[None]]


@dataclass
class PostOffice:
    """A stand-in of a channel: letters come in at a route or by a cart, and go out into a box."""

    box: list[str] = field(default_factory=list)
    cart: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    def as_channel(self) -> Channel[str]:
        return Channel("post", self.send, receiver, self.reception, Pace(0, 0))

    async def send(self, outgoing: Outgoing, document: Document | None) -> None:
        self.box.append(outgoing.reply.key)

    def reception(self, receive: Letters, watch: Watch) -> Reception:
        async def take(request: Request) -> PlainTextResponse:
            words = (await request.body()).decode()
            if not words:
                watch.refused(400)
                return PlainTextResponse("", 400)
            await receive(words)
            return PlainTextResponse("kept")

        async def fetch() -> None:
            while True:
                await receive(await self.cart.get())

        return Reception((Route("/post", take, methods=["POST"]),), fetch)


def receiver(assistant: Assistant) -> Letters:
    numbers = count()

    async def receive(words: str) -> None:
        incoming = Incoming(AT, text=words)
        await assistant.hear([Received("post", "7001", str(next(numbers)), incoming, "en")])

    return receive


@pytest.fixture
async def own_store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(f"sqlite:///{tmp_path / 'jiaji.sqlite3'}", Keys.read(tmp_path / "keys"))
    yield store
    await store.close()


@asynccontextmanager
async def served(store: Store, channels: list[Channel[Any]], address: str) -> AsyncIterator[None]:
    stop = asyncio.Event()
    serving = asyncio.create_task(serve([FLOW], store, channels, address, Periods(), stop))
    try:
        yield
    finally:
        stop.set()
        await serving


async def until(happened: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not happened():
            await asyncio.sleep(0.01)


async def test_two_channels_are_served_side_by_side(own_store: Store, listen: str) -> None:
    office = PostOffice()
    with running(FakeBotApi()) as api:
        bot, person = client("1:test", api.url), api.person()
        async with (
            telegram(bot, own_store, Pace(0, 0), None) as beside,
            served(own_store, [beside, office.as_channel()], listen),
            aiohttp.ClientSession(f"http://{listen}") as session,
        ):
            person.types("/start")
            await until(lambda: person.received)
            async with session.post("/post", data="/start") as answer:
                assert answer.status == 200
            async with session.post("/post", data="") as answer:
                assert answer.status == 400
            office.cart.put_nowait("en")
            await until(lambda: len(office.box) == 3)
            async with session.get("/metrics") as answer:
                page = await answer.text()
    # The same address in another channel is another person.
    assert office.box == ["language", "intro", "ask.pet"]
    assert len(person.received) == 1
    for line in (
        'jiaji_updates_total{channel="telegram",outcome="kept"} 1.0',
        'jiaji_updates_total{channel="post",outcome="kept"} 2.0',
        'jiaji_sends_total{channel="post",outcome="delivered"} 3.0',
        'jiaji_calls_refused_total{channel="post",status="400"} 1.0',
        'jiaji_asked_total{channel="telegram",outcome="answered"}',
    ):
        assert line in page


async def test_a_reply_of_a_channel_that_is_not_served_here_is_left_to_the_process_that_serves_it(
    own_store: Store,
) -> None:
    office = PostOffice()
    async with served(own_store, [], ""):
        await Assistant([FLOW], own_store).hear([Received("post", "a", "1", Incoming(AT, text="/start"))])
    async with own_store.upkeep() as upkeep:
        assert (await upkeep.counts()).waiting == 1
    async with served(own_store, [office.as_channel()], ""):
        await until(lambda: office.box)
    assert office.box == ["language"]


def test_an_answer_goes_out_whole_without_waiting_to_be_acknowledged() -> None:
    """Both parts of it, the head and the body: with Nagle's algorithm the second one waits 40 ms for the first."""
    with bound("127.0.0.1:0") as listening, socket.create_connection(listening.getsockname()):
        connection, _ = listening.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
