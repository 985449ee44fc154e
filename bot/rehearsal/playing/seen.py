"""What a played script saw: each turn with the conversation it began from. Frozen values only."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core import Conversation, Incoming, Turn


@dataclass(frozen=True, slots=True)
class Seen:
    """One turn as it was taken: the conversation `before`, what came in (None where the bot spoke by itself)."""

    before: Conversation
    incoming: Incoming | None
    turn: Turn
