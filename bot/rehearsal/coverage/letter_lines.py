"""Which answers stand in a letter, and which of them a script checks there: its letter would be red with another answer.

That is tried: the letter is composed anew with one answer changed, and the checks of the e-mail look at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from bot.core import Flow, Group, Incomplete, Letter, Odd, Question, Spot, Understood, Value
from bot.rehearsal.playing.play_run import PlayedExchange
from bot.rehearsal.playing.snapshot import Snapshot
from bot.rehearsal.scripts.matching import matches
from bot.rehearsal.scripts.script import Check


def letter_keys(flow: Flow) -> tuple[str, ...]:
    """The questions whose answers stand in a letter of this dialog."""
    is_there_more = {one.more.key for one in flow.steps() if isinstance(one, Group)}
    asked = (one for one in flow.steps() if isinstance(one, Question) and one.reviewed)
    keys = (one.key for one in asked if one.key.split("[]")[0] in flow.page_order)
    return tuple(dict.fromkeys(key for key in keys if key not in is_there_more))


def answered_in(exchange: PlayedExchange) -> Iterator[str]:
    """The keys of what stands in the letter that came; each once for each entry of a list."""
    if exchange.after.letter is None:
        return
    keys = letter_keys(exchange.after.flow)
    yield from (key for key, _, _ in _answers(exchange.after) if key in keys)


def held_in(exchange: PlayedExchange, checks: Iterable[Check]) -> Iterator[str]:
    """The keys of what the checks of the e-mail hold."""
    letter = exchange.after.letter
    mine = [one for one in checks if one.layer == "email" and one.key and not one.negated]
    if letter is None or not mine:
        return
    for key, spot, value in _answers(exchange.after):
        others = _with_another(exchange.after, letter, spot, value)
        if any(_notices(check, letter, other) for other in others for check in mine):
            yield key


def _answers(after: Snapshot) -> Iterator[tuple[str, Spot, Value]]:
    walk = after.walk
    for spot in walk.passed:
        value = walk.answers.values.get(spot.key)
        if value is not None:
            yield spot.question.key, spot, value


def _with_another(after: Snapshot, letter: Letter, spot: Spot, value: Value) -> Iterator[Letter]:
    """The letter with other answers, where they make one."""
    answers = after.walk.answers
    for other in _others(spot, value, answers.today):
        with suppress(Incomplete):
            yield after.flow.compose(replace(answers, values={**answers.values, spot.key: other}), letter.to)
    if spot.question.optional:
        # Left out is another answer, too, and the only one where there is one option.
        left = {key: one for key, one in answers.values.items() if key != spot.key}
        with suppress(Incomplete):
            yield after.flow.compose(replace(answers, values=left), letter.to)


def _others(spot: Spot, value: Value, today: date) -> Iterator[Value]:
    """Files twice; of anything else what people may send instead, and what is a little beside it."""
    if isinstance(value, tuple):
        yield (*value, *value)
        return
    kind = spot.question.kind
    if isinstance(value, date):
        yield value + timedelta(days=1)
    for text in (*(one.code for one in kind.options), *kind.samples(today), f"{value}X", f"X{value}"):
        reading = kind.read(text, today)
        if isinstance(reading, Understood | Odd) and reading.value != value:
            yield reading.value


def _notices(check: Check, letter: Letter, other: Letter) -> bool:
    match check.key:
        case "same":
            return (letter.subject, letter.body, letter.sender) != (other.subject, other.body, other.sender)
        case "body":
            return not matches(check.content, other.body)
        case "subject":
            return not matches(check.content, other.subject)
        case "from":
            return not matches(check.content, other.sender)
        case _:
            return False
