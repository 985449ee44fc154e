"""A Bot API server for tests and local trials, honest about offsets, limits, expiry and files.

Facts are from the Bot API's documentation and the open-source Bot API server; it answers on loopback only.
`python -m tests.fake_bot_api` starts one to talk to by hand.
"""

from __future__ import annotations

import json
import re
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

BOT = {"id": 4242, "is_bot": True, "first_name": "Jiaji", "username": "jiaji_test_bot"}
LONGEST_TEXT, LONGEST_CAPTION, LONGEST_DATA, LONGEST_COPY = 4096, 1024, 64, 256
MOST_DOWNLOAD = 20 * 1024 * 1024
CALLBACK_SECONDS = 150


class Refusal(Exception):
    """An answer with ok=false."""

    def __init__(self, code: int, description: str, parameters: dict[str, int] | None = None) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters or {}


class Garbled(Exception):
    """An answer that is not the Bot API's; with nothing in it the connection is cut."""

    def __init__(self, content: bytes = b"") -> None:
        super().__init__("garbled")
        self.content = content


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass
class FakeBotApi:
    """Updates wait until a getUpdates with a higher offset confirms them, as on the real server."""

    clock: float = 1_795_500_000.0
    updates: list[dict[str, Any]] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    queries: dict[str, float] = field(default_factory=dict)
    commands: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    failing: list[Refusal] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    webhook: dict[str, Any] = field(default_factory=dict)
    _number: int = 1000
    _changed: threading.Condition = field(default_factory=threading.Condition)
    url: str = ""

    def number(self) -> int:
        with self._changed:
            self._number += 1
            return self._number

    def arrive(self, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        update = {"update_id": self.number(), kind: content}
        with self._changed:
            self.updates.append(update)
            self._changed.notify_all()
        return update

    def person(self, chat: int = 7001, language_code: str = "zh-hans") -> Person:
        return Person(self, chat, language_code)

    # Methods of the Bot API

    def call(self, method: str, given: dict[str, Any]) -> Any:
        self.calls.append(method)
        do = getattr(self, f"do_{method.lower()}", None)
        if do is None:
            raise Refusal(404, "Not Found")
        if method.lower() in self.broken:
            raise Refusal(500, "Internal Server Error")
        if self.failing and method.lower().startswith("send"):
            raise self.failing.pop(0)
        return do(given)

    def do_getme(self, given: dict[str, Any]) -> Any:
        return BOT

    def do_deletewebhook(self, given: dict[str, Any]) -> Any:
        self.webhook = {}
        return True

    def do_setwebhook(self, given: dict[str, Any]) -> Any:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", given.get("secret_token", "x")):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        if not given["url"].startswith("https://"):
            raise Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        self.webhook = given
        return True

    def do_setmycommands(self, given: dict[str, Any]) -> Any:
        self.commands[given.get("language_code", "")] = given["commands"]
        return True

    def do_getupdates(self, given: dict[str, Any]) -> Any:
        offset, wait = int(given.get("offset", 0)), float(given.get("timeout", 0))
        kinds = given.get("allowed_updates") or []
        until = time.monotonic() + wait
        if self.webhook:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        with self._changed:
            if offset:
                self.updates = [one for one in self.updates if one["update_id"] >= offset]
            while not self.updates and time.monotonic() < until:
                self._changed.wait(min(0.2, until - time.monotonic()))
            found = [one for one in self.updates if not kinds or any(kind in one for kind in kinds)]
            return found[: int(given.get("limit", 100))]

    def do_sendmessage(self, given: dict[str, Any]) -> Any:
        text = given.get("text", "")
        _bounded(text, LONGEST_TEXT, "message is too long", "message text is empty")
        for entity in given.get("entities", []):
            if entity["offset"] < 0 or entity["offset"] + entity["length"] > units(text):
                raise Refusal(400, "Bad Request: ENTITY_BOUNDS_INVALID")
        return self._deliver(given, {"text": text, "entities": given.get("entities", [])})

    def do_senddocument(self, given: dict[str, Any]) -> Any:
        _bounded(given.get("caption", " "), LONGEST_CAPTION, "message caption is too long", "")
        name, content = given["document"]
        file_id = self.keep(content)
        document = {
            "file_id": file_id,
            "file_unique_id": file_id,
            "file_name": name,
            "file_size": len(content),
        }
        return self._deliver(given, {"document": document, "caption": given.get("caption", "")})

    def _deliver(self, given: dict[str, Any], content: dict[str, Any]) -> Any:
        chat = int(given["chat_id"])
        if chat in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        markup = given.get("reply_markup")
        _check_markup(markup or {})
        message = {
            "message_id": self.number(),
            "date": int(self.clock),
            "chat": _chat(chat),
            "from": BOT,
            **content,
        }
        if markup and "inline_keyboard" in markup:
            message["reply_markup"] = markup
        self.sent.append({**message, "markup": markup})
        return message

    def do_answercallbackquery(self, given: dict[str, Any]) -> Any:
        asked = self.queries.get(given["callback_query_id"])
        if asked is None or self.clock - asked > CALLBACK_SECONDS:
            raise Refusal(
                400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
        return True

    def do_getfile(self, given: dict[str, Any]) -> Any:
        content = self.files.get(given["file_id"])
        if content is None:
            raise Refusal(400, "Bad Request: invalid file_id")
        if len(content) > MOST_DOWNLOAD:
            raise Refusal(400, "Bad Request: file is too big")
        file_id = given["file_id"]
        return {
            "file_id": file_id,
            "file_unique_id": file_id,
            "file_size": len(content),
            "file_path": f"files/{file_id}",
        }

    def keep(self, content: bytes) -> str:
        file_id = f"file{self.number()}"
        self.files[file_id] = content
        return file_id


def _bounded(text: str, longest: int, too_long: str, empty: str) -> None:
    if units(text) > longest:
        raise Refusal(400, f"Bad Request: {too_long}")
    if not text.strip() and empty:
        raise Refusal(400, f"Bad Request: {empty}")


def _check_markup(markup: dict[str, Any]) -> None:
    for button in (button for row in markup.get("inline_keyboard", []) for button in row):
        if not button.get("text"):
            raise Refusal(400, "Bad Request: BUTTON_TEXT_EMPTY")
        if len(button.get("callback_data", "x").encode()) > LONGEST_DATA:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        if not 1 <= len(button.get("copy_text", {"text": "x"})["text"]) <= LONGEST_COPY:
            raise Refusal(400, "Bad Request: BUTTON_COPY_TEXT_INVALID")


def _chat(number: int) -> dict[str, Any]:
    return {"id": number, "type": "private", "first_name": "San"}


@dataclass
class Person:
    """Somebody with a phone in a private chat with the bot."""

    api: FakeBotApi
    chat: int
    language_code: str

    @property
    def user(self) -> dict[str, Any]:
        return {"id": self.chat, "is_bot": False, "first_name": "San", "language_code": self.language_code}

    def message(self, **content: Any) -> dict[str, Any]:
        return {
            "message_id": self.api.number(),
            "date": int(self.api.clock),
            "chat": _chat(self.chat),
            "from": self.user,
            **content,
        }

    def types(self, text: str) -> dict[str, Any]:
        return self.api.arrive("message", self.message(text=text))

    def edits(self, update: dict[str, Any], text: str) -> dict[str, Any]:
        edited = {**update["message"], "text": text, "edit_date": int(self.api.clock)}
        return self.api.arrive("edited_message", edited)

    def sends_document(self, name: str, content: bytes) -> dict[str, Any]:
        file_id = self.api.keep(content)
        document = {
            "file_id": file_id,
            "file_unique_id": file_id,
            "file_name": name,
            "file_size": len(content),
        }
        return self.api.arrive("message", self.message(document=document))

    def sends_photo(self, content: bytes, album: str | None = None) -> dict[str, Any]:
        file_id = self.api.keep(content)
        size = {
            "file_id": file_id,
            "file_unique_id": file_id,
            "width": 90,
            "height": 90,
            "file_size": len(content),
        }
        together = {"media_group_id": album} if album else {}
        return self.api.arrive("message", self.message(photo=[size], **together))

    def sends_sticker(self) -> dict[str, Any]:
        sticker = {
            "file_id": "s",
            "file_unique_id": "s",
            "type": "regular",
            "width": 1,
            "height": 1,
            "is_animated": False,
            "is_video": False,
        }
        return self.api.arrive("message", self.message(sticker=sticker))

    def sends_location(self) -> dict[str, Any]:
        return self.api.arrive("message", self.message(location={"latitude": 31.2, "longitude": 121.4}))

    def shares_contact(self, phone: str, user: int | None = None) -> dict[str, Any]:
        contact = {"phone_number": phone, "first_name": "San", "user_id": user or self.chat}
        return self.api.arrive("message", self.message(contact=contact))

    @property
    def received(self) -> list[dict[str, Any]]:
        return [message for message in self.api.sent if message["chat"]["id"] == self.chat]

    @property
    def texts(self) -> list[str]:
        return [message.get("text", message.get("caption", "")) for message in self.received]

    def buttons(self, message: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """Of a message, or of the last one that has any."""
        keyed = [one for one in self.received if (one["markup"] or {}).get("inline_keyboard")]
        chosen = message if message is not None else keyed[-1]
        return [button for row in chosen["markup"]["inline_keyboard"] for button in row]

    def taps(self, code: str, message: dict[str, Any] | None = None) -> dict[str, Any]:
        """The button of that code, on the last message with buttons unless told."""
        data = next(
            one["callback_data"]
            for one in self.buttons(message)
            if one.get("callback_data", "").split(":", 3)[3:] == [code]
        )
        return self.taps_data(data)

    def taps_data(self, data: str) -> dict[str, Any]:
        query = f"q{self.api.number()}"
        self.api.queries[query] = self.api.clock
        last = self.received[-1]
        bare = {key: last[key] for key in ("message_id", "date", "chat", "from")}
        content = {
            "id": query,
            "from": self.user,
            "chat_instance": "1",
            "data": data,
            "message": {**bare, "text": "…"},
        }
        return self.api.arrive("callback_query", content)


# HTTP


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A bot that was killed leaves its connections open; whatever else goes wrong is still shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def running(api: FakeBotApi, port: int = 0) -> Iterator[FakeBotApi]:
    """Serve on loopback, on a free port unless told, until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            method = urlsplit(self.path).path.rsplit("/", 1)[-1]
            try:
                answer = {
                    "ok": True,
                    "result": api.call(method, _given(self.headers.get("Content-Type", ""), body)),
                }
                code = 200
            except Refusal as refusal:
                code = refusal.code
                answer = {
                    "ok": False,
                    "error_code": code,
                    "description": refusal.description,
                    "parameters": refusal.parameters,
                }
            except Garbled as garbled:
                return self._garble(garbled.content)
            self._say(code, json.dumps(answer).encode(), "application/json")

        def do_GET(self) -> None:
            content = api.files.get(self.path.rsplit("/", 1)[-1])
            self._say(200 if content is not None else 404, content or b"", "application/octet-stream")

        def _garble(self, content: bytes) -> None:
            if content:
                return self._say(200, content, "application/json")
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)

        def _say(self, code: int, content: bytes, kind: str) -> None:
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = _Server(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    api.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _given(kind: str, body: bytes) -> dict[str, Any]:
    """The parameters of a call, from JSON, a form or multipart; nested ones are JSON strings in forms."""
    if kind.startswith("application/json"):
        return dict(json.loads(body or b"{}"))
    if kind.startswith("multipart/form-data"):
        return _multipart(kind, body)
    return {name: _nested(value) for name, value in parse_qsl(body.decode(), keep_blank_values=True)}


def _nested(value: str) -> Any:
    return json.loads(value) if value[:1] in ("[", "{") else value


def _multipart(kind: str, body: bytes) -> dict[str, Any]:
    """By hand (RFC 7578): a standard mail parser would open a part that is itself a mail."""
    boundary = b"--" + kind.partition("boundary=")[2].strip('"').encode()
    found: dict[str, Any] = {}
    for part in body.split(boundary)[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        content = content.removesuffix(b"\r\n")
        said = dict(re.findall(r'(\w+)="([^"]*)"', head.decode()))
        filename = said.get("filename")
        found[said["name"]] = (filename, content) if filename else _nested(content.decode())
    # The document itself is sent under its own name and referred to as attach://name.
    if isinstance(found.get("document"), str):
        found["document"] = found[found["document"].removeprefix("attach://")]
    return found


def main() -> None:
    """Type lines as a person; what the bot sends is printed."""
    with running(FakeBotApi(clock=time.time()), 8081) as api:
        person = api.person()
        print(f"JIAJI_TELEGRAM_API={api.url} JIAJI_TELEGRAM_TOKEN=1:test jiaji run")
        seen = 0
        while True:
            try:
                person.types(input())
            except EOFError:
                return
            time.sleep(1)
            print("\n".join(person.texts[seen:]))
            seen = len(person.texts)


if __name__ == "__main__":
    main()
