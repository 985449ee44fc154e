"""The addresses of the web channel, as one table."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bot.channels.floods import FILE_COST
from bot.channels.web.leaving import Leaving
from bot.channels.web.letters import Letters
from bot.channels.web.linking import Links
from bot.channels.web.safety import guarded
from bot.channels.web.talking import Talking
from bot.channels.web.visits import Visits

STATIC = Path(__file__).with_name("static")
TYPES = {
    "chat.js": "text/javascript",
    "mail.js": "text/javascript",
    "style.css": "text/css",
    "icon.svg": "image/svg+xml",
}


def routes(visits: Visits, talking: Talking) -> tuple[Route, ...]:
    links = Links(visits)
    looking, letters, leaving = visits.looking, Letters(visits, links), Leaving(visits)

    async def static(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in TYPES:
            return visits.refuse(request, 404)
        headers = {"Cache-Control": "public, max-age=3600"}
        return guarded(FileResponse(STATIC / name, media_type=TYPES[name], headers=headers))

    return (
        Route("/", looking(talking.page)),
        Route("/say", talking.say, methods=["POST"]),
        Route("/since/{place}", looking(talking.since)),
        Route("/mail", looking(letters.page)),
        Route("/mail/request.eml", looking(letters.eml, FILE_COST)),
        Route("/mail/{number}", looking(letters.proof, FILE_COST)),
        Route("/jiaji.zip", looking(letters.export, FILE_COST)),
        Route("/elsewhere", leaving.ask),
        Route("/elsewhere", leaving.go_on, methods=["POST"]),
        Route("/open/{code}", links.ask),
        Route("/open/{code}", links.open, methods=["POST"]),
        Route("/leave", leaving.leave, methods=["POST"]),
        Route("/static/{name}", static),
    )
