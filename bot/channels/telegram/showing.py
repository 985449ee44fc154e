"""What goes to Telegram: a Reply becomes the parameters of sendMessage, as the Bot API documents them.

Everything is sent as plain text with entities; nothing that people typed is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.core import Reply, Tap, units

LONGEST_COPY = 256

Sign = Callable[[Tap], str]
"""The data of a button, such that only this chat can send it back."""


def show(reply: Reply, conversation: str, sign: Sign) -> dict[str, Any]:
    """The message of a reply: its parameters but for the chat."""
    text = reply.text.encode("utf-8", "replace").decode("utf-8")
    message: dict[str, Any] = {"text": text, "link_preview_options": {"is_disabled": True}}
    if reply.copyable == reply.text:
        message["entities"] = [{"type": "pre", "offset": 0, "length": units(text)}]
    markup = _markup(reply, conversation, sign)
    if markup is not None:
        message["reply_markup"] = markup
    return message


def _markup(reply: Reply, conversation: str, sign: Sign) -> dict[str, Any] | None:
    if reply.contact is not None:
        return _contact_keyboard(reply, reply.contact)
    rows: list[list[dict[str, Any]]] = [
        [
            {
                "text": button.label,
                "callback_data": sign(Tap(conversation, reply.prompt_id, reply.turn, button.code)),
            }
            for button in row
        ]
        for row in reply.buttons
    ]
    if reply.copyable is not None and reply.copyable != reply.text and len(reply.copyable) <= LONGEST_COPY:
        rows.append([{"text": "📋", "copy_text": {"text": reply.copyable}}])
    return {"inline_keyboard": rows} if rows else None


def _contact_keyboard(reply: Reply, share: str) -> dict[str, Any]:
    """A tap shares the person's own number; the commands under it are sent as the words they say."""
    words = [[{"text": button.label} for button in row] for row in reply.buttons]
    keyboard = [[{"text": share, "request_contact": True}], *words]
    return {"keyboard": keyboard, "one_time_keyboard": True, "resize_keyboard": True}
