"""Who is asking, for which interview, and how to reach them: items 1 to 7 and 9 of the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.answers import (
    AppointmentNumber,
    Choice,
    ClockTime,
    Day,
    DS160Number,
    Email,
    PassportName,
    PassportNumber,
    PersonName,
    Phone,
    ShortText,
    VisaClass,
    yes_no,
)
from bot.core import Answers, Group, Mistake, Odd, Option, Question, Rule
from bot.i18n import N_, Text
from dialogs.expedited_interview.calendar import add_months
from dialogs.expedited_interview.eligibility import alone, for_party, in_group, last_refusal, was_refused
from dialogs.expedited_interview.policy import POLICY

# The interview

interview_date = Question(
    "interview_date",
    label=N_("Interview date"),
    ask=N_("On which day is your interview?"),
    example=N_("As on the appointment confirmation, for example 18 January 2027."),
    kind=Day.interview(),
    why=N_("The consulate must find your appointment, and sees from the date why it is too late."),
)
interview_time = Question(
    "interview_time",
    label=N_("Interview time"),
    ask=N_("At what time?"),
    example=N_("For example 09:30."),
    kind=ClockTime(),
    why=N_("The page asks for the date and the time of the original interview."),
)


def _not_the_passport(value: str, answers: Answers) -> Mistake | None:
    if value == answers.get(passport_number):
        return Mistake(
            "same_as_passport",
            N_(
                "That is your passport number again. The appointment number came from the call center when you booked."
            ),
        )
    return None


appointment_number = Question(
    "appointment_number",
    label=N_("Appointment number"),
    ask=N_("What is the appointment number?"),
    example=N_(
        "The call center gave it when you booked; letters and digits, for example 20110512345. Not the PIN."
    ),
    kind=AppointmentNumber(),
    why=N_("The page asks for the number of the original appointment."),
    when=alone,
    check=_not_the_passport,
)

# The applicant

SURNAME = N_("What is your surname, as printed in the passport?")


surname = Question(
    "surname",
    label=N_("Surname"),
    ask=SURNAME,
    example=N_("In Latin letters, for example ZHANG."),
    kind=PassportName("surname"),
    why=N_("The name must be the one in the passport, letter by letter."),
    when=alone,
)


def _without(surname: Question[str]) -> Callable[[str, Answers], Odd[str] | None]:
    """Given names that begin with the surname once more."""

    def check(value: str, answers: Answers) -> Odd[str] | None:
        before, _, rest = value.partition(" ")
        if not rest or before != answers.get(surname):
            return None
        return Odd(rest, N_("%(surname)s is the surname; it need not stand here again.").of(surname=before))

    return check


given_names = Question(
    "given_names",
    label=N_("Given names"),
    ask=N_("And your given names?"),
    example=N_("As in the passport, for example XIAOMING."),
    kind=PassportName("given"),
    why=N_("The name must be the one in the passport, letter by letter."),
    when=alone,
    check=_without(surname),
)
date_of_birth = Question(
    "date_of_birth",
    label=N_("Date of birth"),
    ask=N_("When were you born?"),
    example=N_("For example 6 May 1990."),
    kind=Day.birth(),
    why=N_("The page asks for the date of birth."),
    when=alone,
)
passport_number = Question(
    "passport_number",
    label=N_("Passport number"),
    ask=N_("What is your passport number?"),
    example=N_("Top right on the photo page, for example E12345678."),
    kind=PassportNumber(),
    why=N_("The page asks for the passport number. It goes into the e-mail and nowhere else."),
    when=alone,
)
ds160_number = Question(
    "ds160_number",
    label=N_("DS-160 number"),
    ask=N_("What is the confirmation number of your DS-160?"),
    example=N_(
        "It is under the bar code on the confirmation page and begins with AA, for example AA00ABCD56."
    ),
    kind=DS160Number(),
    why=N_("The consulate opens your form with it. The form must be complete and true."),
    when=alone,
)

# How to reach you

phone = Question(
    "phone",
    label=N_("Phone"),
    ask=for_party(
        N_("Which phone number in China can the consulate call?"),
        N_("Which phone number in China does the organizer have?"),
    ),
    example=N_("For example 13812345678."),
    kind=Phone(),
    why=N_("If the request is approved, the Consular Section contacts you directly."),
)
email = Question(
    "email",
    label=N_("E-mail"),
    ask=for_party(
        N_("Which e-mail address will you send the request from?"),
        N_("Which e-mail address will the organizer send the request from?"),
    ),
    example=N_("For example zhangsan@example.com. The answer comes to this address."),
    kind=Email(),
    why=N_("The page asks for an e-mail address, and the request can be made only by e-mail."),
)
organizer = Question(
    "organizer",
    label=N_("Organizer"),
    ask=N_("What is the name of the group's organizer?"),
    example=N_("For example ZHANG San."),
    kind=PersonName(),
    why=N_("For a group the page asks for an organizer with phone and e-mail."),
    when=in_group,
)


# Earlier US visas, of the applicant or of each member


def _to_the_day(outcome: Question[str]) -> Callable[[date, Answers], Odd[date] | None]:
    """A recent refusal counts to the day, and the first of a month may be a month that was told without its day;
    the last refusal was told to the day before, and is then meant."""

    def check(value: date, answers: Answers) -> Odd[date] | None:
        last = answers.get(last_refusal) if was_refused(answers) else None
        if last is not None and answers.get(outcome) == "refused" and value == last.replace(day=1) != last:
            return Odd(last, N_("You said before that the last refusal was on %(day)s.").of(day=last))
        is_over = add_months(value, POLICY.refusal.months + 1) <= answers.today
        if answers.get(outcome) != "refused" or value.day != 1 or is_over:
            return None
        return Odd(value, N_("A refusal counts to the day; I read %(day)s.").of(day=value))

    return check


def _earlier_visas(key: str, when: Rule, label: Text) -> tuple[Group, Question[str], Question[date]]:
    """The list of earlier visas under a key: asked once alone, and once for each member of a group."""
    outcome = Question(
        f"{key}[].outcome",
        label=N_("Outcome"),
        ask=N_("Was it issued or refused?"),
        kind=Choice(
            (
                Option("issued", N_("Issued"), ("签发", "获签", "通过", "批准", "approved", "granted")),
                Option("refused", N_("Refused"), ("拒签", "被拒", "denied", "rejected")),
            )
        ),
        why=N_("The page asks for earlier US visas issued or refused."),
    )
    visa = Question(
        f"{key}[].visa_class",
        label=N_("Visa class"),
        ask=N_("Which class was it?"),
        example=N_("For example B-1/B-2."),
        kind=VisaClass(),
        why=N_("The consulate finds the earlier visa more easily."),
    )
    when_ = Question(
        f"{key}[].when",
        label=N_("When"),
        ask=N_("When was that?"),
        example=N_("For example 12 May 2023; the month is enough for a visa that was issued."),
        kind=Day.in_the_past(month="first"),
        why=N_("A refusal counts by its date; for a visa, the month helps to find it."),
        check=_to_the_day(outcome),
    )
    place = Question(
        f"{key}[].place",
        label=N_("Where"),
        ask=N_("At which embassy or consulate?"),
        example=N_("For example Shanghai."),
        kind=ShortText(80),
        why=N_("The page asks where earlier visas were issued or refused."),
    )

    def more_words(answers: Answers) -> Text:
        if answers.entry[-1] > 0:
            return N_("Is there another earlier US visa, issued or refused?")
        if was_refused(answers) and "[]" not in key:
            return N_("Next, your earlier US visas; the refusal of %(day)s belongs here, too. Add one?").of(
                day=answers.get(last_refusal)
            )
        return _ever(answers)

    more = Question(
        f"{key}[].more",
        label=label,
        ask=more_words,
        kind=yes_no(N_("Yes, add it"), N_("No, none")),
        why=N_("The page asks for all earlier US visas, issued or refused, and where."),
    )

    def name(answers: Answers) -> Text:
        return N_("%(outcome)s, %(visa_class)s, %(place)s, %(day)s").of(
            outcome=_said(outcome, answers),
            visa_class=answers.get(visa) or "…",
            place=answers.get(place) or "…",
            day=answers.get(when_) or "…",
        )

    group = Group(key, label=label, more=more, steps=(outcome, visa, when_, place), name=name, when=when)
    return group, outcome, when_


def _ever(answers: Answers) -> Text:
    if in_group(answers):
        return N_("Has %(who)s applied for a US visa before? Issued and refused both count.").of(
            who=member_name(Answers(answers.values, answers.today, answers.entry[:1]))
        )
    return N_("Have you applied for a US visa before? Issued and refused both count.")


def _said(question: Question[str], answers: Answers) -> object:
    value = answers.get(question)
    return question.kind.show(value) if value is not None else "…"


visas, visa_outcome, visa_when = _earlier_visas("visas", alone, N_("Earlier US visas"))
member_visas, member_visa_outcome, member_visa_when = _earlier_visas(
    "members[].visas", in_group, N_("Earlier US visas")
)

# The members of a group


def _twice(value: str, answers: Answers, question: Question[str]) -> int | None:
    """The number (from 1) of another member with the same value."""
    for other in answers_of_members(answers):
        if other.entry[0] != answers.entry[0] and other.get(question) == value:
            return other.entry[0] + 1
    return None


def answers_of_members(answers: Answers) -> list[Answers]:
    return Answers(answers.values, answers.today).entries(members)


def _another_ds160(value: str, answers: Answers) -> Mistake | None:
    number = _twice(value, answers, member_ds160)
    if number is None:
        return None
    return Mistake(
        "duplicate.ds160",
        N_(
            "%(value)s is the DS-160 number of applicant %(number)s. Each applicant has a form of their own; please check."
        ).of(value=value, number=number),
    )


def _another_passport(value: str, answers: Answers) -> Mistake | None:
    number = _twice(value, answers, member_passport)
    if number is None:
        return None
    return Mistake(
        "duplicate.passport",
        N_(
            "%(value)s is the passport number of applicant %(number)s. Please check it against this passport."
        ).of(value=value, number=number),
    )


def _who(answers: Answers) -> Text:
    return N_("Applicant %(number)s").of(number=answers.entry[0] + 1)


member_surname = Question(
    "members[].surname",
    label=N_("Surname"),
    ask=lambda answers: N_("%(who)s: what is the surname in the passport?").of(who=_who(answers)),
    example=N_("In Latin letters, for example ZHANG."),
    kind=PassportName("surname"),
    why=N_("The name must be the one in the passport, letter by letter."),
    same_as_first=True,
)
member_given_names = Question(
    "members[].given_names",
    label=N_("Given names"),
    ask=lambda answers: N_("%(who)s: and the given names?").of(who=_who(answers)),
    example=N_("As in the passport, for example XIAOMING."),
    kind=PassportName("given"),
    why=N_("The name must be the one in the passport, letter by letter."),
    check=_without(member_surname),
)


def member_name(answers: Answers) -> Text:
    """`ZHANG XIAOMING`, or what is known of it."""
    names = (answers.get(member_surname), answers.get(member_given_names))
    known = " ".join(name for name in names if name)
    return Text("%(name)s").of(name=known) if known else _who(answers)


member_birth = Question(
    "members[].date_of_birth",
    label=N_("Date of birth"),
    ask=lambda answers: N_("When was %(who)s born?").of(who=member_name(answers)),
    example=N_("For example 6 May 1990."),
    kind=Day.birth(),
    why=N_("The page asks for each applicant's date of birth."),
)
member_ds160 = Question(
    "members[].ds160_number",
    label=N_("DS-160 number"),
    ask=lambda answers: N_("What is the DS-160 confirmation number of %(who)s?").of(who=member_name(answers)),
    example=N_(
        "It is under the bar code on the confirmation page and begins with AA, for example AA00ABCD56."
    ),
    kind=DS160Number(),
    why=N_("The page asks for each applicant's own DS-160 number."),
    check=_another_ds160,
)
member_passport = Question(
    "members[].passport_number",
    label=N_("Passport number"),
    ask=lambda answers: N_("What is the passport number of %(who)s?").of(who=member_name(answers)),
    example=N_("Top right on the photo page, for example E12345678."),
    kind=PassportNumber(),
    why=N_("The page does not ask it of groups, but it helps the consulate to find the application."),
    optional=True,
    check=_another_passport,
)
member_class = Question(
    "members[].visa_class",
    label=N_("Visa class"),
    ask=lambda answers: N_("Which visa class, if %(who)s is applying for another one?").of(
        who=member_name(answers)
    ),
    example=N_("If it is the same for all, skip this. Otherwise for example B-1/B-2."),
    kind=VisaClass(),
    why=N_("You gave one visa class for all; here it can differ."),
    optional=True,
    same_as_first=True,
)
member_appointment = Question(
    "members[].appointment_number",
    label=N_("Appointment number"),
    ask=lambda answers: N_("What is the appointment number of %(who)s?").of(who=member_name(answers)),
    example=N_("From the call center, for example 20110512345. Skip it if they have none of their own."),
    kind=AppointmentNumber(),
    why=N_("The page does not ask it of groups, but it helps to find the appointment."),
    optional=True,
    same_as_first=True,
)
members = Group(
    "members",
    label=N_("Applicant"),
    more=Question(
        "members[].more",
        label=N_("Applicants"),
        ask=N_("Is there another applicant in the group?"),
        kind=yes_no(N_("Yes, add one"), N_("No, that is all")),
        why=N_("Each applicant of the group must be listed in the e-mail."),
    ),
    steps=(
        member_surname,
        member_given_names,
        member_birth,
        member_ds160,
        member_passport,
        member_class,
        member_appointment,
        member_visas,
    ),
    name=member_name,
    when=in_group,
    at_least=1,
    at_most=30,
)
