"""A link from another channel to the mail page: it opens once, by a tap, and this browser then sees that letter for a while.

Nothing is used up by looking at it: programs that follow links only look. The cookie holds whose letter it is, sealed
under a key that the database does not have.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.web.elsewhere import Passes, letters
from bot.channels.web.safety import guarded
from bot.channels.web.visits import Site, Stored, Visits, language_of
from bot.store import Key, Store, Tampered

COOKIE = "jiaji_letter"
PURPOSE = "letter"
LENGTH = 24
"""Letters of a code, which nobody types."""
MINUTES = 24 * 60
COST = 30
"""A tried link costs a caller as much as so many messages."""
SEEN_SECONDS = 7 * 86_400


async def letter_link(store: Store, site: Site, channel: str, address: str) -> str:
    """A new link to the letter of somebody on another channel. Raises StoreDown."""
    code = letters(LENGTH)
    await Passes(store, PURPOSE, MINUTES).give(f"{channel} {address}", code)
    return f"{site.url}/open/{code}"


class Links:
    def __init__(self, visits: Visits) -> None:
        self._visits = visits
        self._passes = Passes(visits.store, PURPOSE, MINUTES)
        self._key = Key(visits.store.vault.secret("letters"))

    async def ask(self, request: Request) -> Response:
        return self._page(request)

    async def open(self, request: Request) -> Response:
        if not self._visits.is_own(request):
            return self._visits.refuse(request, 403)
        if not self._visits.per_caller.take(self._visits.caller(request), COST):
            return self._visits.refuse(request, 429)
        whose = await self._passes.take(request.path_params["code"])
        if whose is None:
            return self._page(request, is_gone=True)
        answer = guarded(RedirectResponse("/mail", 303))
        sealed = urlsafe_b64encode(self._key.seal(whose.encode(), COOKIE)).decode()
        answer.set_cookie(
            COOKIE,
            sealed,
            max_age=SEEN_SECONDS,
            httponly=True,
            samesite="lax",
            secure=self._visits.site.is_secure,
            path="/",
        )
        return answer

    async def stored(self, request: Request) -> Stored | None:
        """The conversation whose link was opened in this browser. Raises StoreDown."""
        sent = request.cookies.get(COOKIE, "")
        if not sent:
            return None
        try:
            whose = self._key.open(urlsafe_b64decode(sent), COOKIE).decode()
        except (Tampered, NoBase64, ValueError):
            return None
        channel, _, address = whose.partition(" ")
        return await self._visits.load(address, channel)

    def _page(self, request: Request, *, is_gone: bool = False) -> Response:
        code = request.path_params["code"][:64]
        return self._visits.html("open.html", language_of(request), code=code, is_gone=is_gone)
