"""A turn as the web channel takes and gives it: what is sent goes through its form, what is said through its page.

Whatever the page does not show, a script that looks at it misses.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.types import Message

from bot.channels.web import bubble, incoming_of, read_form, reply_bubble, tap_of, tap_said
from bot.core import Button, Conversation, Flow, Incoming, Reply, Turn, take_turn
from bot.documents import clean


def take_turn_on_the_web(flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
    """Files, what was refused and what was edited have no form of words; they go to the engine as they are."""
    turn = take_turn(flow, conversation, _sent(incoming))
    return replace(turn, replies=tuple(_shown(turn)))


def _sent(incoming: Incoming) -> Incoming:
    if incoming.files or incoming.refused is not None or incoming.edits:
        return incoming
    # A browser ends the lines of a form as mail does.
    words = "\r\n".join((incoming.text or "").split("\n"))
    field_sent = {"tap": tap_said(incoming.tap)} if incoming.tap is not None else {"text": words}
    (heard,) = asyncio.run(_read(urlencode(field_sent, errors="replace").encode(), incoming))
    return replace(heard, message=incoming.message)


async def _read(body: bytes, incoming: Incoming) -> tuple[Incoming, ...]:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    headers = [
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"content-length", str(len(body)).encode()),
    ]
    scope = {"type": "http", "method": "POST", "path": "/say", "query_string": b"", "headers": headers}
    return await incoming_of(await read_form(Request(scope, receive)), clean, incoming.at)


def _shown(turn: Turn) -> Iterator[Reply]:
    now = turn.conversation
    for number, reply in enumerate(turn.replies, 1):
        page = Bubbles()
        page.feed(bubble(reply_bubble((now.turn, number), reply, now), now.language))
        yield replace(reply, text=page.text, buttons=tuple((one,) for one in page.buttons))


@dataclass
class Bubbles(HTMLParser):
    """What somebody sees of a message: its words, and what can be pressed."""

    text: str = ""
    buttons: list[Button] = field(default_factory=list)
    _within: str = ""
    _code: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag
        tap = tap_of(dict(attrs).get("value") or "") if tag == "button" else None
        self._code = tap.code if tap is not None else ""

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within == "p":
            self.text += data
        elif self._within == "button":
            self.buttons.append(Button(self._code, data))
