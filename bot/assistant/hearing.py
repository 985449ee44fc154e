"""Assistant.hear(): messages in, one commit for all that wait: here the core decides and the store keeps.

What hear() has returned from is kept; only then may the channel acknowledge it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.assistant.batch import TOGETHER, Batch, dates_of, new_id
from bot.assistant.orders import follow_orders
from bot.core import (
    LOBBY,
    OVER,
    Conversation,
    Flow,
    Incoming,
    Mistake,
    Periods,
    Reply,
    TakeTurn,
    Turn,
    ask_which,
    begun,
    chosen_flow,
    due,
    flow_for,
    take_turn,
)
from bot.i18n import LANGUAGES, N_, Lang, translate
from bot.logs import log
from bot.store import Key, Outgoing, Person, Stale, Store, StoreDown, StoredPerson, Transaction

SORRY = N_(
    "Something went wrong here. What you told me is kept. Please send your last message again, or /help."
)
UNREADABLE = Mistake(
    "unreadable",
    N_("I could not read your last message; nothing else is lost. Please send it again in other words."),
)
RACES = 8
NOTICE_SECONDS = 0.02
TRIES = 5
"""So often an update may fail before it is set aside, so that the person's later ones go on."""


@dataclass(frozen=True, slots=True)
class Received:
    """A message as a channel heard it. `language` is a hint for somebody new; `raw` is kept if it is unreadable."""

    channel: str
    address: str
    update_id: str
    incoming: Incoming
    language: Lang | None = None
    raw: bytes | None = field(default=None, repr=False)

    @property
    def person(self) -> Person:
        return self.channel, self.address


@dataclass(slots=True)
class _Waiting:
    heard: Received
    kept: asyncio.Future[None]


def _nobody(said: Sequence[Outgoing]) -> None:
    """Replies stay in the store until something asks for them."""


