"""Earlier US visas, issued or refused: item 6 of the page, one list alone and one for each member of a group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from bot.answers import Post, VisaClass, yes_no
from bot.core import (
    Answers,
    Group,
    Mistake,
    Odd,
    Question,
    Rule,
    Value,
    When,
    code_in,
    concrete,
    first_day,
    last_day,
    one_line,
)
from bot.i18n import N_, Text
from dialogs.expedited_interview import words
from dialogs.expedited_interview.earlier_applications import (
    ended_lately,
    has_applied,
    last_refusal,
    was_refused,
)
from dialogs.expedited_interview.eligibility import alone
from dialogs.expedited_interview.refusal_days import day_of_refusal_needed
from dialogs.expedited_interview.visas_told import (
    earlier_class,
    has_none_yet,
    outcome,
    post,
    visas_told,
    when_decided,
)

T = TypeVar("T")
Also = Callable[[str, Answers], Mapping[str, Value]]


def _alone_and_refused(answers: Answers) -> bool:
    return alone(answers) and was_refused(answers)


refusal_class = Question(
    "refusal_class",
    only_named=True,
    label=N_("Class of the refusal"),
    ask=N_("Which visa class was refused?"),
    example=N_("For example B-1/B-2. If you do not remember, skip this."),
    kind=VisaClass(),
    why=N_("The refusal stands in the e-mail, and its class helps to find it."),
    when=_alone_and_refused,
    optional=True,
)
refusal_place = Question(
    "refusal_place",
    label=N_("Place of the refusal"),
    ask=N_("At which embassy or consulate was that?"),
    example=N_("For example Shanghai."),
    kind=Post(80),
    why=N_("The page asks where earlier visas were issued or refused."),
    when=_alone_and_refused,
    optional=True,
)


def list_of_visas(key: str, ever: Text | Callable[[Answers], Text], when: Rule) -> Group:
    """The list under a key; `ever` asks whether there was any."""

    def name(answers: Answers) -> Text:
        return N_("%(outcome)s, %(visa_class)s, %(place)s, %(day)s").of(
            outcome=_said(result, answers),
            visa_class=answers.get(visa_class) or "…",
            place=answers.get(place) or "…",
            day=answers.get(day) or "…",
        )

    def told(said: str, answers: Answers) -> Mapping[str, Value]:
        """“yes, a B1/B2 in 2016, issued in Shanghai” tells the entry, at any of its questions."""
        if answers.entry[-1] == 0 and not was_refused(answers) and one_line(said).lower() in words.ONE_ALONE:
            return {concrete(more.key, answers.entry): "yes"}
        if answers.get(more) == "no" or code_in(more.kind.options, one_line(said)) is not None:
            return {}
        listed = visas_told(said, answers, concrete(key, answers.entry[:-1]))
        if not listed and answers.entry[-1] == 0 and has_none_yet(said):
            return {concrete(more.key, answers.entry): "no"}
        return {**listed, **ended_lately(said, answers)}

    def of_entry(question: Question[T], **changes: Any) -> Question[T]:
        return replace(question, key=f"{key}[].{question.key}", also=told, **changes)

    result, visa_class, place = of_entry(outcome), of_entry(earlier_class), of_entry(post)
    day = of_entry(when_decided, check=_to_the_day(result))
    more = _more(key, ever, told)
    label = N_("Earlier US visas")
    steps = (result, visa_class, day, place)
    names = ("签证", "以前的签证", "visa", "visas", "earlier visa", "earlier visas")
    return Group(key, label=label, more=more, steps=steps, name=name, when=when, names=names)


def _more(key: str, ever: Text | Callable[[Answers], Text], also: Also) -> Question[str]:
    def ask(answers: Answers) -> Text:
        if answers.entry[-1] > 0:
            return N_("Is there another earlier US visa, issued or refused?")
        if was_refused(answers) and "[]" not in key:
            return N_("Besides the refusal of %(day)s: have you had other US visas, issued or refused?").of(
                day=answers.get(last_refusal)
            )
        return ever if isinstance(ever, Text) else ever(answers)

    return Question(
        f"{key}[].more",
        label=N_("Earlier US visas"),
        ask=ask,
        kind=yes_no(
            N_("Yes, there was"),
            N_("No, none"),
            (*words.MORE, *words.HAD_ONE),
            (*words.NO_MORE, *words.NEVER_HAD_ONE),
        ),
        why=N_("The page asks for all earlier US visas, issued or refused, and where."),
        also=also,
    )


def _to_the_day(outcome: Question[str]) -> Callable[[When, Answers], Odd[When] | Mistake | None]:
    """A recent refusal counts to the day; where the last one was told to the day before, that day is meant."""

    def check(value: When, answers: Answers) -> Odd[When] | Mistake | None:
        if answers.get(outcome) != "refused" or isinstance(value, date):
            return None
        last = answers.get(last_refusal) if was_refused(answers) else None
        if isinstance(last, date) and first_day(value) <= last <= last_day(value):
            return Odd(last, N_("You said before that the last refusal was on %(day)s.").of(day=last))
        return day_of_refusal_needed(value, answers)

    return check


def _said(question: Question[str], answers: Answers) -> object:
    value = answers.get(question)
    return question.kind.show(value) if value is not None else "…"


visas = list_of_visas(
    "visas",
    N_("Have you applied for a US visa before? Issued and refused both count."),
    when=lambda answers: alone(answers) and has_applied(answers),
)
