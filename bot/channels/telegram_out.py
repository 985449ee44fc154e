"""What goes to Telegram: a Reply becomes messages as the Bot API takes them.

Everything is sent as plain text with entities; nothing that people typed is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    MessageEntity,
    ReplyKeyboardMarkup,
)

from bot.conversation import Reply, Tap
from bot.engine.parts import units

LONGEST_COPY = 256

Sign = Callable[[Tap], str]
"""The data of a button, such that only this chat can send it back."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message as the Bot API takes it."""

    text: str
    entities: tuple[MessageEntity, ...] = ()
    markup: InlineKeyboardMarkup | ReplyKeyboardMarkup | None = None


def show(reply: Reply, conversation: str, sign: Sign) -> Prepared:
    """The message of a reply."""
    text = reply.text.encode("utf-8", "replace").decode("utf-8")
    entities = (_pre(text),) if reply.copyable == reply.text else ()
    return Prepared(text, entities, _markup(reply, conversation, sign))


def _pre(text: str) -> MessageEntity:
    return MessageEntity(MessageEntity.PRE, 0, units(text))


def _markup(reply: Reply, conversation: str, sign: Sign) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    if reply.contact is not None:
        return _contact_keyboard(reply)
    rows = [
        [
            InlineKeyboardButton(
                button.label,
                callback_data=sign(Tap(conversation, reply.mark, reply.turn, button.code)),
            )
            for button in row
        ]
        for row in reply.buttons
    ]
    if reply.copyable is not None and reply.copyable != reply.text and len(reply.copyable) <= LONGEST_COPY:
        rows.append([InlineKeyboardButton("📋", copy_text=CopyTextButton(reply.copyable))])
    return InlineKeyboardMarkup(rows) if rows else None


def _contact_keyboard(reply: Reply) -> ReplyKeyboardMarkup:
    """A tap shares the person's own number; the commands under it are sent as the words they say."""
    words = [[KeyboardButton(button.label) for button in row] for row in reply.buttons]
    share = [KeyboardButton(reply.contact or "", request_contact=True)]
    return ReplyKeyboardMarkup([share, *words], one_time_keyboard=True, resize_keyboard=True)
