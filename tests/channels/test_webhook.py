"""The webhook: what is not from Telegram leaves no trace, and 200 is said of nothing that is not kept."""

import asyncio
import json
import random
import socket
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import func, make_url, select
from telegram import Bot

from bot.assistant import Assistant, Outbox, Pace
from bot.channels.telegram import CHANNEL, client, receiver, sender
from bot.channels.telegram.webhook import LONGEST_BODY, SECRET_HEADER, webhook
from bot.documents import TranscriptMessage
from bot.serving import ListenError
from bot.serving.http import listening, site
from bot.store import Keys, Store, StoreDown
from bot.store.tables import metadata
from tests.fake_bot_api import FakeBotApi, Person, running
from tests.support.calling import PATH, SECRET, Call, calling
from tests.support.databases import server
from tests.support.small_flow import FLOW


class Replica:
    """One process of the bot: a store of its own on the shared database, its outbox, and its route."""

    def __init__(self, bot: Bot, store: Store) -> None:
        self.store, key = store, store.vault.secret("buttons")
        self.outbox = Outbox(store, CHANNEL, sender(bot, key), Pace(0, 0))
        self.refused: list[int] = []
        receive = receiver(bot, Assistant([FLOW], store, self.outbox.push), key)
        self.routes = [webhook(PATH, SECRET, receive, self.refused.append)]
        self.app = site(self.routes)

    async def take(self, update: Mapping[str, Any]) -> int:
        return (await calling(update).to(self.app))[0]


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with running(FakeBotApi()) as started:
        yield started


@pytest.fixture
async def bot(api: FakeBotApi) -> AsyncIterator[Bot]:
    async with client("1:test", api.url) as started:
        yield started


@pytest.fixture
async def replica(bot: Bot, store: Store) -> AsyncIterator[Replica]:
    started = Replica(bot, store)
    yield started
    await started.outbox.close(patience=5)


async def rows(store: Store) -> dict[str, int]:
    found = {}
    async with store._engine.connect() as connection:
        for table in metadata.sorted_tables:
            query = select(func.count()).select_from(table)
            found[table.name] = (await connection.execute(query)).scalar_one()
    return found


async def transcript(store: Store, person: Person) -> list[TranscriptMessage]:
    who = CHANNEL, str(person.chat)
    async with store.transaction() as transaction:
        known = (await transaction.load([who]))[who][FLOW.key]
    return await store.transcript(known.conversation.id, known.key)


# What is turned away


UPDATE = json.dumps(FakeBotApi().person().types("hello")).encode()
GOOD = {SECRET_HEADER: SECRET}
JUNK: tuple[bytes, ...] = (
    b"",
    b"null",
    b"[]",
    b"1",
    b'"update_id"',
    b"{}",
    b'{"update_id": "1"}',
    b'{"update_id": true}',
    b'{"update_id": 1.0}',
    b'{"update_id": -1}',
    b'{"update_id": null}',
    b'{"update_id": 9223372036854775808}',
    b'{"update_id": ' + b"9" * 5000 + b"}",
    b'{"update_id": NaN}',
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b"\xff\xfe" + UPDATE,
    b"\x1f\x8b\x08\x00" + UPDATE,
    b"update_id=1&message=x",
    UPDATE + UPDATE,
    b"\x00" * 10,
    b'{"update_id": 1, "message": "\xc3\x28"}',
)


def forged(dice: random.Random) -> Call:
    """An update that would be taken if the caller knew the secret."""
    at = dice.randrange(len(SECRET))
    wrong = dice.choice(
        [
            {},
            {SECRET_HEADER: ""},
            {SECRET_HEADER: SECRET[:at]},
            {SECRET_HEADER: SECRET + dice.choice("x \t=é")},
            {SECRET_HEADER: SECRET[:at] + dice.choice("!~Ж") + SECRET[at + 1 :]},
            {SECRET_HEADER: SECRET.upper()},
            {SECRET_HEADER: "\udcff" + SECRET},
            {SECRET_HEADER: SECRET * dice.randint(2, 400)},
            {"Authorization": SECRET},
            {"Cookie": f"{SECRET_HEADER}={SECRET}"},
        ]
    )
    return Call([UPDATE], wrong)


