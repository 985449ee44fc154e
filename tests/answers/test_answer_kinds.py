"""What people send as an answer: the forms that are read, the ones that are asked about, the ones that are none."""

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers import (
    AppointmentNumber,
    ClockTime,
    Day,
    DS160Number,
    Earlier,
    Email,
    Paragraph,
    PassportName,
    PassportNumber,
    PersonName,
    Phone,
    Proof,
    Province,
    ShortText,
    Until,
    VisaClass,
    yes_no,
)
from bot.answers.visa_classes import CLASSES
from bot.core import Mistake, Month, Odd, Understood, Unsure, Year
from bot.core.reading import AnswerKind
from bot.i18n import LANGUAGES, N_, Text, translate
from tests.support.sizes import full

TODAY = date(2026, 11, 24)
TYPES: dict[str, AnswerKind[Any]] = {
    "birth": Day.birth(),
    "interview": Day.interview(),
    "past": Earlier(),
    "any_day": Day.any_day(),
    "until": Until(),
    "clock": ClockTime(),
    "ds160": DS160Number(),
    "email": Email(),
    "proof": Proof(),
    "surname": PassportName("surname"),
    "given": PassportName("given"),
    "person": PersonName(),
    "appointment": AppointmentNumber(),
    "passport": PassportNumber(),
    "phone": Phone(),
    "unit": Province(),
    "line": ShortText(80),
    "paragraph": Paragraph(600),
    "visa_class": VisaClass(),
    "yes_no": yes_no(N_("Yes, add it"), N_("No, none")),
}


def value(type_: AnswerKind[Any], sent: str) -> Any:
    reading = type_.read(sent, TODAY)
    assert isinstance(reading, Understood), reading
    return reading.value


def readings(type_: AnswerKind[Any], sent: str) -> tuple[Any, ...]:
    reading = type_.read(sent, TODAY)
    assert isinstance(reading, Unsure), reading
    return reading.readings


def mistake(type_: AnswerKind[Any], sent: str) -> str:
    reading = type_.read(sent, TODAY)
    assert isinstance(reading, Mistake), reading
    return reading.key


@pytest.mark.parametrize(
    "sent",
    [
        "2027年1月18日",
        "２０２７年１月１８日",
        "2027-01-18",
        "2027/1/18",
        "2027.1.18",
        "20270118",
        "18 January 2027",
        "18 Jan 2027",
        "January 18, 2027",
        "Jan 18 2027",
        "18JAN2027",
        "18-JAN-2027",
        "2027年 1月 18日",
        "二〇二七年一月十八日",
        "18th of January, 2027",
        "2027年1月18号",
        "18/1/2027",
        "1/18/2027",
        "\u200b2027-01-18\u202c",
    ],
)
def test_a_day_is_read_in_the_forms_people_write(sent: str) -> None:
    assert value(Day.interview(), sent) == date(2027, 1, 18)


def test_a_day_that_can_be_read_two_ways_is_asked_about() -> None:
    assert set(readings(Day.any_day(), "03/05/2027")) == {date(2027, 3, 5), date(2027, 5, 3)}


def test_the_same_number_twice_is_no_doubt() -> None:
    assert value(Day.any_day(), "05/05/2027") == date(2027, 5, 5)


@pytest.mark.parametrize(
    "sent", ["2027-02-30", "2027年13月1日", "31 April 2027", "tomorrowish", "18", "0000-00-00"]
)
def test_a_day_that_is_none_is_a_mistake(sent: str) -> None:
    assert mistake(Day.any_day(), sent)


def test_a_birth_date_in_the_future_or_long_ago_is_no_birth_date() -> None:
    assert mistake(Day.birth(), "2030-01-01")
    assert mistake(Day.birth(), "1850-01-01")


def test_a_past_interview_date_is_a_valid_value() -> None:
    assert value(Day.interview(), "2026-11-02") == date(2026, 11, 2)


def test_a_month_stays_a_month_and_a_year_a_year() -> None:
    assert value(Earlier(), "2024年3月") == Month(2024, 3)
    assert value(Until(), "Feb 2024") == Month(2024, 2)
    assert value(Earlier(), "2019") == Year(2019)


