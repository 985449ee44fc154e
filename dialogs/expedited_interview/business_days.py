"""Business days of the consulate: weekends and the holidays of both countries do not count.

A Saturday that China works in exchange for a holiday is still no business day of a US consulate.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, lru_cache


@cache
def _holidays(country: str, year: int) -> frozenset[date]:
    # Imported here: the tables of all countries take a while to load, and only the result needs two.
    import holidays

    return frozenset(holidays.country_holidays(country, years=year))


COUNTRIES = ("CN", "US")


def closed_in(day: date) -> tuple[str, ...]:
    """The countries, by their ISO 3166 code, in which the day is a public holiday."""
    return tuple(country for country in COUNTRIES if day in _holidays(country, day.year))


def is_business_day(day: date) -> bool:
    return day.weekday() < 5 and not closed_in(day)


@lru_cache(maxsize=1024)
def answer_by(sent: date, days: int) -> date:
    """The last of `days` business days after the day of sending."""
    day = sent
    while days:
        day += timedelta(days=1)
        days -= is_business_day(day)
    return day
