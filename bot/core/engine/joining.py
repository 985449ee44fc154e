"""One thought in several messages: what follows within two seconds of words belongs to them, or is asked about."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.engine.answering import accept, checked, take
from bot.core.engine.matching import chosen
from bot.core.engine.turn_draft import TurnDraft, current
from bot.core.reading import Odd, Understood
from bot.core.typed_text import excerpt, plain
from bot.core.understanding import KEEP
from bot.core.values import as_value
from bot.core.walk import Spot

AT_ONCE = timedelta(seconds=2)
"""Nobody reads a question and answers it in less; a client that cuts a long message sends its parts so."""


def join(draft: TurnDraft, text: str, heard_before: datetime | None) -> bool:
    """Take a message as the rest of the one before it. False where it is one of its own."""
    spot = _still_speaking(draft, heard_before)
    if spot is None or chosen(current(draft), plain(text), by_number=True) is not None:
        return False
    before = draft.conversation.answers.get(spot.key)
    if not isinstance(before, str) or not before:
        take(draft, spot, Odd(text.strip(), KEEP.of(words=excerpt(text))))
        return True
    reading = checked(draft, spot, spot.question.kind.read(f"{before}\n{text}", draft.today))
    if not isinstance(reading, Understood):
        return False
    accept(draft, spot, as_value(reading.value), say_back=True)
    return True


def _still_speaking(draft: TurnDraft, heard_before: datetime | None) -> Spot | None:
    """The question of several sentences that the last message answered a moment ago."""
    now = draft.conversation
    if heard_before is None or draft.at is None or not now.answered_by_message or now.pending is not None:
        return None
    if not timedelta() <= draft.at - heard_before <= AT_ONCE:
        return None
    spot = draft.walk.spot(list(now.answered_by_message.values())[-1])
    return spot if spot is not None and spot.question.kind.takes == "text" else None
