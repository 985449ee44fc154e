"""From the answers to the letter: the one way through the typed gate, whatever path led there."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import ValidationError

from bot.core import Answers, Incomplete, Letter, concrete
from bot.i18n import N_, Text
from dialogs.expedited_interview import details, eligibility, letter, past_months, reasons
from dialogs.expedited_interview.policy import POLICY
from dialogs.expedited_interview.request import Request


def compose(answers: Answers, address: str) -> Letter:
    """The letter of complete answers. Raises Incomplete, naming the keys to look at."""
    return letter.compose(request_of(answers), POLICY, address)


def gloss(answers: Answers) -> tuple[Text, ...]:
    return letter.gloss(request_of(answers))


def request_of(answers: Answers) -> Request:
    try:
        return Request.model_validate(_raw(answers))
    except ValidationError as error:
        raise Incomplete(tuple(_problem(one) for one in error.errors())) from None


LISTS = {
    "applicants": details.members,
    "residences": past_months.residences,
    "workplaces": past_months.workplaces,
}


def _problem(error: Any) -> tuple[str, Text]:
    key = ".".join(str(part) for part in error["loc"]) or "request"
    return key, N_("%(what)s: please look at it again.").of(what=_named(*error["loc"][:2]) or key)


def _named(name: str = "", number: int | str = "", /) -> Text | None:
    """An entry of a list as the review names it: `Residence 2`."""
    if name not in LISTS or not isinstance(number, int):
        return None
    return Text("%(label)s %(number)s").of(label=LISTS[name].label, number=number + 1)


def _raw(answers: Answers) -> dict[str, object]:
    get = answers.get
    return {
        "today": answers.today,
        "party": get(eligibility.party),
        "category": get(eligibility.purpose),
        "visa_class": get(eligibility.visa_class),
        "interview_date": get(details.interview_date),
        "interview_time": get(details.interview_time),
        "applicants": _applicants(answers),
        "contact": {
            "organizer": get(details.organizer),
            "phone": get(details.phone),
            "email": get(details.email),
        },
        "residences": [_residence(entry) for entry in answers.entries(past_months.residences)],
        "workplaces": [_workplace(entry) for entry in answers.entries(past_months.workplaces)],
        "reasons": _reasons(answers),
        "proof": get(reasons.proof),
    }


def _applicants(answers: Answers) -> list[dict[str, object]]:
    if eligibility.in_group(answers):
        return [_member(entry, answers) for entry in answers.entries(details.members)]
    get = answers.get
    return [
        {
            "surname": get(details.surname),
            "given_names": get(details.given_names),
            "date_of_birth": get(details.date_of_birth),
            "passport_number": get(details.passport_number),
            "visa_class": get(eligibility.visa_class),
            "appointment_number": get(details.appointment_number),
            "ds160_number": get(details.ds160_number),
            "visas": _visas(answers.entries(details.visas)) or _refusal_of_the_gate(answers),
        }
    ]


def _member(entry: Answers, answers: Answers) -> dict[str, object]:
    return {
        "surname": entry.get(details.member_surname),
        "given_names": entry.get(details.member_given_names),
        "date_of_birth": entry.get(details.member_birth),
        "passport_number": entry.get(details.member_passport),
        "visa_class": entry.get(details.member_class) or answers.get(eligibility.visa_class),
        "appointment_number": entry.get(details.member_appointment),
        "ds160_number": entry.get(details.member_ds160),
        "visas": _visas(entry.entries(details.member_visas)),
    }


def _visas(entries: list[Answers]) -> list[dict[str, object]]:
    return [_visa(entry) for entry in entries]


def _visa(entry: Answers) -> dict[str, object]:
    """One entry of earlier visas, alone or under a member."""
    here = concrete("visas[]" if len(entry.entry) == 1 else "members[].visas[]", entry.entry)
    return {name: entry.values.get(f"{here}.{name}") for name in ("outcome", "visa_class", "when", "place")}


def _refusal_of_the_gate(answers: Answers) -> list[dict[str, object]]:
    """A refusal told at the beginning stands in the letter even if the list says "none"."""
    day = answers.get(eligibility.last_refusal)
    return [{"outcome": "refused", "when": day}] if day is not None else []


def _until(value: date | str | None) -> date | None:
    return value if isinstance(value, date) else None


def _residence(entry: Answers) -> dict[str, object]:
    return {
        "unit": entry.get(past_months.residence_unit),
        "address": entry.get(past_months.residence_address),
        "since": entry.get(past_months.residence_since),
        "until": _until(entry.get(past_months.residence_until)),
    }


def _workplace(entry: Answers) -> dict[str, object]:
    return {
        "kind": entry.get(past_months.work_kind),
        "employer": entry.get(past_months.employer),
        "unit": entry.get(past_months.work_unit),
        "address": entry.get(past_months.work_address),
        "since": entry.get(past_months.work_since),
        "until": _until(entry.get(past_months.work_until)),
    }


def _reasons(answers: Answers) -> dict[str, object]:
    asked = (
        eligibility.relative,
        eligibility.emergency,
        eligibility.class_start,
        reasons.school,
        reasons.programme,
        reasons.company,
        reasons.counterpart,
        reasons.event_date,
        reasons.loss,
        reasons.relative_name,
        reasons.hospital,
        reasons.ill_since,
        reasons.justification,
    )
    return {question.key: answers.get(question) for question in asked}
