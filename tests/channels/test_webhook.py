"""The webhook: what is not from Telegram leaves no trace, and 200 is said of nothing that is not kept."""

import asyncio
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url
from telegram import Bot

from bot.channels.telegram.webhook import LONGEST_BODY, SECRET_HEADER, webhook
from bot.serving.http import site
from bot.store import Keys, Store, StoreDown
from tests.channels.replica import GOOD, UPDATE, Replica, rows, transcript
from tests.fake_bot_api import FakeBotApi, Person
from tests.support.calling import PATH, SECRET, Call, calling
from tests.support.databases import server

# What is turned away


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
