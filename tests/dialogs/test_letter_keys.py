"""Questions and the letter know each other: what is asked reaches a line, and a line has a question, by name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from bot.core import FileRef, Flow, Group, Question, Step
from dialogs.expedited_interview import letter
from dialogs.expedited_interview.compose import request_of
from dialogs.expedited_interview.request import Request
from tests.support.real_flow import FLOW, answered

ONLY_DECIDES = {
    "appointment_booked",
    "residence",
    "economic_loss",
    "refused_before",
    "last_refusal",
    "renewal_eligible",
    "expedited_before",
}
"""Asked only to know whether a request may be made at all, or told in the letter through another answer."""
CASES = ("humanitarian", "study_f1", "business", "group")


def questions(steps: tuple[Step, ...]) -> Iterator[Question[Any]]:
    for step in steps:
        if isinstance(step, Group):
            yield from questions(step.steps)
        elif isinstance(step, Question) and step.reviewed:
            yield step


def asked(flow: Flow) -> set[str]:
    return {one.key for section in flow.sections for one in questions(section.steps)}


@dataclass(frozen=True)
class Told:
    """A field of the request: its key as a question has it, and where it is."""

    key: str
    path: tuple[str | int, ...]


def fields(part: BaseModel, key: str = "", path: tuple[str | int, ...] = ()) -> Iterator[Told]:
    """Whatever has an answer."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        if value is None or value == ():
            continue
        inner = value if isinstance(value, tuple) else ()
        if not any(isinstance(one, BaseModel) for one in inner):
            yield Told(f"{key}{name}", (*path, name))
        for number, one in enumerate(inner):
            if isinstance(one, BaseModel):
                yield from fields(one, f"{key}{name}[].", (*path, name, number))


def other(value: object, kinds: tuple[object, ...]) -> object:
    """Another value of the same kind."""
    codes = [code for kind in kinds for code in (get_args(kind) or (kind,))]
    choices = [code for code in codes if isinstance(code, str) and code != value]
    if choices:
        return choices[0]
    match value:
        case "now":
            return date(2026, 11, 1)
        case date():
            return value + timedelta(days=33)
        case time():
            return value.replace(hour=(value.hour + 3) % 24)
        case tuple():
            return (FileRef("cd" * 32, "pdf", 2, 3, "proof.pdf"),)
        case _:
            return f"{value}7"


def changed(part: BaseModel, path: tuple[str | int, ...]) -> BaseModel:
    name, *rest = path
    value = getattr(part, str(name))
    if rest:
        number, *deeper = rest
        inner = list(value)
        inner[int(number)] = changed(inner[int(number)], tuple(deeper))
        return part.model_copy(update={str(name): tuple(inner)})
    kinds = get_args(type(part).model_fields[str(name)].annotation)
    return part.model_copy(update={str(name): other(value, kinds)})


def in_the_letter(request: Request) -> set[str]:
    """The keys whose answer, changed, changes the letter."""
    before = letter.compose(request, "")
    found = set()
    for one in fields(request):
        after = changed(request, one.path)
        assert isinstance(after, Request)
        if letter.compose(after, "") != before:
            found.add(one.key)
    return found


def test_every_reviewed_question_reaches_a_line_of_the_letter_and_every_line_has_a_question() -> None:
    requests = [request_of(answered(case)) for case in CASES]
    told = set().union(*map(in_the_letter, requests))
    alone = {key for key in told if key.startswith("members[].")}
    reached = told | {key.removeprefix("members[].") for key in alone}
    assert asked(FLOW) - reached - ONLY_DECIDES == set(), "asked and reviewed, and not in the letter"
    assert told - asked(FLOW) == set(), "in the letter, and never asked"
    assert asked(FLOW) >= ONLY_DECIDES


@pytest.mark.parametrize("case", CASES)
def test_no_letter_says_none_for_what_was_not_answered(case: str) -> None:
    assert "None" not in letter.body(request_of(answered(case)))


def test_the_review_has_the_order_of_the_page() -> None:
    order = FLOW.page_order
    assert set(order) <= asked(FLOW) | {step.key for section in FLOW.sections for step in section.steps}
    assert (
        order.index("surname") < order.index("interview_date") < order.index("visas") < order.index("proof")
    )
