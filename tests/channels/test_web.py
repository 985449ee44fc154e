"""The web channel over its own addresses: a browser without JavaScript, the page's script, and whoever means no good."""

from __future__ import annotations

import asyncio
import io
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import httpx
import pytest
from PIL import Image
from starlette.applications import Starlette

from bot.assistant import Assistant, Outbox, Pace
from bot.channels.allowance import Allowance
from bot.channels.channel import Watch
from bot.channels.refusals import NOT_TEXT
from bot.channels.web import CHANNEL, Site, letter_link, web
from bot.channels.web.elsewhere import LETTERS, new_code
from bot.channels.web.mailing import LONGEST_LINK, link_to
from bot.channels.web.pages import REFUSALS, refused
from bot.channels.web.reading import LARGEST_CALL, MOST_FILES
from bot.channels.web.talk import parts_of
from bot.core import Flow, Letter, Mistake
from bot.documents import Clean, clean
from bot.i18n import LANGUAGES, Lang
from bot.store import Store
from dialogs import FLOWS
from tests.conftest import AT
from tests.support.real_flow import way
from tests.support.stores import waiting
from tests.support.texts import lacking

URL = "http://web.test"
WELCOME = 'value="English"'
FLOW = FLOWS["expedited_interview"].addressed_to("requests@consulate.example")


@asynccontextmanager
async def served(
    store: Store, burst: int = 1000, flow: Flow = FLOW, patience: float = 60.0, clean: Clean = clean
) -> AsyncIterator[Starlette]:
    """The channel with its outbox and assistant, as `jiaji run` wires them."""
    site = Site(URL, operator="Example Office", burst=burst, patience=patience)
    channel = web(store, flow, site, clean, now=lambda: AT)
    outbox = Outbox(store, CHANNEL, channel.send, Pace(0, 0))
    assistant = Assistant([flow], store, outbox.push)
    refused: list[int] = []
    reception = channel.reception(channel.receiver(assistant), Watch(refused.append, lambda _: None))
    try:
        yield Starlette(routes=list(reception.routes))
    finally:
        await outbox.close()


@dataclass
class Browser:
    """One browser with its cookies; by default without JavaScript."""

    app: Starlette
    language: str = "en"
    client: httpx.AsyncClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app),
            base_url=URL,
            headers={"accept-language": self.language, "origin": URL},
            follow_redirects=True,
        )

    async def look(self, path: str = "/") -> httpx.Response:
        return await self.client.get(path)

    async def say(self, text: str, **more: str) -> httpx.Response:
        return await self.client.post("/say", data={"text": text, **more})

    async def tap(self, label: str) -> httpx.Response:
        page = (await self.look()).text
        value = next(value for value, shown in pressed(page) if shown == label)
        return await self.client.post("/say", data={"tap": value})

    async def news(self, text: str, **more: str) -> httpx.Response:
        """As the page's script sends it."""
        return await self.client.post(
            "/say", data={"text": text, **more}, headers={"accept": "application/json"}
        )


def pressed(page: str) -> Iterator[tuple[str, str]]:
    for value, label in re.findall(r'name="tap"[^>]*value="([^"]*)">([^<]*)<', page):
        yield unescape(value), unescape(label)


def said(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'<p dir="auto">(.*?)</p>', page, re.S)]


@pytest.fixture
async def app(store: Store) -> AsyncIterator[Starlette]:
    async with served(store) as found:
        yield found


async def test_a_conversation_goes_to_its_letter_without_javascript(app: Starlette, store: Store) -> None:
    browser = Browser(app)
    for _, incoming in way("humanitarian", "en"):
        if incoming.text == "/start":
            continue
        if incoming.files:
            await browser.client.post("/say", files={"photo": ("p.png", photo(), "image/png")})
        else:
            await browser.say(incoming.text or "")
    mail = (await browser.look("/mail")).text
    assert "requests@consulate.example" in mail
    assert 'id="subject"' in mail
    eml = await browser.look("/mail/request.eml")
    assert eml.headers["content-type"] == "message/rfc822"
    proof = await browser.look("/mail/1")
    assert proof.content[:2] == b"\xff\xd8"
    assert (await browser.look("/mail/9")).status_code == 404


WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 MicroMessenger/8.0.50"


