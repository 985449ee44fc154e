"""What the page rules out, warns of and tells: each ruling of the page with its strength, its basis and its line.

What the past rules out is in `rulings_on_the_past.py`, what answers say against each other in `consistency.py`, thin
reasons in `weaknesses.py`, hints in `notices.py`.

No text here is firmer than its basis: the page says, and only the consulate decides.
"""

from __future__ import annotations

from datetime import date

from bot.core import Answers, Fired, Ruling, last_day
from bot.i18n import N_, Text
from dialogs.expedited_interview.calendar import months_before
from dialogs.expedited_interview.details import interview_date, phone
from dialogs.expedited_interview.eligibility import appointment_booked, consent, in_group, residence
from dialogs.expedited_interview.excluded_purposes import excluded_purpose_named
from dialogs.expedited_interview.policy import POLICY
from dialogs.expedited_interview.purpose import (
    class_start,
    economic_loss,
    emergency,
    for_business,
    for_study,
    is_humanitarian,
    purpose,
    visa_class,
)
from dialogs.expedited_interview.reasons import event_date, justification, loss
from dialogs.expedited_interview.relatives import relative, relative_exactly
from dialogs.expedited_interview.residences import (
    residence_since,
    residence_unit,
    residence_until,
    residences,
)
from dialogs.expedited_interview.travelers import IN_LAWS

CALL_CENTER = N_(
    "Visa Information Call Center, numbers of %(period)s (check %(website)s first): %(inside)s in China, %(outside)s from abroad."
).of(
    period=POLICY.page_period,
    website=POLICY.website.address,
    inside=POLICY.call_center.inside,
    outside=POLICY.call_center.outside,
)

consent_withheld = Ruling(
    "consent_withheld",
    "stop",
    "our_reading",
    "privacy",
    when=lambda answers: answers.get(consent) == "decline",
    text=N_("Without your consent I keep nothing and cannot write the e-mail."),
    way_out=N_(
        "You can write it yourself: the page of %(period)s lists eleven points; look for today's rules on %(website)s. Or send “agree” if you change your mind."
    ).of(period=POLICY.page_period, website=POLICY.website.address),
    about=(consent,),
    keeps=False,
)

no_appointment = Ruling(
    "no_appointment",
    "pause",
    "page",
    "first schedule an appointment",
    when=lambda answers: answers.get(appointment_booked) == "no",
    text=N_("First you need a regular appointment; the consulate considers no request without one."),
    way_out=N_(
        "Appointments are booked online now: %(website)s\n"
        "(The way %(period)s was a PIN card from CITIC Bank and a call.)\n"
        "Your answers are kept; come back when you have the appointment."
    ).of(website=POLICY.website.address, period=POLICY.page_period),
    about=(appointment_booked,),
    fix=N_("I have booked it"),
)


def _post(answers: Answers) -> bool | Fired:
    unit = answers.get(residence)
    if unit is None or unit in POLICY.district.units:
        return False
    post = POLICY.post_for(unit)
    return Fired({"post": post}, (residence.key,))


outside_district = Ruling(
    "outside_district",
    "stop",
    "page",
    "residing in the Shanghai Consular District",
    when=_post,
    text=N_("The consulate considers only people who live in Shanghai, Anhui, Jiangsu or Zhejiang."),
    way_out=N_("For where you live, contact %(post)s. Each consulate has its own procedure."),
    about=(residence,),
)

EXCLUDED: dict[str, Text] = {
    "convention": N_(
        "A large convention does not qualify: the page says such events can be planned well ahead."
    ),
    "annual_meeting": N_(
        "An annual meeting does not qualify: the page says such events can be planned well ahead."
    ),
    "graduation": N_(
        "A graduation ceremony does not qualify: the page says such events can be planned well ahead."
    ),
    "wedding": N_("A wedding does not qualify: the page says such trips can be planned well ahead."),
    "tourism": N_("Tourism does not qualify: the page says such trips can be planned well ahead."),
}


def _excluded(answers: Answers) -> bool | Fired:
    words = EXCLUDED.get(answers.get(purpose) or "")
    return Fired({"words": words}, (purpose.key,)) if words is not None else False


