"""A yes with more behind it, where one is waited for: “对的，就我自己去”, “yes thats right, it is the 7th”.

The yes is taken first; what follows answers what is asked next, or tells more, and words are no answer without a yes
of their own.
"""

from __future__ import annotations

from bot.core.engine.answering import answer
from bot.core.engine.asides import reply_to
from bot.core.engine.gathering import facts_of, gather
from bot.core.engine.interpreting import hear
from bot.core.engine.resolving import resolve
from bot.core.engine.turn_draft import TurnDraft, current
from bot.core.reading import Odd, Understood, Unsure
from bot.core.understanding import rest_of_yes, what_asks
from bot.core.walk import Spot

WAIT_FOR_YES = ("facts", "odd", "change")


def agree(draft: TurnDraft, text: str) -> bool:
    """False where no yes is waited for, or none is said first."""
    pending = draft.conversation.pending
    rest = rest_of_yes(text) if pending is not None and pending.kind in WAIT_FOR_YES else None
    if pending is None or rest is None:
        return False
    resolve(draft, pending, current(draft).yes)
    both = what_asks(rest)
    if both.told and not gather(draft, facts_of(draft, both.told)) and isinstance(draft.place, Spot):
        _hear_behind(draft, draft.place, both.told)
    if both.asked:
        reply_to(draft, "question", both.asked)
    return True


def _hear_behind(draft: TurnDraft, spot: Spot, rest: str) -> None:
    """Only as a value: words behind a yes are no answer to a question that was not shown yet."""
    heard = hear(draft, spot, rest) if spot.question.kind.takes == "value" else None
    if isinstance(heard, Understood | Odd | Unsure):
        answer(draft, spot, rest, None)
