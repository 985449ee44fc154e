"""Telegram over real HTTP: python-telegram-bot against the fake Bot API, one update at a time."""

import asyncio
import io
from collections.abc import AsyncIterator, Mapping
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from telegram import Bot

from bot.assistant import Assistant, Outbox, Pace
from bot.channels.telegram import CHANNEL, client, receiver, sender
from bot.channels.telegram.menu import COMMANDS, introduce
from bot.channels.telegram.polling import poll, poll_once
from bot.channels.telegram.showing import show
from bot.channels.telegram.window import Window
from bot.core import Conversation, Mistake, Reply, units
from bot.core.values import Button
from bot.i18n import Text
from bot.store import Keys, Store, StoreDown
from dialogs import MAIN_FLOW
from tests.fake_bot_api import FakeBotApi, Person, Refusal, running
from tests.fake_bot_api.weather import Weather

FLOW = MAIN_FLOW.addressed_to("requests@consulate.example")


class Line:
    """A bot, its store, the server between and one person; `go` lets the bot hear what waits, and answer."""

    def __init__(self, api: FakeBotApi, bot: Bot, store: Store) -> None:
        self.api, self.bot, self.store = api, bot, store
        self.key = store.vault.secret("buttons")
        self.outbox = Outbox(store, CHANNEL, sender(bot, self.key), Pace(0, 0))
        self.receive = receiver(bot, Assistant([FLOW], store, self.outbox.push), self.key)
        self.person: Person = api.person()
        self.window = Window()

    async def go(self) -> None:
        while any(one["update_id"] >= (self.window.offset or 0) for one in self.api.updates):
            await poll_once(self.bot, self.receive, self.window)
            await self.outbox.drain()

    async def says(self, *texts: str) -> str:
        for text in texts:
            self.person.types(text)
            await self.go()
        return self.person.texts[-1]

    async def taps(self, *codes: str) -> str:
        for code in codes:
            self.person.taps(code)
            await self.go()
        return self.person.texts[-1]

    async def conversation(self) -> Conversation:
        found = await self.store.load(CHANNEL, str(self.person.chat))
        assert found is not None
        return found


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    url = f"sqlite:///{tmp_path / 'jiaji.sqlite3'}"
    store = await Store.open(url, Keys.read(tmp_path / "keys"))
    with running(FakeBotApi()) as api:
        async with client("1:test", api.url) as bot:
            yield Line(api, bot, store)
    await store.close()


