"""What words tell of the entry of a list at any of its questions: each value goes where it belongs, and is said back.

They are no sure answer to the question itself, or answer it along with the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.core.engine.interpreting import checked
from bot.core.engine.settling import take, take_also
from bot.core.engine.turn_draft import TurnDraft
from bot.core.reading import Mistake, Odd, Understood
from bot.core.understanding import Understanding, denies
from bot.core.values import Month, Pending, Value, Year
from bot.core.walk import Spot


def tell_of_entry(draft: TurnDraft, spot: Spot, heard: Understanding, text: str) -> bool:
    """Where the words are no sure answer. False where they tell nothing of the entry."""
    if spot.question.also is None or isinstance(heard, Understood):
        return False
    told = spot.question.also(text, draft.walk.at(spot))
    new = {key: value for key, value in told.items() if key not in draft.conversation.answers}
    if not new or (spot.group is not None and spot.group.who is not None):
        return False
    is_doubted = isinstance(heard, Odd) and spot.group is None
    if is_doubted if spot.entry else spot.key not in new:
        return False
    if spot.group is not None and denies(text) and _corrects_the_last(draft, spot, new):
        return True
    if spot.group is not None or spot.key in new:
        answer = new.get(spot.key, "yes")
        take(draft, spot, checked(draft, spot, Understood(answer, say_back=True)))
        if draft.conversation.answers.get(spot.key) == answer:
            take_also(draft, spot, text)
        return True
    if not isinstance(heard, Mistake):
        return False
    draft.change(misses=0)
    take_also(draft, spot, text)
    return True


def _corrects_the_last(draft: TurnDraft, spot: Spot, told: Mapping[str, Value]) -> bool:
    """“no, i was at uni since sept 2022” where months are missing: a day of the last entry was wrong; all else agrees."""
    number = spot.entry[-1]
    if number == 0:
        return False
    answers = draft.conversation.answers
    here = spot.key.rpartition(".")[0]
    last = f"{here.rpartition('.')[0]}.{number - 1}"
    of_last = {key.replace(here, last, 1): value for key, value in told.items()}
    differing = {key: value for key, value in of_last.items() if answers.get(key) != value}
    if len(differing) != 1:
        return False
    (key, value), *_ = differing.items()
    if not isinstance(value, date | Month | Year) or key not in answers:
        return False
    draft.change(pending=Pending("change", key, (value,)), misses=0)
    return True
