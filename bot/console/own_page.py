"""What somebody may change of their own: their passkeys, and where else they are signed in."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from bot.console.pages import go, page
from bot.console.passkeys import Passkeys, Refused
from bot.console.roles import Right
from bot.console.second_factor import is_confirmed, write_down_failed
from bot.console.visit import Mistaken, NotThere, Page, Visit

MOST_PASSKEYS = 10
LONGEST_NAME = 40


def passkeys_of(visit: Visit) -> Passkeys:
    """Raises NotThere where the console has no name that passkeys could belong to."""
    found = visit.console.passkeys
    if not found.host:
        raise NotThere
    return found


async def show(visit: Visit) -> Response:
    async with visit.console.store.reading() as room:
        keys = await room.people.passkeys(visit.person.id)
    return page(visit, "own.html", passkeys=keys, may_add=bool(visit.console.passkeys.host))


async def ask_for_new(visit: Visit) -> Response:
    found, now = passkeys_of(visit), visit.console.store.now()
    async with visit.console.store.reading() as room:
        known = [one.credential for one in await room.people.passkeys(visit.person.id)]
    return JSONResponse(found.ask_for_new(visit.person.id, visit.person.name, known, now).told)


async def add(visit: Visit) -> Response:
    """Only with a second factor, which is asked for beside it: whoever found an open window makes no way in that lasts."""
    found, now = passkeys_of(visit), visit.console.store.now()
    try:
        made = found.made(visit.person.id, visit.form.get("state", ""), visit.form.get("answer", ""), now)
    except Refused:
        raise Mistaken("passkey") from None
    if not await is_confirmed(visit, visit.person):
        await write_down_failed(visit)
        raise Mistaken("code")
    name = " ".join(visit.form.get("name", "").split())[:LONGEST_NAME]
    async with visit.console.store.writing() as room:
        if len(await room.people.passkeys(visit.person.id)) >= MOST_PASSKEYS:
            raise Mistaken("passkey")
        if not await room.people.add_passkey(visit.person.id, made.credential_id, name, bytes(made)):
            raise Mistaken("passkey")
        await room.write_down("passkey_added", visit.person.id)
    return go("/own")


async def remove(visit: Visit) -> Response:
    number = visit.form.get("number", "")
    async with visit.console.store.writing() as room:
        keys = await room.people.passkeys(visit.person.id)
        if not number.isdecimal() or len(number) > 3 or not 0 < int(number) <= len(keys):
            raise Mistaken("empty")
        await room.people.remove_passkey(visit.person.id, keys[int(number) - 1].id)
        await room.write_down("passkey_removed", visit.person.id)
    return go("/own")


PAGES = (
    Page("GET", "/own", Right.SIGNED_IN, show),
    Page("GET", "/own/passkey", Right.SIGNED_IN, ask_for_new),
    Page("POST", "/own/passkey", Right.SIGNED_IN, add),
    Page("POST", "/own/passkey/remove", Right.SIGNED_IN, remove, grave="remove"),
)
