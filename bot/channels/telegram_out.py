"""What goes to Telegram: a Reply becomes messages as the Bot API takes them.

Everything is sent as plain text with entities; nothing that people typed is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

LONGEST_TEXT = 4096
LONGEST_COPY = 256

Sign = Callable[[Tap], str]
"""The data of a button, such that only this chat can send it back."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message as the Bot API takes it."""

    text: str
    entities: tuple[MessageEntity, ...] = ()
    markup: InlineKeyboardMarkup | ReplyKeyboardMarkup | None = None


def show(reply: Reply, conversation: str, sign: Sign) -> list[Prepared]:
    """The messages of a reply; the buttons stand under the last one."""
    whole = reply.copyable is not None and reply.copyable == reply.text
    texts = list(split(reply.text))
    prepared = [Prepared(text, (_pre(text),) if whole else ()) for text in texts]
    last = prepared[-1]
    return [*prepared[:-1], Prepared(last.text, last.entities, _markup(reply, conversation, sign))]


def _pre(text: str) -> MessageEntity:
    return MessageEntity(MessageEntity.PRE, 0, units(text))


def units(text: str) -> int:
    """Telegram counts in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, longest: int = LONGEST_TEXT) -> Iterator[str]:
    """Parts of at most `longest` UTF-16 units: at a paragraph where possible, else at a line, else anywhere."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    while units(text) > longest:
        head = text[:longest]
        while units(head) > longest:
            head = head[: -max(1, (units(head) - longest) // 2)]
        at = max(head.rfind("\n\n"), 0) or max(head.rfind("\n"), 0) or len(head)
        yield head[:at]
        text = text[at:].lstrip("\n")
    yield text


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
