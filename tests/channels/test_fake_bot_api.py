"""The fake Bot API does as the real one where the bot depends on it: offsets, conflicts, webhook repeats, bad weather."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import BadRequest, Conflict, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.assistant import Assistant, Outbox, Pace
from bot.channels.telegram import CHANNEL, client, receiver, sender
from bot.channels.telegram.polling import poll_once
from bot.channels.telegram.webhook import SECRET_HEADER
from bot.channels.telegram.window import Window
from bot.serving.http import listening
from bot.store import Keys, Store
from tests.fake_bot_api import FakeBotApi, Weather, apart, running
from tests.support.small_flow import FLOW

HOOK = "https://bot.example/hook"


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with running(FakeBotApi(), haste=20) as started:
        yield started


async def updates(bot: Bot, **asked: Any) -> list[Any]:
    found = await bot.do_api_request("getupdates", asked, read_timeout=5)
    return [next(part.get("text") for part in one.values() if isinstance(part, dict)) for one in found]


async def until(happened: Callable[[], object], seconds: float = 5.0) -> None:
    end = monotonic() + seconds
    while not happened():
        assert monotonic() < end
        await asyncio.sleep(0.005)


# getUpdates


async def test_updates_come_again_until_a_higher_offset_acknowledges_them(api: FakeBotApi, bot: Bot) -> None:
    first, second = [api.person().types(text) for text in ("a", "b")]
    assert await updates(bot) == await updates(bot) == ["a", "b"]
    assert await updates(bot, limit=1) == ["a"]
    assert await updates(bot, offset=first["update_id"]) == ["a", "b"]
    assert await updates(bot, offset=first["update_id"] + 1) == ["b"]
    assert await updates(bot) == ["b"]
    assert await updates(bot, offset=second["update_id"] + 1) == []


async def test_a_negative_offset_leaves_the_last_ones_only(api: FakeBotApi, bot: Bot) -> None:
    for text in "abc":
        api.person().types(text)
    assert await updates(bot, offset=-1) == ["c"]
    assert await updates(bot) == ["c"]


async def test_who_waits_is_told_at_once_and_a_kind_not_asked_for_never_comes(
    api: FakeBotApi, bot: Bot
) -> None:
    waiting = asyncio.create_task(updates(bot, timeout=4, allowed_updates=["message"]))
    await until(lambda: api.kinds)
    api.person().edits({"message": api.person().message(text="x")}, "edited")
    began = monotonic()
    api.person().types("a")
    assert await waiting == ["a"]
    assert monotonic() - began < 1


async def test_a_second_who_asks_ends_the_first(api: FakeBotApi, bot: Bot) -> None:
    first = asyncio.create_task(updates(bot, timeout=4))
    await until(lambda: "getupdates" in [call.lower() for call in api.calls])
    second = asyncio.create_task(updates(bot, timeout=4))
    with pytest.raises(Conflict):
        await first
    api.person().types("a")
    assert await second == ["a"]


async def test_a_webhook_ends_who_asks_and_forbids_to_ask(api: FakeBotApi, bot: Bot) -> None:
    waiting = asyncio.create_task(updates(bot, timeout=4))
    await until(lambda: api.calls[1:])
    await bot.set_webhook(HOOK)
    with pytest.raises(Conflict):
        await waiting
    with pytest.raises(Conflict):
        await updates(bot)
    await bot.delete_webhook()
    assert await updates(bot) == []


async def test_a_tap_is_dropped_after_150_seconds_and_a_text_after_a_day(api: FakeBotApi, bot: Bot) -> None:
    person = api.person()
    await bot.send_message(person.chat, "?")
    person.types("a")
    person.taps_data("x")
    api.clock += 151
    assert await updates(bot) == ["a"]
    api.clock += 86_400
    assert await updates(bot) == []


# The webhook


class Called:
    """A bot that is called: answers as it is told by text, 200 otherwise, and remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.secrets: set[str | None] = set()
        self.answers: dict[str, list[Response]] = {}
        self.open = asyncio.Event()
        self.open.set()
        self.most = self._now = 0

    async def take(self, request: Request) -> Response:
        update = await request.json()
        query = update.get("callback_query")
        text = query["data"] if query else update["message"]["text"]
        self.told.append(text)
        self.secrets.add(request.headers.get(SECRET_HEADER))
        self._now += 1
        self.most = max(self.most, self._now)
        await self.open.wait()
        self._now -= 1
        answers = self.answers.get(text)
        return answers.pop(0) if answers else Response()


@asynccontextmanager
async def called(api: FakeBotApi, bot: Bot, **how: Any) -> AsyncIterator[Called]:
    there = Called()
    async with listening("127.0.0.1:0", [Route("/hook", there.take, methods=["POST"])]) as address:
        api.behind = f"http://{address}"
        await bot.set_webhook(HOOK, secret_token="s3cret", **how)
        yield there
        there.open.set()


async def test_a_call_is_repeated_until_it_is_taken_and_holds_up_only_its_own_line(
    api: FakeBotApi, bot: Bot
) -> None:
    person, other = api.person(), api.person(7002)
    await bot.send_message(person.chat, "?")
    async with called(api, bot) as there:
        there.answers["a"] = [Response(status_code=500) for _ in range(4)]
        for text in ("a", "b"):
            person.types(text)
        person.taps_data("tap")
        other.types("c")
        await until(lambda: not api.updates)
    assert Counter(there.told) == {"a": 5, "b": 1, "tap": 1, "c": 1}
    assert there.told.index("b") > max(at for at, text in enumerate(there.told) if text == "a")
    assert max(there.told.index("tap"), there.told.index("c")) < there.told.index("b")
    assert there.secrets == {"s3cret"}
    assert api.dropped == []