async def to_the_letter(browser: Browser, lang: Lang) -> None:
    for _, incoming in way("group_caring", lang):
        if incoming.files:
            await browser.client.post("/say", files={"photo": ("p.png", photo(), "image/png")})
        elif incoming.text != "/start":
            await browser.say(incoming.text or "")


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_every_text_of_the_pages_is_seen_in_each_language(store: Store, lang: Lang) -> None:
    async with served(store, flow=FLOW.addressed_to("")) as app:
        browser = Browser(app, lang)
        pages = [await browser.look()]
        await to_the_letter(browser, lang)
        pages += [await browser.look(path) for path in ("/", "/mail")]
        in_wechat = await browser.client.get("/mail", headers={"user-agent": WECHAT})
        shown = await browser.client.post("/elsewhere", data={})
        wrong = await browser.client.post("/elsewhere", data={"code": "AAAA-AAAA"})
        pages += [in_wechat, shown, wrong, await browser.look("/elsewhere")]
        link = (await letter_link(store, Site(URL), CHANNEL, "somebody")).removeprefix(URL)
        pages += [await browser.look(link), await browser.client.post("/open/XXXX", data={})]
        await browser.say("delete my data")
        pages.append(await browser.say("1"))
    heard = [unescape(one.text) for one in pages] + [refused(one, lang) for one in REFUSALS]
    assert lacking("bot/channels/web", lang, "\n".join(heard)) == []


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 1200), "white").save(out, "PNG")
    return out.getvalue()


async def test_whoever_only_looks_leaves_nothing_behind(app: Starlette, store: Store) -> None:
    browser = Browser(app)
    page = await browser.look()
    assert WELCOME in page.text
    assert not browser.client.cookies
    assert (await browser.look("/mail")).url.path == "/"


async def test_the_script_gets_what_is_new_and_nothing_else(app: Starlette) -> None:
    browser = Browser(app)
    first = (await browser.news("en")).json()
    assert first["state"] == "asking"
    last = re.findall(r'data-place="([\d.]+)"', first["html"][-1])[0]
    second = (await browser.news("I agree", after=last)).json()
    assert all(last not in one for one in second["html"])
    assert (await browser.look(f"/since/{last}")).json()["html"] == second["html"]


async def test_the_same_form_sent_twice_is_heard_once(app: Starlette) -> None:
    browser = Browser(app)
    await browser.say("en", id="first-form-1")
    once = (await browser.look()).text
    await browser.say("en", id="first-form-1")
    assert said((await browser.look()).text) == said(once)


async def test_only_the_question_that_waits_has_buttons_and_they_answer_it(app: Starlette) -> None:
    browser = Browser(app)
    await browser.say("en")
    page = (await browser.tap("I agree")).text
    prompts = {value.split(" ")[2] for value, _ in pressed(page)}
    assert len(prompts) == 1
    assert said(page)[-2:][0] == "I agree"


async def test_what_people_type_is_never_markup(app: Starlette) -> None:
    browser = Browser(app)
    await browser.say("en")
    page = (await browser.say("<img src=x onerror=alert(1)>\"'&\x00\u202e")).text
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


@pytest.mark.parametrize("path", ["/say", "/leave", "/elsewhere"])
async def test_a_form_of_another_site_does_nothing(app: Starlette, path: str) -> None:
    browser = Browser(app)
    await browser.say("en")
    before = said((await browser.look()).text)
    for headers in ({"origin": "https://evil.example"}, {"origin": "null"}):
        answer = await browser.client.post(path, data={"text": "no"}, headers=headers)
        assert answer.status_code == 403
    assert said((await browser.look()).text) == before


async def test_every_page_forbids_scripts_from_elsewhere_and_is_kept_nowhere(app: Starlette) -> None:
    browser = Browser(app)
    await browser.say("en")
    for path in ("/", "/mail", "/elsewhere", "/since/0.0", "/jiaji.zip", "/static/none.js"):
        headers = (await browser.look(path)).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
    page = (await browser.look()).text
    assert not re.search(r"<script(?! src=\"/static/)|\sstyle=|\son\w+=", page.split("<main>")[0])


