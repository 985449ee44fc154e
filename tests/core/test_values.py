"""The values that answers are: a month or a year stays as it was told."""

from datetime import date

import pytest

from bot.core import (
    Conversation,
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


def test_a_conversation_is_changed_in_the_fields_that_it_has() -> None:
    asked = Conversation("c1", "a_dialog", turn=2)
    assert asked.changed(turn=3, asked="consent") == Conversation("c1", "a_dialog", turn=3, asked="consent")
    assert asked == Conversation("c1", "a_dialog", turn=2)
    with pytest.raises(TypeError):
        asked.changed(turns=3)
