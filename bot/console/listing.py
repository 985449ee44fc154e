"""The list of conversations: its filter stands in the address, it is ordered by last activity, and paged by its last row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from starlette.responses import Response

from bot.console.pages import address, go, page
from bot.console.roles import Right
from bot.console.shelf import Opened, Sought
from bot.console.visit import Mistaken, Page, Visit
from bot.core import SHANGHAI, STATUS, Question, Ruling, Spot, Verdict
from bot.i18n import Text, translate
from bot.store import Room, Wanted

TABS = ("waiting", "new", "flagged", "mine", "all")
FIELDS = ("state", "language", "ruling", "purpose", "stuck", "missed", "since", "until", "q", "said")
ROWS, BATCH = 50, 200
FEW = 500
"""So many that fit are asked for by their ids; where more do, the next ones are soon met."""
MOST_IN_WORDS, MOST_LISTED = 500, 5000
"""In so many conversations messages are searched, out of so many that the rest of the filter leaves."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks for, as it stands there, and what that means."""

    given: dict[str, str]
    wanted: Wanted
    sought: Sought

    @property
    def tab(self) -> str:
        return self.given["tab"]


def filter_of(visit: Visit) -> Filter:
    """Whatever makes no sense is left out."""
    tab = visit.asked("tab") if visit.asked("tab") in TABS else "all"
    given = {"tab": tab} | {name: visit.asked(name).strip() for name in FIELDS if visit.asked(name).strip()}
    missed = given.get("missed", "")
    wanted = Wanted(
        tab,
        visit.person.id,
        tuple(state for state, status in STATUS.items() if status == given.get("state")),
        given.get("language", ""),
        int(missed) if missed.isascii() and missed.isdecimal() and len(missed) < 4 else 0,
        _midnight(given.get("since", "")),
        _midnight(given.get("until", ""), days=1),
    )
    sought = Sought(
        given.get("q", ""),
        given.get("ruling", ""),
        given.get("purpose", ""),
        given.get("stuck", ""),
        is_in_words="said" in given,
        is_whole=not visit.may(Right.REVEAL),
    )
    return Filter(given, wanted, sought)


def query_of(visit: Visit) -> str:
    """The end of a conversation's address: the filter it was reached by, and the language it is read in."""
    return address(filter_of(visit).given | {"in": visit.asked("in")})


def _midnight(day: str, days: int = 0) -> int | None:
    try:
        at = datetime.combine(date.fromisoformat(day), time(), SHANGHAI)
    except ValueError:
        return None
    return int(at.timestamp() * 1000) + days * 86_400_000


async def rows(
    visit: Visit,
    room: Room,
    chosen: Filter,
    most: int,
    after: tuple[int, str] | None,
    *,
    upwards: bool = False,
) -> list[Any]:
    """The next rows that fit; what is sealed is looked up in memory."""
    if not chosen.sought:
        return list(await room.cases.page(chosen.wanted, most, after, upwards=upwards))
    await visit.console.shelf.refresh(room)
    fits = await _fitting(visit, room, chosen)
    if len(fits) <= FEW:
        return list(await room.cases.page(chosen.wanted, most, after, upwards=upwards, ids=fits))
    found: list[Any] = []
    while len(found) < most:
        batch = await room.cases.page(chosen.wanted, BATCH, after, upwards=upwards)
        found += [row for row in batch if row.id in fits]
        if len(batch) < BATCH:
            break
        after = batch[-1].updated_at, batch[-1].id
    return found[:most]


async def _fitting(visit: Visit, room: Room, chosen: Filter) -> set[str]:
    """What is looked for in messages is looked for in few conversations only: each of them has to be opened. Raises Mistaken."""
    shelf, sought = visit.console.shelf, chosen.sought
    if not (sought.words and sought.is_in_words):
        return shelf.found(sought, visit.now)
    others = shelf.found(replace(sought, words=""), visit.now)
    listed = await room.cases.page(chosen.wanted, MOST_LISTED)
    ids = [row.id for row in listed if row.id in others]
    if len(listed) == MOST_LISTED or len(ids) > MOST_IN_WORDS:
        raise Mistaken("too_many")
    return shelf.found(sought, visit.now) & set(ids) | await shelf.saying(room, ids, sought)


