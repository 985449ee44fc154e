"""Retention: what will be deleted when and by which rule, and what is deleted before that because somebody of the team says so.

It is shown before it is done. The order and the deletion are both in the journal, each in the commit of the act.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from bot.console.pages import address, go, page
from bot.console.roles import Right
from bot.console.visit import Mistaken, NotThere, Page, Visit
from bot.console.waiting import until_done
from bot.core import STATUS, term_of
from bot.store import Held, Kept, Room

DAY_MS = 86_400_000
GROUNDS = ("asked", "mistake", "abuse", "trial", "unreadable")
"""Why something may be deleted before its time. No free words: the journal outlives what is deleted."""
MOST = 500
LATEST = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One rule: for how many days it keeps, and how many end when."""

    rule: str
    days: int | None
    spans: tuple[int, ...]
    first_at: int | None

    @property
    def total(self) -> int:
        return sum(self.spans)


async def show(visit: Visit) -> Response:
    wanted, now = visit.asked("conversation").strip(), visit.console.store.now()
    periods = visit.console.periods
    async with visit.console.store.reading() as room:
        kept = await room.keeping.kept()
        journal = await room.keeping.journal_kept(periods.audit * DAY_MS)
        due = await room.keeping.due(now, MOST)
        held = await room.keeping.held(wanted) if wanted else None
        waiting, purged = await room.keeping.waiting(), await room.keeping.purged(LATEST)
        people = {one.id: one.name for one in await room.people.all()}
    return page(
        visit,
        "retention.html",
        lines=[*lines_of(visit, kept), Line("journal", periods.audit, journal.spans, journal.first_at)],
        due=due,
        statuses=STATUS,
        until=now,
        wanted=wanted,
        held=_told(held) if held is not None else None,
        grounds=GROUNDS,
        waiting=waiting,
        purged=purged,
        people=people,
    )


def lines_of(visit: Visit, kept: Sequence[Kept]) -> list[Line]:
    """By rule; whatever has no end, because it cannot be opened, comes last."""
    found = []
    for term in ("draft", "finished", "over"):
        mine = [one for one in kept if term_of(one.state) == term]
        spans = tuple(map(sum, zip(*(one.spans for one in mine), strict=True))) or (0, 0, 0, 0)
        first_at = min((one.first_at for one in mine if one.first_at is not None), default=None)
        found.append(Line(term, visit.console.periods.of(term), spans, first_at))
    endless = sum(one.endless for one in kept)
    return [*found, Line("endless", None, (0, 0, 0, endless), None)] if endless else found


def _told(held: Held) -> dict[str, object]:
    row = held.row
    return {
        "id": row.id,
        "status": STATUS.get(row.state, "asking"),
        "at": row.updated_at,
        "ends_at": row.ends_at,
        "is_ordered": row.ordered_at is not None,
        "messages": held.messages,
        "files": held.files,
        "notes": held.notes,
    }


async def purge(visit: Visit) -> Response:
    """One conversation, now."""
    id, why = visit.form.get("conversation", "")[:32], visit.form.get("why", "")
    if why not in GROUNDS:
        raise Mistaken("grounds")
    async with visit.console.store.writing() as room:
        if await room.keeping.held(id) is None:
            raise NotThere
        if await room.keeping.order(id, visit.person.id):
            await room.write_down("ordered_purge", visit.person.id, id, why)
    await until_done(visit, _are_gone)
    return go(f"/retention{address({'conversation': id})}")


async def purge_due(visit: Visit) -> Response:
    """What was due when the page was shown; what has become due since was not before anybody's eyes."""
    until = visit.form.get("until", "")
    if not (until.isascii() and until.isdecimal() and len(until) < 16):
        raise Mistaken("empty")
    async with visit.console.store.writing() as room:
        for row in await room.keeping.due(min(int(until), room.now), MOST):
            if await room.keeping.order(row.id, visit.person.id):
                await room.write_down("ordered_purge", visit.person.id, row.id, "due")
    await until_done(visit, _are_gone)
    return go("/retention")


async def _are_gone(room: Room) -> bool:
    return not await room.keeping.waiting()


PAGES = (
    Page("GET", "/retention", Right.PURGE, show),
    Page("POST", "/retention/purge", Right.PURGE, purge, grave="purge"),
    Page("POST", "/retention/purge-due", Right.PURGE, purge_due, grave="purge"),
)
