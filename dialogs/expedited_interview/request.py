"""The typed gate: a request is complete when this model validates, whatever path led to it.

The eleven items of the page, and nothing that the page does not ask for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from bot.answers import with_capitals
from bot.core import FileRef, When, first_day, last_day
from dialogs.expedited_interview.calendar import months_before
from dialogs.expedited_interview.money import sum_in_english
from dialogs.expedited_interview.names_in_english import in_english, self_employed
from dialogs.expedited_interview.policy import POLICY

Words = Annotated[str, Field(min_length=1)]
Name = Annotated[str, AfterValidator(with_capitals)]
"""Of a place or a person, as a letter has it."""
Named = Annotated[str, AfterValidator(in_english), AfterValidator(with_capitals)]
"""Of a firm, a school, a program, a hospital, or of somebody whose name was told in both scripts."""
Sum = Annotated[str, AfterValidator(sum_in_english)]
Period = tuple[date, date | None]
Category = Literal["humanitarian", "study", "business", "other"]
Emergency = Literal["serious_illness", "death", "other_emergency"]
Relative = Literal[
    "mother",
    "father",
    "husband",
    "wife",
    "son",
    "daughter",
    "brother",
    "sister",
    "parent",
    "spouse",
    "child",
    "sibling",
    "grandparent",
    "other_relative",
    "not_relative",
]

Exactly = Literal[
    "grandmother",
    "grandfather",
    "mother_in_law",
    "father_in_law",
    "brother_in_law",
    "sister_in_law",
    "aunt",
    "uncle",
    "cousin",
    "grandson",
    "granddaughter",
]

HALF_A_YEAR = "half_a_year"
"""Told instead of the day on which a stretch of more than six months began."""


class Gap(str):
    """What is not known yet, as the preview of a letter shows it; no complete request holds one."""

    def __format__(self, _form: str) -> str:
        return str(self)


@dataclass(frozen=True, slots=True)
class Line:
    """Where an answer stands in the letter: the page's item, and the title of its line.

    Without a title the letter tells it in its own words.
    """

    item: int
    title: str = ""


class _Part(BaseModel):
    """Fields are named by the keys of the questions; an answer that the letter does not need has none."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class EarlierVisa(_Part):
    outcome: Literal["issued", "refused"]
    visa_class: str | None = None
    when: When
    place: Name | None = None


class Applicant(_Part):
    surname: Annotated[Words, Line(1)]
    given_names: Annotated[Words, Line(1)]
    relation: Annotated[Relative | None, Line(1)] = None
    date_of_birth: Annotated[date, Line(2, "Date of birth")]
    passport_number: Annotated[str | None, Line(3, "Passport number")] = None
    visa_class: Annotated[Words, Line(4, "Visa class")]
    interview_date: Annotated[date | None, Line(5, "Original interview")] = None
    appointment_number: Annotated[str | None, Line(5, "Appointment number")] = None
    visas: Annotated[tuple[EarlierVisa, ...], Line(6)] = ()
    ds160_number: Annotated[
        str, Field(pattern=r"^[0-9A-Z]{10}$"), Line(7, "DS-160 confirmation bar code number")
    ]

    @property
    def name(self) -> str:
        return f"{self.surname} {self.given_names}"


class Stretch(_Part):
    """`until` is "now" where it still goes on."""

    since: When | Literal["half_a_year"]
    until: When | Literal["now"]

    @property
    def end(self) -> When | None:
        return None if self.until == "now" else self.until

    @property
    def days(self) -> Period:
        """The first and the last day it may have had."""
        return begins(self.since), last_day(self.end) if self.end is not None else None

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> Stretch:
        if self.end is not None and last_day(self.end) < begins(self.since):
            raise ValueError("ends before it began")
        return self


class Residence(Stretch):
    unit: Words
    address: Annotated[Name, Field(min_length=1)]


class Workplace(Stretch):
    """`whose` it is of several, where that was told."""

    whose: Relative | Exactly | None = None
    kind: Literal["employed", "student", "retired", "none"]
    position: Literal["intern"] | None = None
    employer: Annotated[Named, AfterValidator(self_employed)] | None = None
    unit: str | None = None
    address: Name | None = None

    @model_validator(mode="after")
    def _work_has_a_place(self) -> Workplace:
        if self.kind in ("employed", "student") and not (self.employer and self.unit and self.address):
            raise ValueError("work and study have a place")
        return self


# What the letter needs to say of each category, beside the justification.
NEEDED: dict[str, tuple[str, ...]] = {
    "humanitarian": ("relative", "emergency", "relative_name", "hospital", "ill_since"),
    "study": ("class_start", "school", "programme"),
    "business": ("company", "counterpart", "event_date", "loss"),
    "other": ("justification",),
}


