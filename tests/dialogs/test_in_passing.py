"""Where somebody lives and works, told in a longer message; and what is no home, no workplace and no street."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from bot.core import Answers, Month, Value, Year
from dialogs.expedited_interview.in_passing import implied, told_in_passing

TODAY = date(2026, 11, 27)


def told(text: str) -> Mapping[str, Value]:
    return told_in_passing(text, Answers({}, TODAY))


def test_a_home_is_told_with_its_street_its_province_and_since_when() -> None:
    for text in (
        "急！我住在浙江省杭州市西湖区示例路1号，住了五年了。我妈病危",
        "urgent, i live at 1 Example Road, Hangzhou, Zhejiang for 5 years. my mother is ill",
    ):
        found = told(text)
        assert found["residences.0.unit"] == "zhejiang"
        assert found["residences.0.since"] == Year(2021)
        assert found["residences.0.until"] == "now"
        assert found["residences.1.more"] == "no"
    assert told("我住在杭州市西湖区示例路1号，住了五年")["residences.0.address"] == "杭州市西湖区示例路1号"


def test_who_moved_lately_is_still_asked_about_the_time_before() -> None:
    found = told("I live at 1 Example Road, Hangzhou since September 2026")
    assert found["residences.0.since"] == Month(2026, 9)
    assert "residences.0.until" not in found
    assert "residences.1.more" not in found


def test_who_tells_an_end_is_not_there_still() -> None:
    found = told("I lived at 1 Example Road, Hangzhou from 2019 to 2021")
    assert found["residences.0.since"] == Year(2019)
    assert "residences.0.until" not in found


def test_a_workplace_is_told_with_its_street_and_since_when() -> None:
    for text in (
        "我在虚构物流有限公司做会计，2020年起，公司在杭州市样本路8号",
        "I work at Sample Logistics Ltd, 8 Sample Road, Hangzhou, since 2020.",
    ):
        found = told(text)
        assert found["workplaces.0.kind"] == "employed"
        assert found["workplaces.0.since"] == Year(2020)
        assert "8" in str(found["workplaces.0.address"])
    assert told("我在虚构大学读书，2023年9月入学")["workplaces.0.kind"] == "student"


@pytest.mark.parametrize(
    "text",
    [
        "我妈住在休斯顿，我老公在虚构物流有限公司上班",
        "my mother lives at 1 Example Road, Houston and my wife works at Sample Logistics Ltd",
        "我妈在虚构医院住院",
        "我住在苏州",
        "I live in Shanghai",
        "i'm working from home",
        "签证中心地址是示例路1号吗",
    ],
)
def test_somebody_elses_place_a_town_and_a_question_are_no_home_and_no_workplace(text: str) -> None:
    assert not told(text)


def test_who_never_had_a_visa_was_not_refused_and_has_none_to_renew() -> None:
    for text in ("没去过美国没有过签证", "i never had a us visa", "第一次申请美国签证"):
        assert told(text) == {"refused_before": "no", "renewal_eligible": "no", "visas.0.more": "no"}
    assert not told("这不是第一次申请美国签证")


def test_an_interview_to_come_with_its_number_is_a_booked_one() -> None:
    told_before: dict[str, Value] = {"interview_date": date(2027, 1, 26), "appointment_number": "20110512"}
    assert implied(told_before, TODAY) == {"appointment_booked": "yes"}
    assert not implied({"interview_date": date(2027, 1, 26)}, TODAY)
    assert not implied({**told_before, "interview_date": date(2026, 1, 26)}, TODAY)


def test_a_home_in_the_district_tells_where_somebody_lives_and_another_is_asked_about() -> None:
    assert implied({"residences.0.unit": "jiangsu"}, TODAY) == {"residence": "jiangsu"}
    assert not implied({"residences.0.unit": "beijing"}, TODAY)


def test_more_than_anybody_types_is_not_looked_through() -> None:
    assert not told("我住在杭州市西湖区示例路1号，" * 200)
