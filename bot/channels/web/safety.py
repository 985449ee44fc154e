"""What every answer of the web channel carries and every call must pass: headers, origin, how often, how much.

No answer of a person is ever in an address, a log or a cache.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "form-action 'self' mailto:; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""No inline script or style, nothing from elsewhere, no cache. Under "no-referrer" browsers would call the
origin of our own forms "null" (Fetch standard, "serializing a request origin")."""


def guarded(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def is_own(request: Request, origin: str) -> bool:
    """Whether a form was sent by our own page. Browsers say where a form comes from in one of two headers; a
    program that says neither has no cookie of anybody else's either."""
    sent = request.headers.get("origin")
    if sent is not None:
        return sent == origin
    return request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@dataclass
class Allowance:
    """A token bucket for each name: `rate` a second after a burst of `burst`. The names longest unheard of are forgotten."""

    rate: float
    burst: float
    most: int = 10_000
    now: Callable[[], float] = time.monotonic
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def take(self, name: str, cost: float = 1.0) -> bool:
        """False where it is too much now; then nothing is taken."""
        at = self.now()
        left, since = self._left.pop(name, (self.burst, at))
        left = min(self.burst, left + (at - since) * self.rate)
        is_allowed = left >= cost
        self._left[name] = (left - cost if is_allowed else left, at)
        while len(self._left) > self.most:
            self._left.popitem(last=False)
        return is_allowed
