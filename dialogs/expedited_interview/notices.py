"""What the page says beyond its rules, told at the moment it helps: before the first question, and with the letter."""

from __future__ import annotations

from collections.abc import Callable

from bot.core import Answers, Basis, Fired, Letter, Ruling, Value, always
from bot.i18n import N_, Text, Weekday
from dialogs.expedited_interview.business_days import answer_by
from dialogs.expedited_interview.details import email, interview_date
from dialogs.expedited_interview.eligibility import in_group
from dialogs.expedited_interview.policy import POLICY
from dialogs.expedited_interview.purpose import (
    emergency,
    for_business,
    for_study,
    is_humanitarian,
    visa_class,
)

TITLE = N_("Jiaji helps you ask for an earlier US visa interview in Shanghai.")

_OURS = N_("The page does not say this in so many words. I read it this way to be safe.")
BASIS_TOLD: dict[Basis, Text] = {
    "page": N_("The consulate's page says so, and I cannot change it."),
    "other_posts": _OURS,
    "our_reading": _OURS,
}

INTRO = (
    N_(
        "I help you write the e-mail that asks the US Consulate General in Shanghai for an earlier visa interview.\n"
        "I am not the consulate and give no legal advice. The decision is theirs; you send the e-mail yourself."
    ),
    N_(
        "This follows the procedure the consulate published %(period)s. It may have changed: check the official website before you send.\n"
        "%(website)s"
    ).of(period=POLICY.page_period, website=POLICY.website.address),
    N_(
        "It takes 15 to 30 minutes with your papers at hand. You can stop at any time and come back later. Send “help” to see what you can say."
    ),
)

SYMPATHY: dict[tuple[str, Value], Text] = {
    ("emergency", "death"): N_("I am sorry for your loss."),
    ("accident", "accident"): N_(
        "I am sorry that someone so close to you was hurt. Let us get this written."
    ),
    ("emergency", "serious_illness"): N_(
        "I am sorry that someone so close to you is so ill. Let us get this written."
    ),
}

PERSON = N_("No staff member is here.")
WHO_KNOWS = N_("I am not sure of that one; %(website)s says it, or the visa call center.").of(
    website=POLICY.website.address
)
ELSEWHERE = N_(
    "For questions about visas:\n%(inside)s in China, %(outside)s from abroad (numbers published %(period)s), or %(website)s.\nAmerican Citizen Services does not answer visa questions outside its own visa hour."
).of(
    inside=POLICY.call_center.inside,
    outside=POLICY.call_center.outside,
    period=POLICY.page_period,
    website=POLICY.website.address,
)


def checklist(answers: Answers) -> tuple[Text, ...]:
    """What to have at hand, for the case as far as it is known."""
    found = [
        N_("Have these ready:"),
        N_("· passport"),
        N_("· DS-160 confirmation page"),
        N_("· interview date, time and appointment number"),
        N_("· earlier US visas: when and where issued or refused"),
        N_("· where you lived and worked in the past six months"),
    ]
    if in_group(answers):
        found.append(N_("· for each applicant: name, birth date, earlier visas, DS-160 number"))
    found.append(_proof(answers))
    return tuple(found)


def _proof(answers: Answers) -> Text:
    if for_study(answers):
        exchange = (answers.get(visa_class) or "").startswith("J")
        return N_("· proof: DS-2019, 1–2 pages") if exchange else N_("· proof: I-20, 1–2 pages")
    if for_business(answers):
        return N_("· proof: the invitation letter, 1–2 pages")
    if is_humanitarian(answers):
        if answers.get(emergency) == "death":
            return N_("· proof: a letter from the hospital or the funeral home, 1–2 pages")
        return N_("· proof: a letter of the US doctor or hospital, 1–2 pages")
    return N_("· proof, 1–2 pages: I-20, DS-2019, invitation letter, or letter of the US doctor or hospital")


def handing_over(answers: Answers, letter: Letter) -> tuple[Text, ...]:
    """The first words with the finished letter."""
    said = [
        N_("Your e-mail is ready. Send it from %(address)s, with the proof attached.").of(
            address=answers.get(email)
        ),
        N_("Tap a part below to copy it."),
    ]
    if not letter.to:
        said.append(
            N_(
                "I do not know the consulate's address for these requests: the published page leaves it blank. Look for it on the official website: %(website)s"
            ).of(website=POLICY.website.address)
        )
    return tuple(said)


def _note(
    key: str, source: str, text: Text, basis: Basis = "page", when: Callable[[Answers], bool | Fired] = always
) -> Ruling:
    return Ruling(key, "note", basis, source, when=when, text=text)


apply_ahead = _note(
    "apply_ahead",
    "apply well before their planned travel dates",
    N_("For next time: the consulate asks everyone to apply well before the trip."),
    # Nobody plans an illness or a death.
    when=lambda answers: not is_humanitarian(answers),
)
form_complete = _note(
    "form_complete",
    "complete and accurate Online Visa Application",
    N_("The DS-160 must be complete and accurate. Use the number you booked with."),
)
no_better_chances = _note(
    "no_better_chances",
    "does not improve an applicant's chances",
    N_(
        "An earlier interview does not improve your chances of getting the visa. An emergency is not a reason to issue one; "
        "you must still qualify for your visa class."
    ),
)


def _answer_day(answers: Answers) -> Fired:
    return Fired({"day": Weekday(answer_by(answers.today, POLICY.answer.business_days))})


answer_in_days = _note(
    "answer_in_days",
    "will contact the applicant directly in 1-2 business days",
    N_(
        "If it is approved, the page says they contact you in 1–2 business days; sent today, that would be about %(day)s."
    ),
    when=_answer_day,
)
space_available = _note(
    "space_available",
    "on a space available basis, according to the urgency",
    N_("New times depend on open slots and on how urgent the case is."),
)
keep_the_original = _note(
    "keep_the_original",
    "procedure-facts: request denied or no answer",
    N_(
        "Keep your original appointment. Other US consulates ask people not to send a request twice: if you hear nothing, go to your interview on %(day)s."
    ),
    basis="other_posts",
    when=lambda answers: Fired({"day": answers.get(interview_date)}),
)
no_travel_plans = _note(
    "no_travel_plans",
    "Do not confirm your travel plans",
    N_("Do not confirm your travel until you hold the visa."),
)
bring_papers = _note(
    "bring_papers",
    "it must be given directly to the applicant",
    N_(
        "Bring your documents to the interview yourself. What is sent before or after it without the consulate asking is not considered."
    ),
)
after_interview = _note(
    "after_interview",
    "printed and mailed out within 2 business days",
    N_(
        "If you are approved: most visas are printed and mailed within 2 business days after the interview, never on the same day. If it takes longer, you are told at the interview."
    ),
)
stay_valid = _note(
    "stay_valid",
    "maintain a valid U.S. non-immigrant visa",
    N_("Once you have the visa, the consulate suggests keeping it valid through its renewal program."),
)

AT_RESULT = (
    (answer_in_days, space_available, keep_the_original),
    (no_travel_plans, bring_papers, after_interview, stay_valid, apply_ahead),
)
"""Two messages: what happens once it is sent, and what to know for the interview."""
