"""A correction in words becomes a change: the value is read at its question, and what it would do is shown first."""

from __future__ import annotations

from bot.core.engine.actions import open_entry, revisit
from bot.core.engine.gathering import facts_of, gather, question_told
from bot.core.engine.interpreting import hear
from bot.core.engine.settling import accept, take
from bot.core.engine.turn_draft import TurnDraft
from bot.core.lifecycle import allows
from bot.core.reading import Mistake, Odd, Understood
from bot.core.understanding import Correction, Spoken, act_of, corrections_in, entry_blamed, understood
from bot.core.values import Value, as_value
from bot.core.walk import Spot, Verdict


def correct(draft: TurnDraft, text: str) -> bool:
    """Change what a message names, one after the other until something is asked. False where it names nothing that
    was answered or stands in the list of what was told."""
    entry = entry_blamed(draft.flow, text)
    if entry is not None and allows(draft.conversation.state, "change") and open_entry(draft, entry):
        return True
    is_corrected = False
    for number, found in enumerate(corrections_in(draft.flow, text)):
        if number and draft.conversation.revisiting is not None:
            break
        is_corrected = _correct_told(draft, found) or _correct_answer(draft, found, text) or is_corrected
    return is_corrected


def _correct_answer(draft: TurnDraft, found: Correction, text: str) -> bool:
    spot = _answered(draft, found.keys)
    if spot is None:
        return False
    if not found.value:
        return revisit(draft, spot.key)
    heard = hear(draft, spot, found.value)
    if not revisit(draft, spot.key):
        return False
    gather(draft, facts_of(draft, text), spot.key)
    take(draft, spot, _unreadable(spot) if isinstance(heard, Spoken) else heard)
    return True


def _correct_told(draft: TurnDraft, found: Correction) -> bool:
    """What stands in the list and waits for its yes."""
    key = next((key for key in found.keys if key in draft.conversation.told), None)
    heard = understood(question_told(draft, key), found.value, draft.today) if key and found.value else None
    if key is None or not isinstance(heard, Understood):
        return False
    value = as_value(heard.value)
    draft.change(told={**draft.conversation.told, key: value}, pending=None, misses=0)
    draft.say_back(question_told(draft, key), value)
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
    """The first of the questions by that name that has an answer; of the entries of a list the last."""
    now = draft.conversation
    for key in keys:
        spots = [spot for spot in draft.walk.passed if spot.question.key == key and spot.key in now.answers]
        if spots:
            return spots[-1]
    return None