async def test_what_waits_longer_than_it_may_is_dropped_and_the_next_goes_on(
    api: FakeBotApi, bot: Bot
) -> None:
    async with called(api, bot) as there:
        api.clock -= 86_390
        late = api.person().types("late")
        api.clock += 86_390
        there.answers["late"] = [Response(status_code=503, headers={"Retry-After": "60"})]
        api.person().types("b")
        await until(lambda: not api.updates)
    assert there.told == ["late", "b"]
    assert api.dropped == [late]


async def test_a_wait_that_was_asked_for_is_kept(api: FakeBotApi, bot: Bot) -> None:
    async with called(api, bot) as there:
        there.answers["a"] = [Response(status_code=503, headers={"Retry-After": "10"})]
        began = monotonic()
        api.person().types("a")
        await until(lambda: not api.updates)
    assert monotonic() - began >= 10 / 20


async def test_so_many_are_called_at_once_as_were_asked_for(api: FakeBotApi, bot: Bot) -> None:
    async with called(api, bot, max_connections=3) as there:
        there.open.clear()
        for chat in range(7001, 7011):
            api.person(chat).types("a")
        await until(lambda: len(there.told) == 3)
        await asyncio.sleep(0.05)
        assert len(there.told) == 3
        there.open.set()
        await until(lambda: not api.updates)
    assert (len(there.told), there.most) == (10, 3)


async def test_a_bot_that_is_not_there_is_called_until_it_is(api: FakeBotApi, bot: Bot) -> None:
    async with called(api, bot):
        pass
    api.person().types("a")
    await asyncio.sleep(0.05)
    async with called(api, bot) as there:
        await until(lambda: not api.updates)
    assert there.told == ["a"]


# Bad weather


@pytest.mark.parametrize(
    ("fault", "error", "is_heard"),
    [
        ("too many", RetryAfter, False),
        ("500", NetworkError, False),
        ("502", NetworkError, False),
        ("cut before", NetworkError, False),
        ("cut after", NetworkError, True),
        ("nonsense", NetworkError, True),
        ("hangs", TimedOut, True),
    ],
)
async def test_each_fault_is_what_it_says(
    fault: str, error: type[TelegramError], is_heard: bool, api: FakeBotApi, bot: Bot
) -> None:
    api.weather = Weather(1, hanging=0.5, kinds=(fault,))
    with pytest.raises(error):
        await bot.send_message(7001, "a", read_timeout=0.3 if fault == "hangs" else 5)
    assert api.person().texts == (["a"] if is_heard else [])
    assert (api.weather.unheard, api.weather.faults[fault]) == (int(is_heard), 1)


async def test_who_comes_before_the_time_that_was_asked_for_is_counted(api: FakeBotApi, bot: Bot) -> None:
    api.weather = Weather(1, kinds=("too many",))
    with pytest.raises(RetryAfter):
        await bot.send_message(7001, "a")
    api.weather.share = 0
    await bot.send_message(7002, "a")
    assert api.weather.too_early == 0
    await bot.send_message(7001, "a")
    assert api.weather.too_early == 1


async def test_a_text_that_looks_like_json_stays_a_text(api: FakeBotApi, bot: Bot) -> None:
    for text in ("[1]", "{", '{"a": 1}'):
        await bot.send_message(7001, text)
    assert api.person().texts == ["[1]", "{", '{"a": 1}']
    with pytest.raises(BadRequest):
        await bot.send_message(7001, "a" * 4097)


# In a process of its own

LINES = [("/start", 1), ("tap:en", 2), ("tap:cat", 1), ("Momo", 1)]


async def test_in_a_process_of_its_own_it_holds_many_talks_and_tells_of_them(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path / 'jiaji.sqlite3'}", Keys.read(tmp_path / "keys"))
    with apart() as api:
        async with client("1:test", api.url) as bot, listens(bot, store):
            held = await asyncio.to_thread(
                api.talks, LINES, at_once=8, conversations=20, first=8001, seconds=20
            )
            api.types(7001, "/start")
            await until(lambda: api.texts(7001))
        journal = api.journal()
    await store.close()
    assert (held["stuck"], held["finished"], held["turns"]) == ({}, 20, 20 * len(LINES))
    assert 0 < held["p50_ms"] <= held["p99_ms"]
    assert journal["sent"] == {str(8001 + number): 5 for number in range(20)} | {"7001": 1}
    assert (journal["calls"]["sendmessage"], journal["dropped"]) == (101, 0)
    assert journal["process"] == api.process


@asynccontextmanager
async def listens(bot: Bot, store: Store) -> AsyncIterator[None]:
    key = store.vault.secret("buttons")
    outbox = Outbox(store, CHANNEL, sender(bot, key), Pace(0, 0))
    receive = receiver(bot, Assistant([FLOW], store, outbox.push), key)

    async def poll() -> None:
        window = Window()
        while True:
            await poll_once(bot, receive, window)

    polling = asyncio.create_task(poll())
    yield
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    await outbox.close(1)