class Request(_Part):
    """`members` are the applicants, also where there is only one."""

    today: date
    party: Literal["one", "group"]
    purpose: Annotated[Category, Line(8)]
    members: Annotated[tuple[Applicant, ...], Field(min_length=1), Line(1)]
    visa_class: Words
    interview_date: Annotated[date, Line(5)]
    interview_time: Annotated[time, Line(5)]
    refused_before: Annotated[Literal["yes", "no", "never_applied"], Line(6)]
    last_refusal: Annotated[When | None, Line(6)] = None
    emergency: Annotated[Emergency | None, Line(8)] = None
    accident: Annotated[Literal["accident"] | None, Line(8)] = None
    relative: Annotated[Relative | None, Line(8)] = None
    relative_exactly: Annotated[Exactly | None, Line(8)] = None
    relative_name: Annotated[Named | None, Line(8)] = None
    needed_by: Annotated[date | None, Line(8)] = None
    funeral_date: Annotated[date | None, Line(8)] = None
    hospital: Annotated[Named | None, Line(8)] = None
    ill_since: Annotated[When | None, Line(8)] = None
    condition: Annotated[str | None, Line(8)] = None
    operation_date: Annotated[date | None, Line(8)] = None
    nobody_else: Annotated[str | None, Line(8)] = None
    school: Annotated[Named | None, Line(8)] = None
    programme: Annotated[Named | None, Line(8)] = None
    class_start: Annotated[date | None, Line(8)] = None
    latest_arrival: Annotated[date | None, Line(8)] = None
    late_arrival: Annotated[str | None, Line(8)] = None
    company: Annotated[Named | None, Line(8)] = None
    counterpart: Annotated[Named | None, Line(8)] = None
    event_date: Annotated[date | None, Line(8)] = None
    event: Annotated[str | None, Line(8)] = None
    loss: Annotated[str | None, Line(8)] = None
    loss_amount: Annotated[Sum | None, Line(8)] = None
    expedited_before: Annotated[Literal["yes", "no"] | None, Line(8)] = None
    justification: Annotated[str | None, Line(8)] = None
    organizer: Annotated[Named | None, Line(9, "Group organizer")] = None
    phone: Annotated[Words, Line(9, "Phone")]
    email: Annotated[Words, Line(9, "E-mail")]
    residences: Annotated[tuple[Residence, ...], Line(10)]
    workplaces: Annotated[tuple[Workplace, ...], Line(10)]
    proof: Annotated[tuple[FileRef, ...], Field(min_length=1), Line(11)]

    @property
    def is_one(self) -> bool:
        return self.party == "one"

    @property
    def kin(self) -> Relative | Exactly:
        """By which word the relative is called."""
        return self.relative_exactly or self.relative or "other_relative"

    @model_validator(mode="after")
    def _is_whole(self) -> Request:
        problem = _lacks(self)
        if problem is not None:
            raise ValueError(problem)
        return self


@cache
def lines_of(part: type[BaseModel]) -> tuple[tuple[str, Line], ...]:
    """Each field that the letter tells, by its key, in the order of the page."""
    found = [
        (key, line)
        for key, field in part.model_fields.items()
        for line in field.metadata
        if isinstance(line, Line)
    ]
    return tuple(sorted(found, key=lambda one: one[1].item))


PAGE_ORDER = tuple(
    dict.fromkeys(
        key for key, _ in sorted((*lines_of(Request), *lines_of(Applicant)), key=lambda one: one[1].item)
    )
)
"""The keys of the letter's answers in the page's order."""


def _lacks(request: Request) -> str | None:
    """The first thing that keeps the parts from being one request."""
    one = request.members[0]
    missing = [name for name in NEEDED[request.purpose] if getattr(request, name) is None]
    numbers = [member.ds160_number for member in request.members]
    passports = [member.passport_number for member in request.members if member.passport_number]
    months = POLICY.residence.months
    checks = (
        (bool(missing), f"reasons: {', '.join(missing)}"),
        (
            request.is_one and not (one.passport_number and one.appointment_number),
            "passport or appointment number",
        ),
        (request.party == "group" and not request.organizer, "organizer"),
        (len(set(numbers)) < len(numbers), "two applicants with one DS-160 number"),
        (len(set(passports)) < len(passports), "two applicants with one passport number"),
        (
            not request.residences
            or bool(gaps([one.days for one in request.residences], request.today, months)),
            "residences",
        ),
        (
            not request.workplaces
            or bool(gaps([one.days for one in request.workplaces], request.today, months)),
            "workplaces",
        ),
        (sum(file.pages for file in request.proof) > POLICY.proof.pages, "proof: too many pages"),
    )
    return next((what for wrong, what in checks if wrong), None)


def begins(since: When | str) -> date:
    """The first day that a stretch may have had; over half a year ago is before all that counts."""
    return date.min if isinstance(since, str) else first_day(since)


def gaps(periods: Sequence[Period], today: date, months: int) -> tuple[tuple[date, date], ...]:
    """The stretches of the `months` calendar months before today that no period covers, first and last day."""
    open_from = months_before(today, months)
    found: list[tuple[date, date]] = []
    for since, until in sorted(periods, key=lambda one: one[0]):
        if since > open_from:
            found.append((open_from, min(since, today) - timedelta(days=1)))
        end = today if until is None else until
        open_from = max(open_from, end + timedelta(days=1))
    # Yesterday is enough: somebody may have moved or left work today.
    if open_from < today:
        found.append((open_from, today - timedelta(days=1)))
    return tuple((first, last) for first, last in found if first <= last)
