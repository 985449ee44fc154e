"""What comes from Telegram: an update, as parsed JSON, becomes a Received; only the fields we use are looked
at.

Whatever does not fit is no message, or is refused in a sentence; nothing here raises but for what is no
update at all.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictStr,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)

from bot.assistant import Received
from bot.channels.refusals import LARGE, NOT_TEXT, OTHER_CONTACT
from bot.channels.telegram.buttons import read_tap
from bot.channels.traits import Traits
from bot.core import CleanFile, Incoming, Mistake
from bot.documents import MOST_BYTES
from bot.i18n import language_of

CHANNEL = "telegram"

Fetch = Callable[[str], Awaitable[tuple[CleanFile, ...] | Mistake]]
"""Gets a file by its id, cleaned, perhaps as a file for each page; or why it cannot be used."""


# The update


def _or_none(value: object, read: ValidatorFunctionWrapHandler) -> object:
    try:
        return read(value)
    except ValidationError:
        return None


IfItFits = WrapValidator(_or_none)
Id = Annotated[int, Field(strict=True, ge=0, lt=1 << 63)]
Seconds = Annotated[int, Field(strict=True, ge=0, lt=1 << 37)]
Words = Annotated[StrictStr | None, IfItFits]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class PrivateChat(Part):
    id: Id
    type: Literal["private"]


class User(Part):
    id: Id
    is_bot: bool = False
    language_code: Words = None


class Contact(Part):
    phone_number: StrictStr
    user_id: Annotated[Id | None, IfItFits] = None


class File(Part):
    file_id: StrictStr
    file_size: Annotated[Id | None, IfItFits] = None


class Message(Part):
    message_id: Id
    date: Seconds
    edit_date: Annotated[Seconds | None, IfItFits] = None
    chat: PrivateChat
    sender: User = Field(alias="from")
    text: Words = None
    caption: Words = None
    contact: Annotated[Contact | None, IfItFits] = None
    photo: Annotated[list[File] | None, IfItFits] = None
    document: Annotated[File | None, IfItFits] = None
    is_content: bool = False

    @model_validator(mode="before")
    @classmethod
    def _tell_content(cls, sent: Any) -> Any:
        return {**sent, "is_content": not CONTENT.isdisjoint(sent)} if isinstance(sent, dict) else sent


CONTENT = frozenset(
    "text contact photo document sticker animation audio video video_note voice paid_media story location venue poll dice "
    "game checklist invoice".split()
)
"""What somebody says. A message with none of these is Telegram's own: something was pinned, a timer set, a call ended."""


class Under(Part):
    """The message that a button stands under; of an old one Telegram tells little more than the chat."""

    chat: PrivateChat


class Query(Part):
    id: StrictStr
    sender: User = Field(alias="from")
    message: Under
    data: Words = None


class _Known(Part):
    update_id: Id
    message: Annotated[Message | None, IfItFits] = None
    edited_message: Annotated[Message | None, IfItFits] = None
    callback_query: Annotated[Query | None, IfItFits] = None


# What it says


async def read(update: Mapping[str, Any], fetch: Fetch, key: bytes) -> Received | None:
    """None for what a person did not say in their own private chat. `key` is the one that buttons are signed with.

    Raises pydantic's ValidationError where there is no update id, and what `fetch` raises.
    """
    found = _Known.model_validate(update)
    message = found.message or found.edited_message
    if found.callback_query is not None:
        sender, chat = found.callback_query.sender, found.callback_query.message.chat
        if not _is_own(sender, chat):
            return None
        incoming = Incoming(
            datetime.now(UTC), tap=read_tap(key, str(chat.id), found.callback_query.data or "")
        )
    elif message is not None:
        sender, chat = message.sender, message.chat
        if not message.is_content or not _is_own(sender, chat):
            return None
        incoming = await _read_message(message, fetch, edits=found.message is None)
    else:
        return None
    return Received(CHANNEL, str(chat.id), str(found.update_id), incoming, language_of(sender.language_code))


def _is_own(sender: User, chat: PrivateChat) -> bool:
    """A private chat has its person's own id; whoever else acts in it, a bot or a channel, is not them."""
    return sender.id == chat.id and not sender.is_bot


def query_of(update: Mapping[str, Any]) -> str | None:
    """The id of a tap, which is answered so that the button stops waiting."""
    query = update.get("callback_query")
    found = query.get("id") if isinstance(query, dict) else None
    return found if isinstance(found, str) else None


def is_file(update: Mapping[str, Any]) -> bool:
    """Whether it takes time to read, for there is something to fetch; however broken the rest of it is."""
    message = update.get("message") or update.get("edited_message")
    return isinstance(message, dict) and bool(message.get("photo") or message.get("document"))


def person_of(update: Mapping[str, Any]) -> str:
    """The chat that an update is from, however broken the rest of it is; "" where even that is missing."""
    for part in update.values():
        for under in (part, part.get("message") if isinstance(part, dict) else None):
            chat = under.get("chat") if isinstance(under, dict) else None
            found = chat.get("id") if isinstance(chat, dict) else None
            if isinstance(found, int):
                return str(found)
    return ""


def album_of(update: Mapping[str, Any]) -> str:
    """What the parts of an album have in common."""
    message = update.get("message")
    album = message.get("media_group_id") if isinstance(message, dict) else None
    return album if isinstance(album, str) else ""


TRAITS: Traits[Mapping[str, Any]] = Traits(person_of, is_file, album_of)


async def _read_message(message: Message, fetch: Fetch, *, edits: bool) -> Incoming:
    at, number = datetime.fromtimestamp(message.edit_date or message.date, UTC), str(message.message_id)
    if message.text is not None:
        return Incoming(at, text=message.text, message=number, edits=edits)
    if message.contact is not None:
        if message.contact.user_id == message.sender.id:
            return Incoming(at, text=message.contact.phone_number, message=number)
        return Incoming(at, refused=OTHER_CONTACT)
    picture = message.photo[-1] if message.photo else message.document
    if picture is None:
        return Incoming(at, refused=NOT_TEXT)
    words = message.caption
    if (picture.file_size or 0) > MOST_BYTES:
        return Incoming(at, text=words, refused=LARGE)
    files = await fetch(picture.file_id)
    if isinstance(files, Mistake):
        return Incoming(at, text=words, refused=files)
    return Incoming(at, text=words, files=files, message=number)
