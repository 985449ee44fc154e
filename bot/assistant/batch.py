"""The turns of one commit: kept together, and what is over is erased in its place."""

from __future__ import annotations

from datetime import datetime
from secrets import token_urlsafe

from bot.core import OVER, Conversation, Periods, Turn, end_of, next_step
from bot.store import Dates, Key, Outgoing, StoredPerson, Transaction, TurnToStore

TOGETHER = 64
"""The most messages in one commit."""


class Batch:
    """The turns of one commit, kept together; what is over is erased in its place."""

    def __init__(self, transaction: Transaction, periods: Periods) -> None:
        self._transaction, self._periods = transaction, periods
        self._entries: list[TurnToStore] = []
        self._said: list[Outgoing] = []
        self.erased = False

    async def add(self, known: StoredPerson, turn: Turn) -> None:
        before, known.conversation = known.conversation, turn.conversation
        if turn.conversation.state in OVER:
            await self._flush()
            turn = await self._end(known, turn)
        self._entries.append(TurnToStore(known, turn, dates_of(turn.conversation, self._periods), before))

    async def _end(self, known: StoredPerson, turn: Turn) -> Turn:
        """Its last words belong to a blank conversation with a new key, which goes when they are delivered."""
        over = turn.conversation
        await self._transaction.erase(known, over.state)
        self.erased = True
        blank = Conversation(
            new_id(), over.flow, over.state, over.language, turn=1, last_heard=over.last_heard
        )
        known.conversation, known.key, known.is_new, known.is_free = blank, Key.new(), True, True
        return Turn(None, blank, turn.replies)

    async def leave(self, known: StoredPerson, event: str) -> None:
        """Over without last words, so nothing has to stay behind for them."""
        await self._flush()
        await self._transaction.erase(known, event)
        self.erased = True

    async def _flush(self) -> None:
        self._said += await self._transaction.keep(self._entries)
        self._entries.clear()

    async def done(self) -> list[Outgoing]:
        await self._flush()
        return self._said


def new_id() -> str:
    """48 random bits, short enough for a button."""
    return token_urlsafe(6)


def dates_of(conversation: Conversation, periods: Periods) -> Dates:
    return Dates(_ms(next_step(conversation, periods)), _ms(end_of(conversation, periods)))


def _ms(moment: datetime | None) -> int | None:
    return int(moment.timestamp() * 1000) if moment is not None else None