purpose_not_considered = Ruling(
    "purpose_not_considered",
    "stop",
    "page",
    "events for which they could have planned well in advance",
    when=_excluded,
    text=Text("%(words)s"),
    way_out=N_("You can look or call for an earlier regular appointment.\n%(call_center)s").of(
        call_center=CALL_CENTER
    ),
    about=(purpose,),
)

category_not_listed = Ruling(
    "category_not_listed",
    "warn",
    "page",
    "Generally, only requests falling into the following categories",
    when=lambda answers: answers.get(purpose) == "other",
    text=N_(
        "The page says that “generally, only” serious illness and family emergencies, study and urgent business are considered. Yours is none of these, so it may well not be considered."
    ),
    about=(purpose,),
)


def _mismatch(answers: Answers) -> bool:
    class_ = answers.get(visa_class)
    if class_ is None:
        return False
    student = class_[:1] in POLICY.study.class_letters
    if for_study(answers):
        return not student
    return student and (for_business(answers) or is_humanitarian(answers))


class_mismatch = Ruling(
    "class_mismatch",
    "warn",
    "our_reading",
    "Students visa (F, M, J visa)",
    when=_mismatch,
    text=N_(
        "The reason and the visa class do not seem to go together: study goes with F, M or J, other reasons with other classes. Please check which one is right."
    ),
    about=(visa_class, purpose),
)


def _is_of_a_spouse(answers: Answers) -> bool:
    """Whether somebody who travels along may be their own child, brother or sister."""
    return in_group(answers) and answers.get(relative_exactly) in IN_LAWS


spouses_family = Ruling(
    "spouses_family",
    "warn",
    "page",
    "for immediate family members",
    when=_is_of_a_spouse,
    text=N_(
        "The page speaks of immediate family members. If your husband or wife is among the applicants, go on: the e-mail will say whose father, mother, brother or sister it is. If not, this relative may not count."
    ),
    about=(relative,),
)
not_immediate_family = Ruling(
    "not_immediate_family",
    "warn",
    "page",
    "for immediate family members",
    when=lambda answers: (
        (answers.get(relative) or "") in ("grandparent", "other_relative", "not_relative")
        and not _is_of_a_spouse(answers)
    ),
    text=N_(
        "The page speaks of immediate family members. Parents, husband or wife, children, brothers and sisters are meant at other US consulates; this relative may not count."
    ),
    about=(relative,),
)

death = Ruling(
    "death",
    "note",
    "other_posts",
    "procedure-facts: funeral",
    when=lambda answers: answers.get(emergency) == "death",
    text=N_(
        "The page says only “family emergency”; other US consulates accept a death in the immediate family, with a letter from the funeral home."
    ),
)
other_emergency = Ruling(
    "other_emergency",
    "note",
    "other_posts",
    "a family emergency",
    when=lambda answers: answers.get(emergency) == "other_emergency",
    text=N_(
        "The page says “a family emergency” and names no kinds. Other US consulates exclude a birth, and accept urgent treatment. Say plainly what it is."
    ),
)


def _next_year(answers: Answers) -> bool:
    start = answers.get(class_start)
    return start is not None and start >= academic_year_end(answers.today)


def academic_year_end(today: date) -> date:
    """The first day of the next academic year; our reading: a year begins in the policy's month."""
    begins = date(today.year, POLICY.study.academic_year_month, 1)
    return begins if today < begins else date(today.year + 1, POLICY.study.academic_year_month, 1)


not_this_academic_year = Ruling(
    "not_this_academic_year",
    "warn",
    "page",
    "in the current academic year",
    when=_next_year,
    text=N_("The page speaks of the current academic year; your classes seem to start in a later one."),
    about=(class_start,),
)


def _started(answers: Answers) -> bool:
    start = answers.get(class_start)
    return start is not None and start < answers.today


class_start_passed = Ruling(
    "class_start_passed",
    "warn",
    "our_reading",
    "whose classes will start before their current visa interview date",
    when=_started,
    text=N_(
        "The classes have already started. Ask the school for a late-arrival letter or a new I-20 or DS-2019, and say so in the request."
    ),
    about=(class_start,),
)


def _no_hurry(answers: Answers) -> bool | Fired:
    start, interview = answers.get(class_start), answers.get(interview_date)
    if start is None or interview is None or start < interview:
        return False
    return Fired({"start": start, "interview": interview}, (class_start.key, interview_date.key))