async def test_a_code_opens_the_conversation_once_and_only_by_typing_it(app: Starlette) -> None:
    here, there, late = Browser(app), Browser(app), Browser(app)
    await here.say("en")
    await here.say("I agree")
    page = (await here.client.post("/elsewhere", data={})).text
    code = re.search(r'class="code">([^<]+)<', page)
    assert code is not None
    await there.look(f"/elsewhere?code={code[1]}")
    assert WELCOME in (await there.look()).text
    opened = await there.client.post("/elsewhere", data={"code": code[1].lower().replace("-", " ")})
    assert said(opened.text) == said((await here.look()).text)
    assert WELCOME not in opened.text
    assert 'role="alert"' in (await late.client.post("/elsewhere", data={"code": code[1]})).text


async def test_whoever_leaves_a_shared_phone_is_forgotten_there(app: Starlette) -> None:
    browser = Browser(app)
    await browser.say("en")
    page = await browser.client.post("/leave", data={})
    assert WELCOME in page.text


async def test_what_was_erased_is_gone_and_its_last_words_are_read(app: Starlette, store: Store) -> None:
    browser = Browser(app)
    await browser.say("en")
    await browser.say("I agree")
    await browser.say("delete my data")
    last = await browser.say("Erase everything")
    assert "erased" in last.text
    assert WELCOME in (await browser.look()).text


async def test_a_message_waits_for_one_commit_and_a_look_for_none(app: Starlette, store: Store) -> None:
    browser, commits = Browser(app), list[float]()
    await browser.news("en")
    store.on_commit = commits.append
    answer = (await browser.news("I agree")).json()
    assert len(answer["html"]) > 1
    # Nothing is left to be marked, either.
    assert not await waiting(store)
    assert len(commits) == 2
    async with store.transaction():
        assert "I agree" in (await asyncio.wait_for(browser.look(), 5)).text


async def test_another_cookie_sees_nothing_of_it(app: Starlette) -> None:
    await Browser(app).say("en")
    for cookie in ("x" * 43, "../../etc", "0", "é"):
        stranger = Browser(app)
        stranger.client.cookies.set("jiaji", cookie if cookie.isascii() else "a")
        assert WELCOME in (await stranger.look()).text
        assert (await stranger.look("/jiaji.zip")).status_code == 404


async def test_what_is_too_large_or_no_form_is_refused_or_read_as_nothing(app: Starlette) -> None:
    browser = Browser(app)
    await browser.say("en")
    large = {"content-length": str(LARGEST_CALL + 1), "content-type": "multipart/form-data; boundary=x"}
    assert (await browser.client.post("/say", headers=large, content=b"x")).status_code == 413
    broken = {"content-type": "multipart/form-data; boundary=x"}
    assert (await browser.client.post("/say", headers=broken, content=b"--y\r\n\xff")).status_code == 200


@pytest.mark.parametrize("number", ["9" * 12, "9" * 5000, "²", "٣", "-1"])
async def test_a_number_that_is_none_is_answered_as_any_other(app: Starlette, number: str) -> None:
    browser = Browser(app)
    await browser.say("en")
    for path in (f"/since/{number}.1", f"/since/1.{number}", f"/since/{number}"):
        assert (await browser.look(path)).json()["html"]
    assert (await browser.look(f"/mail/{number}")).status_code == 404
    assert len((await browser.news("hello", after=f"{number}.{number}")).json()["html"]) > 2
    assert (await browser.say("", tap=f"a b {number} c")).status_code == 200


async def test_a_form_with_more_than_the_page_has_is_refused_in_words(app: Starlette) -> None:
    browser = Browser(app)
    await browser.say("en")
    for form in ({f"f{number}": "x" for number in range(500)}, {"text": "a" * (3 << 20)}):
        answer = await browser.client.post("/say", data=form)
        assert answer.status_code == 413
        assert refused(413, "en") in answer.text


async def test_a_flood_is_slowed_and_says_so(store: Store) -> None:
    async with served(store, burst=3) as app:
        browser = Browser(app)
        statuses = [(await browser.news("en")).status_code for _ in range(9)]
    assert statuses[:3] == [200, 200, 200]
    assert 429 in statuses


