"""The values that answers are: a month or a year stays as it was told."""

from datetime import date

import pytest

from bot.core import (
    Month,
    When,
    Year,
    first_day,
    last_day,
)
from bot.i18n import N_, translate


def test_a_month_and_a_year_are_said_as_told() -> None:
    assert translate(Month(2024, 3), "en") == "March 2024"
    assert translate(Month(2024, 3), "zh") == "2024年3月"
    assert translate(N_("%(year)s").of(year=Year(2024)), "en") == "2024"
    assert translate(Year(2024), "zh") == "2024年"
    assert (str(Month(2024, 3)), str(Year(2024))) == ("2024-03", "2024")


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [
        (Month(2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (Month(2023, 12), date(2023, 12, 1), date(2023, 12, 31)),
        (Year(2024), date(2024, 1, 1), date(2024, 12, 31)),
        (date(2024, 2, 3), date(2024, 2, 3), date(2024, 2, 3)),
    ],
)
def test_what_was_told_without_its_day_is_reckoned_by_its_first_or_last(
    told: When, first: date, last: date
) -> None:
    assert (first_day(told), last_day(told)) == (first, last)
