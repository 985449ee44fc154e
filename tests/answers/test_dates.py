"""Dates in the families people write them in: with their weekday and time, without a year, relative, ranges, rough."""

from datetime import date, time

import pytest

from bot.answers import ClockTime, Day, Earlier, Until, read_moment, read_stretch
from bot.core import Mistake, Month, Odd, Understood, Unsure, When, Year

TODAY = date(2026, 11, 25)
JANUARY = date(2027, 1, 18)


@pytest.mark.parametrize(
    "sent",
    [
        "2027年1月18日（周一）上午9点半",
        "18 January 2027, 09:30",
        "Monday, 18 January 2027 at 9:30 am",
        "2027-01-18T09:30:00",
        "2027年元月十八號",
        "2027，1，18",
        "明年1月18号",
        "January 18 next year",
        "从2027年1月18日开始",
    ],
)
def test_what_stands_beside_a_day_does_not_hide_it(sent: str) -> None:
    assert Day.interview().read(sent, TODAY) == Understood(JANUARY, say_back=True)


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        ("1月18日", JANUARY),
        ("Jan 18th", JANUARY),
        ("18-Jan-27", JANUARY),
        ("12月10号之前", date(2026, 12, 10)),
        ("2027年1月18日 周二", JANUARY),
        ("next Jan 26", date(2027, 1, 26)),
        ("30天后", date(2026, 12, 25)),
        ("2027年1月18日？", JANUARY),
    ],
)
def test_a_day_that_was_not_told_whole_is_proposed(sent: str, day: date) -> None:
    reading = Day.interview().read(sent, TODAY)
    assert isinstance(reading, Odd)
    assert reading.value == day


def test_a_week_that_can_be_two_is_asked() -> None:
    reading = Day.interview().read("next Friday", TODAY)
    assert isinstance(reading, Unsure)
    assert reading.readings == (date(2026, 11, 27), date(2026, 12, 4))


@pytest.mark.parametrize("sent", ["3月12号", "今天", "五个月前", "1990年四月廿二", "1985年三月"])
def test_a_birth_is_told_to_the_day_and_with_its_year(sent: str) -> None:
    assert isinstance(Day.birth().read(sent, TODAY), Mistake)


@pytest.mark.parametrize("sent", ["1985年3月12号生的", "born on March 12th, 1985", "公历1985年3月12日"])
def test_a_birth_is_read_in_its_phrases(sent: str) -> None:
    assert Day.birth().read(sent, TODAY) == Understood(date(1985, 3, 12), say_back=True)


@pytest.mark.parametrize(
    ("sent", "when"),
    [
        ("从2019年3月到现在", Month(2019, 3)),
        ("2019.3-2021.6", Month(2019, 3)),
        ("since 2019", Year(2019)),
        ("去年3月", Month(2025, 3)),
        ("202403", Month(2024, 3)),
    ],
)
def test_as_much_as_was_told_is_kept(sent: str, when: When) -> None:
    assert Earlier().read(sent, TODAY) == Understood(when, say_back=True)


@pytest.mark.parametrize(
    ("sent", "when"),
    [
        ("two years ago", Year(2024)),
        ("半年前", Month(2026, 5)),
        ("2024年3月初", Month(2024, 3)),
        ("Summer 2024", Year(2024)),
    ],
)
def test_what_is_vague_is_proposed(sent: str, when: When) -> None:
    reading = Earlier().read(sent, TODAY)
    assert isinstance(reading, Odd)
    assert reading.value == when


@pytest.mark.parametrize(
    "sent", ["从2019年3月到现在", "I still live here", "一直到现在", "在职", "until today"]
)
def test_what_goes_on_is_now(sent: str) -> None:
    reading = Until().read(sent, TODAY)
    assert isinstance(reading, Understood)
    assert reading.value == "now"


def test_a_range_has_two_ends_and_a_day_with_a_time_two_parts() -> None:
    stretch = read_stretch("2018年9月-2022年6月", TODAY)
    assert stretch is not None
    assert [getattr(one, "value", None) for one in stretch] == [Month(2018, 9), Month(2022, 6)]
    day, clock = read_moment("1月18号上午9:30", TODAY)
    assert isinstance(day, Odd)
    assert day.value == JANUARY
    assert clock == Understood(time(9, 30), say_back=True)
    assert read_moment("9点半", TODAY) == (None, Understood(time(9, 30), say_back=True))
    assert read_moment("2027-01-18", TODAY) == (Understood(JANUARY), None)


@pytest.mark.parametrize(
    ("sent", "clock"),
    [
        ("half past nine", time(9, 30)),
        ("早8点", time(8)),
        ("08:30-09:00", time(8, 30)),
        ("9点差5分", time(8, 55)),
        ("9:30 Beijing time", time(9, 30)),
        ("2027年1月18日上午9:30", time(9, 30)),
    ],
)
def test_a_time_is_read_as_it_is_spoken(sent: str, clock: time) -> None:
    assert ClockTime().read(sent, TODAY) == Understood(clock, say_back=True)
