"""Telegram as a channel: an update becomes an Incoming, a Reply becomes messages; python-telegram-bot is only the client.

Everything is sent as plain text with entities; nothing that people typed is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    MessageEntity,
    ReplyKeyboardMarkup,
    Update,
)

from bot.answer_types import Mistake
from bot.assistant import Heard
from bot.conversation import CleanFile, Incoming, Reply, Tap
from bot.i18n import N_, Lang

CHANNEL = "telegram"
LONGEST_TEXT = 4096
LONGEST_COPY = 256
LONGEST_DATA = 64
MOST_BYTES = 20 * 1024 * 1024

Fetch = Callable[[str], Awaitable[CleanFile | Mistake]]
"""Gets a file by its id, cleaned; or why it cannot be used."""


# In


async def read(update: Update, fetch: Fetch) -> Heard | None:
    """What an update says; None for what is not from a person in a private chat."""
    chat, user, query = update.effective_chat, update.effective_user, update.callback_query
    if chat is None or user is None or chat.type != "private":
        return None
    message = update.message or update.edited_message
    if query is not None:
        incoming = Incoming(datetime.now(UTC), tap=read_tap(query.data or ""))
    elif message is not None:
        incoming = await _read_message(message, fetch, edits=update.edited_message is not None)
    else:
        return None
    return Heard(CHANNEL, str(chat.id), str(update.update_id), incoming, _language(user.language_code))


def _language(code: str | None) -> Lang:
    return "zh" if code is None or code.startswith("zh") else "en"


async def _read_message(message: Message, fetch: Fetch, *, edits: bool) -> Incoming:
    at, number = message.date, str(message.message_id)
    if message.text is not None:
        return Incoming(at, text=message.text, message=number, edits=edits)
    if message.contact is not None:
        own = message.from_user is not None and message.contact.user_id == message.from_user.id
        if own:
            return Incoming(at, text=message.contact.phone_number, message=number)
        return Incoming(
            at,
            refused=Mistake(
                "other_contact",
                N_("That is somebody else's contact. Please share your own, or type the number."),
            ),
        )
    picture = message.photo[-1] if message.photo else message.document
    if picture is None:
        return Incoming(
            at,
            refused=Mistake(
                "not_text", N_("I can read text, photos and PDF files only. Please type the answer.")
            ),
        )
    if (picture.file_size or 0) > MOST_BYTES:
        return Incoming(
            at,
            refused=Mistake("file.large", N_("That file is larger than 20 MB. Please send a smaller copy.")),
        )
    file = await fetch(picture.file_id)
    if isinstance(file, Mistake):
        return Incoming(at, refused=file)
    return Incoming(at, files=(file,), message=number)


def callback_data(tap: Tap) -> str:
    """At most 64 bytes. Raises ValueError where it would be longer."""
    data = f"{tap.conversation}:{tap.mark}:{tap.turn}:{tap.code}"
    if len(data.encode()) > LONGEST_DATA:
        raise ValueError(f"button code too long: {tap.code}")
    return data


def read_tap(data: str) -> Tap:
    """Whatever came back; data that is not ours is a tap for no conversation."""
    parts = data.split(":", 3)
    if len(parts) != 4 or not (parts[2].isascii() and parts[2].isdecimal() and len(parts[2]) < 10):
        return Tap("", "", 0, "")
    return Tap(parts[0], parts[1], int(parts[2]), parts[3])


# Out


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message as the Bot API takes it."""

    text: str
    entities: tuple[MessageEntity, ...] = ()
    markup: InlineKeyboardMarkup | ReplyKeyboardMarkup | None = None


def show(reply: Reply, conversation: str) -> list[Prepared]:
    """The messages of a reply; the buttons stand under the last one."""
    whole = reply.copyable is not None and reply.copyable == reply.text
    texts = list(split(reply.text))
    prepared = [Prepared(text, (_pre(text),) if whole else ()) for text in texts]
    last = prepared[-1]
    return [*prepared[:-1], Prepared(last.text, last.entities, _markup(reply, conversation))]


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


def _markup(reply: Reply, conversation: str) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    if reply.contact is not None:
        return _contact_keyboard(reply)
    rows = [
        [
            InlineKeyboardButton(
                button.label,
                callback_data=callback_data(Tap(conversation, reply.mark, reply.turn, button.code)),
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
