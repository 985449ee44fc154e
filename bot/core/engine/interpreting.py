"""What words are at a question: read by its kind, and held against the other answers; nothing is stored here."""

from __future__ import annotations

from bot.core.engine import prompts
from bot.core.engine.gathering import would_stop
from bot.core.engine.turn_draft import TurnDraft
from bot.core.reading import Mistake, Odd, Reading, Understood
from bot.core.typed_text import excerpt, tidy
from bot.core.understanding import (
    INFERRED,
    Spoken,
    Understanding,
    day_in_place_of,
    is_named_otherwise,
    says_oneself,
    understood,
)
from bot.core.values import as_value
from bot.core.walk import Spot
from bot.i18n import N_


def hear(draft: TurnDraft, spot: Spot, text: str) -> Understanding:
    if not tidy(text):
        return Mistake(
            "empty", N_("I received an empty message. %(example)s").of(example=prompts.example(spot.question))
        )
    text = day_in_place_of(draft.conversation.answers.get(spot.key), text)
    heard = understood(spot.question, text, draft.today)
    if isinstance(heard, Understood | Odd) and is_named_otherwise(
        draft.flow, spot.question, text, draft.today
    ):
        heard = spot.question.kind.read(text, draft.today)
    if isinstance(heard, Mistake) and spot.question.oneself is not None and says_oneself(text):
        # “me” is somebody whose name is known.
        name = spot.question.oneself(draft.walk.at(spot))
        heard = heard if name is None else Understood(name, say_back=True)
    return heard if isinstance(heard, Spoken) else checked(draft, spot, _confirmed(draft, spot, heard, text))


def _confirmed(draft: TurnDraft, spot: Spot, reading: Reading[object], text: str) -> Reading[object]:
    """What was inferred and would stop the conversation, or is a yes that binds, is asked first."""
    if not isinstance(reading, Understood) or not reading.is_inferred:
        return reading
    is_yes = any(one.code == reading.value and one.says == "yes" for one in spot.question.kind.options)
    if not (spot.question.binds and is_yes) and not would_stop(draft, spot.key, as_value(reading.value)):
        return reading
    shown = prompts.show(spot.question, as_value(reading.value))
    return Odd(reading.value, INFERRED.of(words=excerpt(text), value=shown))


def checked(draft: TurnDraft, spot: Spot, reading: Reading[object]) -> Reading[object]:
    """A value in the light of the other answers."""
    if not isinstance(reading, Understood):
        return reading
    answers = draft.walk.at(spot)
    if spot.group is not None and spot.group.gap is not None and reading.value == "no":
        gap = spot.group.gap(answers)
        if gap is not None:
            # The question that follows tells the gap itself.
            return Mistake("gap", spot.group.at_gap or gap)
    check = spot.question.check
    return (check(reading.value, answers) if check is not None else None) or reading
