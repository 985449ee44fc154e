"""What earlier refusals, the renewal service and earlier requests rule out, or warn of."""

from __future__ import annotations

from datetime import date, timedelta

from bot.core import Answers, Fired, Month, Ruling, Year, last_day
from bot.i18n import N_
from dialogs.expedited_interview.calendar import add_months
from dialogs.expedited_interview.earlier_applications import (
    expedited_before,
    last_refusal,
    refused_before,
    renewal_eligible,
    visa_ended,
)
from dialogs.expedited_interview.members import member_name
from dialogs.expedited_interview.policy import POLICY
from dialogs.expedited_interview.rulings import CALL_CENTER


def refusals(answers: Answers) -> list[tuple[date, str, object]]:
    """Each refusal known: its day, the key that says so, and who it was (None for the applicant)."""
    found: list[tuple[date, str, object]] = []
    gate = answers.get(last_refusal)
    if gate is not None:
        found.append((last_day(gate), last_refusal.key, None))
    # By their keys: to look into every entry of every list takes longer than all other rulings together.
    for key in [key for key, value in answers.values.items() if value == "refused"]:
        entry, _, field = key.rpartition(".")
        when = answers.values.get(f"{entry}.when")
        if field != "outcome" or not isinstance(when, date | Month | Year):
            continue
        day = last_day(when)
        if entry.startswith("members."):
            number = int(entry.split(".")[1])
            member = answers.at(number)
            found.append((day, f"members.{number}", member_name(member)))
        else:
            found.append((day, f"{entry}.when", None))
    return found


def _refused_lately(answers: Answers) -> bool | Fired:
    """While today is before the last refusal plus six calendar months (31 August counts to 28 February)."""
    recent = [one for one in refusals(answers) if answers.today < add_months(one[0], POLICY.refusal.months)]
    if not recent:
        return False
    day, key, who = max(recent, key=lambda one: (one[2] is not None, one[0]))
    subject = N_("%(name)s was refused").of(name=who) if who is not None else N_("The last refusal was")
    facts = {"day": day, "until": add_months(day, POLICY.refusal.months), "subject": subject}
    return Fired(facts, (key,))


recent_refusal = Ruling(
    "recent_refusal",
    "stop",
    "page",
    "refused a visa within the past 6 months",
    when=_refused_lately,
    text=N_(
        "The page says that requests are not approved within six months of a refusal.\n%(subject)s on %(day)s, so this holds until %(until)s."
    ),
    way_out=N_(
        "The page asks you to book anew by phone; bring new information that shows what has changed. Until then, keep the appointment you have.\n%(call_center)s"
    ).of(call_center=CALL_CENTER),
    about=(refused_before,),
)


def _just_over(answers: Answers) -> bool | Fired:
    limits = [(day, add_months(day, POLICY.refusal.months)) for day, _, _ in refusals(answers)]
    near = [
        one
        for one in limits
        if one[1] <= answers.today <= one[1] + timedelta(days=POLICY.refusal.near_limit_days)
    ]
    return Fired({"day": near[-1][0], "until": near[-1][1]}) if near else False


refusal_near_limit = Ruling(
    "refusal_near_limit",
    "warn",
    "our_reading",
    "refused a visa within the past 6 months",
    when=_just_over,
    text=N_(
        "The refusal was on %(day)s; by my count the six months ended on %(until)s. The page does not say how it counts the last day, so a few days more may be safer."
    ),
)

renewal_service = Ruling(
    "renewal_service",
    "stop",
    "page",
    "qualifies for the Consulate’s Visa Renewal or Frequent Traveler program",
    when=lambda answers: answers.get(renewal_eligible) == "yes",
    text=N_(
        "Whoever can use the renewal service through CITIC Bank gets no expedited interview. Check the website whether the bank still does it."
    ),
    way_out=N_(
        "Hand in the application at %(bank)s. The address was published %(period)s; check the official website first."
    ).of(bank=POLICY.renewal_bank, period=POLICY.page_period),
    about=(renewal_eligible,),
)
renewal_unsure = Ruling(
    "renewal_unsure",
    "warn",
    "page",
    "clearly eligible for our “Frequent Traveler” renewal service",
    when=lambda answers: answers.get(renewal_eligible) == "unsure",
    text=N_(
        "If you qualify for renewal without an interview, the request will not be accepted. Look at your last visa first: same class, valid or ended within 12 months?"
    ),
    about=(renewal_eligible,),
)


def _ended_lately(answers: Answers) -> bool | Fired:
    ended = answers.get(visa_ended)
    if answers.get(renewal_eligible) != "no" or ended is None:
        return False
    return Fired({"day": ended}, (renewal_eligible.key,))


renewal_window = Ruling(
    "renewal_window",
    "warn",
    "other_posts",
    "renewal",
    when=_ended_lately,
    text=N_(
        "You said that a US visa ended in %(day)s. That is less than 12 months ago: if it is of the class you now apply for, renewal without an interview may be possible, and then the request will not be accepted. Look at that visa first."
    ),
    about=(renewal_eligible,),
)

already_expedited = Ruling(
    "expedited_before",
    "warn",
    "page",
    "has previously received an expedited appointment in the past",
    when=lambda answers: answers.get(expedited_before) == "yes",
    text=N_(
        "You or your organization had an expedited interview before. The page says another is “normally” not approved, so it is not ruled out."
    ),
    about=(expedited_before,),
)
