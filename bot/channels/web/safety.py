"""What every answer of the web channel carries and every call must pass: headers, origin, how often, how much.

No answer of a person is ever in an address, a log or a cache.
"""

from __future__ import annotations

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
