"""Questions and the letter know each other: what is asked reaches a line, and a line has a question, by name."""

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from pydantic import BaseModel

from bot.core import Answers, FileRef, Group, Incomplete, Month, Question, Step, Value, Year
from dialogs.expedited_interview import letter
from dialogs.expedited_interview.compose import request_of
from dialogs.expedited_interview.request import (
    Applicant,
    EarlierVisa,
    Request,
    Residence,
    Workplace,
    lines_of,
)
from tests.support.real_flow import FLOW, answered

ONLY_DECIDES = {"appointment_booked", "residence", "economic_loss", "renewal_eligible", "visa_ended", "party"}
"""Asked only to know whether a request may be made at all, and in which form."""
CASES = ("mother_icu", "death", "study_f1", "study_j1_late", "business_signing", "group_caring")
LISTS: dict[str, type[BaseModel]] = {"visas": EarlierVisa, "residences": Residence, "workplaces": Workplace}


def questions(steps: tuple[Step, ...]) -> Iterator[Question[Any]]:
    for step in steps:
        if isinstance(step, Group):
            yield from questions(step.steps)
        elif isinstance(step, Question) and step.reviewed:
            yield step


ASKED = {one.key: one for section in FLOW.sections for one in questions(section.steps)}


def key_of(stored: str) -> str:
    """`residences.0.since` is an answer to `residences[].since`."""
    return re.sub(r"\.\d+", "[]", stored)


def other(question: Question[Any], value: Value) -> Value:
    """Another answer to the same question."""
    codes = [option.code for option in question.kind.options if option.code != value]
    match value:
        case "accident":
            return ""
        case str() if codes and value in {option.code for option in question.kind.options}:
            return codes[0]
        case date():
            return value - timedelta(days=1)
        case Month() | Year():
            return date(value.year, 1, 2)
        case time():
            return value.replace(hour=(value.hour + 3) % 24)
        case tuple():
            return (FileRef("cd" * 32, "pdf", 2, 3, "proof.pdf"),)
        case str():
            return date(2026, 11, 1) if value == "now" else f"{value[:-1]}9"


def written(answers: Answers) -> str:
    try:
        mail = letter.compose(request_of(answers), "")
    except Incomplete as incomplete:
        return str(incomplete)
    return f"{mail.subject}\n{mail.body}\n{mail.sender}\n{mail.attachments}"


def reached(answers: Answers) -> set[str]:
    """The keys whose answer, changed, changes the letter."""
    before = written(answers)
    assert "Dear Consular Officer" in before
    found = set()
    for stored, value in answers.values.items():
        question = ASKED.get(key_of(stored))
        if question is not None:
            changed = {**answers.values, stored: other(question, value)}
            if written(Answers(changed, answers.today)) != before:
                found.add(question.key)
    return found


OF_A_MEMBER: dict[str, Value] = {
    "members.1.relation": "husband",
    "members.1.interview_date": date(2027, 1, 25),
    "workplaces.0.whose": "husband",
}


def with_told(case: str, **told: Value) -> Answers:
    """A case with what is never asked, and counts where it was told."""
    answers = answered(case)
    return Answers({**answers.values, **told}, answers.today)


def test_a_reviewed_question_that_reaches_no_line_of_the_letter_is_told_by_name() -> None:
    told = (
        with_told("mother_icu", relative="other_relative", relative_exactly="uncle"),
        with_told("mother_icu", accident="accident", operation_date=date(2026, 12, 16)),
        with_told("group_caring", **OF_A_MEMBER),
        with_told("mother_icu", **{"workplaces.0.position": "intern"}),
    )
    found = set().union(*(reached(answers) for answers in (*map(answered, CASES), *told)))
    assert set(ASKED) - found - ONLY_DECIDES == set()
    assert set(ASKED) >= ONLY_DECIDES


def test_a_line_of_the_letter_without_a_question_is_told_by_name() -> None:
    groups = {step.key for section in FLOW.sections for step in section.steps if isinstance(step, Group)}
    lines = {key for part in (Applicant, Request) for key, _ in lines_of(part)}
    inner = {f"{name}[].{key}" for name, part in LISTS.items() for key in part.model_fields}
    asked = {key.removeprefix("members[].") for key in ASKED}
    assert (lines | inner) - asked - groups == set()


@pytest.mark.parametrize("case", CASES)
def test_no_letter_says_none_for_what_was_not_answered(case: str) -> None:
    assert not re.search(r"\bNone\b(?! of the applicants)", written(answered(case)))


def test_the_review_has_the_order_of_the_page() -> None:
    order = FLOW.page_order
    assert (
        order.index("surname") < order.index("interview_date") < order.index("visas") < order.index("proof")
    )
