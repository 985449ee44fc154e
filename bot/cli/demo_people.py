"""The invented people of `jiaji console --demo`, and what each of them writes; nobody of these lives."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bot.core import CleanFile, Flow
from bot.i18n import Lang


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who answers up to the question `until`, and then writes `last`; "" is the end. Who does not `share` is read by nobody."""

    name: str
    lang: Lang
    purpose: str
    until: str = ""
    last: tuple[str, ...] = ()
    share: bool = True


GUESTS = (
    Guest("li", "zh", "humanitarian", "appointment_number", ("不知道在哪里找", "人工")),
    Guest("smith", "en", "study", "school", ("the uni in ohio, u know", "a person please")),
    Guest("chen", "zh", "business", "passport_number", ("E1234567", "不记得了 护照在家里", "人工")),
    Guest("wang", "zh", "humanitarian", "residence", ("北京朝阳",)),
    Guest("zhao", "zh", "wedding", share=False),
    Guest("jones", "en", "humanitarian", "relative", ("my aunt, kind of",), share=False),
    Guest("sun", "zh", "study"),
    Guest("garcia", "en", "business"),
    Guest("zhou", "zh", "humanitarian"),
    Guest("wu", "zh", "business", "date_of_birth", ("五月生的", "1990.13.6")),
    Guest("xu", "zh", "study", "class_start", ("开学就去", "二月吧")),
    Guest("brown", "en", "study", "interview_date", ("in january i think", "31 February")),
    Guest("ma", "zh", "humanitarian", "ds160_number", ("AA00ABC", "DS160 是什么号")),
    Guest("zhu", "zh", "tourism"),
    Guest("hu", "zh", "humanitarian", "emergency", ("摔了一跤 不知道严不严重",)),
    Guest("guo", "zh", "business", "economic_loss", ("老板说会很麻烦",)),
    Guest("lin", "zh", "study", "phone", ("1381234567", "我没有手机")),
    Guest("he", "zh", "humanitarian", "email", ("qq 邮箱", "就是我的 qq 号")),
    Guest("taylor", "en", "business", "company", ("why do you need that", "rather not say")),
    Guest("gao", "zh", "graduation"),
    Guest("luo", "zh", "humanitarian", "visa_class", ("探亲的那种", "随便哪个")),
    Guest("zheng", "zh", "study", "renewal_eligible", ("没办过 不懂",)),
    Guest("liang", "zh", "business", "refused_before", ("好像有过一次吧 不太确定",)),
    Guest("martin", "en", "humanitarian", "hospital", ("the big one in Boston", "a person please")),
    Guest("xie", "zh", "humanitarian", "surname", ("我妈姓王",), share=False),
    Guest("song", "zh", "study", "ds160_number", ("还没填完",)),
    Guest("tang", "zh", "business", "interview_time", ("早上",)),
    Guest("deng", "zh", "humanitarian", "passport_number", ("EA1234567890",), share=False),
    Guest("wilson", "en", "study", "programme"),
    Guest("feng", "zh", "convention"),
)


def words_of(guest: Guest, flow: Flow, today: date) -> Iterator[str | CleanFile]:
    """What they write, one message after the other, and the paper that they send."""
    from bot.documents import clean_now
    from bot.rehearsal.blank_files import accepted_file
    from bot.rehearsal.personas.persona import Persona
    from bot.rehearsal.personas.player import play

    paper = accepted_file("pdf", pages=1, number=0)
    with tempfile.TemporaryDirectory() as made:
        (Path(made) / "letter.pdf").write_bytes(paper)
        answers = _answers(guest.purpose, today)
        answers.pop(guest.until, None)
        persona = Persona(name=guest.name, folder=Path(made), answers=answers)
        sent = [text for who, text in play(flow, persona, guest.lang, today).transcript if who == "you"]
    for number, text in enumerate(sent):
        if text.startswith("["):
            cleaned = clean_now(paper)
            assert isinstance(cleaned, tuple)
            yield cleaned[0]
        else:
            yield "agree and share" if number == 2 and guest.share else text
    yield from guest.last


def _answers(purpose: str, today: date) -> dict[str, Any]:
    """Everything that is asked of anybody, and what that purpose needs; what is not asked is not said."""

    def after(days: int) -> str:
        return (today + timedelta(days)).isoformat()

    home = {"unit": "shanghai", "address": "8 Sample Street, Shanghai", "since": "2019-03", "until": "now"}
    return {
        "party": "one",
        "appointment_booked": "yes",
        "residence": "shanghai",
        "purpose": purpose,
        "visa_class": {"study": "F-1", "business": "B-1"}.get(purpose, "B-2"),
        "class_start": after(42),
        "economic_loss": "yes",
        "relative": "mother",
        "emergency": "serious_illness",
        "needed_by": after(21),
        "condition": "重症监护",
        "nobody_else": "no_family",
        "refused_before": "no",
        "renewal_eligible": "no",
        "expedited_before": "no",
        "surname": "ZHANG",
        "given_names": "SANMING",
        "date_of_birth": "1990-05-06",
        "passport_number": "E12345678",
        "interview_date": _workday(today + timedelta(56)).isoformat(),
        "interview_time": "09:30",
        "appointment_number": "20110512345",
        "ds160_number": "AA00ABCD56",
        "phone": "13812345678",
        "email": "zhangsan@example.com",
        "relative_name": "WANG Wu",
        "hospital": "Example General Hospital, Boston",
        "ill_since": after(-20),
        "school": "Example State University",
        "programme": "MSc in Statistics",
        "company": "Example Machinery Co., Ltd.",
        "counterpart": "Sample Tools Inc., Ohio",
        "event_date": after(30),
        "loss": "The production line stands still.",
        "justification": "It cannot wait for the interview.",
        "proof": ["letter.pdf"],
        "visas": [],
        "residences": [home],
        "workplaces": [{**home, "employer": "Example Trading Co., Ltd."}],
    }


def _workday(day: date) -> date:
    return day + timedelta(max(0, 7 - day.weekday())) if day.weekday() > 4 else day
