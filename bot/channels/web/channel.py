"""The web as a Channel: the page's own calls bring messages in; what is said waits in the transcript to be fetched.

Nothing can be pushed to a page. A reply is delivered once it stands in the transcript, from which every page of that
person catches up; only last words, which stand nowhere, are sent: to the call that is under way.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bot.assistant import Assistant, Document, Pace, Received
from bot.channels.channel import Channel, Receive, Reception, Watch
from bot.channels.web.routes import routes
from bot.channels.web.talking import Talking
from bot.channels.web.visits import CHANNEL, Site, Visits
from bot.channels.web.waiting import Waiting
from bot.core import Flow
from bot.documents import Clean, clean
from bot.store import Outgoing, Store


def utc_now() -> datetime:
    return datetime.now(UTC)


def web(
    store: Store,
    flow: Flow,
    site: Site,
    clean: Clean = clean,
    now: Callable[[], datetime] = utc_now,
) -> Channel[Received]:
    """The channel; its pages are at `site.url`, and `clean` is how files are taken in."""
    waiting = Waiting()
    store.fetched.add(CHANNEL)

    async def send(outgoing: Outgoing, _: Document | None) -> None:
        waiting.tell(outgoing)

    def receiver(assistant: Assistant) -> Receive[Received]:
        async def receive(received: Received) -> None:
            await assistant.hear([received])

        return receive

    def reception(receive: Receive[Received], watch: Watch) -> Reception:
        visits = Visits(store, site, watch.refused, now)
        return Reception(routes(visits, Talking(visits, flow, waiting, receive, clean)))

    return Channel(CHANNEL, send, receiver, reception, Pace(0, 0))