async def show_list(visit: Visit) -> Response:
    if not visit.may(Right.READ):
        return go("/staff" if visit.may(Right.STAFF) else "/figures")
    chosen, after = filter_of(visit), _cursor(visit.asked("after"))
    if chosen.sought.words:
        async with visit.console.store.writing() as room:
            # Not the words: they may be somebody's name.
            await room.write_down(
                "searched", visit.person.id, detail=f"{len(chosen.sought.words)} characters"
            )
    async with visit.console.store.reading() as room:
        found = await rows(visit, room, chosen, ROWS + 1, after)
        await visit.console.shelf.refresh(room, [row.id for row in found])
        waiting = await room.cases.waiting()
        people = {one.id: one.name for one in await room.people.all()}
    more = found[ROWS - 1] if len(found) > ROWS else None
    return page(
        visit,
        "list.html",
        tabs=TABS,
        chosen=chosen.given,
        rows=[listed(visit, row, people) for row in found[:ROWS]],
        waiting=waiting,
        after=f"{more.updated_at}.{more.id}" if more is not None else "",
        choices=_choices(visit),
    )


def _cursor(said: str) -> tuple[int, str] | None:
    at, _, id = said.partition(".")
    return (int(at), id) if at.isascii() and at.isdecimal() and len(at) < 16 else None


def listed(visit: Visit, row: Any, people: dict[str, str]) -> dict[str, object]:
    """A row of the list; of a conversation that is not shared only that it is there, and how far."""
    opened = visit.console.shelf.get(row.id)
    return {
        "id": row.id,
        "channel": row.channel,
        "status": STATUS.get(row.state, "asking"),
        "language": row.language,
        "at": row.updated_at,
        "review": row.review or "new",
        "assignee": people.get(row.assignee or "", ""),
        "taken_by": people.get(row.taken_by or "", ""),
        "calls_at": row.calls_at,
        "missed": row.missed if opened is not None else 0,
        "is_shared": opened is not None,
        "place": place_of(visit, opened) if opened is not None else None,
    }


def place_of(visit: Visit, opened: Opened) -> object:
    """Where somebody stands, by the label of the question or by what the ruling is about; nothing of theirs is in it."""
    place = opened.walked(visit.now).place
    match place:
        case Spot(question=question):
            return question.label
        case Verdict(ruling=ruling):
            return ruling_name(ruling)
        case _:
            return None


def ruling_name(ruling: Ruling) -> object:
    """What it is about, in the reader's language, and its key."""
    about = ruling.about[0].label if ruling.about else ""
    return Text("%(about)s (%(key)s)").of(about=about, key=ruling.key) if about else ruling.key


def _choices(visit: Visit) -> dict[str, Sequence[tuple[str, object]]]:
    """What can be chosen in the filter, with labels."""
    steps = visit.console.steps
    questions = [step for step in steps if isinstance(step, Question)]
    purpose = next((one for one in questions if one.key == "purpose"), None)
    return {
        "state": [(status, f"status_{status}") for status in dict.fromkeys(STATUS.values())],
        "ruling": [
            (step.key, ruling_name(step))
            for step in steps
            if isinstance(step, Ruling) and step.strength in ("stop", "pause", "warn")
        ],
        "purpose": [(one.code, one.label) for one in (purpose.kind.options if purpose is not None else ())],
        "stuck": told_apart([(one.key, one.label) for one in questions]),
    }


def told_apart(named: Sequence[tuple[str, object]]) -> list[tuple[str, object]]:
    """Where two have the same label, their keys tell which is which."""
    often = Counter(str(translate(label, "en")) for _, label in named)
    return [
        (
            key,
            Text("%(about)s (%(key)s)").of(about=label, key=key)
            if often[translate(label, "en")] > 1
            else label,
        )
        for key, label in named
    ]


PAGES = (Page("GET", "/", Right.SIGNED_IN, show_list),)
