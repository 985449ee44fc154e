"""Somebody with a phone in a private chat with the bot: what they send is an update, what they got can be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.fake_bot_api.methods import FakeBotApi


def chat_of(number: int) -> dict[str, Any]:
    return {"id": number, "type": "private", "first_name": "San"}


@dataclass
class Person:
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
            "chat": chat_of(self.chat),
            "from": self.user,
            **content,
        }

    def types(self, text: str) -> dict[str, Any]:
        command = re.match(r"/\w+", text)
        marked = [{"type": "bot_command", "offset": 0, "length": command.end()}] if command else None
        more = {"entities": marked} if marked else {}
        return self.api.arrive("message", self.message(text=text, **more))

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

    def sends_photo(
        self, content: bytes, album: str | None = None, caption: str | None = None
    ) -> dict[str, Any]:
        file_id = self.api.keep(content)
        size = {
            "file_id": file_id,
            "file_unique_id": file_id,
            "width": 90,
            "height": 90,
            "file_size": len(content),
        }
        together = {"media_group_id": album} if album else {}
        words = {"caption": caption} if caption else {}
        return self.api.arrive("message", self.message(photo=[size], **together, **words))

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
        return self.api.by_chat[self.chat]

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
