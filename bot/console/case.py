"""The page of one conversation; of one that the team may not read, only that it is there and how far it is.

That somebody looked goes into the journal before anything is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from secrets import token_urlsafe
from typing import Any

from starlette.responses import Response

from bot.console.history import Told
from bot.console.listing import filter_of, place_of, query_of, rows, ruling_name
from bot.console.pages import Words, page
from bot.console.prepared import PREPARED
from bot.console.roles import Right, may
from bot.console.shelf import Opened, opened
from bot.console.talk import (
    EVERYTHING,
    View,
    answers_of,
    letter_of,
    lines_of,
    rulings_of,
)
from bot.console.visit import NotThere, Page, Visit
from bot.core import STATUS, FileRef, Flow, Spot
from bot.i18n import LANGUAGES
from bot.store import (
    LABELS,
    REVIEWS,
    Room,
    StaffOrder,
    StaffPerson,
    new_note_id,
    note_place,
)


@dataclass(frozen=True, slots=True)
class Case:
    """One conversation before somebody's eyes. `opened` is None where the team may not read it."""

    row: Any
    opened: Opened | None

    @property
    def id(self) -> str:
        return str(self.row.id)

    @property
    def known(self) -> Opened:
        if self.opened is None:
            raise NotThere
        return self.opened


async def case_of(visit: Visit, room: Room) -> Case:
    """Raises NotThere."""
    id = visit.path["id"]
    row = await room.cases.row(id)
    if row is None:
        raise NotThere
    wrapped, key, flow = row.case_data_key, None, visit.console.flows.get(row.flow)
    if wrapped is not None:
        key = visit.console.reader.opened(id, row.case_review_key, wrapped)
    return Case(row, opened(row, key, flow) if key is not None and flow is not None else None)


async def show(visit: Visit) -> Response:
    async with visit.console.store.writing() as room:
        if await room.cases.row(visit.path["id"]) is None:
            raise NotThere
        if await room.cases.look(visit.path["id"], visit.person.id):
            await room.write_down("viewed", visit.person.id, visit.path["id"])
    async with visit.console.store.reading() as room:
        case = await case_of(visit, room)
        return await show_case(visit, room, case)


async def show_case(
    visit: Visit, room: Room, case: Case, *, unread: tuple[str, str] | None = None
) -> Response:
    """`unread` is a question and the value proposed for it that the bot cannot read."""
    chosen = filter_of(visit)
    place = case.row.updated_at, case.id
    staff = await room.people.all()
    people = {one.id: one.name for one in staff}
    told = Told(Words(visit.language), people, visit.console.label_of)
    key = case.opened.key if case.opened is not None and visit.may(Right.REVEAL) else None
    nexts = await rows(visit, room, chosen, 1, place)
    before = await rows(visit, room, chosen, 1, place, upwards=True)
    revealed = await room.cases.revealed(case.id, visit.person.id)
    shown = await opened_parts(visit, room, case, people, revealed) if case.opened is not None else {}
    return page(
        visit,
        "talk.html",
        200 if unread is None else 400,
        unread=unread,
        case=case.row,
        id=case.id,
        status=STATUS.get(case.row.state, "asking"),
        ends_at=case.row.ends_at,
        review=case.row.case_review or "new",
        version=case.row.case_version or 0,
        reviews=REVIEWS,
        chosen=chosen.given,
        query=query_of(visit),
        previous=before[0].id if before else "",
        next=nexts[0].id if nexts else "",
        people=people,
        readers=readers_of(staff, case.row.case_assignee),
        others=[people.get(one, one) for one in await room.cases.viewers(case.id, visit.person.id)],
        history=[told.act(row, key) for row in await room.cases.history(case.id)],
        is_shared=case.opened is not None,
        taken_by=case.row.case_taken_by,
        revealed=revealed,
        all_revealed=EVERYTHING in revealed,
        as_said=visit.asked("in"),
        labels=await room.cases.labels(case.id),
        all_labels=LABELS,
        place=place_of(visit, case.opened) if case.opened is not None else None,
        **shown,
    )


def readers_of(staff: Sequence[StaffPerson], now: str | None) -> dict[str, str]:
    """Whoever may look after a conversation, and whoever does now, though they may not any more."""
    return {
        one.id: one.name
        for one in staff
        if one.id == now or (one.removed_at is None and may(one.role, Right.NOTE))
    }


