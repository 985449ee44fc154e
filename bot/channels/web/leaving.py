"""Going on in another browser by a code, and leaving this one.

Nothing is used up by looking at an address: programs that follow links only look.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.channel import Refused
from bot.channels.web import sessions
from bot.channels.web.elsewhere import Passes, new_code
from bot.channels.web.visits import Visits, language_of, to_the_talk

COST = 30
"""A tried code costs a caller as much as so many messages."""


class Leaving:
    def __init__(self, visits: Visits) -> None:
        self._visits, self._passes = visits, Passes(visits.store, "pass")

    async def ask(self, request: Request) -> Response:
        return self._page(request, code=request.query_params.get("code", "")[:16])

    async def go_on(self, request: Request) -> Response:
        """A code that was typed opens its conversation here; without one, a new code is given for this one."""
        if not self._visits.is_own(request):
            return self._visits.refuse(request, 403)
        if not self._visits.per_caller.take(self._visits.caller(request), COST):
            return self._visits.refuse(request, 429)
        try:
            code = (await self._visits.form(request)).fields.get("code")
        except Refused as error:
            return self._visits.refuse(request, error.status)
        if code is None:
            return await self._give(request)
        secret = await self._passes.take(code)
        return self._page(request, wrong=True) if secret is None else self._visits.keep(to_the_talk(), secret)

    async def _give(self, request: Request) -> Response:
        secret = sessions.secret_of(request)
        if secret is None or await self._visits.stored(request) is None:
            return to_the_talk()
        code = new_code()
        await self._passes.give(secret, code)
        return self._page(request, given=code)

    def _page(self, request: Request, code: str = "", given: str = "", *, wrong: bool = False) -> Response:
        return self._visits.html("elsewhere.html", language_of(request), code=code, given=given, wrong=wrong)

    async def leave(self, request: Request) -> Response:
        """This browser forgets whose conversation it was; the conversation stays."""
        if not self._visits.is_own(request):
            return self._visits.refuse(request, 403)
        return self._visits.forget(to_the_talk())
