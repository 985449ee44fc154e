"""What people may send to a question: valid answers for each type, and things that are none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bot.answers import (
    UNITS,
    AppointmentNumber,
    ClockTime,
    Day,
    DS160Number,
    Email,
    Paragraph,
    PassportName,
    PassportNumber,
    PersonName,
    Phone,
    ShortText,
    Until,
)
from bot.core import Flow, Group, Option, Question, Step
from bot.i18n import LANGUAGES, translate

DAYS = (60, -1500, -20, -400, -190, -100, -1, 0, 20, 200, 500)
"""From today: before and after what a rule may count from."""

ANSWERS: dict[type, tuple[str, ...]] = {
    PassportName: ("ZHANG", "张", "LÜ", "OU YANG"),
    PersonName: ("ZHANG San", "张三"),
    PassportNumber: ("E12345678", "E1234567O", "A1234567"),
    DS160Number: ("AA00ABCD56", "AA0OABCD56", "BB00ABCD56"),
    AppointmentNumber: ("20110512345",),
    Phone: ("13812345678", "+14155550123"),
    Email: ("zhangsan@example.com", "zhangsan@gmial.com"),
    ClockTime: ("09:30", "3:30", "20:00"),
    ShortText: ("1 Example Road", "示例路1号"),
}
WRONG = ("", "？！", "E1234567", "310101199003072316", "2026年13月45日", "3月5日", "上个月", "12", "x" * 5000)


def samples(flow: Flow, question: Question[Any], today: date) -> Iterator[str]:
    """Valid answers first, the likeliest of all at the beginning."""
    answer = question.kind
    if isinstance(answer, Until):
        yield "now"
    if isinstance(answer, Day | Until):
        yield from (_weekday(today + timedelta(days=days)).isoformat() for days in DAYS)
    if isinstance(answer, Paragraph):
        yield from _paragraphs(flow)
    yield from ANSWERS.get(type(answer), ())


def _weekday(day: date) -> date:
    return day + timedelta(days=2 if day.weekday() >= 5 else 0)


def codes(question: Question[Any]) -> tuple[str, ...]:
    """The choices; a place may also be one that is not offered."""
    offered: tuple[Option, ...] = question.kind.options
    more = (UNITS[4].code, UNITS[-1].code) if offered and offered[0] is UNITS[0] else ()
    return (*(option.code for option in offered), *more)


def _paragraphs(flow: Flow) -> Iterator[str]:
    """Something harmless, and then everything that the dialog has a choice for, for a rule may look for it."""
    yield from ("My mother is ill and has nobody else there.", "我母亲病重，身边没有别人。")
    for lang in LANGUAGES:
        labels = [translate(one.label, lang) for question in questions(flow) for one in question.kind.options]
        yield " / ".join(dict.fromkeys(labels))[:900]


def questions(flow: Flow) -> Iterator[Question[Any]]:
    for section in flow.sections:
        yield from _in(section.steps)


def _in(steps: tuple[Step, ...]) -> Iterator[Question[Any]]:
    for step in steps:
        if isinstance(step, Group):
            yield step.more
            yield from _in(step.steps)
        elif isinstance(step, Question):
            yield step
