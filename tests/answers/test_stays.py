"""A place among days and remarks: the place is what is kept, the days answer their own question."""

from datetime import date

import pytest

from bot.answers import Organization, ends_of, place_and_stay
from bot.core import Month, Understood, Year

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("said", "place", "stay"),
    [
        ("since august rm 502 Example Garden, before that nanjing", "rm 502 Example Garden", "august"),
        (
            "12 Example Road, Nanjing. sept 2021 to july 31 2026",
            "12 Example Road, Nanjing",
            "sept 2021 to july 31 2026",
        ),
        (
            "12 Example Road Nanjing from sept 2021 til july 31",
            "12 Example Road Nanjing",
            "sept 2021 til july 31",
        ),
        ("1 Example Road, Pudong since 2019", "1 Example Road, Pudong", "2019"),
        ("示例路1号，住了5年了", "示例路1号", "住了5年了"),
        ("南京市示例路22号 2021年9月到2026年7月", "南京市示例路22号", "2021年9月到2026年7月"),
        ("合肥市示例路443号，8月搬来的", "合肥市示例路443号", "8月搬来的"),
        ("Test Bank, since 2008 till now, 5 Demo Street", "Test Bank, 5 Demo Street", "2008 till now"),
        ("mock university till june 2026", "mock university", "till june 2026"),
        ("12 fake st suzhou jiangsu im still there", "12 fake st suzhou jiangsu", "to now"),
        ("样例街9号301室，现在还住着", "样例街9号301室", "to now"),
        ("5 Sample Road, Hefei, 3 years now", "5 Sample Road, Hefei", "3 years now"),
        ("样例街9号301室 10年了", "样例街9号301室", "10年了"),
        ("Stillwater Road 5, Hefei", "Stillwater Road 5, Hefei", ""),
        ("1 Example Road, Suite 2021", "1 Example Road, Suite 2021", ""),
        ("8 May Street, Hefei", "8 May Street, Hefei", ""),
        ("Room 1203, 5 Example Road, 200120 Shanghai", "Room 1203, 5 Example Road, 200120 Shanghai", ""),
    ],
)
def test_days_beside_a_place_are_parted_from_it(said: str, place: str, stay: str) -> None:
    assert place_and_stay(said, TODAY) == (place, stay)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Sample University, 22 Example Road, Nanjing", "Sample University"),
        ("虚构贸易有限公司，上海市示例路8号", "虚构贸易有限公司"),
        ("University of Example, prof Invented's lab, jan 4", "University of Example, prof Invented's lab"),
        ("Example Trading Co., Ltd.", "Example Trading Co., Ltd."),
        ("University of Example, Springfield", "University of Example, Springfield"),
        ("a postdoc at Sample University since 1 aug 2026", "Sample University"),
        (
            "I have been employed as a senior engineer at Example Ltd., 300 Example Avenue, Ningbo",
            "Example Ltd.",
        ),
        ("老公在南京样例软件公司上班", "南京样例软件公司"),
        ("The Example School, I teach English there since 2015", "The Example School"),
        ("Student Loan Company", "Student Loan Company"),
        ("没单位 种地哪有单位", "务农"),
        ("no company", "self-employed"),
    ],
)
def test_an_organization_is_its_name_without_its_address_and_days(said: str, name: str) -> None:
    reading = Organization(120).read(said, TODAY)
    assert isinstance(reading, Understood)
    assert reading.value == name


@pytest.mark.parametrize(
    ("stay", "since", "until"),
    [
        ("till june 2026", None, Month(2026, 6)),
        ("2008 till now", Year(2008), "now"),
        ("September 2019 to now", Month(2019, 9), "now"),
        ("to now", None, "now"),
        ("2019", Year(2019), None),
        ("the old flat", None, None),
    ],
)
def test_each_end_of_a_stay_is_what_was_said_of_it(stay: str, since: object, until: object) -> None:
    assert ends_of(stay, TODAY) == (since, until)
