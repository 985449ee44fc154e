"""The letter so far: what is not known yet stands in brackets where it will stand.

It is only looked at. A preview passes no gate, and nothing of it is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from bot.core import Answers, Letter, Value, own_key
from dialogs.expedited_interview import letter
from dialogs.expedited_interview.compose import applicants, nested
from dialogs.expedited_interview.request import (
    Applicant,
    EarlierVisa,
    Gap,
    Request,
    Residence,
    Workplace,
)

TOLD_BY_CODES = frozenset(
    ("emergency", "relative", "condition", "nobody_else", "event", "loss", "late_arrival")
)
"""Of these there is no sentence until they are known."""
ENTRIES: dict[str, type[BaseModel]] = {"residences": Residence, "workplaces": Workplace, "visas": EarlierVisa}


def preview(answers: Answers, missing: Mapping[str, str]) -> Letter | None:
    """None before it is known who asks, and for what."""
    if any(key not in answers.values for key in _needed(answers)):
        return None
    gaps: dict[str, Value] = {
        key: Gap(gap) for key, gap in missing.items() if own_key(key) not in TOLD_BY_CODES
    }
    known = Answers({**gaps, **answers.values}, answers.today)
    told = nested(known)
    request = _request(told, known, answers, missing)
    return Letter("", "", letter.subject(request), letter.body(request))


def _needed(answers: Answers) -> tuple[str, ...]:
    is_humanitarian = answers.values.get("purpose") == "humanitarian"
    return ("party", "purpose", *(("emergency", "relative") if is_humanitarian else ()))


def _request(told: dict[str, Any], known: Answers, answers: Answers, missing: Mapping[str, str]) -> Request:
    visas_gap = Gap(missing.get("refused_before", "[…]"))
    parts = {
        **told,
        "today": answers.today,
        "members": tuple(_applicant(one, answers, visas_gap) for one in applicants(told, known)),
        "proof": answers.values.get("proof", ()),
    }
    for name in ("residences", "workplaces"):
        parts[name] = tuple(_part(ENTRIES[name], one) for one in told.get(name, ()))
    return Request.model_construct(**_whole(Request, parts))


def _applicant(told: dict[str, Any], answers: Answers, visas_gap: Gap) -> Applicant:
    """That there were no visas is only said once it is known."""
    visas: object = tuple(_part(EarlierVisa, one) for one in told.get("visas", ()))
    if not visas and not answers.values.get("refused_before"):
        visas = visas_gap
    return Applicant.model_construct(**_whole(Applicant, {**told, "visas": visas}))


def _part(kind: type[BaseModel], told: dict[str, Any]) -> Any:
    parts = dict(told)
    if kind in (Residence, Workplace):
        parts.setdefault("until", "now")
    if kind is Workplace and not isinstance(told.get("employer"), str):
        parts["employer"], parts["address"] = Gap("[…]"), Gap("[…]")
    return kind.model_construct(**_whole(kind, parts))


def _whole(kind: type[BaseModel], parts: dict[str, Any]) -> dict[str, Any]:
    """Every field that needs a value has one."""
    gaps = {
        name: Gap(f"[{name.replace('_', ' ')}]")
        for name, field in kind.model_fields.items()
        if field.is_required()
    }
    return {**gaps, **{name: value for name, value in parts.items() if name in kind.model_fields}}
