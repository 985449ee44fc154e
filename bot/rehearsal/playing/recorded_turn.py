"""A turn as it was taken, with the conversation it began from; frozen values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core import Conversation, Incoming, Turn
from bot.rehearsal.scripts.script import SendPaper, TeamAct


@dataclass(frozen=True, slots=True)
class RecordedTurn:
    """The conversation `before`, what came in (None where the bot spoke by itself), what it led to, and when.

    `act` is what was done in a chat, where the message alone does not tell.
    """

    at: datetime
    before: Conversation
    incoming: Incoming | None
    turn: Turn
    act: SendPaper | TeamAct | None = None
