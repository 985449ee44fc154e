"""A WeChat Official Account against a server that behaves as WeChat's pages say, with wechatpy on the other side of the cipher."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

import httpx
import pytest
from PIL import Image
from starlette.applications import Starlette
from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import check_signature

from bot.assistant import Assistant, Outbox, Pace
from bot.channels.web import Site, letter_link, web
from bot.channels.wechat import CHANNEL, Account, Envelope, Forged, wechat
from bot.channels.wechat.calls import LONGEST_BODY, PATH, calls
from bot.channels.wechat.reading import fields_in, update_in
from bot.channels.wechat.receiving import Together
from bot.channels.wechat.showing import LONGEST, parts_of
from bot.i18n import LANGUAGES, Lang
from bot.store import Store
from tests.conftest import AT
from tests.fake_wechat import AES_KEY, APP_ID, SECRET, TOKEN, FakeWeChat, message, post, running
from tests.support.calling import Call
from tests.support.real_flow import FLOW, way
from tests.support.texts import lacking
from tests.support.watching import NOBODY

ENVELOPE = Envelope(APP_ID, TOKEN, AES_KEY)
WHO = "oExample0000000000000000001"
URL = "http://web.test"


@dataclass
class Office:
    """The bot with both channels, WeChat's server, and a browser."""

    wechat: FakeWeChat
    bot: httpx.AsyncClient
    outbox: Outbox
    store: Store

    async def say(self, text: str) -> list[str]:
        """What was answered."""
        before = len(self.wechat.texts(WHO))
        assert await self.wechat.says(self.bot, WHO, text) == 200
        await self.outbox.drain()
        return self.wechat.texts(WHO)[before:]


@asynccontextmanager
async def opened(store: Store) -> AsyncIterator[Office]:
    site = Site(URL)
    async with (
        running(FakeWeChat()) as fake,
        Account.opened(APP_ID, SECRET, fake.url) as account,
    ):
        ours = wechat(store, account, ENVELOPE, partial(letter_link, store, site))
        page = web(store, FLOW, site, now=lambda: AT)
        outbox = Outbox(store, CHANNEL, ours.send, Pace(0, 0))
        assistant = Assistant([FLOW], store, outbox.push)
        routes = [
            *ours.reception(ours.receiver(assistant), NOBODY).routes,
            *page.reception(page.receiver(assistant), NOBODY).routes,
        ]
        app = Starlette(routes=routes)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=URL, headers={"origin": URL}) as bot:
            yield Office(fake, bot, outbox, store)
        await outbox.close()


@pytest.fixture
async def office(store: Store) -> AsyncIterator[Office]:
    async with opened(store) as found:
        yield found


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 1200), "white").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_whole_conversation_ends_with_a_link_to_its_letter(office: Office, lang: Lang) -> None:
    await office.wechat.calls(office.bot, WHO, "event", Event="subscribe")
    await office.say("中文" if lang == "zh" else "English")
    for _, incoming in way("humanitarian", lang):
        if incoming.files:
            assert await office.wechat.shows(office.bot, WHO, photo()) == 200
        elif incoming.text not in ("/start", lang):
            await office.say(incoming.text or "")
        await office.outbox.drain()
    said = office.wechat.texts(WHO)
    assert office.wechat.declined == []
    assert not any("Dear Consular Officer" in text for text in said)
    link = next(text for text in said if f"{URL}/open/" in text).split(URL)[1]
    for _ in range(2):
        # Programs that look where a link leads use nothing up.
        assert "<form" in (await office.bot.get(link)).text
    page = await office.bot.post(link, follow_redirects=True)
    assert FLOW.address in page.text
    assert "Dear Consular Officer" in page.text
    assert (await office.bot.get("/mail/1")).content[:2] == b"\xff\xd8"
    async with httpx.AsyncClient(
        transport=office.bot._transport, base_url=URL, headers={"origin": URL}
    ) as stranger:
        assert 'role="alert"' in (await stranger.post(link)).text
        assert (await stranger.get("/mail")).status_code == 303


async def test_the_first_question_says_that_no_reminder_can_come(office: Office) -> None:
    await office.say("你好")
    (consent,) = [text for text in office.wechat.texts(WHO) if "48" in text]
    assert "1  " in consent


async def test_the_same_message_called_three_times_is_heard_once(office: Office) -> None:
    await office.say("你好")
    before = len(office.wechat.texts(WHO))
    office.wechat.quota[WHO] = 5
    body = message(WHO, "text", Content="同意")
    for _ in range(3):
        assert (await post(office.bot, body)).status_code == 200
    await office.outbox.drain()
    assert len(office.wechat.texts(WHO)) == before + 1


async def test_calls_with_one_message_wait_for_one_work() -> None:
    begun: list[str] = []
    done = asyncio.Event()

    async def receive(update: object) -> None:
        begun.append("once")
        await done.wait()

    together = Together(receive)
    update = update_in(fields_in(message(WHO, "text", Content="x").encode()))
    assert update is not None
    calls = [asyncio.create_task(together.receive(update)) for _ in range(3)]
    await asyncio.sleep(0)
    calls[0].cancel()
    done.set()
    await asyncio.gather(*calls[1:])
    assert begun == ["once"]


async def test_a_token_that_is_none_any_more_is_asked_for_anew(office: Office) -> None:
    await office.say("你好")
    office.wechat.expire()
    assert len(await office.say("同意")) == 1
    assert office.wechat.declined == [40001]


