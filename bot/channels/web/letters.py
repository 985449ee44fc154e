"""What is taken along: the mail page with the finished letter, its files, and everything that is kept."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.assistant import Document, contents_of, document_of
from bot.channels.web.linking import Links
from bot.channels.web.mailing import mailing
from bot.channels.web.safety import guarded
from bot.channels.web.visits import Stored, Visits, to_the_talk
from bot.core import DataExport, Letter, Reply, reply_in
from bot.documents import attachment_names

TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "eml": "message/rfc822", "zip": "application/zip"}


class Letters:
    def __init__(self, visits: Visits, links: Links) -> None:
        self._visits, self._links = visits, links

    async def _stored(self, request: Request) -> Stored | None:
        """Of the talk in this browser, or of the one whose link was opened here."""
        return await self._visits.stored(request) or await self._links.stored(request)

    async def page(self, request: Request) -> Response:
        stored = await self._stored(request)
        letter = _letter(stored)
        if stored is None or letter is None:
            return to_the_talk()
        in_wechat = "MicroMessenger" in request.headers.get("user-agent", "")
        return self._visits.html("mail.html", stored.conversation.language, mail=mailing(letter, in_wechat))

    async def eml(self, request: Request) -> Response:
        """The whole e-mail as a file, for a computer."""
        stored = await self._stored(request)
        letter = _letter(stored)
        if stored is None or letter is None:
            return self._visits.refuse(request, 404)
        return await self._file(request, stored, Reply("ready.eml", "", document=letter))

    async def export(self, request: Request) -> Response:
        stored = await self._stored(request)
        if stored is None:
            return self._visits.refuse(request, 404)
        return await self._file(request, stored, Reply("export", "", document=DataExport()))

    async def _file(self, request: Request, stored: Stored, reply: Reply) -> Response:
        made = await document_of(self._visits.store, stored.conversation.id, stored.key, reply)
        return _download(made) if made is not None else self._visits.refuse(request, 404)

    async def proof(self, request: Request) -> Response:
        """One file of the proof, as it is attached; they are numbered from 1."""
        stored = await self._stored(request)
        letter, said = _letter(stored), request.path_params["number"]
        numbers = [str(one) for one in range(1, len(letter.attachments) + 1)] if letter is not None else []
        if stored is None or letter is None or said not in numbers:
            return self._visits.refuse(request, 404)
        number = int(said)
        file = letter.attachments[number - 1]
        contents = await contents_of(self._visits.store, stored.conversation.id, stored.key, [file])
        return _download((attachment_names(letter)[number - 1], contents[file.digest]))


def _letter(stored: Stored | None) -> Letter | None:
    """The newest one that was handed over."""
    for message in reversed(stored.said if stored is not None else ()):
        if message.place and (message.content["document"] or {}).get("$") == "letter":
            document = reply_in(message.content).document
            return document if isinstance(document, Letter) else None
    return None


def _download(file: Document) -> Response:
    name, content = file
    kind = TYPES[name.rpartition(".")[2]]
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return guarded(Response(content, media_type=kind, headers=headers))
