"""What is sent to us over HTTP, read as it comes and never beyond a bound.

An honest length is judged before anything is read; one that is not told, or is a lie, while reading.
"""

from __future__ import annotations

from starlette.requests import Request


class TooLarge(Exception):
    """More was sent than is read."""


async def body_within(request: Request, most: int) -> bytes:
    """`most` in bytes. Raises TooLarge, and ClientDisconnect."""
    length = request.headers.get("content-length", "0")
    if length.isdecimal() and (len(length) > 12 or int(length) > most):
        raise TooLarge
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise TooLarge
    return bytes(body)
