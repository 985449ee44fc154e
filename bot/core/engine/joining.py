"""One thought in several messages: what follows within two seconds of words belongs to them, or is asked about."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.engine.gathering import facts_of, gather
from bot.core.engine.interpreting import checked
from bot.core.engine.matching import chosen
from bot.core.engine.settling import accept, take
from bot.core.engine.split_reply import LONGEST
from bot.core.engine.turn_draft import TurnDraft, current
from bot.core.reading import Odd, Understood
from bot.core.typed_text import excerpt, plain
from bot.core.understanding import KEEP
from bot.core.values import as_value
from bot.core.walk import Spot
from bot.i18n import N_

AT_ONCE = timedelta(seconds=2)
"""Nobody reads a question and answers it in less; a client that cuts a long message sends its parts so."""
FULL = 4000
"""Characters: a client cuts at 4,096, or at the last blank before."""


def join(draft: TurnDraft, text: str, heard_before: datetime | None) -> bool:
    """Take a message as the rest of the one before it. False where it is one of its own."""
    spot = _still_speaking(draft, heard_before)
    if spot is None and draft.conversation.is_cut and _is_at_once(draft, heard_before):
        return _go_on(draft, text)
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


def _go_on(draft: TurnDraft, text: str) -> bool:
    """The rest of a message that was no answer is none either; what it tells is not lost."""
    if draft.conversation.pending is not None:
        return False
    gather(draft, facts_of(draft, text))
    draft.say_first(
        "continued", N_("I take that as the rest of your long message, not as an answer of its own.")
    )
    return True


def is_full(text: str | None) -> bool:
    """Whether a client may have cut a message here."""
    return text is not None and FULL <= len(text) <= LONGEST


def _is_at_once(draft: TurnDraft, heard_before: datetime | None) -> bool:
    if heard_before is None or draft.at is None:
        return False
    return timedelta() <= draft.at - heard_before <= AT_ONCE


def _still_speaking(draft: TurnDraft, heard_before: datetime | None) -> Spot | None:
    """The question of several sentences that the last message answered a moment ago."""
    now = draft.conversation
    if not now.answered_by_message or now.pending is not None or not _is_at_once(draft, heard_before):
        return None
    spot = draft.walk.spot(list(now.answered_by_message.values())[-1])
    return spot if spot is not None and spot.question.kind.takes == "text" else None
