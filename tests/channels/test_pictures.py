"""Pictures on the fake phone, read as in service: one message that tells all, four photos, and the e-mail with its proof."""

from __future__ import annotations

from datetime import date, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.channels.telegram import client, receiver
from bot.core import SHANGHAI
from bot.documents import taking_in
from bot.i18n import LANGUAGES, Lang
from bot.rehearsal.papers import Holder, appointment, ds160, hospital_letter, passport
from bot.store import Keys, Store
from tests.channels.test_telegram import FLOW, Line
from tests.fake_bot_api import FakeBotApi, running
from tests.support.sizes import THOROUGH

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


@pytest.mark.parametrize("lang", LANGUAGES if THOROUGH else LANGUAGES[:1])
async def test_one_message_and_four_pictures_are_the_whole_of_it_in_ten_actions(
    lang: Lang, tmp_path: Path
) -> None:
    store = await Store.open(f"sqlite:///{tmp_path / 'jiaji.sqlite3'}", Keys.read(tmp_path / "keys"))
    with running(FakeBotApi()) as api:
        async with client("1:test", api.url) as bot, taking_in() as clean:
            line = Line(api, bot, store)
            assistant = Assistant([FLOW], store, line.outbox.push)
            line.receive = receiver(bot, assistant, line.key, clean)
            line.person.language_code = lang
            await line.says(TOLD[lang], {"zh": "同意", "en": "i agree"}[lang])
            before = len(line.person.texts)
            for paper in (passport, ds160, appointment, hospital_letter):
                line.person.sends_photo(paper(HOLDER), album="1")
            await line.go()
            # A line for each, and the list once.
            assert len(line.person.texts) - before <= 4
            assert "57280231" in line.person.texts[-1]
            await line.taps("apply", "/skip", "confirm")
            assert (await line.conversation()).state == "ready"
            documents = [one for one in line.person.received if "document" in one]
            content = api.files[documents[-1]["document"]["file_id"]]
    await store.close()
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
