"""What was answered is told otherwise in words that answer nothing here: “哦我想起来22年拒过一次”.

Nothing is changed without a yes: what it would do is shown, several as a list.
"""

from __future__ import annotations

from datetime import date

from bot.core.engine.gathering import facts_of
from bot.core.engine.turn_draft import TurnDraft
from bot.core.flow import Question
from bot.core.values import Month, Pending, Value, Year, as_value
from bot.core.walk import Spot


def told_otherwise(draft: TurnDraft, text: str) -> dict[str, Value]:
    """The answers given that the words contradict."""
    answers, facts = draft.conversation.answers, facts_of(draft, text)
    single = {key: values[0] for key, values in facts.asked.items() if len(values) == 1}
    told = {key: as_value(value) for key, value in {**single, **facts.sure}.items()}
    return {
        key: value
        for key, value in told.items()
        if "." not in key and key in answers and not _is_same(answers[key], value)
        if (spot := draft.walk.spot(key)) is not None and _is_certain(spot.question)
    }


def propose_otherwise(draft: TurnDraft, text: str) -> bool:
    """False where nothing is told otherwise."""
    told = told_otherwise(draft, text)
    if len(told) > 1:
        draft.change(told={**draft.conversation.told, **told}, misses=0)
        draft.is_list_longer = True
        return True
    for key, value in told.items():
        draft.change(pending=Pending("change", key, (value,)), misses=0)
    return bool(told)


def may_be_anything(spot: Spot) -> bool:
    """Where a name of somebody or something is asked for, any words can be read as one."""
    return spot.question.kind.takes in ("line", "name") and not spot.question.kind.options


def _is_certain(question: Question[object]) -> bool:
    """Choices and values; a name that is found in passing is a guess."""
    return question.kind.takes == "value" and question.reviewed


def _is_same(answer: Value, told: Value) -> bool:
    """A month or a year told of a day that is known is no other day."""
    if isinstance(answer, date) and isinstance(told, Month | Year):
        return told.first <= answer <= told.last
    return answer == told