@pytest.mark.parametrize("sent", ["now", "至今", "现在", "目前", "still", "present"])
def test_now_means_still(sent: str) -> None:
    assert value(Until(), sent) == "now"


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("09:30", time(9, 30)),
        ("9:30", time(9, 30)),
        ("０９：３０", time(9, 30)),
        ("上午9点半", time(9, 30)),
        ("9点30分", time(9, 30)),
        ("下午2点", time(14)),
        ("2:15 pm", time(14, 15)),
        ("9:30am", time(9, 30)),
        ("0930", time(9, 30)),
        ("14时", time(14)),
        ("上午九点一刻", time(9, 15)),
    ],
)
def test_a_time_is_read_in_the_forms_people_write(sent: str, expected: time) -> None:
    assert value(ClockTime(), sent) == expected


@pytest.mark.parametrize("sent", ["25:00", "9:75", "soon"])
def test_a_time_that_is_none_is_a_mistake(sent: str) -> None:
    assert mistake(ClockTime(), sent)


@pytest.mark.parametrize(
    "sent", ["E12345678", "e12345678", "Ｅ１２３４５６７８", "E 1234 5678", "EA1234567", "G12345678"]
)
def test_a_chinese_passport_number_is_read(sent: str) -> None:
    assert value(PassportNumber(), sent).startswith(("E", "G"))


def test_an_id_card_and_a_ds160_number_are_recognised_in_the_wrong_place() -> None:
    assert mistake(PassportNumber(), "11010519491231002X").startswith("wrong")
    assert mistake(PassportNumber(), "AA00ABCD56").startswith("wrong")
    assert mistake(AppointmentNumber(), "AA00ABCD56").startswith("wrong")
    assert mistake(DS160Number(), "E12345678").startswith("wrong")


def test_a_digit_missing_in_a_passport_number_is_said() -> None:
    assert not isinstance(PassportNumber().read("E1234567", TODAY), Understood)


def test_the_letter_o_in_a_ds160_number_is_asked_about() -> None:
    assert readings(DS160Number(), "AAO0ABCD56") == ("AA00ABCD56", "AAO0ABCD56")
    assert value(DS160Number(), " aa00abcd56 ") == "AA00ABCD56"
    assert isinstance(DS160Number().read("AB00ABCD56", TODAY), Odd)


@pytest.mark.parametrize(
    "sent",
    [
        "13812345678",
        "+86 138 1234 5678",
        "0086-13812345678",
        "１３８１２３４５６７８",
        "138-1234-5678",
        "(+86)13812345678",
    ],
)
def test_a_mobile_number_is_read(sent: str) -> None:
    assert value(Phone(), sent) == "+8613812345678"


def test_a_number_from_abroad_is_a_valid_value() -> None:
    assert value(Phone(), "+1 617 253 0000") == "+16172530000"


@pytest.mark.parametrize(
    "sent",
    [
        "zhangsan@example.com",
        "zhangsan＠example。com",
        "<zhangsan@example.com>",
        "mailto:zhangsan@example.com",
    ],
)
def test_an_address_is_read_with_full_width_signs(sent: str) -> None:
    assert value(Email(), sent) == "zhangsan@example.com"


def test_a_slip_in_the_address_is_asked_about_and_no_header_gets_in() -> None:
    assert readings(Email(), "li@gmial.com")[0] == "li@gmail.com"
    assert mistake(Email(), "a@b.example\r\nBcc: eve@evil.example")


@pytest.mark.parametrize("domain", ["gmаil.com", "ԛԛ.com", "gmail.сom", "οutlook.com"])
def test_a_domain_with_letters_that_only_look_latin_is_asked_about(domain: str) -> None:
    assert not domain.isascii()
    assert readings(Email(), f"li@{domain}")[0] in ("li@gmail.com", "li@qq.com", "li@outlook.com")


def test_a_domain_in_chinese_is_nobody_s_slip() -> None:
    assert isinstance(Email().read("li@例子.中国", TODAY), Understood)


@pytest.mark.parametrize(
    ("sent", "expected"), [("ZHANG", "ZHANG"), ("zhang", "ZHANG"), ("ＯＵＹＡＮＧ", "OUYANG"), ("Lv", "LV")]
)
def test_a_surname_is_read_in_capitals(sent: str, expected: str) -> None:
    assert value(PassportName("surname"), sent) == expected


@pytest.mark.parametrize("sent", ["张", "欧阳", "吕", "LÜ", "𠮷"])
def test_a_name_not_as_in_the_passport_gets_no_silent_guess(sent: str) -> None:
    assert not isinstance(PassportName("surname").read(sent, TODAY), Understood)


