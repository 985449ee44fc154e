"""A WeChat server for tests: it gives tokens, takes messages, holds pictures, and calls the bot as WeChat does, up to three times.

What it sends is signed and encrypted by wechatpy, which knows nothing of ours. Its limits are those of WeChat's pages: five
messages for each one of a person's, 2,048 bytes each, and a token that is none any more once `expire` was called.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from wechatpy.crypto import WeChatCrypto

APP_ID, TOKEN, SECRET = "wx0123456789abcdef", "a-token-of-the-tests", "an-app-secret-of-the-tests"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
QUOTA, LONGEST = 5, 2048
_ids = itertools.count(23_000_000_000_000_001)


@dataclass
class FakeWeChat:
    """`sent` are the messages that were taken, as (person, text); `declined` the codes that it answered."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    declined: list[int] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    tokens: int = 1
    quota: dict[str, int] = field(default_factory=dict)
    refuses: int = 0
    """A code with which every message is declined, where it is not 0."""
    url: str = ""

    # What the bot calls

    @property
    def token(self) -> str:
        return f"token-{self.tokens}"

    def expire(self) -> None:
        self.tokens += 1

    async def _stable_token(self, request: Request) -> Response:
        asked = await request.json()
        if (asked["appid"], asked["secret"]) != (APP_ID, SECRET):
            return self._no(40125)
        return JSONResponse({"access_token": self.token, "expires_in": 7200})

    async def _send(self, request: Request) -> Response:
        if request.query_params.get("access_token") != self.token:
            return self._no(40001)
        body = (await request.body()).decode()
        assert "\\u" not in body, "WeChat shows escapes as they are"
        said: dict[str, Any] = json.loads(body)
        person, text = said["touser"], said["text"]["content"]
        if self.refuses:
            return self._no(self.refuses)
        if len(text.encode()) > LONGEST:
            return self._no(45002)
        if not self.quota.get(person):
            return self._no(45047)
        self.quota[person] -= 1
        self.sent.append((person, text))
        return JSONResponse({"errcode": 0, "errmsg": "ok"})

    async def _media(self, request: Request) -> Response:
        if request.query_params.get("access_token") != self.token:
            return self._no(40001)
        content = self.pictures.get(request.query_params["media_id"])
        return self._no(40007) if content is None else Response(content, media_type="image/jpeg")

    def _no(self, code: int) -> Response:
        self.declined.append(code)
        return JSONResponse({"errcode": code, "errmsg": "no"})

    # What calls the bot

    async def says(self, bot: httpx.AsyncClient, person: str, text: str) -> int:
        return await self.calls(bot, person, "text", Content=text)

    async def shows(self, bot: httpx.AsyncClient, person: str, picture: bytes) -> int:
        media = f"media{len(self.pictures)}"
        self.pictures[media] = picture
        return await self.calls(bot, person, "image", PicUrl="http://example.invalid/x", MediaId=media)

    async def calls(self, bot: httpx.AsyncClient, person: str, kind: str, tries: int = 3, **more: str) -> int:
        """The status of the last of the tries."""
        self.quota[person] = QUOTA
        body = message(person, kind, **more)
        status = 0
        for _ in range(tries):
            status = (await post(bot, body)).status_code
            if status == 200:
                break
        return status

    def texts(self, person: str) -> list[str]:
        return [text for whom, text in self.sent if whom == person]


def message(person: str, kind: str, **more: str) -> str:
    """A message in XML, as WeChat writes it before it is encrypted."""
    fields = {
        "ToUserName": "gh_example",
        "FromUserName": person,
        "CreateTime": str(int(time.time())),
        "MsgType": kind,
    }
    if kind != "event":
        fields["MsgId"] = str(next(_ids))
    inner = "".join(
        f"<{name}>{value if value.isdecimal() else f'<![CDATA[{value}]]>'}</{name}>"
        for name, value in {**fields, **more}.items()
    )
    return f"<xml>{inner}</xml>"


async def post(bot: httpx.AsyncClient, body: str, at: int | None = None, **instead: str) -> httpx.Response:
    """A call with this message; `instead` are other parameters of the address than the right ones."""
    crypto, nonce, when = WeChatCrypto(TOKEN, AES_KEY, APP_ID), "123456", str(at or int(time.time()))
    sealed = crypto.encrypt_message(body, nonce, when)
    signature = sealed.split("<MsgSignature><![CDATA[")[1].split("]]>")[0]
    asked = {"msg_signature": signature, "timestamp": when, "nonce": nonce, "encrypt_type": "aes", **instead}
    return await bot.post("/wechat", params=asked, content=sealed.encode())


@asynccontextmanager
async def running(fake: FakeWeChat) -> AsyncIterator[FakeWeChat]:
    routes: list[tuple[str, Callable[[Request], Awaitable[Response]], str]] = [
        ("/cgi-bin/stable_token", fake._stable_token, "POST"),
        ("/cgi-bin/message/custom/send", fake._send, "POST"),
        ("/cgi-bin/media/get", fake._media, "GET"),
    ]
    app = Starlette(routes=[Route(path, take, methods=[method]) for path, take, method in routes])
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        fake.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))
        working = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            yield fake
        finally:
            server.should_exit = server.force_exit = True
            await working
