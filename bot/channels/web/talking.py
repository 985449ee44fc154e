"""The talk: the page, a message sent from it, and catching up on what was said meanwhile.

A call is answered only after what it said is kept, and its answer carries the replies.
"""

from __future__ import annotations

import asyncio
import re

from starlette.requests import Request
from starlette.responses import Response

from bot.assistant import Received
from bot.channels.channel import Receive, Refused
from bot.channels.floods import FILE_COST
from bot.channels.web import sessions
from bot.channels.web.reading import Form, incoming_of, new_id
from bot.channels.web.talk import bubbles, reply_bubble
from bot.channels.web.visits import CHANNEL, Stored, Visits, language_of, to_the_talk, wants_news
from bot.channels.web.waiting import Waiting, last_words
from bot.core import Flow, Incoming, Reply
from bot.documents import Clean
from bot.i18n import LANGUAGES, TABLES, translate
from bot.store import StoreDown

FORMS_AT_ONCE = 4
"""Of one person: a page sends one, and again where its answer is late; another page may be open."""
NOWHERE = -1, -1
_PLACE = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})")


class Talking:
    def __init__(
        self, visits: Visits, flow: Flow, waiting: Waiting, receive: Receive[Received], clean: Clean
    ) -> None:
        self._visits, self._waiting, self._receive, self._clean = visits, waiting, receive, clean
        self._openings = [(one, translate(flow.title, one), TABLES[one].names[0]) for one in LANGUAGES]
        self._reading: dict[str, tuple[str, asyncio.Future[tuple[Incoming, ...]]]] = {}

    async def page(self, request: Request) -> Response:
        """Nothing is made for somebody who only looks."""
        stored = await self._visits.stored(request)
        if stored is None:
            return self._visits.html(
                "welcome.html", language_of(request), id=new_id(), openings=self._openings
            )
        now = stored.conversation
        return self._visits.html("chat.html", now.language, id=new_id(), bubbles=bubbles(stored.said, now))

    async def say(self, request: Request) -> Response:
        """A message. The script gets what is new; a browser without it is shown the page again."""
        if not self._visits.is_own(request):
            return self._visits.refuse(request, 403)
        secret = sessions.secret_of(request) or sessions.new_secret()
        address = sessions.address_of(secret)
        if not (
            self._visits.per_person.take(address)
            and self._visits.per_caller.take(self._visits.caller(request))
        ):
            return self._visits.refuse(request, 429)
        try:
            with self._visits.one_of(FORMS_AT_ONCE, address):
                form = await self._visits.form(request)
                stored, last = await self._hear(request, address, form)
        except Refused as error:
            return self._visits.refuse(request, error.status)
        except StoreDown:
            return self._visits.refuse(request, 503)
        if last is not None:
            return self._visits.forget(self._over(request, last))
        after = place_of(form.fields.get("after", ""))
        answer = self._news(request, stored, after) if wants_news(request) else to_the_talk()
        return self._visits.keep(answer, secret)

    async def _hear(self, request: Request, address: str, form: Form) -> tuple[Stored | None, Reply | None]:
        """Returns how it stands then, or the last words of a conversation that is over with this. Raises StoreDown, Refused."""
        incoming = await self._read(address, form)
        with self._waiting.call(address) as queue:
            for number, one in enumerate(incoming):
                id = f"{address[:12]}{form.id}{number}"
                await self._receive(Received(CHANNEL, address, id, one, language_of(request)))
            stored = await self._visits.load(address, since=place_of(form.fields.get("after", ""))[0])
            return stored, await last_words(queue) if stored is None else None

    async def _read(self, address: str, form: Form) -> tuple[Incoming, ...]:
        """One person's files are read one after the other. A page whose answer is late sends its file again: it waits for the
        same reading, which costs once. Raises Refused."""
        if not form.files:
            return await incoming_of(form, self._clean, self._visits.now())
        id, reading = self._reading.get(address, ("", None))
        if reading is None:
            if not self._visits.per_person.take(address, len(form.files) * FILE_COST):
                raise Refused(429)
            reading = asyncio.ensure_future(incoming_of(form, self._clean, self._visits.now()))
            self._reading[address] = form.id, reading
            reading.add_done_callback(lambda _: self._reading.pop(address))
        elif id != form.id:
            raise Refused(425)
        return await asyncio.shield(reading)

    def _over(self, request: Request, last: Reply) -> Response:
        if wants_news(request):
            return self._visits.news([reply_bubble((0, 1), last, None)], "gone", language_of(request))
        return self._visits.html("gone.html", language_of(request), text=last.text)

    async def since(self, request: Request) -> Response:
        secret = sessions.secret_of(request)
        place = place_of(request.path_params["place"])
        address = sessions.address_of(secret) if secret else ""
        return self._news(request, await self._visits.load(address, since=place[0]), place)

    def _news(self, request: Request, stored: Stored | None, after: tuple[int, int]) -> Response:
        """What a tapped button was called stands in the turn that the page last showed."""
        if stored is None:
            return self._visits.news([], "gone", language_of(request))
        now = stored.conversation
        return self._visits.news(bubbles(stored.said, now, after), now.state, now.language)


def place_of(said: str) -> tuple[int, int]:
    """The place of the last message that a page shows, as the page says it."""
    found = _PLACE.fullmatch(said)
    return (int(found[1]), int(found[2])) if found is not None else NOWHERE
