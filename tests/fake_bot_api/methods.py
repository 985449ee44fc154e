"""What the Bot API does when it is called, and what it keeps: updates that wait and messages it accepted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from tests.fake_bot_api.person import Person, chat_of
from tests.fake_bot_api.weather import Refusal, Weather

BOT = {"id": 4242, "is_bot": True, "first_name": "Jiaji", "username": "jiaji_test_bot"}
LONGEST_TEXT, LONGEST_CAPTION, LONGEST_DATA, LONGEST_COPY = 4096, 1024, 64, 256
MOST_DOWNLOAD = 20 * 1024 * 1024
CALLBACK_SECONDS, MESSAGE_SECONDS = 150, 86_400
"""How long an update waits before it is dropped."""
CONNECTIONS = 40
USUAL_WEBHOOK = {"url": "", "max_connections": CONNECTIONS, "allowed_updates": []}


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass
class FakeBotApi:
    """Updates wait until they are acknowledged: by a higher offset, or by a webhook call that was answered
    well.

    Its clock stands until a test moves it. `behind` is the address that webhook calls really go to, as if a
    proxy stood at the public one, or several, with commas between, among which it chooses; "" and nobody is
    called. `listeners` hear that something changed, `followers` of a chat what was sent there.
    """

    clock: float = 1_795_500_000.0
    behind: str = ""
    updates: list[dict[str, Any]] = field(default_factory=list)
    dropped: list[dict[str, Any]] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    by_chat: defaultdict[int, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    calls: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    queries: dict[str, float] = field(default_factory=dict)
    actions: list[tuple[int, str]] = field(default_factory=list)
    commands: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    failing: list[Refusal] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    weather: Weather = field(default_factory=Weather)
    webhook: dict[str, Any] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)
    listeners: list[Callable[[], object]] = field(default_factory=list)
    followers: dict[int, Callable[[], None]] = field(default_factory=dict)
    url: str = ""
    _number: int = 1000
    _until: dict[int, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def number(self) -> int:
        with self._lock:
            self._number += 1
            return self._number

    def person(self, chat: int = 7001, language_code: str = "zh-hans") -> Person:
        return Person(self, chat, language_code)

    # Updates

    def arrive(self, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        """Something happened. Kinds that were not asked for are not kept."""
        update = {"update_id": self.number(), kind: content}
        if not self.kinds or kind in self.kinds:
            self.put(update)
        return update

    def put(self, update: dict[str, Any]) -> None:
        """An update as it stands."""
        lasts = CALLBACK_SECONDS if "callback_query" in update else MESSAGE_SECONDS
        with self._lock:
            self._until[update["update_id"]] = self.clock + lasts
            self.updates.append(update)
        self._tell()

    def acknowledge(self, offset: int) -> None:
        """Those before the offset are forgotten; a negative one counts from the end."""
        with self._lock:
            kept = self.updates[offset:] if offset < 0 else self.updates
            self.updates = [one for one in kept if one["update_id"] >= offset]

    def waiting(self, limit: int) -> list[dict[str, Any]]:
        with self._lock:
            return [one for one in self.updates if self.lasts_until(one) >= self.clock][:limit]

    def lasts_until(self, update: dict[str, Any]) -> float:
        return self._until[update["update_id"]]

    def forget(self, update: dict[str, Any], *, dropped: bool = False) -> None:
        with self._lock:
            if update in self.updates:
                self.updates.remove(update)
                self.dropped += [update] if dropped else []

    def _tell(self) -> None:
        for listener in self.listeners:
            listener()

    # Methods of the Bot API; getUpdates, which waits, is in polling.py

    def call(self, method: str, given: dict[str, Any]) -> Any:
        self.note(method)
        do = getattr(self, f"do_{method.lower()}", None)
        if do is None:
            raise Refusal(404, "Not Found")
        if self.failing and method.lower().startswith("send"):
            raise self.failing.pop(0)
        return do(given)

    def note(self, method: str) -> None:
        """A call came. Raises Refusal."""
        self.calls.append(method)
        if method.lower() in self.broken:
            raise Refusal(500, "Internal Server Error")

    def do_getme(self, given: dict[str, Any]) -> Any:
        return BOT

    def do_deletewebhook(self, given: dict[str, Any]) -> Any:
        return self._set_webhook({}, given)

    def do_setwebhook(self, given: dict[str, Any]) -> Any:
        if not given.get("url"):
            return self._set_webhook({}, given)
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", given.get("secret_token", "x")):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        if not given["url"].startswith("https://"):
            raise Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not 1 <= int(given.get("max_connections", CONNECTIONS)) <= 100:
            raise Refusal(400, "Bad Request: max_connections is out of range")
        self.kinds = given.get("allowed_updates", self.kinds)
        return self._set_webhook({"max_connections": CONNECTIONS, **given}, given)

    def _set_webhook(self, webhook: dict[str, Any], given: dict[str, Any]) -> bool:
        if str(given.get("drop_pending_updates", "")).lower() == "true":
            self.acknowledge(self.number())
        self.webhook = webhook
        self._tell()
        return True

    def do_getwebhookinfo(self, given: dict[str, Any]) -> Any:
        known = {name: self.webhook.get(name, usual) for name, usual in USUAL_WEBHOOK.items()}
        return {**known, "has_custom_certificate": False, "pending_update_count": len(self.updates)}

    def do_setmycommands(self, given: dict[str, Any]) -> Any:
        self.commands[given.get("language_code", "")] = given["commands"]
        return True

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
            "chat": chat_of(chat),
            "from": BOT,
            **content,
        }
        if markup and "inline_keyboard" in markup:
            message["reply_markup"] = markup
        self._show(chat, {**message, "markup": markup})
        return message

    def _show(self, chat: int, message: dict[str, Any]) -> None:
        self.sent.append(message)
        self.by_chat[chat].append(message)
        if chat in self.followers:
            self.followers[chat]()

    def do_sendchataction(self, given: dict[str, Any]) -> Any:
        self.actions.append((int(given["chat_id"]), given["action"]))
        return True

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
