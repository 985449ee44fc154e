"""The journal: who did what and when, without a word of what was said, and whether it is still whole."""

from __future__ import annotations

from starlette.responses import Response

from bot.console.history import Told
from bot.console.pages import Words, page
from bot.console.roles import Right
from bot.console.visit import Page, Visit
from bot.console.words import WORDS
from bot.store import verify

ROWS = 100
ACTS = tuple(name.removeprefix("act_") for name in WORDS if name.startswith("act_"))


async def show(visit: Visit) -> Response:
    """All of it, or what one person did, what was done to one conversation, or one kind of act."""
    before = visit.asked("before")
    chosen = {name: visit.asked(name).strip() for name in ("staff", "act", "conversation")}
    async with visit.console.store.reading() as room:
        last = int(before) if before.isdecimal() and len(before) < 16 else None
        found = await room.cases.journal(ROWS, last, **chosen)
        people = {one.id: one.name for one in await room.people.all()}
        verdict = await verify(room.connection) if not (before or any(chosen.values())) else None
    told = Told(Words(visit.language), people, visit.console.label_of)
    return page(
        visit,
        "journal.html",
        rows=[told.act(row) for row in found],
        people=people,
        acts=ACTS,
        chosen=chosen,
        verdict=verdict,
        more=found[-1].seq if len(found) == ROWS else 0,
    )


PAGES = (Page("GET", "/journal", Right.AUDIT, show),)
