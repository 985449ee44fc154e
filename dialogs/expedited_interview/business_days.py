"""Business days of the consulate: weekends and the holidays of both countries do not count.

A Saturday that China works in exchange for a holiday is still no business day of a US consulate.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, lru_cache


@cache
def _holidays(year: int) -> frozenset[date]:
    # Imported here: the tables of all countries take a while to load, and only the result needs two.
    import holidays

    return frozenset(holidays.country_holidays("US", years=year)) | frozenset(
        holidays.country_holidays("CN", years=year)
    )


def is_business_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _holidays(day.year)


@lru_cache(maxsize=1024)
def answer_by(sent: date, days: int) -> date:
    """The last of `days` business days after the day of sending."""
    day = sent
    while days:
        day += timedelta(days=1)
        days -= is_business_day(day)
    return day
