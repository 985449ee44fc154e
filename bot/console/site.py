"""The whole console as one ASGI application: its pages, its files, the headers on every answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from bot.console import (
    case,
    case_acts,
    exports,
    journal_page,
    learning,
    listing,
    own_page,
    people_pages,
    retention_page,
    signing_in,
)
from bot.console.gate import add_headers, language_of_reader, routes
from bot.console.pages import HERE, page
from bot.console.visit import Console, Page, Visit

PAGES: tuple[Page, ...] = (
    *listing.PAGES,
    *case.PAGES,
    *case_acts.PAGES,
    *exports.PAGES,
    *learning.PAGES,
    *people_pages.PAGES,
    *journal_page.PAGES,
    *retention_page.PAGES,
    *signing_in.PAGES,
    *own_page.PAGES,
)

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


def site(console: Console) -> Callable[..., Awaitable[None]]:
    """Raises ValueError where a page names no right."""

    async def missing(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 404
        visit = Visit(console, request, None, language_of_reader(request, None))
        return page(visit, "message.html", status, title="not_there", text=None)

    files = Mount("/static", StaticFiles(directory=HERE / "static"))
    app = Starlette(routes=[*routes(console, PAGES), files], exception_handlers={404: missing, 405: missing})
    app.router.redirect_slashes = False

    async def guarded(scope: Any, receive: Any, send: Send) -> None:
        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = add_headers(list(message.get("headers", ())))
            await send(message)

        await app(scope, receive, with_headers)

    return guarded
