"""Who somebody is on the web: a secret in a cookie, of which only the hash is known here.

There is no account. Whoever has the cookie is the person; whoever reads the database cannot make one.
"""

from __future__ import annotations

import re
from hashlib import sha256
from secrets import token_urlsafe

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "jiaji"
_FORM = re.compile(r"[A-Za-z0-9_-]{43}")


def new_secret() -> str:
    """256 random bits."""
    return token_urlsafe(32)


def secret_of(request: Request) -> str | None:
    """The secret that the browser holds; None where it holds none, or something that we never gave."""
    sent = request.cookies.get(COOKIE, "")
    return sent if _FORM.fullmatch(sent) else None


def address_of(secret: str) -> str:
    """Where the store keeps this person's conversation: the SHA-256 (hex) of the secret."""
    return sha256(secret.encode("ascii")).hexdigest()


def keep(response: Response, secret: str, days: int, *, is_secure: bool) -> None:
    """With Max-Age, since the browsers inside messengers drop cookies that last for a session only."""
    response.set_cookie(
        COOKIE, secret, max_age=days * 86400, httponly=True, samesite="lax", secure=is_secure, path="/"
    )


def forget(response: Response, *, is_secure: bool) -> None:
    response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=is_secure, path="/")
