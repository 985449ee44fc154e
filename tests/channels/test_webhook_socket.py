"""The webhook over a socket: a broken or slow caller harms nobody, and at the end what is under way is finished."""

import asyncio
import socket
from collections.abc import Mapping
from typing import Any

import aiohttp
import pytest

from bot.channels.telegram.webhook import SECRET_HEADER, webhook
from bot.serving import ListenError
from bot.serving.http import listening
from tests.channels.replica import GOOD, UPDATE, Replica, rows, transcript
from tests.fake_bot_api import FakeBotApi
from tests.support.calling import PATH, SECRET


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


async def test_a_call_whose_length_is_told_in_two_ways_is_refused_with_all_that_follows_it(
    replica: Replica,
) -> None:
    before = await rows(replica.store)
    in_chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(UPDATE), UPDATE)
    lengths = b"Content-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n" % len(in_chunks)
    behind = HEAD + b"Content-Length: %d\r\n\r\n" % len(UPDATE) + UPDATE
    async with listening("127.0.0.1:0", replica.routes) as address:
        host, _, port = address.rpartition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(HEAD + lengths + in_chunks + behind)
        # Without an end of ours: it is the other side that hangs up.
        answer = await asyncio.wait_for(reader.read(), 5)
        writer.close()
    assert (answer[:12], answer.count(b"HTTP/1.1")) == (b"HTTP/1.1 400", 1)
    assert await rows(replica.store) == before


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