def misdirected(dice: random.Random) -> Call:
    path = dice.choice(["/", PATH + "/", PATH[:-1], PATH.upper(), "/" + PATH, f"{PATH}/..", f"{PATH}%00"])
    return dice.choice(
        [
            Call([UPDATE], GOOD, path=path),
            Call(
                [UPDATE], GOOD, method=dice.choice(["GET", "PUT", "HEAD", "DELETE", "OPTIONS", "post", "X"])
            ),
        ]
    )


def oversized(dice: random.Random) -> Call:
    told = {**GOOD, "Content-Length": str(LONGEST_BODY + dice.randint(1, 10**12))}
    if dice.random() < 0.9:
        return Call([UPDATE], told)
    return Call([b" " * 65536] * 40, dice.choice([GOOD, {**GOOD, "Content-Length": "100"}]))


def truncated(dice: random.Random) -> Call:
    short = UPDATE[: dice.randrange(len(UPDATE))]
    at = dice.randrange(len(short) + 1)
    return Call([short[:at], short[at:]], GOOD, cut=dice.random() < 0.5)


def malformed(dice: random.Random) -> Call:
    kind = dice.random()
    if kind < 0.1:
        return Call([UPDATE], {**GOOD, "Content-Length": dice.choice(["-1", "1e3", "²", "", "+5", "0x10"])})
    if kind < 0.5:
        return Call([dice.randbytes(dice.randrange(200))], GOOD)
    return Call([dice.choice(JUNK)], GOOD)


@pytest.mark.parametrize("make", [forged, misdirected, oversized, truncated, malformed])
async def test_two_thousand_calls_that_are_no_update_are_refused_and_leave_no_row(
    make: Any, replica: Replica, api: FakeBotApi
) -> None:
    dice, before = random.Random(make.__name__), await rows(replica.store)
    for _ in range(2000):
        status, _ = await make(dice).to(replica.app)
        assert 400 <= status < 500
    assert await rows(replica.store) == before
    assert api.calls == ["getMe"]


async def test_the_body_of_a_forged_call_is_never_read(replica: Replica) -> None:
    call = Call([b" " * 65536] * 100, {SECRET_HEADER: "guessed"})
    assert (await call.to(replica.app))[0] == 403
    assert call.read == 0


async def test_a_body_that_never_ends_is_read_to_the_limit_and_no_further(replica: Replica) -> None:
    call = Call([b" " * 65536] * 1000)
    assert (await call.to(replica.app))[0] == 413
    assert call.read == LONGEST_BODY // 65536 + 1


async def test_a_body_as_long_as_may_be_is_taken(replica: Replica, api: FakeBotApi) -> None:
    body = UPDATE + b" " * (LONGEST_BODY - len(UPDATE))
    call = Call([body], {**GOOD, "Content-Length": str(len(body))})
    assert (await call.to(replica.app))[0] == 200


async def test_refused_calls_are_told_by_their_status_alone(replica: Replica) -> None:
    for call in (Call([UPDATE], {}), Call([b"{}"]), Call([UPDATE], {**GOOD, "Content-Length": "9999999"})):
        await call.to(replica.app)
    assert replica.refused == [403, 400, 413]


# What is taken


async def test_an_update_is_answered_with_200_only_after_it_is_kept() -> None:
    kept = asyncio.Event()

    async def receive(update: Mapping[str, Any]) -> None:
        await kept.wait()

    app = site([webhook(PATH, SECRET, receive, lambda status: None)])
    answering = asyncio.create_task(calling({"update_id": 1}).to(app))
    await asyncio.sleep(0.02)
    assert not answering.done()
    kept.set()
    assert (await answering)[0] == 200


async def test_a_caller_that_hangs_up_takes_nothing_along(replica: Replica, api: FakeBotApi) -> None:
    person = api.person()
    update = person.types("/start")
    answering = asyncio.create_task(replica.take(update))
    await asyncio.sleep(0)
    answering.cancel()
    assert await replica.take(update) == 200
    await replica.outbox.drain()
    assert len(person.received) == 1


