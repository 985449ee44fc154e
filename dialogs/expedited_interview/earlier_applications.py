"""What came before: a refusal, a visa that could be renewed, an earlier interview that was brought forward."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from bot.answers import Choice, Earlier, yes_no
from bot.core import (
    NO,
    YES,
    Answers,
    Month,
    Option,
    Question,
    Value,
    When,
    Year,
    last_day,
    never,
)
from bot.i18n import N_
from dialogs.expedited_interview import words
from dialogs.expedited_interview.calendar import add_months
from dialogs.expedited_interview.eligibility import alone, for_party
from dialogs.expedited_interview.policy import POLICY
from dialogs.expedited_interview.purpose import visa_class
from dialogs.expedited_interview.refusal_days import day_of_refusal_needed, is_long_ago
from dialogs.expedited_interview.visas_told import each_visa, ended_in, entries_of, visas_told

FIRST = re.compile(
    r"第一次|头一次|头一回|首次|没(?:有)?(?:办|申请|签)过|\bfirst (?:time|visa|application|us visa)\b|\bnever (?:applied|had (?:a|an|any|one)\b)",
    re.I,
)


def _told_at_the_gate(said: str, answers: Answers) -> Mapping[str, Value]:
    """“没有，第一次办”: whoever never had a visa has none to renew and none to list; a visa that is told is kept for its
    list, a refusal with its day, its class and its place."""
    answer = answers.get(refused_before)
    if answer == "no" and FIRST.search(said) is not None:
        return {renewal_eligible.key: "no"} | ({"visas.0.more": "no"} if alone(answers) else {})
    refused = [one for one in each_visa(said, answers) if one.get("outcome") == "refused" and len(one) > 1]
    if answer == "no" or not refused:
        return earlier_visas_told(said, answers)
    found: dict[str, Value] = {refused_before.key: "yes"}
    when = refused[-1].get("when")
    if isinstance(when, date | Month | Year) and is_long_ago(when, answers):
        found[last_refusal.key] = when
    if alone(answers):
        others = [one for one in each_visa(said, answers) if one.keys() >= {"outcome", "visa_class", "when"}]
        issued = [one for one in others if one["outcome"] == "issued"]
        if issued:
            found |= {"visas.0.more": "yes", **entries_of(issued, 0, "visas")}
        named = {"visa_class": "refusal_class", "place": "refusal_place"}
        found |= {key: refused[-1][name] for name, key in named.items() if name in refused[-1]}
    return found


def earlier_visas_told(said: str, answers: Answers) -> Mapping[str, Value]:
    """Of one person's request the visas that are told before their list is asked for."""
    issued = [one for one in each_visa(said, answers) if one.keys() >= {"outcome", "visa_class", "when"}]
    if not alone(answers) or not issued or any(one["outcome"] != "issued" for one in issued):
        return ended_lately(said, answers)
    listed = visas_told(said, answers.at(0), "visas")
    return {"visas.0.more": "yes", **listed, **ended_lately(said, answers)}


def ended_lately(said: str, answers: Answers) -> Mapping[str, Value]:
    """A visa of the class that is asked for, or of one that was not named, which might still be renewed."""
    ended = ended_in(said, answers.today)
    classes = {one["visa_class"] for one in each_visa(said, answers) if "visa_class" in one}
    if ended is None or not _is_within_window(ended, answers) or classes - {answers.get(visa_class)}:
        return {}
    return {visa_ended.key: ended}


def _is_within_window(ended: When, answers: Answers) -> bool:
    return add_months(last_day(ended), POLICY.renewal.window_months) >= answers.today


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
    also=_told_at_the_gate,
)


def has_applied(answers: Answers) -> bool:
    """Whoever never applied has no earlier visa, and none to renew."""
    return answers.get(refused_before) != "never_applied"


def was_refused(answers: Answers) -> bool:
    return answers.get(refused_before) == "yes"


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


def _told_of_renewing(said: str, answers: Answers) -> Mapping[str, Value]:
    """“a B-1, which expired in June 2023”: what ended long ago cannot be renewed."""
    ended = ended_in(said, answers.today)
    is_over = ended is not None and not _is_within_window(ended, answers)
    return {**({renewal_eligible.key: "no"} if is_over else {}), **earlier_visas_told(said, answers)}


_OVER = re.compile(
    r"(?<!不)(?<!没)(?<!没有)(?<!未)(?:超过|超|过了)(?:了)?(?:12|十二)个?月|一年多|"
    r"(?<!not )\b(?:more than|over|longer than) (?:12 months|twelve months|a year|one year)\b",
    re.I,
)


def _no_by_its_end(said: str, today: date) -> str | None:
    """“mine ran out in 2023 so idk”: the day on which a visa ended decides."""
    ended = ended_in(said, today)
    is_over = ended is not None and add_months(last_day(ended), POLICY.renewal.window_months) < today
    return "no" if is_over or _OVER.search(said) else None


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
        ),
        otherwise=_no_by_its_end,
    ),
    when=has_applied,
    why=N_("Whoever can use the renewal service through CITIC Bank gets no expedited interview."),
    also=_told_of_renewing,
)
visa_ended = Question(
    "visa_ended",
    label=N_("Last visa ended"),
    ask=N_("When did the last US visa end?"),
    example=N_("For example March 2026."),
    kind=Earlier(),
    why=N_("A visa that ended less than 12 months ago may be renewed without an interview."),
    when=has_applied,
    optional=True,
    asked=never,
)

expedited_before = Question(
    "expedited_before",
    label=N_("Expedited before"),
    ask=N_("Have you, or your organization, been given an expedited interview before?"),
    kind=yes_no(N_("Yes, before"), N_("No, never"), words.EXPEDITED, words.NEVER_EXPEDITED),
    told_by=(("yes", words.TOLD_EXPEDITED),),
    why=N_("The page says that another one is normally not approved."),
)