@pytest.mark.parametrize(("code", "is_kept"), [(45047, True), (45009, True), (45015, False), (40003, False)])
async def test_what_wechat_declines_waits_or_is_given_up(office: Office, code: int, is_kept: bool) -> None:
    """What is full today is sent later; who cannot be reached any more is not tried again."""
    office.wechat.refuses = code
    await office.wechat.says(office.bot, WHO, "你好")
    draining = asyncio.create_task(office.outbox.drain())
    done, _ = await asyncio.wait([draining], timeout=1)
    assert bool(done) is not is_kept
    assert code in office.wechat.declined
    assert office.wechat.texts(WHO) == []
    draining.cancel()


@pytest.mark.parametrize(
    ("instead", "age"),
    [
        ({"msg_signature": "0" * 40}, None),
        ({"nonce": "another"}, None),
        ({}, 7200),
        ({"timestamp": "soon"}, None),
    ],
)
async def test_a_call_that_is_forged_or_old_is_refused(
    office: Office, instead: dict[str, str], age: int | None
) -> None:
    at = int(time.time()) - (age or 0)
    answer = await post(office.bot, message(WHO, "text", Content="你好"), at, **instead)
    assert answer.status_code == 403
    assert await office.store.load(CHANNEL, WHO) is None


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>'


@pytest.mark.parametrize("body", [BOMB, BOMB.decode().encode("utf-16")])
def test_no_entity_is_expanded_in_whatever_encoding(body: bytes) -> None:
    with pytest.raises(Forged):
        fields_in(body)


@pytest.mark.parametrize(
    "body", [b"", b"<xml>", BOMB, b"\xff\xfe", b"<xml><Encrypt>AAAA</Encrypt></xml>", b"{}"]
)
async def test_what_is_no_message_is_refused(office: Office, body: bytes) -> None:
    asked = {"timestamp": str(int(time.time())), "nonce": "1", "msg_signature": "0" * 40}
    assert (await office.bot.post("/wechat", params=asked, content=body)).status_code == 403
    large = await office.bot.post("/wechat", params=asked, content=b"x" * (1 << 20))
    assert large.status_code == 413


@pytest.mark.parametrize("kind", ["voice", "video", "location", "link", "unheard-of"])
async def test_what_is_no_text_is_answered_in_a_sentence(office: Office, kind: str) -> None:
    await office.say("你好")
    before = len(office.wechat.texts(WHO))
    assert await office.wechat.calls(office.bot, WHO, kind, MediaId="x") == 200
    await office.outbox.drain()
    assert len(office.wechat.texts(WHO)) == before + 1


async def test_a_picture_that_is_gone_is_asked_for_again(office: Office) -> None:
    await office.say("你好")
    assert await office.wechat.calls(office.bot, WHO, "image", MediaId="gone") == 200
    await office.outbox.drain()
    assert office.wechat.declined == [40007]


async def test_who_stops_following_is_not_spoken_to(office: Office) -> None:
    assert await office.wechat.calls(office.bot, WHO, "event", Event="unsubscribe") == 200
    assert await office.store.load(CHANNEL, WHO) is None


async def test_the_address_is_shown_to_be_ours(office: Office) -> None:
    signature = ENVELOPE.signature("1700000000", "nonce")
    asked = {"signature": signature, "timestamp": "1700000000", "nonce": "nonce", "echostr": "42"}
    assert (await office.bot.get("/wechat", params=asked)).text == "42"
    assert (await office.bot.get("/wechat", params={**asked, "nonce": "x"})).status_code == 403


def test_signatures_and_ciphers_are_those_of_wechatpy() -> None:
    check_signature(TOKEN, ENVELOPE.signature("1700000000", "nonce"), "1700000000", "nonce")
    theirs = WeChatCrypto(TOKEN, AES_KEY, APP_ID)
    for words in ("好", "x" * 31, "长" * 700):
        sealed = ENVELOPE.seal(words.encode(), b"0123456789abcdef")
        xml = f"<xml><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
        signature = ENVELOPE.signature("1", "2", sealed)
        assert theirs.decrypt_message(xml, signature, "1", "2") == words
        back = fields_in(theirs.encrypt_message(words, "2", "1").encode())["Encrypt"]
        assert ENVELOPE.open(back).decode() == words


def test_a_message_for_another_account_is_forged() -> None:
    other = Envelope("wx9999999999", TOKEN, AES_KEY)
    with pytest.raises(Forged):
        ENVELOPE.open(other.seal(b"<xml/>", b"0" * 16))


@pytest.mark.parametrize("text", ["好" * 3000, "line\n" * 900, "a" * 1999, ""])
def test_a_long_text_is_parted_and_nothing_of_it_is_lost(text: str) -> None:
    parts = list(parts_of(text))
    assert "".join(parts).replace("\n", "") == text.replace("\n", "")
    assert all(len(part.encode()) <= LONGEST for part in parts)


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_every_text_of_the_channel_is_said_in_each_language(office: Office, lang: Lang) -> None:
    await office.say("中文" if lang == "zh" else "English")
    for _, incoming in way("group_caring", lang):
        if incoming.files:
            await office.wechat.shows(office.bot, WHO, photo())
        elif incoming.text not in ("/start", lang):
            await office.say(incoming.text or "")
        await office.outbox.drain()
    await office.say("export my data")
    await office.wechat.calls(office.bot, WHO, "image", MediaId="gone")
    await office.outbox.drain()
    assert lacking("bot/channels/wechat", lang, "\n".join(office.wechat.texts(WHO))) == []


async def test_whoever_hangs_up_is_not_counted_as_somebody_who_sent_too_much() -> None:
    refused: list[int] = []

    async def receive(update: object) -> None:
        raise AssertionError

    app = Starlette(routes=calls(ENVELOPE, receive, refused.append))
    asked = f"timestamp={int(time.time())}&nonce=1&msg_signature={'0' * 40}"
    for chunks in ([b"<xml>"], [b" " * LONGEST_BODY, b" "]):
        await Call(chunks, path=PATH, query=asked, cut=True).to(app)
    assert refused == [400, 413]
