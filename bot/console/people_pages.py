"""Who works here: added, reset and removed by an administrator, who reads no conversation."""

from __future__ import annotations

from starlette.responses import Response

from bot.console.pages import page
from bot.console.passwords import new_token, print_of
from bot.console.roles import NAMES, Right
from bot.console.visit import Mistaken, NotThere, Page, Visit
from bot.store import StaffPerson

LONGEST_NAME = 40


async def show(visit: Visit, invitation: str = "", invited: str = "") -> Response:
    async with visit.console.store.reading() as room:
        people = await room.people.all()
    return page(
        visit, "staff.html", people=people, all_roles=list(NAMES), invitation=invitation, invited=invited
    )


async def add(visit: Visit) -> Response:
    name, role = " ".join(visit.form.get("name", "").split()), visit.form.get("role", "")
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable() or role not in NAMES:
        raise Mistaken("name")
    token = new_token()
    async with visit.console.store.writing() as room:
        person = await room.people.add(name, role, visit.language, print_of(token))
        if person is None:
            raise Mistaken("name")
        await room.write_down("staff_added", visit.person.id, detail=f"{person.id} {role}")
    return await show(visit, token, name)


async def reset(visit: Visit) -> Response:
    token = new_token()
    async with visit.console.store.writing() as room:
        person = await _other(visit, await room.people.of(visit.form.get("id", "")))
        await room.people.reset(person.id, print_of(token))
        await room.write_down("staff_reset", visit.person.id, detail=person.id)
    return await show(visit, token, person.name)


async def remove(visit: Visit) -> Response:
    async with visit.console.store.writing() as room:
        person = await _other(visit, await room.people.of(visit.form.get("id", "")))
        await room.people.remove(person.id)
        await room.write_down("staff_removed", visit.person.id, detail=person.id)
    return await show(visit)


async def _other(visit: Visit, person: StaffPerson | None) -> StaffPerson:
    """Nobody locks themselves out."""
    if person is None:
        raise NotThere
    if person.id == visit.person.id:
        raise Mistaken("yourself")
    return person


PAGES = (
    Page("GET", "/staff", Right.STAFF, show),
    Page("POST", "/staff/add", Right.STAFF, add, grave="add_person"),
    Page("POST", "/staff/reset", Right.STAFF, reset, grave="reset"),
    Page("POST", "/staff/remove", Right.STAFF, remove, grave="remove"),
)
