"""The members of a group request: each question of the single applicant, put for every one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from bot.answers import yes_no
from bot.core import Answers, Group, Mistake, Question, Value, always, concrete, never, who_in
from bot.i18n import N_, Text
from dialogs.expedited_interview import details, words
from dialogs.expedited_interview.earlier_applications import has_applied
from dialogs.expedited_interview.earlier_visas import list_of_visas
from dialogs.expedited_interview.eligibility import in_group
from dialogs.expedited_interview.purpose import visa_class
from dialogs.expedited_interview.relatives import relative

T = TypeVar("T")


def per_member(
    question: Question[T], ask: Text, why: Text | None = None, example: Text | None = None, **changes: Any
) -> Question[T]:
    """The same question for each member; `ask` names them as `%(who)s`, and what is not given stays as it is."""
    return replace(
        question,
        key=f"members[].{question.key}",
        ask=lambda answers: ask.of(who=member_name(answers)),
        why=why or question.why,
        example=example or question.example,
        when=changes.pop("when", always),
        check=changes.pop("check", None),
        **changes,
    )


def answers_of_members(answers: Answers) -> list[Answers]:
    return answers.at().entries(members)


def member_name(answers: Answers) -> Text:
    """`ZHANG XIAOMING`, or what is known of it; `answers` may be those of a list under the member."""
    answers = answers.at(*answers.entry[:1])
    names = (answers.get(surname), answers.get(given_names))
    known = " ".join(name for name in names if name)
    if known:
        return Text("%(name)s").of(name=known)
    number, who = answers.entry[0] + 1, answers.get(relation)
    if who is not None:
        return N_("Applicant %(number)s (%(relation)s)").of(number=number, relation=relation.kind.show(who))
    return N_("Applicant %(number)s").of(number=number)


def _each_their_own(name: str, mistake: Mistake) -> Callable[[str, Answers], Mistake | None]:
    """Two members cannot have the same; the mistake's words say whose `%(value)s` it is by `%(number)s`."""

    def check(value: str, answers: Answers) -> Mistake | None:
        for other in answers_of_members(answers):
            number = other.entry[0]
            if number != answers.entry[0] and other.values.get(f"members.{number}.{name}") == value:
                return replace(mistake, why=mistake.why.of(value=value, number=number + 1))
        return None

    return check


own_numbers = Question(
    "own_numbers",
    label=N_("Passports and appointments"),
    ask=N_("Shall I also ask for each applicant's passport number, visa class and appointment number?"),
    example=N_("The page does not ask groups for them; they help the consulate to find you."),
    kind=yes_no(N_("Yes, ask"), N_("No, leave them out"), words.ASK_THEM, words.LEAVE_OUT),
    why=N_("The page does not ask groups for it, but it helps the consulate to find the application."),
    when=in_group,
    default="yes",
    reviewed=False,
)


def _wants_own_numbers(answers: Answers) -> bool:
    return answers.values.get(own_numbers.key) != "no"


relation = Question(
    "members[].relation",
    label=N_("Relationship"),
    ask=lambda answers: N_("Who is %(who)s to you?").of(who=member_name(answers)),
    example=N_("For example “my daughter”."),
    kind=relative.kind,
    why=N_(
        "It is not needed; it helps me to know whom you mean, and the consulate to see who belongs together."
    ),
    optional=True,
    asked=never,
)


def _who_beside(said: str, answers: Answers) -> Mapping[str, Value]:
    """“yes, my husband”: who the next one is."""
    who = who_in(members, said)
    return {concrete(relation.key, answers.entry): who} if who is not None else {}


_beside_surname = details.beside_surname("members[].")
surname = per_member(
    details.surname,
    N_("%(who)s: what is the name in the passport? Surname first."),
    same_as_first=True,
    also=lambda said, answers: {**_beside_surname(said, answers), **_who_beside(said, answers)},
)
given_names = per_member(
    details.given_names, N_("%(who)s: and the given names?"), check=details.without(surname)
)
date_of_birth = per_member(
    details.date_of_birth,
    N_("When was %(who)s born?"),
    why=N_("The page asks for each applicant's date of birth."),
)
ds160_number = per_member(
    details.ds160_number,
    N_("What is the DS-160 confirmation number of %(who)s?"),
    why=N_("The page asks for each applicant's own DS-160 number."),
    check=_each_their_own(
        "ds160_number",
        Mistake(
            "duplicate.ds160",
            N_(
                "%(value)s is the DS-160 number of applicant %(number)s. Each applicant has a form of their own; please check."
            ),
        ),
    ),
)
passport_number = per_member(
    details.passport_number,
    N_("What is the passport number of %(who)s?"),
    why=N_("The page does not ask groups for it, but it helps the consulate to find the application."),
    optional=True,
    asked=_wants_own_numbers,
    check=_each_their_own(
        "passport_number",
        Mistake(
            "duplicate.passport",
            N_(
                "%(value)s is the passport number of applicant %(number)s. Please check it against this passport."
            ),
        ),
    ),
)
member_class = per_member(
    visa_class,
    N_("Which visa class, if %(who)s is applying for another one?"),
    why=N_("You gave one visa class for all; here it can differ."),
    example=N_("If it is the same for all, skip this. Otherwise for example B-1/B-2."),
    optional=True,
    asked=_wants_own_numbers,
    same_as_first=True,
)
interview_date = per_member(
    details.interview_date,
    N_("On which day is the interview of %(who)s, if it is another one?"),
    why=N_("You gave one day for all; here it can differ."),
    example=N_("For example 20 January 2027. If it is the same for all, skip this."),
    also=None,
    optional=True,
    asked=never,
    only_named=True,
)
appointment_number = per_member(
    details.appointment_number,
    N_("What is the appointment number of %(who)s?"),
    why=N_("The page does not ask groups for it, but it helps to find the appointment."),
    example=N_(
        "On the appointment confirmation, for example 20110512345. Skip it if they have none of their own."
    ),
    optional=True,
    asked=_wants_own_numbers,
    same_as_first=True,
)


def _ever(answers: Answers) -> Text:
    return N_("Has %(who)s applied for a US visa before? Issued and refused both count.").of(
        who=member_name(answers)
    )


members = Group(
    "members",
    label=N_("Applicant"),
    more=Question(
        "members[].more",
        label=N_("Applicants"),
        ask=N_("Is there another applicant in the group?"),
        kind=yes_no(
            N_("Yes, add one"), N_("No, that is all"), (*words.MORE, *words.ANOTHER_PERSON), words.NO_MORE
        ),
        why=N_("Each applicant of the group must be listed in the e-mail."),
        also=_who_beside,
    ),
    steps=(
        surname,
        given_names,
        relation,
        date_of_birth,
        ds160_number,
        passport_number,
        member_class,
        interview_date,
        appointment_number,
        list_of_visas(
            "members[].visas", _ever, when=lambda answers: in_group(answers) and has_applied(answers)
        ),
    ),
    name=member_name,
    names=("人", "person", "member"),
    when=in_group,
    at_least=1,
    at_most=30,
    is_table=True,
    who=relation,
    alone={"party": "one"},
)
