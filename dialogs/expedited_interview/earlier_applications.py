"""What came before: a refusal, a visa that could be renewed, an earlier interview that was brought forward."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from bot.answers import Choice, Earlier, yes_no
from bot.core import (
    NO,
    YES,
    Answers,
    Mistake,
    Option,
    Question,
    Value,
    When,
    last_day,
)
from bot.i18n import N_
from dialogs.expedited_interview import words
from dialogs.expedited_interview.calendar import add_months
from dialogs.expedited_interview.eligibility import alone, for_party
from dialogs.expedited_interview.policy import POLICY

FIRST = re.compile(
    r"第一次|头一次|首次|没(?:有)?(?:办|申请|签)过|\bfirst (?:time|visa|application|us visa)\b|\bnever applied\b",
    re.I,
)


def _first_time(said: str, answers: Answers) -> Mapping[str, Value]:
    """“没有，第一次办”: whoever never had a visa has none to renew and none to list."""
    if answers.get(refused_before) != "no" or FIRST.search(said) is None:
        return {}
    return {renewal_eligible.key: "no"} | ({"visas.0.more": "no"} if alone(answers) else {})


refused_before = Question(
    "refused_before",
    label=N_("Refused before"),
    ask=for_party(
        N_(
            "Have you ever been refused a US visa?\nIf you got a 221(g) slip (more papers or checks), say yes: it may count."
        ),
        N_(
            "Have any of you ever been refused a US visa?\nWhoever got a 221(g) slip (more papers or checks): say yes, it may count."
        ),
    ),
    kind=Choice(
        (
            Option("yes", N_("Yes, refused"), YES, "yes", words.REFUSED),
            Option("no", N_("Never refused"), NO, "no", words.NEVER_REFUSED),
            Option(
                "never_applied",
                N_("Never applied for one"),
            ),
        )
    ),
    why=N_("The consulate approves no earlier interview within six months of a refusal."),
    told_by=(("yes", words.TOLD_REFUSED),),
    also=_first_time,
)


def has_applied(answers: Answers) -> bool:
    """Whoever never applied has no earlier visa, and none to renew."""
    return answers.get(refused_before) != "never_applied"


def was_refused(answers: Answers) -> bool:
    return answers.get(refused_before) == "yes"


def day_of_refusal_needed(value: When, answers: Answers) -> Mistake | None:
    """The six months count to the day, so a month or a year is not enough where they may not be over."""
    over = add_months(last_day(value), POLICY.refusal.months) + timedelta(days=POLICY.refusal.near_limit_days)
    if isinstance(value, date) or over < answers.today:
        return None
    return Mistake(
        "date.no_day",
        N_(
            "I read %(when)s. A refusal counts to the day, so I need the day as well, for example 24 June 2026."
        ).of(when=value),
    )


last_refusal = Question(
    "last_refusal",
    label=N_("Last refusal"),
    ask=N_("When was the last refusal?"),
    example=N_("The day of that interview, for example 24 June 2025. Your appointment e-mails show it."),
    kind=Earlier(),
    why=N_("The six months are counted from that day."),
    when=was_refused,
    names=("拒签日期", "拒签时间", "拒签", "date of refusal", "refusal"),
    cues=("被拒", "拒了", "refused", "denied", "rejected", "turned down"),
    absent=N_(
        "The e-mails and the paper about that interview show the day. If it is longer ago than six months, the month or the year is enough."
    ),
    check=day_of_refusal_needed,
)

renewal_eligible = Question(
    "renewal_eligible",
    label=N_("Renewal without interview"),
    ask=for_party(
        N_(
            "Can you renew without an interview?\nThat is for people with a US visa of the same class that is still valid, or expired less than 12 months ago."
        ),
        N_(
            "Can any of you renew without an interview?\nThat is for people with a US visa of the same class that is still valid, or expired less than 12 months ago."
        ),
    ),
    kind=Choice(
        (
            Option(
                "no",
                N_("No"),
                ("n", "不", "不能", "不符合", "没有", "否", "不可以"),
                says="no",
                means=words.CANNOT_RENEW,
            ),
            Option("yes", N_("Yes"), ("y", "是", "能", "可以", "符合"), says="yes", means=words.CAN_RENEW),
            Option(
                "unsure",
                N_("Not sure"),
                ("不确定", "不知道", "不清楚", "maybe", "don't know", "i don't know"),
                means=words.NOT_SURE,
            ),
        )
    ),
    when=has_applied,
    why=N_("Whoever can use the renewal service through CITIC Bank gets no expedited interview."),
)

expedited_before = Question(
    "expedited_before",
    label=N_("Expedited before"),
    ask=N_("Have you, or your organization, been given an expedited interview before?"),
    kind=yes_no(N_("Yes, before"), N_("No, never"), words.EXPEDITED, words.NEVER_EXPEDITED),
    told_by=(("yes", words.TOLD_EXPEDITED),),
    why=N_("The page says that another one is normally not approved."),
)
