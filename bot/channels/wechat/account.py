"""The account's own calls to WeChat: a token, a message to somebody, a picture of theirs.

The token is the "stable" one, which every process of ours is given alike, so that none makes another's useless.
Addresses hold it: nothing of a call is ever logged, nor raised with its address.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar

API = "https://api.weixin.qq.com"
EXPIRED = (40001, 40014, 42001)
"""The token is none any more (WeChat's list of return codes)."""
SPARE_SECONDS = 300.0
LARGEST = 20 << 20


class Unreachable(RuntimeError):
    """WeChat does not answer, or not with what it should."""


class Declined(RuntimeError):
    """WeChat says no, with one of its codes."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


@dataclass
class Account:
    """`api` is scheme://host:port of WeChat's server."""

    app_id: str
    secret: str = field(repr=False)
    http: ClientSession = field(repr=False)
    api: str = API
    _token: str = field(default="", repr=False)
    _until: float = 0.0
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    @classmethod
    @asynccontextmanager
    async def opened(cls, app_id: str, secret: str, api: str = API) -> AsyncIterator[Account]:
        timeout = ClientTimeout(total=15, connect=5)
        async with ClientSession(timeout=timeout, cookie_jar=DummyCookieJar()) as http:
            yield cls(app_id, secret, http, api)

    async def send_text(self, person: str, text: str) -> None:
        """A customer-service message. Raises Declined and Unreachable."""
        message = {"touser": person, "msgtype": "text", "text": {"content": text}}
        await self._with_token("POST", "/cgi-bin/message/custom/send", message)

    async def picture(self, media: str) -> bytes:
        """What somebody sent, as they sent it. Raises Declined and Unreachable."""
        return await self._with_token("GET", "/cgi-bin/media/get", None, media_id=media)

    async def _with_token(
        self, method: str, path: str, body: Mapping[str, Any] | None, **query: str
    ) -> bytes:
        for again in (False, True):
            query["access_token"] = await self._current_token(anew=again)
            try:
                return await self._call(method, path, body, query)
            except Declined as error:
                if again or error.code not in EXPIRED:
                    raise
        raise AssertionError

    async def _current_token(self, *, anew: bool) -> str:
        async with self._asking:
            if anew or time.monotonic() >= self._until:
                asked = {
                    "grant_type": "client_credential",
                    "appid": self.app_id,
                    "secret": self.secret,
                    "force_refresh": anew,
                }
                told = _object(await self._call("POST", "/cgi-bin/stable_token", asked, {}))
                self._token = str(told.get("access_token", ""))
                lasts = float(told.get("expires_in") or 0)
                self._until = time.monotonic() + max(lasts - SPARE_SECONDS, 1.0)
            return self._token

    async def _call(
        self, method: str, path: str, body: Mapping[str, Any] | None, query: Mapping[str, str]
    ) -> bytes:
        # WeChat shows \\u escapes as they are, so the text goes as it is.
        sent = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace") if body is not None else None
        content, is_told = b"", False
        try:
            async with self.http.request(method, self.api + path, params=query, data=sent) as answer:
                content = await answer.content.read(LARGEST + 1)
                is_told = "json" in answer.content_type or "text" in answer.content_type
                is_well = answer.status == 200
        except (ClientError, TimeoutError) as error:
            # Raised out here it carries no context: what aiohttp says of an error has the address in it.
            failed = type(error).__name__
        else:
            failed = "" if is_well else "status"
        if failed:
            raise Unreachable(failed)
        if is_told and (code := _object(content).get("errcode")):
            raise Declined(int(code))
        return content


def _object(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