def one_page() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def photo(color: str = "white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), color).save(out, "PNG")
    return out.getvalue()


LISTS_ZH = ["没有", "上海市浦东新区示例路1号", "2019年3月", "至今", "没有了"]
WORK_ZH = ["上班", "Example Trading Co., Ltd.", "上海市样本街8号", "2020年7月", "至今", "没有了"]


async def test_a_whole_chinese_conversation_by_buttons_and_words_ends_with_the_mail(line: Line) -> None:
    await line.says("/start")
    await line.taps("zh")
    consent = line.person.buttons()[0]["callback_data"].split(":", 3)[3]
    await line.taps(consent, "one", "yes", "shanghai", "humanitarian", "B-1/B-2", "serious_illness", "mother")
    await line.taps("/skip", "intensive_care", "no_family", "no", "no", "no")
    await line.says(
        "2027年1月19日", "上午9点半", "20110512345", "zhang", "sanming", "1990年5月6日", "e12345678"
    )
    await line.says("AA00ABCD56", *LISTS_ZH[:1])
    line.person.shares_contact("+8613812345678")
    await line.go()
    await line.says("zhangsan@example.com", *LISTS_ZH[1:], *WORK_ZH)
    await line.says(
        "WANG Wu", "Example General Hospital, Boston", "2026年11月", "My mother has no one else there."
    )
    line.person.sends_document("letter.pdf", one_page())
    await line.go()
    assert (await line.conversation()).state == "reviewing"
    await line.taps("confirm")
    assert (await line.conversation()).state == "ready"
    documents = [one for one in line.person.received if "document" in one]
    message = message_from_bytes(line.api.files[documents[-1]["document"]["file_id"]], policy=policy.default)
    assert (message["To"], message["X-Unsent"]) == ("requests@consulate.example", "1")
    assert len(list(message.iter_attachments())) == 1
    pre = [one for one in line.person.received if any(e["type"] == "pre" for e in one.get("entities", []))]
    assert "E12345678" in pre[-1]["text"]
    copies = [
        b
        for one in line.person.received
        if one["markup"]
        for row in one["markup"].get("inline_keyboard", [])
        for b in row
        if "copy_text" in b
    ]
    assert any("ZHANG SANMING" in button["copy_text"]["text"] for button in copies)
    await line.taps("sent")
    assert (await line.conversation()).state == "sent"


async def test_a_whole_english_conversation_by_words_alone_ends_with_the_mail(line: Line) -> None:
    line.person.language_code = "en"
    await line.says("/start", "English", "yes", "1", "yes", "Nanjing", "study", "F1", "11 January 2027")
    await line.says(
        "skip", "skip", "yes", "12 May 2024", "no", "no", "19 January 2027", "9:30", "20110512345"
    )
    await line.says(
        "LI", "SI", "6 May 1990", "E12345678", "AA00ABCD56", "F-1", "Shanghai", "no", "13812345678"
    )
    await line.says("lisi@example.com", "1 Example Road, Nanjing", "March 2019", "now", "no")
    await line.says("study", "Sample University", "5 Example Avenue, Nanjing", "2021-09", "now", "no")
    await line.says(
        "Example State University", "MSc in Statistics", "The course admits no one after week one."
    )
    line.person.sends_photo(photo())
    await line.go()
    await line.says("confirm")
    assert (await line.conversation()).state == "ready"
    assert any("Example State University" in text for text in line.person.texts)


async def test_an_update_that_could_not_be_kept_is_not_acknowledged(line: Line) -> None:
    async def down(update: Mapping[str, Any]) -> None:
        raise StoreDown

    line.person.types("/start")
    window = Window()
    for _ in range(2):
        await poll_once(line.bot, down, window)
    assert len(line.api.updates) == 1
    await line.go()
    assert len(line.person.received) == 1


async def test_whoever_watches_is_told_that_telegram_does_not_answer(line: Line) -> None:
    asked: list[bool] = []
    line.api.weather = Weather(share=1.0, kinds=("500",))
    polling = asyncio.create_task(poll(line.bot, line.receive, line.store, asked.append))
    async with asyncio.timeout(30):
        while not asked:
            await asyncio.sleep(0.01)
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    assert asked == [False]


async def test_the_same_update_twice_changes_nothing_the_second_time(line: Line) -> None:
    await line.says("/start", "zh")
    before = len(line.person.received)
    again = (
        {**line.api.updates[0], "update_id": line.api.updates[0]["update_id"]} if line.api.updates else None
    )
    assert again is not None
    line.window = Window()
    await poll_once(line.bot, line.receive, line.window)
    await line.outbox.drain()
    assert len(line.person.received) == before


async def test_a_double_tap_is_one_step(line: Line) -> None:
    await line.says("/start", "zh")
    message = line.person.received[-1]
    agree = line.person.buttons(message)[0]["callback_data"]
    line.person.taps_data(agree)
    line.person.taps_data(agree)
    await line.go()
    assert set((await line.conversation()).answers) == {"consent"}


@pytest.mark.parametrize(
    "data", ["", "x", "1:2:3:4", "a:b:²:c", "c.:::", "0" * 64, "deadbeef:00000000:1:one"]
)
async def test_a_foreign_or_broken_tap_changes_nothing(line: Line, data: str) -> None:
    await line.says("/start", "zh")
    line.person.taps_data(data)
    await line.go()
    assert (await line.conversation()).answers == {}


async def test_a_sticker_a_location_and_a_foreign_contact_leave_the_question(line: Line) -> None:
    await line.says("/start", "zh", "同意")
    line.person.sends_sticker()
    line.person.sends_location()
    line.person.shares_contact("+8613800000000", user=99)
    await line.go()
    assert (await line.conversation()).asked == "party"


@pytest.mark.parametrize("kind", ["pinned_message", "message_auto_delete_timer_changed", "something_new"])
async def test_what_telegram_says_by_itself_is_no_message(line: Line, kind: str) -> None:
    await line.says("/start")
    before, told = await line.conversation(), len(line.person.texts)
    line.api.arrive("message", line.person.message(**{kind: {}}))
    await line.go()
    assert (await line.conversation(), len(line.person.texts)) == (before, told)


STRANGERS: list[dict[str, Any]] = [
    {"id": 7002, "is_bot": False, "first_name": "Other"},
    {"id": 7001, "is_bot": True, "first_name": "Bot"},
]


@pytest.mark.parametrize("sender", STRANGERS, ids=["another user", "a bot"])
async def test_what_somebody_else_says_or_taps_in_a_chat_is_not_its_person_s(
    line: Line, sender: dict[str, Any]
) -> None:
    await line.says("/start")
    before = await line.conversation()
    line.api.arrive("message", line.person.message(text="English") | {"from": sender})
    data = line.person.buttons()[0]["callback_data"]
    message = line.person.message(text="…")
    line.api.arrive(
        "callback_query", {"id": "q", "from": sender, "chat_instance": "1", "data": data, "message": message}
    )
    await line.go()
    assert await line.conversation() == before


async def test_an_edit_of_an_old_message_does_not_make_somebody_longer_unheard(line: Line) -> None:
    await line.says("/start")
    first = line.person.types("English")
    await line.go()
    line.api.clock += 86_400
    line.person.edits(first, "中文")
    await line.go()
    heard = (await line.conversation()).last_heard
    assert heard is not None
    assert heard.timestamp() == int(line.api.clock)


async def test_an_edited_message_edits_its_answer(line: Line) -> None:
    await line.says("/start", "zh", "同意")
    await line.says("一个人")
    sent = line.person.types("是")
    await line.go()
    line.person.edits(sent, "否")
    await line.go()
    assert (await line.conversation()).answers["appointment_booked"] == "no"


async def test_a_blocked_bot_and_a_passing_fault_do_not_stop_the_rest(line: Line) -> None:
    other = line.api.person(chat=7002)
    line.api.blocked.add(7001)
    line.person.types("/start")
    other.types("/start")
    await line.go()
    assert len(other.received) == 1
    line.api.failing.append(Refusal(500, "Internal Server Error"))
    other.types("zh")
    await line.go()
    assert len(other.received) == 3


async def test_commands_are_registered_in_both_languages(line: Line) -> None:
    await introduce(line.bot)
    assert set(line.api.commands) == {"", "zh", "en"}
    assert [one["command"] for one in line.api.commands["zh"]] == list(COMMANDS)


async def test_an_album_of_two_photos_becomes_two_pages(line: Line) -> None:
    await line.says(
        "/start", "en", "yes", "1", "yes", "shanghai", "other", "continue", "B-2", "skip", "no", "no", "no"
    )
    await line.says(
        "19 January 2027", "9:30", "20110512345", "LI", "SI", "6 May 1990", "E12345678", "AA00ABCD56"
    )
    await line.says(
        "no", "13812345678", "lisi@example.com", "1 Example Road, Shanghai", "March 2019", "now", "no"
    )
    await line.says("retired", "2010-01", "now", "no", "A court hearing on 4 January needs me in person.")
    line.person.sends_photo(photo("red"), album="a1")
    line.person.sends_photo(photo("blue"), album="a1")
    await line.go()
    proof = (await line.conversation()).answers["proof"]
    assert isinstance(proof, tuple)
    assert len(proof) == 2


async def test_the_words_under_a_photo_are_read_and_the_photo_is_kept(line: Line) -> None:
    await line.says("/start", "en", "yes", "1", "yes")
    line.person.sends_photo(photo("red"), caption="my passport number is E12345678, phone 138 1234 5678")
    await line.go()
    now = await line.conversation()
    assert now.told == {"passport_number": "E12345678", "phone": "+8613812345678"}


async def test_whoever_sent_a_file_sees_that_it_is_being_read(line: Line) -> None:
    is_read = asyncio.Event()

    async def slowly(content: bytes) -> Mistake:
        await is_read.wait()
        return Mistake("file.kind", Text("no"))

    receive = receiver(line.bot, Assistant([FLOW], line.store), line.key, slowly)
    update = line.person.sends_photo(photo("red"))
    reading = asyncio.ensure_future(receive(update))
    while not line.api.actions:
        await asyncio.sleep(0.02)
    assert line.api.actions == [(line.person.chat, "typing")]
    is_read.set()
    await reading


def test_a_whole_message_to_copy_is_one_entity_over_all_of_it() -> None:
    body = "𠮷 letter"
    message = show(Reply("ready.body", body, copyable=body), "c0ffee00", str)
    assert message["entities"] == [{"type": "pre", "offset": 0, "length": units(body)}]


def test_what_people_type_is_never_markup() -> None:
    hostile = "<b>*x*</b> [y](tg://user?id=1) &amp;"
    message = show(Reply("ask.x", hostile, buttons=((Button("a", hostile),),)), "c0ffee00", str)
    assert message["text"] == hostile
    assert "entities" not in message
