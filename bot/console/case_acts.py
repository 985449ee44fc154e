"""What is done at a conversation: reveal, sort, note, label, flag, order.

Every act goes into the journal in the commit that does it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from starlette.responses import Response

from bot.console.case import Case, case_of, readers_of, show_case
from bot.console.history import ANSWER, sealed_reason
from bot.console.listing import query_of
from bot.console.pages import go
from bot.console.roles import Right
from bot.console.talk import EVERYTHING, View, answers_of
from bot.console.visit import Mistaken, Page, Visit
from bot.console.waiting import until_done
from bot.core import Order, follow_order
from bot.store import LABELS, REVIEWS, Room, note_place, sealed_order

SHORTEST_REASON, LONGEST_REASON = 10, 500
LONGEST_NOTE = 4000
LONGEST_WORDS = 3500
MESSAGE = re.compile(r"(\d{1,6})\.(\d{1,4})", re.ASCII)
"""A turn and a place in it."""


def _talk(visit: Visit) -> str:
    """Back to the page, as it was reached and read."""
    return f"/talk/{visit.path['id']}{query_of(visit)}"


async def reveal(visit: Visit) -> Response:
    """One message or one answer."""
    what = visit.form.get("what", "")[:32]
    async with visit.console.store.writing() as room:
        case = await case_of(visit, room)
        view = View(case.known.flow, visit.console.public, visit.language, frozenset())
        answers = answers_of(view, case.known.walked(visit.now), case.known.key)
        which = next((one.key for one in answers if one.what == what), "")
        if not which and not MESSAGE.fullmatch(what):
            raise Mistaken("empty")
        await _reveal(visit, room, case, what, which)
    return go(_talk(visit) if which else f"{_talk(visit)}#m{what}")


async def reveal_all(visit: Visit) -> Response:
    async with visit.console.store.writing() as room:
        await _reveal(visit, room, await case_of(visit, room), EVERYTHING)
    return go(_talk(visit))


async def _reveal(visit: Visit, room: Room, case: Case, what: str, which: str = "") -> None:
    reason = " ".join(visit.form.get("reason", "").split())
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise Mistaken("reason")
    sealed = sealed_reason(case.known.key, case.id, room.now, reason, which)
    await room.cases.reveal(case.id, visit.person.id, what)
    await room.write_down("revealed", visit.person.id, case.id, ANSWER if which else what, sealed)


async def sort(visit: Visit) -> Response:
    """The status or who looks after it; of two at once the second is told."""
    version = visit.form.get("version", "")
    if not version.isdecimal() or len(version) > 9:
        raise Mistaken("changed")
    async with visit.console.store.writing() as room:
        case = await case_of(visit, room)
        people = readers_of(await room.people.all(), case.row.case_assignee)
        review, assignee = visit.form.get("review", ""), visit.form.get("assignee", "")
        values: dict[str, str | None]
        if review in REVIEWS:
            values, detail = {"review": review}, review
        elif assignee in people or not assignee:
            values, detail = {"assignee": assignee or None}, "assigned"
        else:
            raise Mistaken("changed")
        if not await room.cases.set(case.id, int(version), **values):
            raise Mistaken("changed")
        await room.write_down("sorted", visit.person.id, case.id, detail)
    return go(_talk(visit))


async def note(visit: Visit) -> Response:
    text, id = visit.form.get("text", "").strip()[:LONGEST_NOTE], visit.form.get("note", "")[:16]
    edition = visit.form.get("edition", "1")
    if not id or not edition.isdecimal() or len(edition) > 4 or (not text and edition == "1"):
        raise Mistaken("empty")
    async with visit.console.store.writing() as room:
        case = await case_of(visit, room)
        place = note_place(case.id, id, int(edition))
        sealed = case.known.key.seal(text.encode("utf-8", "replace"), place)
        if not await room.cases.keep_note(case.id, id, int(edition), visit.person.id, sealed):
            raise Mistaken("changed")
        await room.write_down(
            "noted" if text else "note_removed", visit.person.id, case.id, f"edition {edition}"
        )
    return go(_talk(visit))


async def label(visit: Visit) -> Response:
    name, is_on = visit.form.get("label", ""), visit.form.get("on") == "1"
    if name not in LABELS:
        raise Mistaken("empty")
    async with visit.console.store.writing() as room:
        case = await case_of(visit, room)
        await room.cases.label(case.id, name, visit.person.id, is_on=is_on)
        await room.write_down("labelled" if is_on else "unlabelled", visit.person.id, case.id, name)
    return go(_talk(visit))


async def flag(visit: Visit) -> Response:
    found = MESSAGE.fullmatch(visit.form.get("what", ""))
    if found is None:
        raise Mistaken("empty")
    turn, place = map(int, found.groups())
    is_on = visit.form.get("on") == "1"
    async with visit.console.store.writing() as room:
        case = await case_of(visit, room)
        await room.cases.flag(case.id, turn, place, visit.person.id, is_on=is_on)
        await room.write_down(
            "flagged" if is_on else "unflagged", visit.person.id, case.id, f"{turn}.{place}"
        )
    return go(f"{_talk(visit)}#m{turn}.{place}")


async def order(visit: Visit) -> Response:
    """Left for the bot, which does it within a second; sent twice it is one."""
    kind, id = visit.form.get("kind", ""), visit.form.get("order", "")[:32]
    text, about = visit.form.get("text", "")[:LONGEST_WORDS], visit.form.get("about", "")[:96]
    seen = visit.form.get("seen_turn", "")
    if kind not in ("take", "say", "ask", "back") or not id or not seen.isdecimal() or len(seen) > 9:
        raise Mistaken("empty")
    if kind in ("say", "ask") and not text.strip():
        raise Mistaken("empty")
    async with visit.console.store.writing() as room:
        case = await case_of(visit, room)
        if kind == "ask" and not _is_readable(visit, case, text, about):
            return await show_case(visit, room, case, unread=(about, text))
        sealed = sealed_order(case.known.key, case.id, id, text=text, about=about)
        if await room.cases.order(case.id, id, visit.person.id, kind, int(seen), sealed):
            await room.write_down(f"ordered_{kind}", visit.person.id, case.id)

    async def is_done(room: Room) -> bool:
        return any(one.id == id and one.done_at for one in await room.cases.orders(case.id))

    await until_done(visit, is_done)
    return go(f"{_talk(visit)}#end")


def _is_readable(visit: Visit, case: Case, text: str, about: str) -> bool:
    """A value that the bot will not read is told at once, and stays in its box."""
    there = replace(case.known.conversation, state="handed_over")
    wanted = Order("ask", visit.now, text, about)
    return follow_order(case.known.flow, there, wanted) is not None


PAGES = (
    Page("POST", "/talk/{id}/reveal", Right.REVEAL, reveal),
    Page("POST", "/talk/{id}/reveal-all", Right.REVEAL, reveal_all, grave="reveal_all"),
    Page("POST", "/talk/{id}/sort", Right.NOTE, sort),
    Page("POST", "/talk/{id}/note", Right.NOTE, note),
    Page("POST", "/talk/{id}/label", Right.NOTE, label),
    Page("POST", "/talk/{id}/flag", Right.NOTE, flag),
    Page("POST", "/talk/{id}/order", Right.ANSWER, order),
)
