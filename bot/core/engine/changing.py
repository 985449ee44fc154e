"""An answer that was given is set anew by words, or left out; what it would drop is shown first, as for any answer.

Each returns False where nothing comes of it, so that the words can be meant otherwise.
"""

from __future__ import annotations

from bot.core.engine.actions import revisit
from bot.core.engine.interpreting import hear
from bot.core.engine.settling import accept, take
from bot.core.engine.turn_draft import TurnDraft
from bot.core.flow import SKIPPED
from bot.core.reading import Odd, Understood, Unsure
from bot.core.values import as_value
from bot.core.walk import Spot
from bot.i18n import N_


def set_anew(draft: TurnDraft, spot: Spot, value: str) -> bool:
    """What can be read as another value than it has is proposed."""
    heard = hear(draft, spot, value)
    if not isinstance(heard, Understood | Odd | Unsure) or _is_as_before(draft, spot, heard):
        return False
    if not revisit(draft, spot.key):
        return False
    take(draft, spot, heard)
    return True


def _is_as_before(
    draft: TurnDraft, spot: Spot, heard: Understood[object] | Odd[object] | Unsure[object]
) -> bool:
    return not isinstance(heard, Unsure) and as_value(heard.value) == draft.conversation.answers.get(spot.key)


def leave_out(draft: TurnDraft, spot: Spot) -> bool:
    """What need not be given is left out; anything else is asked anew."""
    if not revisit(draft, spot.key):
        return False
    if spot.question.optional:
        accept(draft, spot, SKIPPED, say_back=False)
        draft.say_first("left_out", N_("✓ Left out: %(label)s.").of(label=spot.question.label))
    return True
