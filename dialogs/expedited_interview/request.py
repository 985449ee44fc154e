"""The typed gate: a request is complete when this model validates, whatever path led to it.

The eleven items of the page, and nothing that the page does not ask for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.core import FileRef
from dialogs.expedited_interview.calendar import months_before
from dialogs.expedited_interview.policy import POLICY

Words = Annotated[str, Field(min_length=1)]
Category = Literal["humanitarian", "study", "business", "other"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EarlierVisa(_Part):
    outcome: Literal["issued", "refused"]
    when: date
    visa_class: str | None = None
    place: str | None = None


class Applicant(_Part):
    surname: Words
    given_names: Words
    date_of_birth: date
    ds160_number: Annotated[str, Field(pattern=r"^[0-9A-Z]{10}$")]
    visa_class: Words
    passport_number: str | None = None
    appointment_number: str | None = None
    visas: tuple[EarlierVisa, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.surname} {self.given_names}"


class Stretch(_Part):
    """`until` is None where it still goes on."""

    since: date
    until: date | None

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> Stretch:
        if self.until is not None and self.until < self.since:
            raise ValueError("ends before it began")
        return self


class Residence(Stretch):
    unit: Words
    address: Words


class Workplace(Stretch):
    kind: Literal["employed", "student", "retired", "none"]
    employer: str | None = None
    unit: str | None = None
    address: str | None = None

    @model_validator(mode="after")
    def _work_has_a_place(self) -> Workplace:
        if self.kind in ("employed", "student") and not (self.employer and self.unit and self.address):
            raise ValueError("work and study have a place")
        return self


class Contact(_Part):
    phone: Words
    email: Words
    organizer: str | None = None


class Reasons(_Part):
    justification: Words
    relative: str | None = None
    emergency: str | None = None
    relative_name: str | None = None
    hospital: str | None = None
    ill_since: date | None = None
    class_start: date | None = None
    school: str | None = None
    programme: str | None = None
    company: str | None = None
    counterpart: str | None = None
    event_date: date | None = None
    loss: str | None = None


# What the letter needs to say of each category, beside the justification.
NEEDED: dict[str, tuple[str, ...]] = {
    "humanitarian": ("relative", "emergency", "relative_name", "hospital", "ill_since"),
    "study": ("class_start", "school", "programme"),
    "business": ("company", "counterpart", "event_date", "loss"),
    "other": (),
}


class Request(_Part):
    today: date
    party: Literal["one", "group"]
    category: Category
    visa_class: Words
    interview_date: date
    interview_time: time
    applicants: Annotated[tuple[Applicant, ...], Field(min_length=1)]
    contact: Contact
    residences: tuple[Residence, ...]
    workplaces: tuple[Workplace, ...]
    reasons: Reasons
    proof: Annotated[tuple[FileRef, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_whole(self) -> Request:
        problem = _lacks(self)
        if problem is not None:
            raise ValueError(problem)
        return self


def _lacks(request: Request) -> str | None:
    """The first thing that keeps the parts from being one request."""
    one = request.applicants[0]
    missing = [name for name in NEEDED[request.category] if getattr(request.reasons, name) is None]
    numbers = [applicant.ds160_number for applicant in request.applicants]
    passports = [applicant.passport_number for applicant in request.applicants if applicant.passport_number]
    months = POLICY.residence.months
    checks = (
        (bool(missing), f"reasons: {', '.join(missing)}"),
        (
            request.party == "one" and not (one.passport_number and one.appointment_number),
            "passport or appointment number",
        ),
        (request.party == "group" and not request.contact.organizer, "organizer"),
        (len(set(numbers)) < len(numbers), "two applicants with one DS-160 number"),
        (len(set(passports)) < len(passports), "two applicants with one passport number"),
        (
            not request.residences
            or bool(gaps([(one.since, one.until) for one in request.residences], request.today, months)),
            "residences",
        ),
        (
            not request.workplaces
            or bool(gaps([(one.since, one.until) for one in request.workplaces], request.today, months)),
            "workplaces",
        ),
        (sum(file.pages for file in request.proof) > POLICY.proof.pages, "proof: too many pages"),
    )
    return next((what for wrong, what in checks if wrong), None)


Period = tuple[date, date | None]


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