def view_of(
    visit: Visit,
    flow: Flow,
    revealed: dict[str, int],
    flags: set[tuple[int, int]],
    senders: dict[int, str],
    own: frozenset[int],
    talking_since: int | None,
) -> View:
    asked = visit.asked("in")
    lang = asked if asked in LANGUAGES else None if asked == "said" else visit.language
    console = visit.console
    return View(
        flow, console.public, lang, frozenset(revealed), frozenset(flags), senders, own, talking_since
    )


async def opened_parts(
    visit: Visit, room: Room, case: Case, people: dict[str, str], revealed: dict[str, int]
) -> dict[str, Any]:
    """What is shown only of a conversation that the team may read."""
    known, orders = case.known, await room.cases.orders(case.id)
    senders = {order.turn: people.get(order.staff, "") for order in orders if order.turn}
    own = frozenset(order.turn for order in orders if order.turn and order.staff == visit.person.id)
    since = _talking_since(visit, case, orders)
    view = view_of(visit, known.flow, revealed, await room.cases.flags(case.id), senders, own, since)
    messages = await room.cases.messages(case.id)
    walked = known.walked(visit.now)
    return {
        "lines": lines_of(view, case.id, known.key, messages),
        "seen_turn": max((row.turn for row in messages if not row.place), default=0),
        "answers": answers_of(view, walked, known.key),
        "rulings": [(one.ruling, ruling_name(one.ruling)) for one in rulings_of(walked)],
        "letter": letter_of(known.flow, walked) if EVERYTHING in revealed else None,
        "files": files_of(known),
        "notes": [_note(case, row) for row in await room.cases.notes(case.id)],
        "unsent": _unsent(case, orders),
        "new_note": new_note_id(),
        "new_order": token_urlsafe(12),
        "orders": [_order(case, order) for order in _since_done(orders)],
        "prepared": [(one.name, one.in_language(known.conversation.language)) for one in PREPARED],
        "questions": [
            (spot.key, visit.console.label_of(spot.key)) for spot in walked.passed if spot.question.reviewed
        ],
        "asked": walked.place.key if isinstance(walked.place, Spot) else "",
        "label_of": visit.console.label_of,
        "minutes": _minutes_left(visit, revealed),
    }


def _talking_since(visit: Visit, case: Case, orders: Sequence[Any]) -> int | None:
    """Since when this person has the conversation: the person in it was told that they read along."""
    if case.row.case_taken_by != visit.person.id:
        return None
    mine = (one.turn for one in orders if one.kind == "take" and one.staff == visit.person.id and one.turn)
    return max(mine, default=None)


def _minutes_left(visit: Visit, revealed: dict[str, int]) -> int:
    left = max(revealed.values(), default=0) - visit.console.store.now()
    return max(0, -(-left // 60_000))


def files_of(known: Opened) -> list[FileRef]:
    return [one for value in known.conversation.answers.values() if isinstance(value, tuple) for one in value]


def _note(case: Case, row: Any) -> dict[str, Any]:
    text = case.known.key.open(row.sealed, note_place(case.id, row.id, row.edition)).decode()
    return {"id": row.id, "edition": row.edition, "staff": row.staff, "at": row.at, "text": text}


def _since_done(orders: Sequence[Any]) -> list[Any]:
    """What came of nothing, or waits; once something was done after it, it is of no use any more."""
    return list(takewhile(lambda order: order.outcome != "done", reversed(orders)))[:3][::-1]


def _order(case: Case, order: Any) -> dict[str, Any]:
    """An order that is not done yet, or came too late: its words are still there to be sent again."""
    return {"outcome": order.outcome, "text": _words_of_order(case, order)}


def _unsent(case: Case, orders: Sequence[Any]) -> str:
    """What came too late, for the box in which it was written; a value that was proposed is no word to the person."""
    late = (one for one in orders[-1:] if one.kind == "say" and one.outcome == "overtaken")
    return next((_words_of_order(case, one) for one in late), "")


def _words_of_order(case: Case, order: Any) -> str:
    one = StaffOrder(order.id, case.id, order.staff, order.kind, order.seen_turn, order.sealed)
    return one.opened(case.known.key)["text"]


PAGES = (Page("GET", "/talk/{id}", Right.READ, show),)