classes_not_before_interview = Ruling(
    "classes_not_before_interview",
    "stop",
    "page",
    "whose classes will start before their current visa interview date",
    when=_no_hurry,
    text=N_(
        "It is meant for students whose classes start before the interview. Yours start on %(start)s, the interview is on %(interview)s."
    ),
    way_out=N_(
        "Go to your interview as planned. If the school moves the start to an earlier day, come back."
    ),
    about=(class_start, interview_date),
)

no_economic_loss = Ruling(
    "no_economic_loss",
    "stop",
    "page",
    "which if missed will cause economic loss",
    when=lambda answers: answers.get(economic_loss) == "no",
    text=N_("A business trip is considered only if missing it causes economic loss."),
    way_out=N_("You can look or call for an earlier regular appointment.\n%(call_center)s").of(
        call_center=CALL_CENTER
    ),
    about=(economic_loss,),
)


def _passed(answers: Answers) -> bool | Fired:
    day = answers.get(interview_date)
    return Fired({"day": day}, (interview_date.key,)) if day is not None and day < answers.today else False


interview_passed = Ruling(
    "interview_passed",
    "stop",
    "our_reading",
    "cannot wait for a normal non-immigrant visa interview appointment",
    when=_passed,
    text=N_("That interview was on %(day)s and is over, so there is nothing to move up."),
    way_out=N_("Book a new appointment, then come back with its date.\n%(call_center)s").of(
        call_center=CALL_CENTER
    ),
    about=(interview_date,),
)


def _too_late(answers: Answers) -> bool | Fired:
    event, interview = answers.get(event_date), answers.get(interview_date)
    if event is None or interview is None or event <= interview:
        return False
    return Fired({"event": event, "interview": interview}, (event_date.key, interview_date.key))


event_after_interview = Ruling(
    "event_after_interview",
    "warn",
    "our_reading",
    "applicants who cannot wait for a normal non-immigrant visa interview appointment",
    when=_too_late,
    text=N_(
        "You must be there on %(event)s, after the interview you already have on %(interview)s. So an earlier one gains little, and the request may look unfounded."
    ),
    about=(event_date, interview_date),
)


def _elsewhere(answers: Answers) -> bool:
    """Whether any day of the past six months was spent outside the four units."""
    begin = months_before(answers.today, POLICY.residence.months)
    for entry in answers.entries(residences):
        unit, since, until = entry.get(residence_unit), entry.get(residence_since), entry.get(residence_until)
        if unit is None or unit in POLICY.district.units or since is None or until is None:
            continue
        if isinstance(until, str) or last_day(until) >= begin:
            return True
    return False


short_residence = Ruling(
    "short_residence",
    "warn",
    "page",
    "Place of Residence and Work for the past 6 months in the Shanghai Consular District",
    when=_elsewhere,
    text=N_(
        "In the past six months you also lived outside Shanghai, Jiangsu, Zhejiang and Anhui. The page asks for six months in the district; it does not say that a shorter stay is refused. The e-mail will state the facts."
    ),
)


def _abroad(answers: Answers) -> bool:
    number = answers.get(phone)
    return number is not None and not number.startswith("+86")


contact_outside_china = Ruling(
    "contact_outside_china",
    "warn",
    "page",
    "Contact information (phone and e-mail) for the applicant in China",
    when=_abroad,
    text=N_(
        "The page asks for a contact in China, and this is a number from outside the mainland. A Chinese number is better."
    ),
    about=(phone,),
)


def _named(answers: Answers) -> bool | Fired:
    for question in (justification, loss):
        named = excluded_purpose_named(answers.get(question) or "")
        if named is not None:
            return Fired({"what": NAMED[named]}, (question.key,))
    return False


NAMED: dict[str, Text] = {
    "convention": N_("a convention or trade show"),
    "annual_meeting": N_("an annual meeting"),
    "graduation": N_("a graduation ceremony"),
    "wedding": N_("a wedding"),
    "tourism": N_("tourism"),
}
reason_contradicts_purpose = Ruling(
    "reason_contradicts_purpose",
    "warn",
    "page",
    "events for which they could have planned well in advance",
    when=_named,
    text=N_(
        "You mention %(what)s, which does not qualify and may change how the request is read.\nWhat is it that cannot wait? Say what is true; I change nothing in your words."
    ),
)
