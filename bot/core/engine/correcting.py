"""A correction in words becomes a change: the value is read at its question, and what it would do is shown first."""

from __future__ import annotations

from bot.core.engine.actions import revisit
from bot.core.engine.answering import accept, hear, take
from bot.core.engine.gathering import facts_of, gather
from bot.core.engine.turn_draft import TurnDraft
from bot.core.reading import Mistake, Odd, Understood
from bot.core.understanding import Spoken, act_of, correction_in
from bot.core.values import Value, as_value
from bot.core.walk import Spot, Verdict


def correct(draft: TurnDraft, text: str) -> bool:
    """Change what a message names. False where it names nothing that was answered."""
    found = correction_in(draft.flow, text)
    spot = _answered(draft, found.keys) if found is not None else None
    if found is None or spot is None:
        return False
    if not found.value:
        return revisit(draft, spot.key)
    heard = hear(draft, spot, found.value)
    if not revisit(draft, spot.key):
        return False
    gather(draft, facts_of(draft, text), spot.key)
    take(draft, spot, _unreadable(spot) if isinstance(heard, Spoken) else heard)
    return True


def reconsider(draft: TurnDraft, verdict: Verdict, text: str) -> bool:
    """What is typed at a ruling may be another answer to the question that it is about."""
    for key in verdict.fired.about:
        spot = draft.walk.spot(key)
        value = _meant(draft, spot, text) if spot is not None else None
        if spot is None or value is None:
            continue
        accept(draft, spot, value, say_back=True)
        return True
    return False


def _meant(draft: TurnDraft, spot: Spot, text: str) -> Value | None:
    """Another answer to a question than it has. A choice that is only probable will do: it is said back."""
    heard = hear(draft, spot, text)
    is_meant = isinstance(heard, Understood) or (
        isinstance(heard, Odd) and spot.question.kind.options and act_of(text) is None
    )
    if not isinstance(heard, Understood | Odd) or not is_meant:
        return None
    value = as_value(heard.value)
    return value if value != draft.conversation.answers.get(spot.key) else None


def _unreadable(spot: Spot) -> Mistake:
    return Mistake("correction", spot.question.why)


def _answered(draft: TurnDraft, keys: tuple[str, ...]) -> Spot | None:
    """The first of the questions by that name that has an answer."""
    now = draft.conversation
    spots = (draft.walk.spot(key) for key in keys if key in now.answers)
    return next((spot for spot in spots if spot is not None), None)
