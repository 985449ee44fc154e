"""The web chat as people have it: on a phone, in WeChat's browser, with and without JavaScript, offline, in the dark, in large letters."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from playwright.async_api import Page, Request, Response, expect
from starlette.applications import Starlette

from bot.assistant import Assistant, Outbox, Pace
from bot.channels.web import CHANNEL, Site, letter_link, web
from bot.i18n import Lang
from bot.store import Store
from tests.conftest import AT
from tests.support.browser import PHONE, Chromium, serving, what_is_wrong
from tests.support.databases import new_database
from tests.support.real_flow import FLOW, way
from tests.support.sizes import full
from tests.support.watching import NOBODY

FILES = Path(__file__).parents[1] / "scripts" / "files"
PHOTO, PDF = FILES / "photo.jpg", FILES / "letter.pdf"
PICTURES = Path("build/pictures/web")
"""Each step as it was seen, for whoever wants to look."""
WECHAT = (
    "Mozilla/5.0 (Linux; Android 14; Example) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/116.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.50 Language/zh_CN"
)
LOCALES: dict[Lang, str] = {"zh": "zh-CN", "en": "en-GB"}
LIGHTEST = 25_000
"""What the first page may weigh in all, in bytes."""


@pytest.fixture
def database(tmp_path: Path) -> str:
    """One kind is enough here: what differs between them is tried below the pages."""
    return new_database("sqlite", tmp_path)


@asynccontextmanager
async def chat(store: Store) -> AsyncIterator[str]:
    """The channel at its address, with its outbox and assistant, as `jiaji run` wires them."""
    outboxes: list[Outbox] = []

    def at(origin: str) -> Starlette:
        site = Site(origin, "示例办公室 Example Office", "help@office.example", burst=1000)
        channel = web(store, FLOW, site, now=lambda: AT)
        outboxes.append(Outbox(store, CHANNEL, channel.send, Pace(0, 0)))
        assistant = Assistant([FLOW], store, outboxes[0].push)
        return Starlette(routes=list(channel.reception(channel.receiver(assistant), NOBODY).routes))

    async with serving(at) as origin:
        yield origin
    await outboxes[0].close()


async def said(page: Page) -> int:
    return await page.locator("#talk > li").count()


async def say(page: Page, text: str, *, scripts: bool = True) -> None:
    """Typed and sent, with Enter where the page has its script; returns once it is answered."""
    await page.fill("#text", text)
    await answered(page, lambda: page.press("#text", "Enter") if scripts else page.click("button.send"))


async def answered(page: Page, doing: Callable[[], Awaitable[None]]) -> None:
    before = await said(page)
    await doing()
    await expect(page.locator("#talk > li.bot").last).to_be_visible()
    await expect(page.locator(f"#talk > li:nth-child({before + 2})")).to_be_attached()


async def send_file(page: Page, kind: str, path: Path, *, scripts: bool) -> None:
    """With the page's script a file goes as soon as it is chosen."""
    box = page.locator(f"input[name={kind}]")

    async def choose() -> None:
        await box.set_input_files(path)
        if not scripts:
            await page.click("button.send")

    await answered(page, choose)


async def begin(chromium: Chromium, origin: str, lang: Lang, *, scripts: bool = True) -> Page:
    page = await chromium.window(PHONE, LOCALES[lang], scripts=scripts, agent=WECHAT)
    await page.goto(origin)
    await page.click(f"button[lang={lang}]")
    await page.wait_for_selector("#talk > li.bot")
    return page


