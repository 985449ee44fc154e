"""What does not go together: two answers that contradict each other, and days that cannot be kept.

Each is pointed out once, with a way to change either; whoever goes on is right.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from bot.core import Answers, Fired, Ruling, last_day
from bot.i18n import N_
from dialogs.expedited_interview.business_days import answer_by, closed_in
from dialogs.expedited_interview.details import interview_date
from dialogs.expedited_interview.earlier_applications import last_refusal, refused_before
from dialogs.expedited_interview.eligibility import in_group, residence
from dialogs.expedited_interview.members import members
from dialogs.expedited_interview.policy import POLICY
from dialogs.expedited_interview.purpose import class_start
from dialogs.expedited_interview.reasons import event_date
from dialogs.expedited_interview.residences import residence_unit, residence_until, residences
from dialogs.expedited_interview.urgency import funeral_date, latest_arrival, needed_by


def _refused_in_a_list(answers: Answers) -> list[str]:
    """The entries of earlier visas that are refusals, by their keys."""
    return [
        key.removesuffix(".outcome")
        for key, value in answers.values.items()
        if value == "refused" and key.endswith(".outcome")
    ]


def _refusals_disagree(answers: Answers) -> bool | Fired:
    listed = _refused_in_a_list(answers)
    if answers.get(refused_before) != "no" or not listed:
        return False
    return Fired({}, (refused_before.key, f"{listed[0]}.outcome"))


refusals_disagree = Ruling(
    "refusals_disagree",
    "warn",
    "our_reading",
    "Previous U.S. visas issued or refused, if any, where",
    when=_refusals_disagree,
    text=N_(
        "At the beginning you said there was no refusal, and the list of earlier visas has one. The e-mail will tell the refusal."
    ),
    about=(refused_before,),
)


def _refusal_of_nobody(answers: Answers) -> bool | Fired:
    day = answers.get(last_refusal)
    if not in_group(answers) or day is None or _refused_in_a_list(answers) or not answers.entries(members):
        return False
    return Fired({"day": day}, (refused_before.key,))


refusal_of_nobody = Ruling(
    "refusal_of_nobody",
    "warn",
    "our_reading",
    "previous visa information",
    when=_refusal_of_nobody,
    text=N_(
        "You said that one of you was refused (%(day)s), and no applicant's list has that refusal. Send “change”, open the applicant and add it."
    ),
    about=(refused_before,),
)


def _homes_disagree(answers: Answers) -> bool | Fired:
    told = answers.get(residence)
    for entry in answers.entries(residences):
        unit, until = entry.get(residence_unit), entry.get(residence_until)
        if (
            until == "now"
            and told in POLICY.district.units
            and unit is not None
            and unit not in POLICY.district.units
        ):
            key = f"residences.{entry.entry[-1]}.unit"
            facts = {"told": residence.kind.show(told), "listed": residence.kind.show(unit)}
            return Fired(facts, (residence.key, key))
    return False


homes_disagree = Ruling(
    "homes_disagree",
    "warn",
    "our_reading",
    "residing in the Shanghai Consular District",
    when=_homes_disagree,
    text=N_(
        "At the beginning you said you live in %(told)s; here your present home is in %(listed)s. Whoever lives outside the district asks another consulate."
    ),
    about=(residence,),
)


COUNTRY_NAMES = {"CN": N_("China"), "US": N_("the United States")}


def _on_a_holiday(answers: Answers) -> bool | Fired:
    day = answers.get(interview_date)
    if day is None or day < answers.today or day.weekday() >= 5 or not closed_in(day):
        return False
    where = tuple(COUNTRY_NAMES[country] for country in closed_in(day))
    return Fired({"day": day, "where": where}, (interview_date.key,))


interview_on_holiday = Ruling(
    "interview_on_holiday",
    "warn",
    "our_reading",
    "Date and Time of Original Interview and Appointment Number",
    when=_on_a_holiday,
    text=N_(
        "%(day)s is a public holiday in %(where)s, when the consulate is normally closed. Please check the date on the confirmation."
    ),
    about=(interview_date,),
)


def _answer_too_late(answers: Answers) -> bool | Fired:
    day = answers.get(interview_date)
    answer = answer_by(answers.today, POLICY.answer.business_days)
    if day is None or not answers.today <= day <= answer:
        return False
    return Fired({"day": day, "answer": answer}, (interview_date.key,))


interview_before_answer = Ruling(
    "interview_before_answer",
    "warn",
    "our_reading",
    "will contact the applicant directly in 1-2 business days",
    when=_answer_too_late,
    text=N_(
        "Your interview is on %(day)s, and an answer sent today may take until about %(answer)s. There may be nothing left to gain."
    ),
    about=(interview_date,),
)


@lru_cache(maxsize=64)
def earliest_arrival(today: date) -> date:
    """The first day on which somebody could be there at all: the answer, an interview the next business day, and the
    visa printed and mailed (policy: mail)."""
    answer = answer_by(today, POLICY.answer.business_days)
    interview = answer_by(answer, 1)
    return answer_by(interview, POLICY.mail.business_days) + timedelta(days=1)


def _timeline(answers: Answers) -> bool | Fired:
    first = earliest_arrival(answers.today)
    for question in (funeral_date, needed_by, latest_arrival, event_date):
        day = answers.get(question)
        if day is not None and last_day(day) < first:
            return Fired({"day": day, "first": first}, (question.key,))
    start = answers.get(class_start)
    if start is not None and answers.today <= start < first and answers.get(latest_arrival) is None:
        return Fired({"day": start, "first": first}, (class_start.key,))
    return False


timeline_too_short = Ruling(
    "timeline_too_short",
    "warn",
    "our_reading",
    "printed and mailed out within 2 business days",
    when=_timeline,
    text=N_(
        "You must be there by %(day)s. With the answer, the interview and the mailing of the visa, about %(first)s is the earliest day at which you could hold it."
    ),
)
