"""What a line tells of one person of a group: each value where it is named, a bare day as the birth, a refusal with its own year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from bot.core import Value, Year
from tests.core.test_lists import say, standing_at


def told_at(key: str, text: str) -> Mapping[str, Value]:
    now = say(standing_at("group", key), text).conversation
    return {**now.answers, **now.told}


HUSBAND = {
    "surname": "ZHOU",
    "given_names": "DAMING",
    "relation": "husband",
    "date_of_birth": date(1982, 11, 3),
    "passport_number": "EJ4471902",
    "ds160_number": "AA00D4RT81",
    "appointment_number": "60418824",
    "visas.0.outcome": "refused",
    "visas.0.visa_class": "F-1",
    "visas.0.when": Year(2011),
}


@pytest.mark.parametrize(
    "text",
    [
        "还有老公 周大明 1982.11.3 护照EJ4471902 DS是AA00D4RT81 预约60418824 他2011年在北京被拒过F1 在合肥一个国企当工程师",
        "and my husband ZHOU DAMING born 3 nov 1982 passport ej4471902 ds160 aa00d4rt81 appointment no 60418824 he was refused f1 in beijing in 2011",
    ],
)
def test_a_line_tells_all_of_somebody_and_the_birth_is_no_interview(text: str) -> None:
    told = told_at("members.1.more", text)
    assert {name: told.get(f"members.1.{name}") for name in HUSBAND} == HUSBAND
    assert "members.1.interview_date" not in told


def test_a_child_is_told_by_name_and_birth_alone_and_had_no_visa() -> None:
    told = told_at("members.2.more", "我儿子 周小宝 才10岁 16年6月21生 没办过美签 护照号在家里")
    assert told["members.2.surname"] == "ZHOU"
    assert told["members.2.date_of_birth"] == date(2016, 6, 21)
    assert told["members.2.visas.0.more"] == "no"


def test_an_appointment_number_stands_in_its_line() -> None:
    told = told_at("members.2.more", "周小宝 2016.6.21 护照EK0195734 ds160 AA00E91KQ3 预约号60418825")
    assert told["members.2.appointment_number"] == "60418825"


def test_a_day_that_is_named_for_the_interview_stays_the_interview() -> None:
    told = told_at("members.1.date_of_birth", "老婆的面谈是2027年1月25号")
    assert "members.1.date_of_birth" not in told


@pytest.mark.parametrize(
    "text",
    [
        "ej4471029 and toms is ek2210934",
        "EJ4471029，老公的是EK2210934",
        "EJ4471029, his is different EK2210934",
    ],
)
def test_the_number_that_stands_first_is_the_one_that_was_asked_for(text: str) -> None:
    assert told_at("members.0.passport_number", text)["members.0.passport_number"] == "EJ4471029"


def test_two_numbers_of_nobody_are_asked_about() -> None:
    assert "members.0.passport_number" not in told_at("members.0.passport_number", "EJ4471029 EK2210934")


def test_a_number_before_the_list_is_the_first_ones_but_of_two_it_is_nobodys() -> None:
    early = told_at("interview_time", "aa00e1k7q4 i think its the same for both of us")
    assert early["members.0.ds160_number"] == "AA00E1K7Q4"
    assert "members.0.ds160_number" not in told_at("interview_time", "aa00e1k7q4 or aa00e1k7r9")


@pytest.mark.parametrize("text", ["就我", "就我 电话13856021477 邮箱linxf85@163.com 老公手机13905519032"])
def test_whoever_says_me_is_the_first_applicant_with_their_own_numbers(text: str) -> None:
    told = told_at("organizer", text)
    assert told["organizer"] == "ZHANG Sanming"
    assert told.get("phone", "+8613856021477") == "+8613856021477"


def test_a_name_behind_me_is_that_name() -> None:
    assert told_at("organizer", "我 王芳 13800000000").get("organizer") != "ZHANG Sanming"


@pytest.mark.parametrize(
    "text",
    [
        "加上我妈 王秀兰 1955/3/8 护照E83920144 预约号60418831 2015年在广州拒过一次B2",
        "有，我妈王秀兰，1955年3月8日出生，护照E83920144，预约号 60418831，2015年在广州拒过一次B2",
        "also my mother wang xiulan, born 8 march 1955, passport E83920144, appt 60418831, refused b2 in Guangzhou in 2015",
    ],
)
def test_a_name_stands_behind_who_it_is_and_a_number_ends_before_a_year(text: str) -> None:
    told = told_at("members.1.more", text)
    assert (told["members.1.surname"], told["members.1.given_names"]) == ("WANG", "XIULAN")
    assert told["members.1.date_of_birth"] == date(1955, 3, 8)
    assert told["members.1.appointment_number"] == "60418831"
    assert told["members.1.visas.0.when"] == Year(2015)


@pytest.mark.parametrize("text", ["我老公也去 护照EJ4471902", "yes my son lives here, passport EK0195734"])
def test_words_of_a_sentence_are_no_name(text: str) -> None:
    assert "members.1.surname" not in told_at("members.1.more", text)


def test_a_name_that_is_told_with_called_is_one() -> None:
    told = told_at("members.1.more", "老婆叫孙丽 86年12月30日的 护照 EM4471903")
    assert (told["members.1.surname"], told["members.1.given_names"]) == ("SUN", "LI")
