"""The other end of a webhook, without a socket: calls an ASGI app as Telegram does, or as nobody should."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette

from bot.channels.telegram.webhook import SECRET_HEADER

PATH, SECRET = "/telegram/7Yq0cV", "s3cret-of-a-webhook"


@dataclass(slots=True)
class Call:
    """A request as it arrives: `chunks` of its body, then its end, or, `cut`, the caller is gone."""

    chunks: Sequence[bytes] = ()
    headers: Mapping[str, str] = field(default_factory=lambda: {SECRET_HEADER: SECRET})
    method: str = "POST"
    path: str = PATH
    query: str = ""
    cut: bool = False
    read: int = 0

    async def to(self, app: Starlette) -> tuple[int, dict[str, str]]:
        """The status and the headers of the answer. Counts in `read` how many chunks were asked for."""
        events = iter(self._events())
        answer: list[Mapping[str, Any]] = []

        async def receive() -> Mapping[str, Any]:
            self.read += 1
            return next(events, {"type": "http.disconnect"})

        async def send(message: Mapping[str, Any]) -> None:
            answer.append(message)

        await app(self.scope, receive, send)  # type: ignore[arg-type]
        start = answer[0]
        return start["status"], {name.decode(): value.decode() for name, value in start["headers"]}

    def _events(self) -> Iterable[Mapping[str, Any]]:
        for chunk in self.chunks:
            yield {"type": "http.request", "body": chunk, "more_body": True}
        if not self.cut:
            yield {"type": "http.request", "body": b"", "more_body": False}

    @property
    def scope(self) -> dict[str, Any]:
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": self.method,
            "scheme": "http",
            "path": self.path,
            "raw_path": self.path.encode(),
            "root_path": "",
            "query_string": self.query.encode(),
            "headers": [
                (name.lower().encode(), value.encode("utf-8", "surrogateescape"))
                for name, value in self.headers.items()
            ],
        }


def calling(update: Mapping[str, Any]) -> Call:
    """As Telegram calls."""
    return Call([json.dumps(update).encode()])
