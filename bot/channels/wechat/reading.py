"""What comes from WeChat: the XML of a call becomes an Update, and an Update an Incoming; only the fields we use are looked at.

A document type or an entity is no message: nothing of it is expanded, and nothing is fetched.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.channels.refusals import NOT_TEXT
from bot.channels.traits import Traits
from bot.channels.wechat.sealing import Forged
from bot.core import CleanFile, Incoming, Mistake

Fetch = Callable[[str], Awaitable[tuple[CleanFile, ...] | Mistake]]
"""Gets a picture by its media id, cleaned; or why it cannot be used."""
LONGEST_FIELD = 30_000
"""An encrypted message is one field."""
FIELDS = (
    "ToUserName",
    "FromUserName",
    "MsgType",
    "MsgId",
    "CreateTime",
    "Content",
    "MediaId",
    "Event",
    "EventKey",
    "Encrypt",
)
BEGINS = ("subscribe", "SCAN")
"""Somebody follows the account, or scans its code again: the talk begins, or goes on."""
OTHERS = ("VIEW", "unsubscribe", "LOCATION", "TEMPLATESENDJOBFINISH")
"""Nothing is said with these."""


@dataclass(frozen=True, slots=True)
class Update:
    """`id` is the same whenever WeChat sends it again. `kind` is MsgType, or the event's name."""

    id: str
    person: str
    kind: str
    text: str = ""
    media: str = ""


TRAITS: Traits[Update] = Traits(
    person_of=lambda update: update.person, is_file=lambda update: bool(update.media), album_of=lambda _: ""
)


def fields_in(body: bytes) -> dict[str, str]:
    """The fields of a flat message. Raises Forged."""
    try:
        # WeChat's are UTF-8. In another encoding the words below would stand there and not be seen.
        said = body.decode("utf-8")
        # What has no document type has no entities of its own (XML 1.0, 4.4); ours have none.
        if "<!DOCTYPE" in said or "<!ENTITY" in said:
            raise Forged("document type")
        root = ElementTree.fromstring(said)
    except (ElementTree.ParseError, UnicodeError, LookupError):
        raise Forged("xml") from None
    return {one.tag: (one.text or "")[:LONGEST_FIELD] for one in root if one.tag in FIELDS}


def update_in(fields: dict[str, str]) -> Update | None:
    """None for what nobody says anything with. Raises Forged where it tells neither who nor when."""
    person, at = fields.get("FromUserName", ""), fields.get("CreateTime", "")
    if not person or len(person) > 64 or not at.isdecimal():
        raise Forged("sender")
    kind = fields.get("MsgType", "")
    if kind != "event":
        id = fields.get("MsgId", "")
        if not id.isdecimal():
            raise Forged("id")
        media = fields.get("MediaId", "") if kind == "image" else ""
        return Update(id[:20], person, kind, fields.get("Content", "") if kind == "text" else "", media)
    event = fields.get("Event", "")
    if event in OTHERS:
        return None
    text = "/start" if event in BEGINS else fields.get("EventKey", "") if event == "CLICK" else ""
    return Update(f"{at}{event[:12]}", person, event, text) if text else None


async def read(update: Update, fetch: Fetch) -> Incoming:
    """What was said; a picture is fetched."""
    at = datetime.now(UTC)
    if update.media:
        files = await fetch(update.media)
        return Incoming(at, refused=files) if isinstance(files, Mistake) else Incoming(at, files=files)
    if update.text:
        return Incoming(at, text=update.text)
    return Incoming(at, refused=NOT_TEXT)
