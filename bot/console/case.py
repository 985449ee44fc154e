"""The page of one conversation, and what can be done there: reveal, note, label, flag, sort, assign, order, export.

Every act goes into the journal in the commit that does it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from secrets import token_urlsafe
from typing import Any

from starlette.responses import Response

from bot.console.listing import filter_of, now_of, place_of, rows
from bot.console.pages import address, go, moment, page
from bot.console.prepared import PREPARED
from bot.console.roles import Right
from bot.console.shelf import Opened, opened
from bot.console.talk import (
    EVERYTHING,
    Line,
    View,
    answers_of,
    letter_of,
    lines_of,
    rulings_of,
    transcript_of,
)
from bot.console.visit import Mistaken, NoScript, NotThere, Page, Visit
from bot.console.words import WORDS
from bot.core import STATUS, FileRef, Flow, Order, follow_order
from bot.i18n import LANGUAGES, Text, translate
from bot.store import (
    LABELS,
    REVIEWS,
    Room,
    Tampered,
    file_place,
    new_note_id,
    note_place,
    reason_place,
    sealed_order,
)

SHORTEST_REASON, LONGEST_REASON = 10, 500
LONGEST_NOTE = 4000
LONGEST_WORDS = 3500


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


# Shown


async def show(visit: Visit) -> Response:
    async with visit.console.store.writing() as room:
        if await room.cases.row(visit.path["id"]) is None:
            raise NotThere
        if await room.cases.look(visit.path["id"], visit.person.id):
            await room.write_down("viewed", visit.person.id, visit.path["id"])
    async with visit.console.store.reading() as room:
        case = await case_of(visit, room)
        return await _page(visit, room, case)


async def _page(visit: Visit, room: Room, case: Case) -> Response:
    chosen = filter_of(visit)
    place = case.row.updated_at, case.id
    people = {one.id: one.name for one in await room.people.all()}
    nexts = await rows(visit, room, chosen, 1, place)
    before = await rows(visit, room, chosen, 1, place, upwards=True)
    revealed = await room.cases.revealed(case.id, visit.person.id)
    shown = await _opened_parts(visit, room, case, people, revealed) if case.opened is not None else {}
    return page(
        visit,
        "talk.html",
        case=case.row,
        id=case.id,
        status=STATUS.get(case.row.state, "asking"),
        review=case.row.case_review or "new",
        version=case.row.case_version or 0,
        reviews=REVIEWS,
        chosen=chosen.given,
        query=address(chosen.given),
        previous=before[0].id if before else "",
        next=nexts[0].id if nexts else "",
        people=people,
        others=[people.get(one, one) for one in await room.cases.viewers(case.id, visit.person.id)],
        history=await room.cases.history(case.id),
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


def view_of(
    visit: Visit, flow: Flow, revealed: dict[str, int], flags: set[tuple[int, int]], senders: dict[int, str]
) -> View:
    asked = visit.asked("in")
    lang = asked if asked in LANGUAGES else None if asked == "said" else visit.language
    console = visit.console
    return View(flow, console.public, lang, frozenset(revealed), frozenset(flags), senders)


async def _opened_parts(
    visit: Visit, room: Room, case: Case, people: dict[str, str], revealed: dict[str, int]
) -> dict[str, Any]:
    """What is shown only of a conversation that the team may read."""
    known, orders = case.known, await room.cases.orders(case.id)
    senders = {order.turn: people.get(order.staff, "") for order in orders if order.turn}
    view = view_of(visit, known.flow, revealed, await room.cases.flags(case.id), senders)
    messages = await room.cases.messages(case.id)
    walked = known.walked(now_of(visit))
    return {
        "lines": lines_of(view, case.id, known.key, messages),
        "seen_turn": max((row.turn for row in messages if not row.place), default=0),
        "answers": answers_of(view, walked),
        "rulings": rulings_of(walked),
        "letter": letter_of(known.flow, walked) if EVERYTHING in revealed else None,
        "files": _files_of(known),
        "notes": [_note(case, row) for row in await room.cases.notes(case.id)],
        "unsent": next((sealed_text(case, one) for one in orders[-1:] if one.outcome == "overtaken"), ""),
        "new_note": new_note_id(),
        "new_order": token_urlsafe(12),
        "orders": [_order(case, order) for order in orders if order.outcome != "done"][-3:],
        "prepared": [(one.name, one.in_language(known.conversation.language)) for one in PREPARED],
        "questions": [(spot.key, spot.question.label) for spot in walked.passed if spot.question.reviewed],
        "label_of": visit.console.label_of,
        "minutes": _minutes_left(visit, revealed),
    }


def _minutes_left(visit: Visit, revealed: dict[str, int]) -> int:
    left = max(revealed.values(), default=0) - visit.console.store.now()
    return max(0, -(-left // 60_000))


def _files_of(known: Opened) -> list[FileRef]:
    return [one for value in known.conversation.answers.values() if isinstance(value, tuple) for one in value]


def _note(case: Case, row: Any) -> dict[str, Any]:
    text = case.known.key.open(row.sealed, note_place(case.id, row.id, row.edition)).decode()
    return {"id": row.id, "edition": row.edition, "staff": row.staff, "at": row.at, "text": text}


def _order(case: Case, order: Any) -> dict[str, Any]:
    """An order that is not done yet, or came too late: its words are still there to be sent again."""
    said = sealed_text(case, order)
    return {"kind": order.kind, "at": order.at, "outcome": order.outcome, "text": said, "id": order.id}


def sealed_text(case: Case, order: Any) -> str:
    from bot.store import StaffOrder

    one = StaffOrder(order.id, case.id, order.staff, order.kind, order.seen_turn, order.sealed)
    return one.opened(case.known.key)["text"]


# Acts


def _talk(visit: Visit) -> str:
    """Back to the page, with the filter it was reached by."""
    return f"/talk/{visit.path['id']}{address(filter_of(visit).given | ({'in': visit.asked('in')} if visit.asked('in') else {}))}"


async def reveal(visit: Visit) -> Response:
    what, reason = visit.form.get("what", EVERYTHING)[:32], " ".join(visit.form.get("reason", "").split())
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise Mistaken("reason")
    async with visit.console.store.writing() as room:
        case = await case_of(visit, room)
        await room.cases.reveal(case.id, visit.person.id, what)
        sealed = case.known.key.seal(reason.encode("utf-8", "replace"), reason_place(case.id, room.now))
        await room.write_down("revealed", visit.person.id, case.id, what, sealed)
    return go(_talk(visit))


async def sort(visit: Visit) -> Response:
    """The status or who looks after it; of two at once the second is told."""
    version = visit.form.get("version", "")
    if not version.isdecimal() or len(version) > 9:
        raise Mistaken("changed")
    async with visit.console.store.writing() as room:
        case = await case_of(visit, room)
        people = {one.id for one in await room.people.all() if one.removed_at is None}
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
    turn, _, place = visit.form.get("what", "").partition(".")
    if not (turn.isdecimal() and place.isdecimal() and len(turn + place) < 12):
        raise Mistaken("empty")
    is_on = visit.form.get("on") == "1"
    async with visit.console.store.writing() as room:
        case = await case_of(visit, room)
        await room.cases.flag(case.id, int(turn), int(place), visit.person.id, is_on=is_on)
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
        if kind == "ask":
            _must_be_readable(visit, case, text, about)
        sealed = sealed_order(case.known.key, case.id, id, text=text, about=about)
        if await room.cases.order(case.id, id, visit.person.id, kind, int(seen), sealed):
            await room.write_down(f"ordered_{kind}", visit.person.id, case.id)
    return go(f"{_talk(visit)}#end")


def _must_be_readable(visit: Visit, case: Case, text: str, about: str) -> None:
    """A value that the bot will not read is told at once. Raises Mistaken."""
    there = replace(case.known.conversation, state="handed_over")
    wanted = Order("ask", now_of(visit), text, about)
    if follow_order(case.known.flow, there, wanted) is None:
        raise Mistaken("unreadable")


async def download(visit: Visit) -> Response:
    """One accepted file, never shown in the browser; only while everything is revealed."""
    number = visit.path["number"]
    async with visit.console.store.writing() as room:
        case = await case_of(visit, room)
        if EVERYTHING not in await room.cases.revealed(case.id, visit.person.id):
            raise NotThere
        refs = _files_of(case.known)
        if not number.isdecimal() or not 0 < int(number) <= len(refs):
            raise NotThere
        ref = refs[int(number) - 1]
        content = _content(case, ref, await room.cases.files(case.id))
        await room.write_down("downloaded", visit.person.id, case.id, f"file {number}")
    name = f"{case.id}-{number}.{ref.kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/octet-stream", headers=headers)


def _content(case: Case, ref: FileRef, sealed: Sequence[bytes]) -> bytes:
    """Which of them it is, only its key tells: their names are blind. Raises NotThere."""
    for one in sealed:
        try:
            return case.known.key.open(one, file_place(case.id, ref.digest))
        except Tampered:
            continue
    raise NotThere


async def export(visit: Visit) -> Response:
    """The case to print, or as JSON; masked unless it is revealed."""
    kind = visit.path["kind"]
    if kind not in ("print", "json"):
        raise NotThere
    async with visit.console.store.writing() as room:
        case = await case_of(visit, room)
        await room.write_down("exported", visit.person.id, case.id, kind)
        people = {one.id: one.name for one in await room.people.all()}
        revealed = await room.cases.revealed(case.id, visit.person.id)
        parts = await _opened_parts(visit, room, case, people, revealed)
    if kind == "json":
        content = json.dumps(_as_data(visit, case, parts), ensure_ascii=False, indent=2)
        headers = {"Content-Disposition": f'attachment; filename="{case.id}.json"'}
        return Response(content.encode("utf-8", "replace"), media_type="application/json", headers=headers)
    stamp = f"{visit.person.name} · {moment(visit.console.store.now())}"
    return page(
        visit, "print.html", id=case.id, status=STATUS.get(case.row.state, "asking"), stamp=stamp, **parts
    )


async def script(visit: Visit) -> Response:
    """The talk as a test, with invented people; only what is green when it is played again is handed out."""
    async with visit.console.store.writing() as room:
        case = await case_of(visit, room)
        said = transcript_of(case.id, case.known.key, await room.cases.messages(case.id))
        sealed = await room.cases.files(case.id)
        await room.write_down("scripted", visit.person.id, case.id)

    async def content_of(digest: str) -> bytes | None:
        ref = next((one for one in _files_of(case.known) if one.digest == digest), None)
        return _content(case, ref, sealed) if ref is not None else None

    try:
        name, content = await visit.console.make_script(case.id, said, content_of)
    except NoScript as no:
        said_why = Text("%(what)s %(why)s").of(what=WORDS["mistake_script"], why=no.why)
        return page(visit, "message.html", 409, title="script", text=said_why)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/octet-stream", headers=headers)


def _as_data(visit: Visit, case: Case, parts: dict[str, Any]) -> dict[str, Any]:
    lang = visit.language
    return {
        "conversation": case.id,
        "status": STATUS.get(case.row.state, "asking"),
        "exported_by": visit.person.name,
        "exported_at": moment(visit.console.store.now()),
        "messages": [_line_data(line) for line in parts["lines"]],
        "answers": [[translate(one.label, lang), translate(one.value, lang)] for one in parts["answers"]],
        "rulings": [one.ruling.key for one in parts["rulings"]],
    }


def _line_data(line: Line) -> dict[str, Any]:
    return {
        "turn": line.turn,
        "at": moment(line.at),
        "who": line.who,
        "text": line.text,
        "did": list(line.did),
    }


PAGES = (
    Page("GET", "/talk/{id}", Right.READ, show),
    Page("POST", "/talk/{id}/reveal", Right.REVEAL, reveal),
    Page("POST", "/talk/{id}/sort", Right.NOTE, sort),
    Page("POST", "/talk/{id}/note", Right.NOTE, note),
    Page("POST", "/talk/{id}/label", Right.NOTE, label),
    Page("POST", "/talk/{id}/flag", Right.NOTE, flag),
    Page("POST", "/talk/{id}/order", Right.ANSWER, order),
    Page("GET", "/talk/{id}/file/{number}", Right.REVEAL, download),
    Page("POST", "/talk/{id}/script", Right.SCRIPT, script),
    Page("GET", "/talk/{id}/export/{kind}", Right.EXPORT, export),
)