@pytest.mark.parametrize(("error", "status"), [(StoreDown("x"), 503), (RuntimeError("x"), 500)])
async def test_what_is_not_kept_is_to_come_again_soon(error: Exception, status: int) -> None:
    async def receive(update: Mapping[str, Any]) -> None:
        raise error

    app = site([webhook(PATH, SECRET, receive, lambda status: None)])
    found, headers = await calling({"update_id": 1}).to(app)
    assert found == status
    assert 1 <= int(headers["retry-after"]) <= 10


async def test_while_the_database_is_away_nothing_is_taken_and_afterwards_everything(
    api: FakeBotApi, bot: Bot, tmp_path: Path
) -> None:
    from tests.support.databases import new_postgresql

    url = new_postgresql()
    name = make_url(url).database
    store = await Store.open(url, Keys.read(tmp_path / "keys"))
    replica, person = Replica(bot, store), api.person()
    assert await replica.take(person.types("/start")) == 200
    away = f"ALTER DATABASE {name} ALLOW_CONNECTIONS"
    server().psql(
        f"{away} false; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    )
    update = person.types("en")
    status, headers = await calling(update).to(replica.app)
    assert (status, await store.is_up()) == (503, False)
    assert int(headers["retry-after"]) > 0
    server().psql(f"{away} true")
    assert await replica.take(update) == 200
    assert await store.is_up()
    await replica.outbox.drain()
    assert [one.content.get("text") for one in await transcript(store, person) if one.place == 0] == [
        "/start",
        "en",
    ]
    await store.close()


async def test_an_update_that_always_fails_is_set_aside_and_what_the_person_says_next_is_heard(
    replica: Replica, api: FakeBotApi
) -> None:
    person, other = api.person(), api.person(chat=7002)
    for text in ("/start", "en"):
        assert await replica.take(person.types(text)) == 200
    api.broken.add("getfile")
    poison = person.sends_photo(b"x")
    tries = []
    for _ in range(5):
        tries.append(await replica.take(poison))
        assert await replica.take(other.types("/start")) == 200
    assert tries == [500, 500, 500, 500, 200]
    assert await replica.take(person.types("cat")) == 200
    await replica.outbox.drain()
    said = [one.content for one in await transcript(replica.store, person) if one.place == 0]
    assert [one.get("text") for one in said] == ["/start", "en", None, "cat"]
    assert said[2]["refused"] == "unreadable"
    async with replica.store.upkeep() as upkeep:
        assert (await upkeep.counts()).set_aside == 1


WORDS = ("/start", "en", "dog", "continue", "Park", "Momo", "skip", "yes", "A ball", "no", "confirm")


async def test_two_replicas_on_one_database_take_every_update_once_and_in_order(
    database: str, api: FakeBotApi, bot: Bot, tmp_path: Path
) -> None:
    keys, people = tmp_path / "keys", [api.person(chat) for chat in range(7001, 7021)]
    stores = [await Store.open(database, Keys.read(keys), holder) for holder in ("one", "two")]
    replicas, dice = [Replica(bot, store) for store in stores], random.Random(1)

    async def hold(person: Person) -> None:
        """As Telegram: the next update of a chat only after the last was taken; some come twice, to both."""
        for text in WORDS:
            update, twice = person.types(text), dice.random() < 0.3
            took = dice.sample(replicas, 2 if twice else 1)
            while 200 not in await asyncio.gather(*(one.take(update) for one in took)):
                await asyncio.sleep(0.01)

    await asyncio.gather(*(hold(person) for person in people))
    for one in replicas:
        await one.outbox.drain()
    for person in people:
        said = [one.content["text"] for one in await transcript(stores[0], person) if one.place == 0]
        assert said == list(WORDS)
        assert len(person.received) == len(people[0].received)
        assert len({message["message_id"] for message in person.received}) == len(person.received)
    for store in stores:
        await store.close()


# Over a socket


async def test_calls_over_a_socket_are_taken_and_the_last_one_is_finished(
    replica: Replica, api: FakeBotApi
) -> None:
    person = api.person()
    async with aiohttp.ClientSession() as session:
        async with listening("127.0.0.1:0", replica.routes) as address:
            url = f"http://{address}{PATH}"
            async with session.post(url, json=person.types("/start"), headers=GOOD) as answer:
                assert answer.status == 200
                assert "server" not in answer.headers
            async with session.post(url, json=person.types("en")) as answer:
                assert (answer.status, await answer.read()) == (403, b"")
            last = asyncio.create_task(session.post(url, json=person.types("en"), headers=GOOD))
            await asyncio.sleep(0.05)
        assert (await last).status == 200
    said = [one.content["text"] for one in await transcript(replica.store, person) if one.place == 0]
    assert said == ["/start", "en"]


async def test_at_the_end_what_is_under_way_is_finished_and_nothing_new_is_taken() -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def receive(update: Mapping[str, Any]) -> None:
        begun.set()
        await go_on.wait()

    async with aiohttp.ClientSession() as session:
        async with listening("127.0.0.1:0", [webhook(PATH, SECRET, receive, lambda status: None)]) as address:
            call = session.post(f"http://{address}{PATH}", json={"update_id": 1}, headers=GOOD)
            slow = asyncio.create_task(call)
            await begun.wait()
            asyncio.get_running_loop().call_later(0.2, go_on.set)
        assert (await slow).status == 200
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.post(f"http://{address}{PATH}", json={"update_id": 1}, headers=GOOD)


HEAD = f"POST {PATH} HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}\r\n".encode()


@pytest.mark.parametrize(
    "sent",
    [
        HEAD + b"Content-Length: 500\r\n\r\n" + UPDATE[:50],
        HEAD + b'Transfer-Encoding: chunked\r\n\r\n5\r\n{"upd\r\n',
        HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        HEAD + b"Content-Length: 99999999999999999999\r\n\r\n{}",
        HEAD + b"X: " + b"y" * 100_000 + b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 50,
        b"GET / HTTP/9.9\r\n\r\n",
        b"\r\n\r\n\r\n",
        b"",
    ],
)
async def test_a_broken_caller_on_a_socket_leaves_no_row_and_harms_nobody(
    sent: bytes, replica: Replica, api: FakeBotApi
) -> None:
    before = await rows(replica.store)
    async with listening("127.0.0.1:0", replica.routes) as address:
        host, _, port = address.rpartition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(sent)
        await writer.drain()
        writer.write_eof()
        answer = await asyncio.wait_for(reader.read(), 5)
        writer.close()
        assert not answer or answer.startswith(b"HTTP/1.1 4")
        assert await rows(replica.store) == before
        async with aiohttp.ClientSession() as session:
            url = f"http://{address}{PATH}"
            async with session.post(url, json=api.person().types("/start"), headers=GOOD) as taken:
                assert taken.status == 200


async def test_six_hundred_callers_who_say_only_half_are_hung_up_on_and_the_rest_is_taken(
    replica: Replica, api: FakeBotApi
) -> None:
    async with listening("127.0.0.1:0", replica.routes, head_seconds=0.05) as address:
        host, _, port = address.rpartition(":")
        half = [await asyncio.open_connection(host, int(port)) for _ in range(600)]
        for _, writer in half:
            writer.write(b"POST / HTTP/1.1\r\nHost: a\r\nX-Slow: ")
        ends = await asyncio.wait_for(asyncio.gather(*(_until_hung_up(reader) for reader, _ in half)), 20)
        assert set(ends) == {b""}
        for _, writer in half:
            writer.close()
        async with aiohttp.ClientSession() as session:
            url = f"http://{address}{PATH}"
            for _ in range(2):
                async with session.post(url, json=api.person().types("/start"), headers=GOOD) as taken:
                    assert taken.status == 200


async def _until_hung_up(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.read()
    except ConnectionResetError:
        return b""


async def test_an_address_that_is_taken_is_said_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        with pytest.raises(ListenError, match=address):
            async with listening(address, []):
                pass
