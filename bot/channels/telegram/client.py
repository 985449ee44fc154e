"""How python-telegram-bot reaches the Bot API: one pool of aiohttp connections, at a third of what httpx costs.

Neither the token nor what people said ever stands in an error or a log line.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, FormData, TCPConnector
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

LONGEST_BODY = 21 * 1024 * 1024
"""A little more than the largest file that the Bot API hands out."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: for a free connection, to connect, to send (with files), to wait for a next byte, for a whole file."""

    pool: float = 5.0
    connect: float = 5.0
    write: float = 10.0
    upload: float = 60.0
    read: float = 10.0
    download: float = 120.0


class Request(BaseRequest):
    """Knows no redirects, no cookies and no proxy of the environment: it talks to its one server only."""

    __slots__ = ("_connections", "_patience", "_session", "_usual")

    def __init__(self, connections: int = 64, patience: Patience | None = None) -> None:
        self._connections, self._patience = connections, patience or Patience()
        self._usual = self._timeout(*(self.DEFAULT_NONE,) * 4, upload=False, download=False)
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._patience.read

    async def initialize(self) -> None:
        if self._session is None:
            self._session = ClientSession(
                connector=TCPConnector(limit=self._connections),
                cookie_jar=DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("this request is not initialized")
        body, kind = _body(request_data)
        timeout = self._usual
        asked = (pool_timeout, connect_timeout, write_timeout, read_timeout)
        if isinstance(body, FormData) or method == "GET" or any(_is_told(one) for one in asked):
            timeout = self._timeout(*asked, upload=isinstance(body, FormData), download=method == "GET")
        try:
            async with self._session.request(
                method, url, data=body, headers=kind, timeout=timeout, allow_redirects=False
            ) as response:
                content = bytearray()
                async for chunk in response.content.iter_any():
                    content += chunk
                    if len(content) > LONGEST_BODY:
                        raise ClientError
        except (ClientError, OSError, ValueError, TimeoutError) as error:
            failure = _failure(error)
        else:
            code = response.status
            return code, bytes(content) if code < 300 else _complaint(code, content)
        # Raised out here it carries no context: what aiohttp says of an error has the URL in it, and so the token.
        raise failure

    def _timeout(
        self, pool: Any, connect: Any, write: Any, read: Any, *, upload: bool, download: bool
    ) -> ClientTimeout:
        """What is not told is usual. aiohttp has no limit for writing: a limit on the whole stands for it."""
        usual = self._patience
        pool, connect = _told(pool, usual.pool), _told(connect, usual.connect)
        write = _told(write, usual.upload if upload else usual.write)
        read = _told(read, usual.read)
        parts = (pool, connect, write, max(read or 0, usual.download) if download else read)
        return ClientTimeout(
            total=None if None in parts else sum(parts),
            connect=None if None in parts[:2] else pool + connect,
            sock_connect=connect,
            sock_read=read,
        )

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """PTB's own writes what it cannot read into the log, and there are answers of people in it."""
        try:
            found = json.loads(payload)
        except ValueError:
            found = None
        if isinstance(found, dict) and ("result" in found or "error_code" in found):
            return found
        raise NetworkError("the answer of the Bot API cannot be read")


def client(token: str, api: str, patience: Patience | None = None) -> Bot:
    """python-telegram-bot over one pool for all. `api` is scheme://host:port of a Bot API server."""
    request = Request(patience=patience)
    return Bot(
        token,
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=request,
        get_updates_request=request,
    )


def _is_told(timeout: Any) -> bool:
    return timeout is not BaseRequest.DEFAULT_NONE


def _told(timeout: Any, usual: float) -> float | None:
    """None is a wish of its own: to wait for ever."""
    return timeout if _is_told(timeout) else usual


def _body(data: RequestData | None) -> tuple[bytes | FormData | None, dict[str, str]]:
    """JSON, since quoting Chinese for a form takes longer than all the rest; a form only for files."""
    if data is None:
        return None, {}
    if not data.contains_files:
        return json.dumps(data.parameters).encode(), {"Content-Type": "application/json"}
    form = FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        part = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, part, filename=filename, content_type=kind)
    return form, {}


def _failure(error: Exception) -> TelegramError:
    name = type(error).__name__
    return TimedOut(f"timed out ({name})") if isinstance(error, TimeoutError) else NetworkError(name)


def _complaint(code: int, content: bytes | bytearray) -> bytes:
    """The parts of an error's answer that are read further on; whatever else a proxy says is left out."""
    try:
        said = json.loads(content)
    except ValueError:
        said = None
    known: dict[str, object] = {"error_code": code}
    if isinstance(said, dict):
        if isinstance(said.get("description"), str):
            known["description"] = said["description"][:200]
        parameters = said.get("parameters")
        wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
        if isinstance(wait, int) and wait > 0:
            known["parameters"] = {"retry_after": wait}
    return json.dumps(known).encode()
