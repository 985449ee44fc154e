"""Assistant.hear(): a batch of messages in, one commit; the only place where core and store meet.

What hear() has returned from is kept; only then may the channel acknowledge it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from secrets import token_hex

from bot.conversation import Conversation, Incoming, Reply, Turn
from bot.engine import take_turn
from bot.flow import Flow
from bot.i18n import N_, Lang, translate
from bot.store import Entry, Stale, Store
from bot.store.store import Transaction

log = logging.getLogger(__name__)

SORRY = N_(
    "Something went wrong here. What you told me is kept. Please send your last message again, or /help."
)
TRIES = 5


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as a channel heard it. `language` is a hint for somebody new."""

    channel: str
    address: str
    update_id: str
    incoming: Incoming
    language: Lang | None = None


class Assistant:
    def __init__(
        self, flow: Flow, store: Store, take_turn: Callable[[Flow, Conversation, Incoming], Turn] = take_turn
    ) -> None:
        self._flow, self._store, self._take_turn = flow, store, take_turn

    async def hear(self, batch: Sequence[Heard]) -> None:
        """Raises what the database raises; then nothing of the batch is kept, and it may be heard again."""
        for _ in range(TRIES):
            try:
                erased = await self._hear_once(batch)
                break
            except Stale:
                await asyncio.sleep(0)
        else:
            raise Stale("the conversation changed under every try")
        if erased:
            await self._store.forget()

    async def _hear_once(self, batch: Sequence[Heard]) -> bool:
        erased = False
        async with self._store.transaction() as transaction:
            for heard in batch:
                now = datetime.now(UTC)
                if not await transaction.receive(heard.channel, heard.update_id, now):
                    continue
                turn = self._turn(await self._conversation(transaction, heard), heard)
                await transaction.keep(Entry(heard.channel, heard.address, heard.update_id, turn), now)
                erased = erased or turn.conversation.state == "erased"
        return erased

    async def _conversation(self, transaction: Transaction, heard: Heard) -> Conversation:
        known = await transaction.load(heard.channel, heard.address)
        return known or Conversation(token_hex(4), self._flow.key, language=heard.language or "zh")

    def _turn(self, conversation: Conversation, heard: Heard) -> Turn:
        """A fault of ours must not take the message with it: it stands in the transcript, and the person is told."""
        try:
            return self._take_turn(self._flow, conversation, heard.incoming)
        except Exception as error:
            log.error("turn failed: %s in conversation %s", type(error).__name__, conversation.id)
            sorry = Reply("sorry", translate(SORRY, conversation.language))
            return Turn(heard.incoming, replace(conversation, turn=conversation.turn + 1), (sorry,))
