"""A message that answers and asks as well: the answer is taken, and the question has its reply before what follows.

It is parted only where the told part is an answer by itself; all else is heard as a whole.
"""

from __future__ import annotations

from bot.core.command_words import command_in
from bot.core.engine.interpreting import hear
from bot.core.engine.matching import chosen
from bot.core.engine.turn_draft import TurnDraft, current, waiting
from bot.core.flow import Question
from bot.core.reading import Odd, Understood, Unsure
from bot.core.typed_text import plain
from bot.core.understanding import (
    Parted,
    behind_answer,
    corrections_in,
    declines,
    parted,
    words_taken_out,
)
from bot.core.walk import Spot


def answer_and_question(draft: TurnDraft, text: str) -> Parted | None:
    spot = waiting(draft)
    by_comma = spot is None or spot.question.kind.takes == "value"
    return next((one for one in parted(text, by_comma=by_comma) if _is_answer(draft, spot, one.told)), None)


def answer_and_correction(draft: TurnDraft, text: str) -> tuple[str, str] | None:
    """What is told, empty where that is no answer here, and the correction behind it. In somebody's own words none is
    looked for."""
    spot = waiting(draft)
    both = (
        None if corrections_in(draft.flow, text) else behind_answer(text, lambda part: _corrects(draft, part))
    )
    if both is None:
        return None
    told, correction = both
    if spot is not None and spot.question.kind.takes == "text":
        return both if command_in(told) == "skip" or declines(told) else None
    # A yes to the whole is none where a change follows.
    is_answer = (
        _choice(draft, told) not in (None, "confirm") if spot is None else _is_answer(draft, spot, told)
    )
    return (told if is_answer else ""), correction


def _corrects(draft: TurnDraft, text: str) -> bool:
    """Also where it only says that something shall be changed."""
    is_wish = command_in(text.strip()) == "change"
    return is_wish or bool(corrections_in(draft.flow, text) or words_taken_out(text))


def _is_answer(draft: TurnDraft, spot: Spot | None, told: str) -> bool:
    if corrections_in(draft.flow, told):
        return True
    if spot is None:
        return _choice(draft, told) is not None
    heard = hear(draft, spot, told)
    return isinstance(heard, Understood) or (_takes_value(spot.question) and isinstance(heard, Odd | Unsure))


def _choice(draft: TurnDraft, told: str) -> str | None:
    return chosen(current(draft), plain(told), by_number=False)


def _takes_value(question: Question[object]) -> bool:
    return question.kind.takes == "value"
