"""Pictures on the fake phone, read as in service: one message that tells all, four photos, and the e-mail with its proof."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, time
from email import message_from_bytes, policy
from hashlib import sha256
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.channels.telegram import client, receiver
from bot.core import SHANGHAI, CleanFile, Fact, FileRef, Mistake, Paper, PaperKind
from bot.documents import Clean, taking_in
from bot.i18n import LANGUAGES, Lang
from bot.rehearsal.papers import Holder, appointment, ds160, hospital_letter, passport
from bot.store import Keys, Store
from tests.channels.test_telegram import FLOW, Line
from tests.fake_bot_api import FakeBotApi, running
from tests.support.sizes import full

HOLDER = Holder(
    "ZHANG",
    "XIAOMING",
    date(1990, 5, 6),
    "E12345678",
    date(2033, 1, 2),
    interview=datetime(2027, 1, 26, 9, 30, tzinfo=SHANGHAI),
)
TOLD: dict[Lang, str] = {
    "zh": "我妈 WANG Wu 在美国波士顿的 Example General Hospital 中风住院，11月20号进了ICU，医生说可能活不久，家里没有别人在那边。"
    "我一个人申请B2，最晚12月8号要到。我住在苏州工业园区示例路1号，住了五年，在虚构物流有限公司做会计，2020年起，"
    "公司在苏州工业园区样本路8号。没有过美国签证，没申请过加急。电话13812345678，邮箱 zhang@example.com",
    "en": "My mother WANG Wu had a stroke and is in intensive care at Example General Hospital, Boston, since Nov 20; the "
    "doctors say she may not live. No other family is there. I'm applying alone for a B-2 and must be there by Dec 8. I live "
    "at 1 Example Road, Hangzhou, for five years; I work at Sample Logistics Ltd, 8 Sample Road, Hangzhou, since 2020. Never "
    "had a US visa, never asked for an expedited interview. Phone 13812345678, email zhang@example.com",
}


PAPERS = {
    passport: (
        ("surname", "ZHANG"),
        ("given_names", "XIAOMING"),
        ("date_of_birth", "1990-05-06"),
        ("passport_number", "E12345678"),
    ),
    ds160: (("passport_number", "E12345678"), ("ds160_number", "AA00ABCD56")),
    appointment: (
        ("interview_date", "2027-01-26"),
        ("interview_time", "09:30"),
        ("appointment_number", "57280231"),
    ),
    hospital_letter: (),
}
KINDS: dict[object, PaperKind] = {passport: "passport", ds160: "ds160", appointment: "appointment"}


async def told_by_hand(content: bytes) -> tuple[CleanFile, ...] | Mistake:
    """What is on each of the four, without anybody reading it; it takes a moment, as reading does."""
    await asyncio.sleep(0.05)
    draw = next(one for one in PAPERS if one(HOLDER) == content)
    kind = KINDS.get(draw, "other")
    paper = Paper(kind, tuple(Fact(key, text) for key, text in PAPERS[draw]))
    ref = FileRef(sha256(content).hexdigest(), "jpg", 1, len(content), "proof.jpg", shows=kind)
    return (CleanFile(ref, content, paper),)


@asynccontextmanager
async def a_line(folder: Path, clean: Clean, lang: Lang) -> AsyncIterator[Line]:
    store = await Store.open(f"sqlite:///{folder / 'jiaji.sqlite3'}", Keys.read(folder / "keys"))
    try:
        with running(FakeBotApi()) as api:
            async with client("1:test", api.url) as bot:
                line = Line(api, bot, store)
                line.receive = receiver(bot, Assistant([FLOW], store, line.outbox.push), line.key, clean)
                line.person.language_code = lang
                yield line
    finally:
        await store.close()


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_one_message_and_an_album_of_four_are_the_whole_of_it_in_nine_actions(
    lang: Lang, tmp_path: Path
) -> None:
    async with a_line(tmp_path, told_by_hand, lang) as line:
        await line.says(TOLD[lang], {"zh": "同意", "en": "i agree"}[lang])
        before = len(line.person.texts)
        for draw in PAPERS:
            line.person.sends_photo(draw(HOLDER), album="1")
        await line.go()
        # A line for each, and the list once.
        assert len(line.person.texts) - before <= len(PAPERS)
        assert [
            sum(said in one for one in line.person.texts[before:]) for said in ("57280231", "AA00ABCD56")
        ] == [1, 1]
        await line.taps("apply", "/skip", "confirm")
        assert (await line.conversation()).state == "ready"
        documents = [one for one in line.person.received if "document" in one]
        content = line.api.files[documents[-1]["document"]["file_id"]]
    letter = message_from_bytes(content, policy=policy.default)
    body = letter.get_body(("plain",))
    assert body is not None
    words = " ".join(body.get_content().split())
    for said in (
        *("ZHANG XIAOMING", "6 May 1990", "E12345678", "AA00ABCD56", "26 January 2027, 09:30", "57280231"),
        *("my mother, WANG Wu, is seriously ill", "by 8 December 2026", "since 20 November 2026"),
        *("Example General Hospital", "she may not live long", "+86 138 1234 5678", "2021 to present"),
    ):
        assert said in words
    assert [one.get_filename() for one in letter.iter_attachments()] == ["hospital-letter.jpg"]


async def test_pictures_are_read_as_in_service_and_shown_for_one_yes(tmp_path: Path) -> None:
    """One picture in every run; all four, where each is read to the last value, in a thorough one."""
    papers = full((passport,), tuple(PAPERS))
    async with taking_in() as clean, a_line(tmp_path, clean, "en") as line:
        await line.says("en", "i agree")
        for draw in papers:
            line.person.sends_photo(draw(HOLDER))
            await line.go()
        shown = line.person.texts[-1]
        told = (await line.conversation()).told
    for key, text in (pair for draw in papers for pair in PAPERS[draw]):
        value = told[key]
        assert (value.strftime("%H:%M") if isinstance(value, time) else str(value)) == text
    assert all(said in shown for said in ("ZHANG", "XIAOMING", "6 May 1990", "E12345678"))
