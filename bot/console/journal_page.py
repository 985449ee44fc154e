"""The journal: who did what and when, without a word of what was said, and whether it is still whole."""

from __future__ import annotations

from starlette.responses import Response

from bot.console.pages import page
from bot.console.roles import Right
from bot.console.visit import Page, Visit
from bot.store import verify

ROWS = 100


async def show(visit: Visit) -> Response:
    before = visit.asked("before")
    async with visit.console.store.reading() as room:
        found = list(
            await room.cases.journal(ROWS, int(before) if before.isdecimal() and len(before) < 16 else None)
        )
        people = {one.id: one.name for one in await room.people.all()}
        verdict = await verify(room.connection) if not before else None
    more = found[-1].seq if len(found) == ROWS else 0
    return page(visit, "journal.html", rows=found, people=people, verdict=verdict, more=more)


PAGES = (Page("GET", "/journal", Right.AUDIT, show),)