async def look(page: Page, lang: Lang, name: str) -> list[str]:
    """A picture of what is seen, and what is wrong with it, in light and in the dark."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=PICTURES / f"{lang}-{name}.png")
    wrong = await what_is_wrong(page)
    await page.emulate_media(color_scheme="dark")
    wrong += [f"dark: {one}" for one in await what_is_wrong(page)]
    await page.screenshot(path=PICTURES / f"{lang}-{name}-dark.png")
    await page.emulate_media(color_scheme="light")
    return [f"{name}: {one}" for one in wrong]


MORE: list[tuple[Lang, bool]] = [("zh", False), ("en", True)]
WHOLE: list[tuple[Lang, bool]] = [("zh", True), ("en", False), *full([], MORE)]


@pytest.mark.parametrize(("lang", "scripts"), WHOLE)
async def test_a_whole_conversation_on_a_phone_reaches_its_mail_page(
    store: Store, chromium: Chromium, lang: Lang, scripts: bool
) -> None:
    wrong: list[str] = []
    async with chat(store) as origin:
        page = await begin(chromium, origin, lang, scripts=scripts)
        for number, (_, incoming) in enumerate(way("humanitarian", lang)):
            if incoming.files:
                await send_file(page, "photo", PHOTO, scripts=scripts)
                await send_file(page, "file", PDF, scripts=scripts)
            elif incoming.text not in ("/start", lang):
                await say(page, incoming.text or "", scripts=scripts)
            if scripts and number in (2, 9, 20):
                wrong += await look(page, lang, f"talk-{number}")
        # Nobody has to look for the way to the mail page: it stands where the letter begins, and below it.
        way_there = page.locator("#talk a[href='/mail']")
        await expect(way_there.first if scripts else way_there.last).to_be_in_viewport()
        if scripts:
            wrong += await look(page, lang, "ready")
        await page.click("a[href='/mail']")
        if scripts:
            wrong += await look(page, lang, "mail")
        assert await page.inner_text("#to") == FLOW.address
        assert await page.locator("a.file").count() == 2
        assert await page.locator(".banner").count() == 1
        assert await page.locator("a[href^=mailto]").count() == 0
    assert wrong == []
    assert chromium.faults == []


CONTRAST = """
(() => {
  const light = colour => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(one => one / 255)
      .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const box = document.getElementById('text');
  const found = [getComputedStyle(box, '::placeholder').color, getComputedStyle(box).backgroundColor].map(light);
  return (Math.max(...found) + 0.05) / (Math.min(...found) + 0.05);
})()
"""
"""Between the hint in the box and its ground (WCAG 2.2, 1.4.3), which axe does not look at."""


async def test_what_the_box_is_for_is_read_by_day_and_by_night(store: Store, chromium: Chromium) -> None:
    async with chat(store) as origin:
        page = await begin(chromium, origin, "zh")
        for scheme in ("light", "dark"):
            await page.emulate_media(color_scheme=scheme)
            assert await page.evaluate(CONTRAST) >= 4.5


async def test_what_is_copied_is_the_letter(store: Store, chromium: Chromium) -> None:
    async with chat(store) as origin:
        page = await begin(chromium, origin, "en")
        await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        for _, incoming in way("business", "en"):
            if incoming.files:
                await send_file(page, "photo", PHOTO, scripts=True)
            elif incoming.text not in ("/start", "en"):
                await say(page, incoming.text or "")
        await page.locator("button.copy").first.click()
        assert await page.evaluate("navigator.clipboard.readText()") == FLOW.address
        await page.click("a[href='/mail']")
        copied = []
        for button in await page.locator("[data-copy^=part]").all():
            await button.click()
            copied.append(await page.evaluate("navigator.clipboard.readText()"))
        eml = await page.request.get(f"{origin}/mail/request.eml")
    body = message_from_bytes(await eml.body(), policy=default).get_body(("plain",))
    assert body is not None
    assert "\n\n".join(copied).split() == body.get_content().split()


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_every_other_page_is_accessible_and_holds_in_large_letters(
    store: Store, chromium: Chromium, lang: Lang
) -> None:
    wrong: list[str] = []
    async with chat(store) as origin:
        page = await chromium.window(PHONE, LOCALES[lang], agent=WECHAT)
        await page.goto(origin)
        wrong += await look(page, lang, "welcome")
        await page.click(f"button[lang={lang}]")
        await page.wait_for_selector("#talk > li.bot")
        await page.click("summary")
        wrong += await look(page, lang, "more")
        await page.evaluate("document.documentElement.style.fontSize = '200%'")
        wrong += await look(page, lang, "large")
        # The open menu leaves the box where it can be used, and is itself there to its end.
        await page.fill("#text", "1")
        await page.click("button.send", trial=True)
        await page.click("form[action='/leave'] button", trial=True)
        await page.click("form[action='/elsewhere'] button")
        wrong += await look(page, lang, "code")
        await page.goto(f"{origin}/elsewhere")
        wrong += await look(page, lang, "elsewhere")
        await page.fill("#code", "AAAAA-AAAAA")
        await page.click("main button")
        wrong += await look(page, lang, "wrong-code")
        await page.goto(await letter_link(store, Site(origin), "wechat", "somebody"))
        wrong += await look(page, lang, "link")
        await page.goto(f"{origin}/static/none")
        wrong += await look(page, lang, "refused")
        await page.goto(origin)
        await say(page, "delete my data")
        await page.locator("#talk .presses button").first.click()
        await expect(page.locator("#say")).to_be_hidden()
        # Nothing of it is left to be read, and the way back is there.
        assert await page.locator("#talk > li").count() == 1
        await expect(page.locator("#again a")).to_be_visible()
        wrong += await look(page, lang, "erased")
    assert wrong == []
    assert chromium.faults == []


async def weights(response: Response) -> list[int]:
    """The head and the body of an answer, in bytes as they came."""
    sizes = await response.request.sizes()
    return [sizes["responseHeadersSize"], sizes["responseBodySize"]]


async def test_the_first_page_is_light_and_asks_nobody_else(store: Store, chromium: Chromium) -> None:
    asked: list[str] = []
    came: list[Response] = []

    def ask(request: Request) -> None:
        asked.append(request.url)

    def come(response: Response) -> None:
        came.append(response)

    async with chat(store) as origin:
        page = await chromium.window(PHONE, agent=WECHAT)
        page.on("request", ask)
        page.on("response", come)
        await page.goto(origin)
        await page.click("button[lang=zh]")
        await page.wait_for_selector("#talk > li.bot")
        await page.wait_for_load_state("networkidle")
        sizes = [size for one in came if one.status == 200 for size in await weights(one)]
    assert {re.match(r"https?://[^/]+", one)[0] for one in asked} == {origin}  # type: ignore[index]
    assert 0 < sum(sizes) <= LIGHTEST, sizes


async def test_without_a_connection_the_message_waits_and_goes_once(store: Store, chromium: Chromium) -> None:
    async with chat(store) as origin:
        page = await begin(chromium, origin, "en")
        await page.context.set_offline(True)
        await page.fill("#text", "I agree")
        await page.press("#text", "Enter")
        await expect(page.locator("#status")).to_contain_text("No connection")
        before = await said(page)
        await page.context.set_offline(False)
        await expect(page.locator(f"#talk > li:nth-child({before + 2})")).to_be_attached()
        await expect(page.locator("#status")).to_be_empty()
        await page.reload()
        assert await page.locator("#talk > li.you", has_text="I agree").count() == 1


async def test_enter_while_characters_are_chosen_sends_nothing(store: Store, chromium: Chromium) -> None:
    async with chat(store) as origin:
        page = await begin(chromium, origin, "zh")
        keyboard = await page.context.new_cdp_session(page)
        await page.focus("#text")
        composed = {"selectionStart": 2, "selectionEnd": 2, "text": "同意"}
        await keyboard.send("Input.imeSetComposition", composed)
        before = await said(page)
        key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
        await keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", **key})
        await asyncio.sleep(0.3)
        assert await said(page) == before
        await keyboard.send("Input.insertText", {"text": "同意"})
        await answered(page, lambda: page.press("#text", "Enter"))
        await expect(page.locator("#talk > li.you").last).to_have_text("同意")


async def test_another_tab_and_a_page_that_was_away_catch_up_without_rereading(
    store: Store, chromium: Chromium
) -> None:
    """What a screen reader was told stays the same element; only what is new is added."""
    async with chat(store) as origin:
        page = await begin(chromium, origin, "en")
        other = await page.context.new_page()
        await other.goto(origin)
        await other.evaluate("window.first = document.querySelector('#talk > li')")
        await say(page, "I agree")
        await say(page, "just me")
        both = await said(page)
        await other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        await expect(other.locator("#talk > li")).to_have_count(both)
        assert await other.evaluate("window.first === document.querySelector('#talk > li')")
        assert await other.locator("#talk .presses").count() == 1


async def test_markup_that_is_typed_stays_text(store: Store, chromium: Chromium) -> None:
    async with chat(store) as origin:
        page = await begin(chromium, origin, "en")
        await say(page, "<img src=x onerror=\"document.title='mine'\"><b>x</b>")
        assert await page.locator("#talk img, #talk b").count() == 0
        assert await page.title() != "mine"
        await page.reload()
        assert await page.locator("#talk img, #talk b").count() == 0
    assert chromium.faults == []


async def test_what_is_new_is_seen_above_the_box_whatever_room_the_keyboard_leaves(
    store: Store, chromium: Chromium
) -> None:
    """What waits for an answer is whole, with its buttons; what is longer than the screen is read from its beginning."""
    async with chat(store) as origin:
        page = await begin(chromium, origin, "zh")
        first = page.locator("#talk > li.bot").first
        for height in (PHONE.height, PHONE.height * 2 // 3):
            await page.set_viewport_size({"width": PHONE.width, "height": height})
            await say(page, "同意" if height == PHONE.height else "这是要问什么")
            box = await page.locator("#say").bounding_box()
            last = await page.locator("#talk > li.bot").last.bounding_box()
            assert box is not None
            assert last is not None
            assert last["y"] + last["height"] <= box["y"]
            assert box["y"] + box["height"] <= height
            assert box["height"] <= 130
        await page.set_viewport_size({"width": PHONE.width, "height": 300})
        await say(page, "不同意")
        newest = await page.locator("#talk > li.bot").last.bounding_box()
        assert newest is not None
        assert newest["y"] >= 0
        await expect(first).not_to_be_in_viewport()


CAN_SHARE = """
navigator.canShare = () => true;
navigator.share = given => { window.shared = given; return Promise.resolve(); };
"""
"""As a phone's browser has it; Chromium on a desk has none."""


async def test_the_share_sheet_gets_the_letter_with_its_proof(store: Store, chromium: Chromium) -> None:
    async with chat(store) as origin:
        page = await begin(chromium, origin, "en")
        await page.add_init_script(CAN_SHARE)
        for _, incoming in way("humanitarian", "en"):
            if incoming.files:
                await send_file(page, "file", PDF, scripts=True)
            elif incoming.text not in ("/start", "en"):
                await say(page, incoming.text or "")
        await page.click("a[href='/mail']")
        await page.click("#share")
        title, text, files = await page.evaluate(
            "[shared.title, shared.text, shared.files.map(one => [one.name, one.type, one.size > 0])]"
        )
        assert title == await page.inner_text("#subject")
        assert text.startswith("Dear Consular Officer")
        assert [(kind, is_full) for _, kind, is_full in files] == [("application/pdf", True)]
    assert chromium.faults == []
