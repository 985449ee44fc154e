"""python-telegram-bot over our own request: what it sends arrives, and what goes wrong is told without a secret."""

import asyncio
import json
import logging
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram import client
from bot.channels.telegram.client import LONGEST_BODY, Patience
from tests.fake_bot_api import FakeBotApi

TOKEN = "4242:invented-secret"
LONG = Patience(pool=10, connect=10, write=10, upload=10, read=10, download=10)
SHORT = replace(LONG, read=0.2, download=0.2)


@pytest.fixture
async def bot(api: FakeBotApi) -> AsyncIterator[Bot]:
    async with client(TOKEN, api.url) as bot:
        yield bot


async def test_a_message_arrives_as_it_was_said(api: FakeBotApi, bot: Bot) -> None:
    text = "您好 & 'x' \u2028 <b>😀\n%"
    sent = await bot.send_message(7001, text)
    assert sent.text == text
    assert api.person().texts == [text]


async def test_half_a_letter_is_sent_as_a_question_mark_or_refused_but_never_told(
    api: FakeBotApi, bot: Bot
) -> None:
    await bot.send_message(7001, "a\ud800b")
    assert len(api.person().texts) == 1


async def test_a_document_arrives_whole_with_its_chinese_name(api: FakeBotApi, bot: Bot) -> None:
    content = bytes(range(256)) * 8192
    sent = await bot.send_document(7001, content, filename="加急 申请.eml", caption="信")
    assert sent.document is not None
    assert api.files[sent.document.file_id] == content
    assert (sent.document.file_name, sent.caption) == ("加急 申请.eml", "信")


async def test_a_file_is_fetched_whole(api: FakeBotApi, bot: Bot) -> None:
    content = bytes(range(256)) * 20000
    file = await bot.get_file(api.keep(content))
    assert bytes(await file.download_as_bytearray()) == content


def _answer(code: int, content: bytes) -> bytes:
    return b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s" % (code, len(content), content)


@asynccontextmanager
async def saying(answer: bytes, *, silent: float = 0.0, reset: bool = False) -> AsyncIterator[str]:
    """A server with one answer for everything."""
    served: list[asyncio.Task[None] | None] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        served.append(asyncio.current_task())
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
            await reader.readexactly(length)
            await asyncio.sleep(silent)
            writer.write(answer)
        finally:
            writer.transport.abort() if reset or silent else writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        for task in served:
            if task is not None:
                task.cancel()
        await asyncio.gather(*filter(None, served), return_exceptions=True)


@asynccontextmanager
async def uninitialized(url: str, patience: Patience = LONG) -> AsyncIterator[Bot]:
    """Without the getMe that a Bot begins with."""
    bot = client(TOKEN, url, patience)
    requests = bot.request
    async with requests:
        yield bot


def _error(code: int, description: str, **parameters: int) -> bytes:
    said = {"ok": False, "error_code": code, "description": description}
    return _answer(code, json.dumps(said | ({"parameters": parameters} if parameters else {})).encode())


PASSPORT = "E12345678"
ECHO = json.dumps({"ok": True, "result": {"text": PASSPORT}}).encode()
FAULTS = {
    "too many": (_error(429, "Too Many Requests: retry after 7", retry_after=7), RetryAfter),
    "too many, without a time": (_error(429, "Too Many Requests"), NetworkError),
    "too many, with nonsense": (_answer(429, b'{"parameters": {"retry_after": "x"}}'), NetworkError),
    "server error": (_error(500, "Internal Server Error"), NetworkError),
    "bad gateway": (_answer(502, b"<html>" + PASSPORT.encode()), NetworkError),
    "unavailable, no object": (_answer(503, b"[1]"), NetworkError),
    "blocked": (_error(403, "Forbidden: bot was blocked by the user"), Forbidden),
    "refused": (_error(400, "Bad Request: message text is empty"), BadRequest),
    "unknown token": (_error(401, "Unauthorized"), InvalidToken),
    "redirect": (b"HTTP/1.1 302 X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", NetworkError),
    "broken JSON": (_answer(200, ECHO[:-3]), NetworkError),
    "no object": (_answer(200, b"[]"), NetworkError),
    "no result": (_answer(200, b'{"ok": true}'), NetworkError),
    "no UTF-8": (_answer(200, b"\xff\xfe"), NetworkError),
    "nothing": (_answer(200, b""), NetworkError),
    "cut short": (_answer(200, ECHO)[:-5], NetworkError),
    "no HTTP": (b"hello\r\n\r\n", NetworkError),
    "endless": (_answer(200, b" " * (LONGEST_BODY + 1)), NetworkError),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_is_an_error_of_its_kind_and_says_no_secret(
    fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    answer, kind = FAULTS[fault]
    async with saying(answer) as url, uninitialized(url) as bot:
        error = await failing(bot)
    assert type(error) is kind
    assert not tells(error, caplog)


async def test_a_wait_that_was_asked_for_is_told() -> None:
    async with saying(FAULTS["too many"][0]) as url, uninitialized(url) as bot:
        error = await failing(bot)
    assert isinstance(error, RetryAfter)
    assert error._retry_after.total_seconds() == 7


@pytest.mark.parametrize("path", ["sendMessage", "getFile"])
async def test_silence_times_out(path: str, caplog: pytest.LogCaptureFixture) -> None:
    async with saying(_answer(200, ECHO), silent=2) as url, uninitialized(url, SHORT) as bot:
        error = await failing(bot, path)
    assert type(error) is TimedOut
    assert not tells(error, caplog)


async def test_a_longer_patience_can_be_asked_for() -> None:
    async with saying(_answer(200, ECHO), silent=0.4) as url, uninitialized(url, SHORT) as bot:
        assert await bot.do_api_request("getupdates", read_timeout=3) == {"text": PASSPORT}


async def test_a_reset_connection_and_a_server_that_is_not_there_are_network_errors(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with saying(b"", reset=True) as url, uninitialized(url) as bot:
        reset = await failing(bot)
    async with uninitialized(url) as bot:
        refused = await failing(bot)
    assert (type(reset), type(refused)) == (NetworkError, NetworkError)
    assert not tells(reset, caplog) and not tells(refused, caplog)  # noqa: PT018


async def test_a_full_pool_times_out() -> None:
    async with saying(_answer(200, ECHO), silent=3) as url:
        bot = client(TOKEN, url, Patience(pool=0.1, connect=2, read=12))
        async with bot.request:
            found = await asyncio.gather(*(failing(bot) for _ in range(70)))
    assert sum(type(one) is TimedOut for one in found) == 6


async def test_after_shutdown_it_can_be_begun_anew(api: FakeBotApi) -> None:
    bot = client(TOKEN, api.url)
    for _ in range(2):
        async with bot.request:
            assert (await bot.send_message(7001, "x")).text == "x"


async def failing(bot: Bot, path: str = "sendMessage") -> TelegramError | None:
    try:
        await bot.do_api_request(path.lower(), {"chat_id": 7001, "text": PASSPORT})
    except TelegramError as error:
        return error
    return None


def tells(error: BaseException | None, caplog: pytest.LogCaptureFixture) -> bool:
    """Whether the token or what a person said stands in the error, in what led to it, or in the log."""
    said = caplog.text
    while error is not None:
        said += repr(error) + str(error) + "".join(traceback.format_exception(error))
        error = error.__cause__ or error.__context__
    return "invented-secret" in said or PASSPORT in said
