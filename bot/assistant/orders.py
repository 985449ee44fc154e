"""What staff ordered is done by the bot, each in the commit that keeps it: once, in order, and never past a word unread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import get_args

from bot.assistant.batch import TOGETHER, Batch
from bot.core import Flow, Order, OrderKind, Periods, Turn, follow_order
from bot.logs import log
from bot.store import Desk, Outgoing, StaffOrder, Stale, Store, StoredPerson, Tampered

IDLE = timedelta(hours=2)
"""After so long without a word the bot takes the conversation back."""
GRACE = timedelta(minutes=15)
"""The same where the team has gone home."""


async def follow_orders(
    flows: Sequence[Flow],
    store: Store,
    pass_on: Callable[[Sequence[Outgoing]], None],
    periods: Periods,
    at: datetime,
) -> int:
    """One commit. Returns for how many conversations something was done. Raises StoreDown."""
    try:
        async with store.desk() as (transaction, desk):
            purged = await desk.purge(TOGETHER)
            wanted = await desk.waiting(TOGETHER)
            idle = await desk.idle(_idle_since(flows, at), TOGETHER)
            if not (purged or wanted or idle):
                return 0
            people = await transaction.load_ids(sorted({*wanted, *idle}))
            orders = await desk.orders([one.conversation.id for one in people])
            batch = Batch(transaction, periods)
            dialogs = {flow.key: flow for flow in flows}
            for known in people:
                clerk = _Clerk(dialogs[known.conversation.flow], desk, batch, at)
                for order in orders.get(known.conversation.id, ()):
                    await clerk.follow(known, order)
                if known.conversation.id not in orders:
                    await clerk.take_back(known)
            said = await batch.done()
    except Stale:
        return 1
    if purged:
        await store.forget()
    pass_on(said)
    return purged + len(people)


def _idle_since(flows: Sequence[Flow], at: datetime) -> int:
    is_there = any(flow.team is not None and flow.team.is_there(at) for flow in flows)
    return int((at - (IDLE if is_there else GRACE)).timestamp() * 1000)


class _Clerk:
    def __init__(self, flow: Flow, desk: Desk, batch: Batch, at: datetime) -> None:
        self._flow, self._desk, self._batch, self._at = flow, desk, batch, at

    async def follow(self, known: StoredPerson, order: StaffOrder) -> None:
        if await self._is_overtaken(order):
            await self._desk.done(order, "overtaken")
            return
        turn = await self._turn(known, order)
        if turn is None:
            await self._desk.done(order, "refused")
            return
        await self._batch.add(known, turn)
        await self._desk.done(order, "done", turn.conversation.turn)
        if order.kind == "take":
            await self._desk.take(order.conversation, order.staff)
        elif turn.conversation.state != "handed_over":
            await self._desk.give_back(order.conversation)

    async def _is_overtaken(self, order: StaffOrder) -> bool:
        """Whether the person has said something that the writer had not seen."""
        return order.kind != "take" and await self._desk.last_heard(order.conversation) > order.seen_turn

    async def _turn(self, known: StoredPerson, order: StaffOrder) -> Turn | None:
        is_theirs = await self._desk.taken_by(order.conversation) == order.staff
        if order.kind not in get_args(OrderKind) or not (is_theirs or order.kind in ("take", "back")):
            return None
        try:
            said = order.opened(known.key)
            wanted = Order(order.kind, self._at, said["text"], said["key"])  # type: ignore[arg-type]
            return follow_order(self._flow, known.conversation, wanted)
        except Tampered:
            log.error("order_tampered", conversation=order.conversation)
        except Exception as error:
            log.error("order_failed", conversation=order.conversation, error=error)
        return None

    async def take_back(self, known: StoredPerson) -> None:
        turn = follow_order(self._flow, known.conversation, Order("back", self._at))
        if turn is not None:
            await self._batch.add(known, turn)
        await self._desk.give_back(known.conversation.id)