@pytest.mark.parametrize(
    ("sent", "expected"), [("王芳", "WANG Fang"), ("欧阳小明", "OUYANG Xiaoming"), ("单小丽", "SHAN Xiaoli")]
)
def test_a_chinese_name_is_offered_in_pinyin(sent: str, expected: str) -> None:
    reading = PersonName().read(sent, TODAY)
    assert isinstance(reading, Odd)
    assert reading.value == expected
    assert value(PersonName(), "WANG Fang") == "WANG Fang"


def test_pinyin_is_suggested_for_a_chinese_surname() -> None:
    reading = PassportName("surname").read("欧阳", TODAY)
    assert isinstance(reading, Odd)
    assert reading.value == "OUYANG"


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("上海", "shanghai"),
        ("Nanjing", "jiangsu"),
        ("苏州市", "jiangsu"),
        ("陕西", "shaanxi"),
        ("Hong Kong", "hong_kong"),
        ("西藏", "tibet"),
        ("inner_mongolia", "inner_mongolia"),
        ("合肥", "anhui"),
        ("宁波", "zhejiang"),
        ("浦东", "shanghai"),
        ("台湾", "taiwan"),
    ],
)
def test_a_place_is_read_by_province_city_and_code(sent: str, expected: str) -> None:
    assert value(Province(), sent) == expected


@pytest.mark.parametrize(
    ("sent", "expected"),
    [("F1", "F-1"), ("f-1", "F-1"), ("B1/B2", "B-1/B-2"), ("J1", "J-1"), ("H1B", "H-1B"), ("Ｂ１", "B-1")],
)
def test_a_visa_class_is_read_as_people_write_it(sent: str, expected: str) -> None:
    assert value(VisaClass(), sent) == expected


def test_a_word_for_a_kind_of_visa_is_only_a_suggestion() -> None:
    assert not isinstance(VisaClass().read("学生签证", TODAY), Understood)


def anything() -> st.SearchStrategy[str]:
    return st.one_of(
        st.text(st.characters(exclude_categories=()), max_size=80),
        st.text("0123456789年月日点分/-.: ：AaEeGgOo@+", max_size=24),
        st.sampled_from(
            ["", "\x00", "x" * 100_000, "9" * 5000, "\ud800", "²", "١٢/٣/٢٠٢٧", "A" * 300 + "@b.example"]
        ),
    )


@pytest.mark.parametrize("name", TYPES)
@settings(max_examples=full(40, 400), deadline=None)
@given(sent=anything())
def test_reading_never_raises_and_what_is_read_can_be_said(name: str, sent: str) -> None:
    type_ = TYPES[name]
    reading = type_.read(sent, TODAY)
    shown: tuple[object, ...]
    match reading:
        case Understood(found, _):
            shown = (type_.show(found),)
        case Odd(found, why):
            shown = (type_.show(found), why)
        case Unsure(found, why):
            shown = (*(type_.show(one) for one in found), why)
        case Mistake(_, why):
            shown = (why,)
    for one in shown:
        for lang in LANGUAGES:
            assert len(translate(one, lang)) < 4096
    assert isinstance(reading, Understood) or any(isinstance(one, Text) for one in shown)


@pytest.mark.parametrize(
    "name", ["any_day", "clock", "ds160", "email", "passport", "phone", "unit", "visa_class"]
)
@settings(max_examples=full(30, 200), deadline=None)
@given(sent=anything())
def test_what_was_understood_is_understood_again_as_the_same(name: str, sent: str) -> None:
    type_ = TYPES[name]
    reading = type_.read(sent, TODAY)
    if isinstance(reading, Understood):
        again = type_.read(translate(type_.show(reading.value), "en"), TODAY)
        assert reading.value in (getattr(again, "value", None), *getattr(again, "readings", ()))


@pytest.mark.parametrize("name", sorted(TYPES.keys() - {"proof"}))
def test_a_kind_reads_what_it_gives_as_samples(name: str) -> None:
    kind = TYPES[name]
    readings = [kind.read(sample, TODAY) for sample in kind.samples(TODAY)]
    assert isinstance(readings[0], Understood | Odd)
    assert any(isinstance(reading, Understood) for reading in readings)


@pytest.mark.parametrize("name", CLASSES)
def test_every_visa_class_is_read_as_it_is_printed(name: str) -> None:
    assert VisaClass().read(name, TODAY) == Understood(name, say_back=False)
