"""Signing in and out, joining by invitation, recovery codes: every way in looks the same from outside when it fails."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from bot.console.gate import LANGUAGE_COOKIE
from bot.console.pages import go, page
from bot.console.passkeys import Refused
from bot.console.passwords import (
    LONGEST,
    SHORTEST,
    Seed,
    hashed,
    is_right,
    new_codes,
    new_seed,
    new_token,
    print_of,
    step_of,
)
from bot.console.roles import Right
from bot.console.second_factor import is_confirmed, passkey_used
from bot.console.visit import NotThere, Page, Visit
from bot.i18n import LANGUAGES
from bot.store import LONGEST_SESSION_MS, StaffPerson, totp_place


async def show_sign_in(visit: Visit) -> Response:
    if visit.session is not None:
        return go("/")
    return page(visit, "sign_in.html", wrong=False, has_passkeys=bool(visit.console.passkeys.host))


async def sign_in(visit: Visit) -> Response:
    name, password = visit.form.get("name", "")[:64], visit.form.get("password", "")[:LONGEST]
    client = visit.request.client
    who = print_of(f"{name.casefold()}\0{client.host if client is not None else ''}")
    async with visit.console.store.writing() as room:
        if not await room.people.take_try(who):
            return _wrong(visit)
        person = await room.people.named(name)
        hash, _ = await room.people.secrets(person.id) if person is not None else (None, None)
    # Asked in any case, so that nobody learns from the time which names there are.
    is_known = await is_right(password, hash)
    if person is None or not is_known or person.removed_at is not None:
        return await _refused(visit, person)
    if not await is_confirmed(visit, person):
        return await _refused(visit, person)
    return await _begin(visit, who, person)


async def ask_for_passkey(visit: Visit) -> Response:
    if not visit.console.passkeys.host:
        raise NotThere
    return JSONResponse(visit.console.passkeys.ask(visit.console.store.now()).told)


async def sign_in_by_passkey(visit: Visit) -> Response:
    """A passkey is both factors: the authenticator has asked for a finger, a face or a number before it signed."""
    client = visit.request.client
    who = print_of(f"passkey\0{client.host if client is not None else ''}")
    async with visit.console.store.writing() as room:
        if not await room.people.take_try(who):
            return _wrong(visit)
    try:
        person = await passkey_used(visit)
    except Refused:
        return await _refused(visit, None)
    return await _begin(visit, who, person)


async def _refused(visit: Visit, person: StaffPerson | None) -> Response:
    async with visit.console.store.writing() as room:
        await room.write_down("sign_in_failed", person.id if person is not None else None)
    return _wrong(visit)


def _wrong(visit: Visit) -> Response:
    return page(visit, "sign_in.html", 403, wrong=True, has_passkeys=bool(visit.console.passkeys.host))


async def _begin(visit: Visit, who: bytes, person: StaffPerson) -> Response:
    token = new_token()
    async with visit.console.store.writing() as room:
        await room.people.forget_tries(who)
        await room.people.begin(person.id, print_of(token), new_token())
        await room.write_down("signed_in", person.id)
    response = go("/")
    response.set_cookie(
        visit.console.cookie,
        token,
        max_age=LONGEST_SESSION_MS // 1000,
        path="/",
        secure=visit.console.is_secure,
        httponly=True,
        samesite="strict",
    )
    return response


async def sign_out(visit: Visit) -> Response:
    token = visit.request.cookies.get(visit.console.cookie, "")
    async with visit.console.store.writing() as room:
        if visit.form.get("everywhere"):
            await room.people.end_all(visit.person.id)
        else:
            await room.people.end(print_of(token))
        await room.write_down("signed_out", visit.person.id)
    response = go("/sign-in")
    response.delete_cookie(visit.console.cookie, path="/", secure=visit.console.is_secure, samesite="strict")
    return response


# Joining


async def show_join(visit: Visit) -> Response:
    """The invitation stands in the fragment, which no server sees and no scanner uses up."""
    return page(visit, "join.html", step="invitation", wrong=None, invitation="")


async def join(visit: Visit) -> Response:
    """First the invitation alone, then with it a password and the first six digits."""
    invitation = visit.form.get("invitation", "").strip().rpartition("#")[2][:100]
    async with visit.console.store.reading() as room:
        person = await room.people.invited(print_of(invitation))
    if person is None:
        return page(visit, "join.html", 403, step="invitation", wrong="invitation", invitation="")
    seed = visit.form.get("seed", "")
    if not visit.form.get("password") or not seed.isalnum() or len(seed) != len(new_seed()):
        return _factors(visit, person, invitation, new_seed(), None)
    password = visit.form["password"]
    if not SHORTEST <= len(password) <= LONGEST or password.casefold() == person.name.casefold():
        return _factors(visit, person, invitation, seed, "password")
    if step_of(seed, visit.form.get("code", "")[:16], visit.now) is None:
        return _factors(visit, person, invitation, seed, "code")
    return await _join(visit, person, password, seed)


def _factors(visit: Visit, person: StaffPerson, invitation: str, seed: str, wrong: str | None) -> Response:
    shown = Seed(seed, person.name)
    status = 200 if wrong is None else 400
    return page(
        visit,
        "join.html",
        status,
        step="factors",
        wrong=wrong,
        invitation=invitation,
        seed=shown,
        name=person.name,
    )


async def _join(visit: Visit, person: StaffPerson, password: str, seed: str) -> Response:
    codes, hash = new_codes(), await hashed(password)
    sealed = visit.console.seals.seal(seed.encode(), totp_place(person.id))
    async with visit.console.store.writing() as room:
        if await room.people.of(person.id) != person:
            raise NotThere
        await room.people.join(person.id, hash, sealed, [print_of(code) for code in codes])
        # Whoever invited them did not know in which language they read.
        await room.people.speak(person.id, visit.language)
        await room.write_down("joined", person.id)
    return page(visit, "join.html", step="codes", wrong=None, invitation="", codes=codes)


async def speak(visit: Visit) -> Response:
    """The console in the other language."""
    wanted = visit.form.get("language", "")
    response = go(_back(visit))
    if wanted in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, wanted, max_age=31_536_000, path="/", samesite="strict")
        if visit.session is not None:
            async with visit.console.store.writing() as room:
                await room.people.speak(visit.person.id, wanted)
    return response


def _back(visit: Visit) -> str:
    """Only to a page of ours."""
    path = visit.form.get("back", "/")
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


PAGES = (
    Page("GET", "/sign-in", Right.ANYBODY, show_sign_in),
    Page("POST", "/sign-in", Right.ANYBODY, sign_in),
    Page("GET", "/sign-in/passkey", Right.ANYBODY, ask_for_passkey),
    Page("POST", "/sign-in/passkey", Right.ANYBODY, sign_in_by_passkey),
    Page("POST", "/sign-out", Right.SIGNED_IN, sign_out),
    Page("GET", "/join", Right.ANYBODY, show_join),
    Page("POST", "/join", Right.ANYBODY, join),
    Page("POST", "/language", Right.ANYBODY, speak),
)