class Assistant:
    """`pass_on` is told what was said, right after the commit, for sending it at once."""

    def __init__(
        self,
        flows: Sequence[Flow],
        store: Store,
        pass_on: Callable[[Sequence[Outgoing]], None] = _nobody,
        periods: Periods = Periods(),
        take_turn: TakeTurn = take_turn,
    ) -> None:
        self._flows, self._store, self._pass_on = flows, store, pass_on
        self._periods, self._take_turn = periods, take_turn
        self._waiting: list[_Waiting] = []
        self._work: asyncio.Task[None] | None = None

    async def hear(self, batch: Sequence[Received]) -> None:
        """Returns once everything is kept. Raises StoreDown, or what else went wrong with a message.

        What was kept before that stays kept and is not heard twice.
        """
        loop = asyncio.get_running_loop()
        mine = [_Waiting(heard, loop.create_future()) for heard in batch]
        self._waiting += mine
        if self._work is None or self._work.done():
            # A task of its own: whoever stops waiting takes nobody else's message along.
            self._work = asyncio.create_task(self._commit_all())
        done = await asyncio.gather(*(one.kept for one in mine), return_exceptions=True)
        for outcome in done:
            if isinstance(outcome, BaseException):
                raise outcome

    async def finish(self) -> None:
        """Returns when no commit is under way; whoever waits for one may be gone."""
        if self._work is not None:
            await asyncio.wait([self._work])

    async def _commit_all(self) -> None:
        while self._waiting:
            together = self._waiting[:TOGETHER]
            del self._waiting[:TOGETHER]
            try:
                await self._hear([one.heard for one in together])
            except StoreDown as down:
                _settle(together, down)
                await self._hold_back(_first_of_each(one.heard for one in together))
            except Exception:
                await self._one_by_one(together)
            else:
                _settle(together, None)

    async def _one_by_one(self, together: Sequence[_Waiting]) -> None:
        """Something in the batch cannot be kept; it must not take the others with it, nor be overtaken by its own."""
        failed: dict[Person, str] = {}
        await self._each(together, failed)
        if failed:
            await self._hold_back(failed)

    async def _hold_back(self, failed: dict[Person, str]) -> None:
        """What came behind a message that failed fails, too, until that one comes again: also what comes before the
        channel has noticed."""
        await asyncio.sleep(NOTICE_SECONDS)
        late: list[_Waiting] = []
        for one in list(self._waiting):
            first = failed.get(one.heard.person)
            if first is None or first == one.heard.update_id:
                failed.pop(one.heard.person, None)
            else:
                late.append(one)
                self._waiting.remove(one)
        _settle(late, StoreDown("an earlier message waits"))

    async def _each(self, together: Sequence[_Waiting], failed: dict[Person, str]) -> None:
        for one in together:
            if one.heard.person in failed:
                _settle([one], StoreDown("an earlier message waits"))
                continue
            try:
                await self._hear([one.heard])
            except Exception as error:
                failed[one.heard.person] = one.heard.update_id
                _settle([one], error)
            else:
                _settle([one], None)

    async def _hear(self, batch: Sequence[Received]) -> None:
        for _ in range(RACES):
            try:
                said, erased = await self._hear_once(batch)
                break
            except Stale:
                await asyncio.sleep(0)
        else:
            raise StoreDown("the conversation changed under every try")
        if erased:
            await self._store.forget()
        self._pass_on(said)

    async def _hear_once(self, batch: Sequence[Received]) -> tuple[list[Outgoing], bool]:
        """One commit. Returns what is to be sent, and whether something was erased."""
        async with self._store.transaction() as transaction:
            fresh = await _unheard(transaction, batch)
            known = await transaction.load(list(dict.fromkeys(heard.person for heard in fresh)))
            batch_ = Batch(transaction, self._periods)
            answered = [await self._answer(known.setdefault(one.person, {}), one, batch_) for one in fresh]
            said = await batch_.done()
            for heard, mine in zip(fresh, answered, strict=True):
                if heard.raw is not None:
                    await transaction.set_aside(heard.channel, heard.update_id, mine, heard.raw)
        return said, batch_.erased

    async def tidy(self, at: datetime) -> int:
        """Retention: reminds of conversations whose time is nearly over, and ends those whose time is.

        Returns how many it looked at; 0 means that nothing is due. Raises StoreDown.
        """
        async with self._store.transaction() as transaction:
            found = await transaction.load_due(TOGETHER)
            batch_ = Batch(transaction, self._periods)
            for known in found:
                turn = due(known.conversation, at, self._periods)
                if turn is not None and turn.replies:
                    await batch_.add(known, turn)
                elif turn is not None:
                    await batch_.leave(known, turn.conversation.state)
                elif known.conversation.state in OVER:
                    await transaction.erase(known, "undeliverable")
                else:
                    await transaction.put_off(known, dates_of(known.conversation, self._periods))
            said = await batch_.done()
        if batch_.erased:
            await self._store.forget()
        self._pass_on(said)
        return len(found)

    async def follow_orders(self, at: datetime) -> int:
        """What staff ordered. Returns for how many conversations something was done. Raises StoreDown."""
        return await follow_orders(self._flows, self._store, self._pass_on, self._periods, at)

    async def _answer(self, known: dict[str, StoredPerson], heard: Received, batch: Batch) -> StoredPerson:
        """A turn of the conversation, among a person's by their dialog, that a message belongs to."""
        here, incoming = [one.conversation for one in known.values()], heard.incoming
        flow = flow_for(self._flows, here, incoming)
        is_chosen = flow is not None and chosen_flow(self._flows, here, incoming) is flow
        if is_chosen:
            await batch.leave(known.pop(LOBBY), "flow_chosen")
            heard = replace(heard, incoming=begun(incoming))
        key = flow.key if flow is not None else LOBBY
        mine = known.get(key) or known.setdefault(key, _somebody_new(key, heard))
        turn = self._turn(flow, mine.conversation, heard)
        await batch.add(mine, replace(turn, incoming=incoming) if is_chosen else turn)
        if turn.conversation.state == "erased":
            for other in [one for one in known if one != key]:
                await batch.leave(known.pop(other), "erased")
        return mine

    def _turn(self, flow: Flow | None, conversation: Conversation, heard: Received) -> Turn:
        """A fault of ours must not take the message with it: it stands in the transcript, and the person is told."""
        try:
            if flow is None:
                return ask_which(self._flows, conversation, heard.incoming)
            return self._take_turn(flow, conversation, heard.incoming)
        except Exception as error:
            log.error("turn_failed", conversation=conversation.id, error=error)
            sorry = Reply("sorry", translate(SORRY, conversation.language))
            return Turn(heard.incoming, replace(conversation, turn=conversation.turn + 1), (sorry,))

    async def count_try(self, heard: Received, what: str, apart_ms: int = 0) -> int:
        """How often an update was tried by now, at least once; `what` became of it last. Tries less than `apart_ms` apart
        are one."""
        async with self._store.upkeep() as upkeep:
            return await upkeep.count_trouble(heard.channel, heard.update_id, what[:64], apart_ms)

    async def set_aside(self, heard: Received) -> None:
        """After too many tries: kept as it came, and the person is told. Raises StoreDown."""
        log.warning("update_set_aside", update_id=heard.update_id)
        if not heard.address:
            return
        try:
            await self.hear([heard])
        except StoreDown:
            raise
        except Exception as worse:
            # Not even that can be said, as where the conversation's row was changed from outside.
            log.error("set_aside_unsaid", update_id=heard.update_id, error=worse)


async def _unheard(transaction: Transaction, batch: Sequence[Received]) -> list[Received]:
    """The messages that were not heard before, each once."""
    fresh: list[Received] = []
    for channel in dict.fromkeys(heard.channel for heard in batch):
        mine = {heard.update_id: heard for heard in batch if heard.channel == channel}
        noted = await transaction.receive(channel, mine)
        fresh += [heard for id, heard in mine.items() if id in noted]
    return fresh


def _first_of_each(heard: Iterable[Received]) -> dict[Person, str]:
    """The first update of each person."""
    found: dict[Person, str] = {}
    for one in heard:
        found.setdefault(one.person, one.update_id)
    return found


def _somebody_new(flow: str, heard: Received) -> StoredPerson:
    conversation = Conversation(new_id(), flow, language=heard.language or LANGUAGES[0])
    return StoredPerson(*heard.person, conversation, Key.new(), is_new=True)


def _settle(together: Sequence[_Waiting], outcome: Exception | None) -> None:
    for one in together:
        if one.kept.done():
            continue
        if outcome is None:
            one.kept.set_result(None)
        else:
            one.kept.set_exception(outcome)
