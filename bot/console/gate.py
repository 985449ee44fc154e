"""The gate: every request passes it, which asks who it is, whether they may, and whether the form comes from one of our own pages.

What a page cannot answer becomes one plain page that tells nothing about anybody.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.bodies import TooLarge, body_within
from bot.console.pages import HEADERS, go, page
from bot.console.passwords import print_of
from bot.console.roles import Right
from bot.console.second_factor import asked_again
from bot.console.visit import Console, Mistaken, NotThere, Page, Visit, without_nul
from bot.i18n import Lang, language_of
from bot.logs import log
from bot.store import Session, StoreDown, Tampered

MOST_BYTES = 64 * 1024
LANGUAGE_COOKIE = "jiaji-language"


def routes(console: Console, pages: Sequence[Page]) -> list[Route]:
    """Raises ValueError for a page that names no right."""
    for one in pages:
        if not isinstance(one.right, Right):
            raise ValueError(f"{one.method} {one.path} names no right")
    return [Route(one.path, _guarded(console, one), methods=[one.method]) for one in pages]


def _guarded(console: Console, one: Page) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        visit = Visit(console, request, None, language_of_reader(request, None))
        try:
            response = await _answer(visit, one)
        except StoreDown:
            response = page(visit, "message.html", 503, title="no_database", text=None)
        except (NotThere, Tampered) as error:
            if isinstance(error, Tampered):
                log.error("console_tampered", error=error)
            response = page(visit, "message.html", 404, title="not_there", text=None)
        except Mistaken as mistaken:
            written = visit.form.get("text", "")
            response = page(visit, "message.html", 400, title="not_done", text=mistaken.why, written=written)
        except HTTPException as refused:
            response = page(visit, "message.html", refused.status_code, title="not_done", text=None)
        except Exception as error:
            log.error("console_failed", error=error)
            response = page(visit, "message.html", 500, title="fault", text=None)
        return response

    return answer


async def _answer(visit: Visit, one: Page) -> Response:
    visit.session = await _session(visit)
    visit.language = language_of_reader(visit.request, visit.session)
    if one.right is not Right.ANYBODY and visit.session is None:
        return go("/sign-in")
    if one.right is not Right.ANYBODY and not visit.may(one.right):
        raise NotThere
    if one.method == "POST":
        await _take_form(visit)
    if one.grave and (again := await asked_again(visit, one.grave)) is not None:
        return again
    return await one.answer(visit)


async def _session(visit: Visit) -> Session | None:
    token = visit.request.cookies.get(visit.console.cookie, "")
    if not token:
        return None
    async with visit.console.store.reading() as room:
        session = await room.people.session(print_of(token))
    if session is not None and visit.request.headers.get("x-jiaji-poll") is None:
        async with visit.console.store.writing() as room:
            await room.people.touch(print_of(token))
    return session


async def _take_form(visit: Visit) -> None:
    """Only from our own pages, and where somebody is signed in only with the token of their session."""
    request = visit.request
    if not _is_ours(visit):
        raise Mistaken("foreign")
    try:
        body = await body_within(request, MOST_BYTES)
    except TooLarge:
        raise HTTPException(413) from None
    said = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    visit.form = {name: without_nul(value) for name, value in said}
    token = visit.session.form_token if visit.session is not None else ""
    if visit.session is not None and not hmac.compare_digest(
        visit.form.get("form_token", "").encode("utf-8", "replace"), token.encode()
    ):
        raise Mistaken("stale form")


def _is_ours(visit: Visit) -> bool:
    headers = visit.request.headers
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    expected = visit.console.origin or f"{visit.request.url.scheme}://{headers.get('host', '')}"
    if origin is not None:
        return urlsplit(origin)[:2] == urlsplit(expected)[:2]
    # A browser names at least one of them with a form.
    return site is not None


def language_of_reader(request: Request, session: Session | None) -> Lang:
    chosen = request.cookies.get(LANGUAGE_COOKIE) or (
        session.person.language if session is not None else None
    )
    return language_of(chosen or request.headers.get("accept-language"))


def add_headers(response_headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers that every answer bears, whatever it is."""
    ours = {name.lower().encode(): value.encode() for name, value in HEADERS.items()}
    kept = [(name, value) for name, value in response_headers if name.lower() not in ours]
    return [*kept, *ours.items()]
