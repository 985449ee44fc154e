"""When a refusal was: it counts to the day where the six months may not be over."""

from __future__ import annotations

from datetime import date, timedelta

from bot.core import Answers, Mistake, When, last_day
from bot.i18n import N_
from dialogs.expedited_interview.calendar import add_months
from dialogs.expedited_interview.policy import POLICY


def day_of_refusal_needed(value: When, answers: Answers) -> Mistake | None:
    """A month or a year is not enough where the six months may not be over."""
    if isinstance(value, date) or is_long_ago(value, answers):
        return None
    return Mistake(
        "date.no_day",
        N_(
            "I read %(when)s. A refusal counts to the day, so I need the day as well, for example 24 June 2026."
        ).of(when=value),
    )


def is_long_ago(value: When, answers: Answers) -> bool:
    """Whether the six months are over, however the last day is counted."""
    limit = add_months(last_day(value), POLICY.refusal.months)
    return limit + timedelta(days=POLICY.refusal.near_limit_days) < answers.today
