"""From the answers to the letter: the one way through the typed gate, whatever path led there."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from bot.core import Answers, Incomplete, Letter, When, first_day, last_day
from bot.i18n import N_, Text
from dialogs.expedited_interview import eligibility, letter, residences, workplaces
from dialogs.expedited_interview.members import members
from dialogs.expedited_interview.request import Applicant, Request


def compose(answers: Answers, address: str) -> Letter:
    """The letter of complete answers. Raises Incomplete, naming the keys to look at."""
    return letter.compose(request_of(answers), address)


def gloss(answers: Answers) -> tuple[Text, ...]:
    return letter.gloss(request_of(answers))


def request_of(answers: Answers) -> Request:
    told = nested(answers)
    try:
        return Request.model_validate({**told, "today": answers.today, "members": applicants(told, answers)})
    except ValidationError as error:
        raise Incomplete(tuple(_problem(one) for one in error.errors())) from None


def nested(answers: Answers) -> dict[str, Any]:
    """The answers by name, lists as lists: `residences.0.since` is `["residences"][0]["since"]`.

    The marks of a list (`residences.0`, and whether there is more) are not answers."""
    told: dict[str, Any] = {}
    for key, value in answers.values.items():
        *path, name = key.split(".")
        if name != "more" and not name.isdecimal():
            _table(told, path)[name] = value
    return {name: _listed(value) for name, value in told.items()}


def _table(told: dict[str, Any], path: list[str]) -> dict[str, Any]:
    for part in path:
        told = told.setdefault(part, {})
    return told


def _listed(value: Any) -> Any:
    """A table whose names are numbers is a list."""
    if not isinstance(value, dict):
        return value
    inner = {name: _listed(one) for name, one in value.items()}
    return [inner[name] for name in sorted(inner, key=int)] if all(map(str.isdecimal, inner)) else inner


def applicants(told: dict[str, Any], answers: Answers) -> list[dict[str, Any]]:
    """The members with what was told for all of them; the single applicant is the only member."""
    if eligibility.in_group(answers):
        return [{"visa_class": told.get("visa_class"), **member} for member in told.get("members", ())]
    own = {key: told[key] for key in Applicant.model_fields if key in told and key not in OF_MEMBERS}
    return [{**own, "visas": _visas(told)}]


OF_MEMBERS = frozenset(("relation", "interview_date"))
"""What an applicant has of their own only among others."""


def _visas(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The refusal told at the beginning is the first of the list; told again there, it is one with it."""
    if "last_refusal" not in told:
        return list(told.get("visas", []))
    refusal = {
        "outcome": "refused",
        "when": told["last_refusal"],
        "visa_class": told.get("refusal_class"),
        "place": told.get("refusal_place"),
    }
    others = []
    for visa in told.get("visas", []):
        if visa.get("outcome") == "refused" and "when" in visa and overlap(visa["when"], refusal["when"]):
            refusal.update({key: value for key, value in visa.items() if value and not refusal.get(key)})
        else:
            others.append(visa)
    return [refusal, *others]


def overlap(one: When, other: When) -> bool:
    """Whether both may be the same day: a month is any day of it."""
    return first_day(one) <= last_day(other) and first_day(other) <= last_day(one)


LISTS = {group.key: group for group in (members, residences.residences, workplaces.workplaces)}


def _problem(error: Any) -> tuple[str, Text]:
    key = ".".join(str(part) for part in error["loc"]) or "request"
    return key, N_("%(what)s: please look at it again.").of(what=_named(*error["loc"][:2]) or key)


def _named(name: str = "", number: int | str = "", /) -> Text | None:
    """An entry of a list as the review names it: `Residence 2`."""
    if name not in LISTS or not isinstance(number, int):
        return None
    return Text("%(label)s %(number)s").of(label=LISTS[name].label, number=number + 1)
