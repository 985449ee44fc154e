"""Who calls, what the store has of them, and how they are answered: what every address of the web channel shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.bodies import TooLarge
from bot.channels.allowance import Allowance
from bot.channels.channel import Refused
from bot.channels.floods import BURST, RATE
from bot.channels.web import pages, sessions
from bot.channels.web.intake import PATIENCE, Full, Intake, TooMuch
from bot.channels.web.reading import Form, length_of, read_form
from bot.channels.web.safety import guarded, is_own, origin_of
from bot.channels.web.talk import Bubble
from bot.core import OVER, Conversation
from bot.documents import TranscriptMessage
from bot.i18n import LANGUAGES, Lang
from bot.store import Key, Store

CHANNEL = "web"
LOOKS_AT_ONCE = 8
"""Of one person; a browser has six connections."""
Answer = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Site:
    """Where the page is and who runs it. `url` is the public address, `days` how long a browser keeps its cookie,
    `proxies` how many proxies of ours stand in front and add to X-Forwarded-For, `burst` how many messages one
    person may send at once before they are counted by the second, `patience` how long (s) a body may take."""

    url: str
    operator: str = ""
    contact: str = ""
    days: int = 60
    proxies: int = 0
    burst: int = BURST
    patience: float = PATIENCE

    @property
    def is_secure(self) -> bool:
        return self.url.startswith("https:")


@dataclass(frozen=True, slots=True)
class Stored:
    """What the store has of whoever calls."""

    conversation: Conversation
    key: Key
    said: list[TranscriptMessage]


@dataclass
class Visits:
    """`refused` is told the status of every call that was turned away."""

    store: Store
    site: Site
    refused: Callable[[int], None]
    now: Callable[[], datetime]
    per_person: Allowance = field(init=False)
    per_caller: Allowance = field(init=False)
    per_looker: Allowance = field(init=False)
    intake: Intake = field(init=False)
    under_way: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        # Behind one network address there may be a whole office.
        self.per_person = Allowance(rate=RATE, burst=self.site.burst)
        self.per_caller = Allowance(rate=RATE * 3, burst=self.site.burst * 3)
        # A page that looks by itself uses up nobody's words.
        self.per_looker = Allowance(rate=RATE, burst=self.site.burst)
        self.intake = Intake(self.site.patience)

    async def stored(self, request: Request) -> Stored | None:
        """None for somebody new, and for whoever erased everything. Raises StoreDown."""
        secret = sessions.secret_of(request)
        return await self.load(sessions.address_of(secret)) if secret is not None else None

    async def load(self, address: str, channel: str = CHANNEL, since: int = 0) -> Stored | None:
        """With what was said from that turn on. Raises StoreDown."""
        found = await self.store.talk(channel, address, since)
        return Stored(*found) if found is not None and found[0].state not in OVER else None

    def looking(self, answer: Answer, cost: float = 1.0) -> Answer:
        """That answer, for whoever does not look too often; a file costs more than a page."""

        async def limited(request: Request) -> Response:
            who = sessions.secret_of(request) or self.caller(request)
            if not self.per_looker.take(who, cost):
                return self.refuse(request, 429)
            try:
                with self.one_of(LOOKS_AT_ONCE, who):
                    return await answer(request)
            except Refused as error:
                return self.refuse(request, error.status)

        return limited

    @contextmanager
    def one_of(self, most: int, who: str) -> Iterator[None]:
        """A call among those of one person that are under way: what comes all at once is no page's. Raises Refused."""
        if self.under_way[who] >= most:
            raise Refused(429)
        self.under_way[who] += 1
        try:
            yield
        finally:
            self.under_way[who] -= 1
            if not self.under_way[who]:
                del self.under_way[who]

    async def form(self, request: Request) -> Form:
        """What was sent, read within the bounds for one caller and for all. Raises Refused."""
        try:
            async with self.intake.body(self.caller(request), length_of(request)):
                return await read_form(request)
        except TooLarge:
            raise Refused(413) from None
        except TimeoutError:
            raise Refused(408) from None
        except TooMuch:
            raise Refused(429) from None
        except Full:
            raise Refused(503) from None

    def is_own(self, request: Request) -> bool:
        return is_own(request, origin_of(self.site.url))

    def caller(self, request: Request) -> str:
        """The browser's network address, as the outermost proxy of ours saw it."""
        told = [one.strip() for one in request.headers.get("x-forwarded-for", "").split(",") if one.strip()]
        if self.site.proxies and len(told) >= self.site.proxies:
            return told[-self.site.proxies]
        return request.client.host if request.client is not None else ""

    # Answers

    def html(self, page: str, lang: Lang, **given: Any) -> Response:
        return guarded(pages.page(page, lang, site=self.site, **given))

    def news(self, said: Iterable[Bubble], state: str, lang: Lang) -> Response:
        """For the script: what to add to the page, and how the conversation stands."""
        return guarded(JSONResponse({"html": [pages.bubble(one, lang) for one in said], "state": state}))

    def refuse(self, request: Request, status: int) -> Response:
        self.refused(status)
        lang = language_of(request)
        if wants_news(request):
            return guarded(JSONResponse({"said": pages.refused(status, lang)}, status))
        return guarded(
            pages.page("refusal.html", lang, status, site=self.site, text=pages.refused(status, lang))
        )

    def keep(self, answer: Response, secret: str) -> Response:
        sessions.keep(answer, secret, self.site.days, is_secure=self.site.is_secure)
        return answer

    def forget(self, answer: Response) -> Response:
        sessions.forget(answer, is_secure=self.site.is_secure)
        return answer


def to_the_talk() -> Response:
    return guarded(RedirectResponse("/#end", 303))


def wants_news(request: Request) -> bool:
    """Whether the page's own script calls, and not a browser's form."""
    return "application/json" in request.headers.get("accept", "")


def language_of(request: Request) -> Lang:
    """What the browser asks for first; the first of ours where it names none of them."""
    wanted = request.headers.get("accept-language", "").lower()
    named = [lang for lang in LANGUAGES if lang in wanted]
    return min(named, key=wanted.index, default=LANGUAGES[0])
