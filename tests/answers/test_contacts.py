"""Phones and e-mail addresses as people write them, and their slips."""

from datetime import date

import pytest

from bot.answers import Email, Phone
from bot.core import Mistake, Odd, Reading, Understood, Unsure

TODAY = date(2026, 11, 24)


def first(reading: Reading[str]) -> str:
    """The value that is understood, or the first that is offered; the key of a mistake."""
    match reading:
        case Understood(value) | Odd(value):
            return value
        case Unsure(values):
            return values[0]
        case Mistake(key):
            return key


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("zhang@gmail.co", "zhang@gmail.com"),
        ("zhang@163.cm", "zhang@163.com"),
        ("zhang@qq.cmo", "zhang@qq.com"),
        ("zhang@gmal.com", "zhang@gmail.com"),
        ("zhang@iclould.con", "zhang@icloud.com"),
        ("zhang@foxmial.com", "zhang@foxmail.com"),
        ("zhang@example.con", "zhang@example.com"),
        ("zhang@qqcom", "zhang@qq.com"),
    ],
)
def test_a_slip_in_the_domain_is_asked_about(sent: str, meant: str) -> None:
    reading = Email().read(sent, TODAY)
    assert not isinstance(reading, Understood | Mistake)
    assert first(reading) == meant


@pytest.mark.parametrize(
    ("sent", "value"),
    [
        ("zhang@qq，com", "zhang@qq.com"),
        ("zhang＠qq．com", "zhang@qq.com"),
        ("zhang@qq .com", "zhang@qq.com"),
        ("Zhang San <zhang@example.com>", "zhang@example.com"),
        ("zhang@example.com，谢谢", "zhang@example.com"),
        ("zhang@company.co", "zhang@company.co"),
        ("zhang@foo.com.cn", "zhang@foo.com.cn"),
        ("zhang@qqq.com", "zhang@qqq.com"),
    ],
)
def test_what_keyboards_put_into_an_address_is_taken_away(sent: str, value: str) -> None:
    assert Email().read(sent, TODAY) == Understood(value, say_back=sent != value)


@pytest.mark.parametrize(
    ("sent", "value"),
    [
        ("013812345678", "+8613812345678"),
        ("13812345678-9100", "+8613812345678;ext=9100"),
        ("+86-21-62798000 extension 8012", "+862162798000;ext=8012"),
        ("021-6279-8000", "+862162798000"),
        ("+44 (0)20 7946 0018", "+442079460018"),
        ("+39 06 12345678", "+390612345678"),
        ("+886 0912 345 678", "+886912345678"),
    ],
)
def test_the_trunk_zero_goes_and_an_extension_stays(sent: str, value: str) -> None:
    assert Phone().read(sent, TODAY) == Understood(value, say_back=True)


@pytest.mark.parametrize(
    ("sent", "offered"),
    [
        ("1-310-555-1234", "+13105551234"),
        ("(617) 253-0000", "+16172530000"),
        ("447911123456", "+447911123456"),
        ("85291234567", "+85291234567"),
    ],
)
def test_a_number_without_its_country_is_asked_about(sent: str, offered: str) -> None:
    reading = Phone().read(sent, TODAY)
    assert not isinstance(reading, Understood | Mistake)
    assert first(reading) == offered


@pytest.mark.parametrize(
    "sent", ["138123456789", "1381234567", "12345678901", "+999 12345678", "+86 123", "95588"]
)
def test_what_is_no_number_of_a_person_is_a_mistake(sent: str) -> None:
    assert isinstance(Phone().read(sent, TODAY), Mistake)
