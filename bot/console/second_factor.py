"""The second factor: six digits, a recovery code or a passkey; asked for at the door, and again before what weighs.

Wrong ones count against the person, from wherever they come: only somebody who has the password, or an open window, can
try them at all.
"""

from __future__ import annotations

from starlette.responses import Response

from bot.console.pages import page
from bot.console.passkeys import Refused, id_of
from bot.console.passwords import print_of, step_of, tidy_code
from bot.console.visit import Visit
from bot.store import StaffPerson, totp_place

OURS = ("form_token", "code", "state", "answer")
"""What this page asks for itself; the rest of a form is carried along."""


async def is_confirmed(visit: Visit, person: StaffPerson) -> bool:
    """Six digits, each step once; or a recovery code, once. At most five tries in a quarter of an hour."""
    who = print_of(f"second factor of\0{person.id}")
    async with visit.console.store.writing() as room:
        if not await room.people.take_try(who):
            return False
        _, sealed = await room.people.secrets(person.id)
    if sealed is None:
        return False
    code = tidy_code(visit.form.get("code", "")[:32])
    seed = visit.console.seals.open(sealed, totp_place(person.id)).decode()
    step = step_of(seed, code, visit.now)
    async with visit.console.store.writing() as room:
        if step is not None:
            is_right = await room.people.use_step(person.id, step)
        elif is_right := await room.people.use_code(person.id, print_of(code)):
            await room.write_down("recovery_code", person.id)
        if is_right:
            await room.people.forget_tries(who)
    return is_right


async def passkey_used(visit: Visit) -> StaffPerson:
    """Whose passkey answered; an answer counts once. Raises Refused."""
    state, answer = visit.form.get("state", ""), visit.form.get("answer", "")
    id = id_of(answer)
    async with visit.console.store.reading() as room:
        person, credential = await room.people.of_passkey(id)
    if person is None:
        raise Refused("unknown")
    at = visit.console.passkeys.asked_at(state, answer, credential, visit.console.store.now())
    async with visit.console.store.writing() as room:
        if not await room.people.use_passkey(id, at):
            raise Refused("used")
    return person


async def asked_again(visit: Visit, grave: str) -> Response | None:
    """A page that asks who is there, and then sends the same form once more; None where that was answered just now."""
    has_passkey = bool(visit.form.get("answer"))
    if has_passkey or visit.form.get("code"):
        if await (_by_passkey(visit) if has_passkey else is_confirmed(visit, visit.person)):
            return None
        await write_down_failed(visit)
    is_wrong = has_passkey or "code" in visit.form
    carried = {name: value for name, value in visit.form.items() if name not in OURS}
    again = visit.request.url.path + (f"?{visit.request.url.query}" if visit.request.url.query else "")
    return page(
        visit,
        "confirm.html",
        403 if is_wrong else 200,
        grave=grave,
        wrong=is_wrong,
        carried=carried,
        again=again,
        has_passkeys=bool(visit.console.passkeys.host),
    )


async def write_down_failed(visit: Visit) -> None:
    """That somebody could not show that it is them; in a commit of its own, for nothing else is done then."""
    async with visit.console.store.writing() as room:
        await room.write_down("confirm_failed", visit.person.id)


async def _by_passkey(visit: Visit) -> bool:
    try:
        return (await passkey_used(visit)).id == visit.person.id
    except Refused:
        return False
