"""What is taken out of the console: a file, a case to print or as JSON, a talk as a script, the list as CSV.

Each goes into the journal in the commit that reads it; what is masked on the page is masked here.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from string import whitespace
from typing import Any
from unicodedata import normalize

from starlette.responses import Response

from bot.console.case import Case, case_of, files_of, opened_parts
from bot.console.listing import filter_of, listed, rows
from bot.console.pages import moment, page
from bot.console.roles import Right
from bot.console.talk import EVERYTHING, Line
from bot.console.visit import NoScript, NotThere, Page, Visit
from bot.console.words import WORDS
from bot.core import STATUS, FileRef
from bot.i18n import Lang, Text, translate
from bot.store import Tampered, file_place, orders_done, transcript_of

MOST_EXPORTED = 5000
COLUMNS = (
    "id",
    "channel",
    "status",
    "language",
    "at",
    "review",
    "assignee",
    "taken_by",
    "missed",
    "is_shared",
    "place",
)
BOM = "\ufeff"
"""Spreadsheets read UTF-8 by it."""


async def download(visit: Visit) -> Response:
    """One accepted file, never shown in the browser; only while everything is revealed."""
    number = visit.path["number"]
    async with visit.console.store.writing() as room:
        case = await case_of(visit, room)
        if EVERYTHING not in await room.cases.revealed(case.id, visit.person.id):
            raise NotThere
        refs = files_of(case.known)
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


async def export_case(visit: Visit) -> Response:
    """The case to print, or as JSON; masked unless it is revealed."""
    kind = visit.path["kind"]
    if kind not in ("print", "json"):
        raise NotThere
    async with visit.console.store.writing() as room:
        case = await case_of(visit, room)
        await room.write_down("exported", visit.person.id, case.id, kind)
        people = {one.id: one.name for one in await room.people.all()}
        revealed = await room.cases.revealed(case.id, visit.person.id)
        parts = await opened_parts(visit, room, case, people, revealed)
    if kind == "json":
        content = json.dumps(_as_data(visit, case, parts), ensure_ascii=False, indent=2)
        headers = {"Content-Disposition": f'attachment; filename="{case.id}.json"'}
        return Response(content.encode("utf-8", "replace"), media_type="application/json", headers=headers)
    stamp = f"{visit.person.name} · {moment(visit.console.store.now())}"
    return page(
        visit, "print.html", id=case.id, status=STATUS.get(case.row.state, "asking"), stamp=stamp, **parts
    )


async def script(visit: Visit) -> Response:
    """The talk, or one turn of it, as a test with invented people; only what is green when it is played again is handed out."""
    asked = visit.form.get("turn", "")
    turn = int(asked) if asked.isdecimal() and len(asked) < 9 else None
    async with visit.console.store.writing() as room:
        case = await case_of(visit, room)
        said = transcript_of(case.id, case.known.key, await room.cases.messages(case.id))
        orders = orders_done(await room.cases.orders(case.id), case.known.key)
        sealed = await room.cases.files(case.id)
        await room.write_down(
            "scripted", visit.person.id, case.id, f"turn {turn}" if turn is not None else ""
        )

    async def content_of(digest: str) -> bytes | None:
        ref = next((one for one in files_of(case.known) if one.digest == digest), None)
        return _content(case, ref, sealed) if ref is not None else None

    try:
        name, content = await visit.console.make_script(case.id, said, orders, content_of, turn)
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
        "rulings": [ruling.key for ruling, _ in parts["rulings"]],
    }


def _line_data(line: Line) -> dict[str, Any]:
    return {
        "turn": line.turn,
        "at": moment(line.at),
        "who": line.who,
        "text": line.text,
        "did": list(line.did),
    }


async def export_list(visit: Visit) -> Response:
    """The rows of the filter as CSV; as in the list, nothing that a person said is in it."""
    chosen = filter_of(visit)
    async with visit.console.store.writing() as room:
        found = await rows(visit, room, chosen, MOST_EXPORTED, None)
        await visit.console.shelf.refresh(room)
        people = {one.id: one.name for one in await room.people.all()}
        await room.write_down("exported", visit.person.id, detail=f"list of {len(found)}")
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for row in found:
        line = listed(visit, row, people) | {"at": moment(row.updated_at)}
        table.writerow([as_cell(line[name], visit.language) for name in COLUMNS])
    headers = {"Content-Disposition": 'attachment; filename="conversations.csv"'}
    return Response(f"{BOM}{out.getvalue()}", media_type="text/csv; charset=utf-8", headers=headers)


def as_cell(value: object, lang: Lang) -> str:
    """No cell is a formula, whatever stands before its sign and however wide that is (OWASP, CSV injection)."""
    said = "" if value is None else translate(value, lang)
    begins = normalize("NFKC", said).lstrip(f"{whitespace}\0\ufeff\u200b")
    return (
        f"'{said}"
        if begins.startswith(("=", "+", "-", "@", "|")) or said.startswith(("\t", "\r", "\n"))
        else said
    )


PAGES = (
    Page("GET", "/export.csv", Right.EXPORT, export_list),
    Page("GET", "/talk/{id}/file/{number}", Right.REVEAL, download),
    Page("POST", "/talk/{id}/script", Right.SCRIPT, script),
    Page("GET", "/talk/{id}/export/{kind}", Right.EXPORT, export_case),
)