async def test_a_flood_costs_its_allowance_and_the_others_wait_for_no_more(store: Store) -> None:
    """From one address, as in an office. Counted are commits, for a machine's seconds say nothing."""
    async with served(store, burst=20) as app:
        flooding, others = Browser(app), [Browser(app) for _ in range(20)]
        await flooding.say("en")
        commits: list[float] = []
        store.on_commit = commits.append
        flood = [asyncio.ensure_future(flooding.news("help")) for _ in range(1000)]
        looks = [asyncio.ensure_future(flooding.look()) for _ in range(200)]
        answers = await asyncio.gather(*(one.news("en") for one in others))
        until_the_others = len(commits)
        statuses = Counter(one.status_code for one in await asyncio.gather(*flood))
        looked = Counter(one.status_code for one in await asyncio.gather(*looks))
    assert {one.status_code for one in answers} == {200}
    assert all(one.json()["html"] for one in answers)
    assert until_the_others <= 4
    assert statuses.keys() == looked.keys() == {200, 429}
    # On a slow machine some of the allowance comes back meanwhile.
    assert max(statuses[200], looked[200]) <= 60


async def test_files_count_as_several_messages_and_a_whole_call_of_them_is_taken(store: Store) -> None:
    async def at_once(content: bytes) -> Mistake:
        return NOT_TEXT

    page = ("files", ("p.png", b"one", "image/png"))
    async with served(store, burst=30, clean=at_once) as app:
        browser = Browser(app)
        await browser.say("en")
        calls = [await browser.client.post("/say", files=[page] * MOST_FILES) for _ in range(4)]
    assert calls[0].status_code == 200
    assert calls[-1].status_code == 429


async def test_a_file_that_is_sent_again_while_it_is_read_is_read_once(store: Store) -> None:
    is_asked, may_end, times = asyncio.Event(), asyncio.Event(), list[bytes]()

    async def slowly(content: bytes) -> Mistake:
        times.append(content)
        is_asked.set()
        await may_end.wait()
        return NOT_TEXT

    page = {"files": {"photo": ("p.png", b"one", "image/png")}, "headers": {"accept": "application/json"}}
    async with served(store, clean=slowly) as app:
        browser = Browser(app)
        await browser.say("en")
        same = [
            asyncio.ensure_future(browser.client.post("/say", data={"id": "the-same-form"}, **page))  # type: ignore[arg-type]
            for _ in range(2)
        ]
        await is_asked.wait()
        other = await browser.client.post("/say", data={"id": "another-form"}, **page)  # type: ignore[arg-type]
        may_end.set()
        answers = await asyncio.gather(*same)
    assert other.status_code == 425
    assert [one.status_code for one in answers] == [200, 200]
    assert times == [b"one"]
    assert answers[0].json()["html"] == answers[1].json()["html"]


def test_an_allowance_comes_back_with_time_and_forgets_the_longest_unheard() -> None:
    clock = [0.0]
    allowance = Allowance(rate=1, burst=2, most=2, now=lambda: clock[0])
    assert [allowance.take("a") for _ in range(3)] == [True, True, False]
    clock[0] = 1.0
    assert [allowance.take("a") for _ in range(2)] == [True, False]
    allowance.take("b")
    allowance.take("c")
    assert allowance.take("a")


def test_a_letter_is_copied_in_parts_that_are_the_whole_of_it() -> None:
    body = "\n\n".join(f"{number}. " + "word " * 80 for number in range(11))
    parts = list(parts_of(body, 1500))
    assert "\n\n".join(parts) == body
    assert max(map(len, parts)) <= 1500


def test_a_link_for_mail_apps_has_the_text_where_it_is_short_enough() -> None:
    short = Letter("a@b.example", "me@b.example", "Subject & more", "One\nTwo")
    assert link_to(short) == "mailto:a@b.example?subject=Subject%20%26%20more&body=One%0D%0ATwo"
    assert link_to(Letter("a@b.example", "", "s", "x" * LONGEST_LINK)) == "mailto:a@b.example?subject=s"


def test_codes_have_no_letters_that_are_taken_for_one_another() -> None:
    assert not set(new_code()) - set(LETTERS) - {"-"}
    assert not set("01OIL") & set(LETTERS)


@pytest.mark.parametrize("script", ["chat.js", "mail.js"])
def test_the_scripts_are_small_and_use_no_syntax_newer_than_2018(script: str) -> None:
    source = (Path("bot/channels/web/static") / script).read_text("utf-8")
    assert not re.search(r"\?\.|\?\?|replaceAll|\bimport\b|\bawait\b(?! )", source)
    assert len(source) < 8_000
