"""Conversations and replies as JSON and back: a value says itself what it is, so no dialog is needed to read it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from bot.core.values import (
    Button,
    Conversation,
    Everything,
    FileRef,
    Incoming,
    Letter,
    Pending,
    Reply,
    Value,
)
from bot.i18n import Lang


def pack(value: Value) -> Any:
    match value:
        case str():
            return value
        case date():
            return {"$date": value.isoformat()}
        case time():
            return {"$time": value.isoformat()}
        case tuple():
            return {"$files": [_packed_file(file) for file in value]}


def unpack(packed: Any) -> Value:
    match packed:
        case str():
            return packed
        case {"$date": str(day)}:
            return date.fromisoformat(day)
        case {"$time": str(clock)}:
            return time.fromisoformat(clock)
        case {"$files": list(files)}:
            return tuple(FileRef(**file) for file in files)
        case _:
            raise ValueError("no value that was ever stored")


def _packed_file(file: FileRef) -> dict[str, Any]:
    return {
        "digest": file.digest,
        "kind": file.kind,
        "pages": file.pages,
        "size": file.size,
        "name": file.name,
    }


def body_of(conversation: Conversation) -> bytes:
    pending = conversation.pending
    return _dumped(
        {
            "answers": {key: pack(value) for key, value in conversation.answers.items()},
            "acknowledged": dict(conversation.acknowledged),
            "heard": dict(conversation.heard),
            "revisiting": conversation.revisiting,
            "pending": pending and [pending.kind, pending.key, [pack(one) for one in pending.readings]],
            "asked": conversation.asked,
            "asked_turn": conversation.asked_turn,
            "misses": conversation.misses,
            "turn": conversation.turn,
            "edition": conversation.edition,
            "last_heard": conversation.last_heard and conversation.last_heard.isoformat(),
            "reminded": conversation.reminded,
        }
    )


def conversation_of(
    body: bytes, *, id: str, flow: str, state: str, language: Lang, version: int
) -> Conversation:
    """The columns that stand open, and the rest from the body."""
    fields = json.loads(body)
    fields["answers"] = {key: unpack(value) for key, value in fields["answers"].items()}
    fields["pending"] = _pending(fields["pending"])
    fields["last_heard"] = fields["last_heard"] and date.fromisoformat(fields["last_heard"])
    return Conversation(id, flow, state, language, version=version, **fields)


def _pending(packed: list[Any] | None) -> Pending | None:
    return (packed and Pending(packed[0], packed[1], tuple(unpack(one) for one in packed[2]))) or None


def packed_reply(reply: Reply) -> bytes:
    return _dumped(
        {
            "key": reply.key,
            "text": reply.text,
            "buttons": [[[button.code, button.label] for button in row] for row in reply.buttons],
            "mark": reply.mark,
            "turn": reply.turn,
            "copyable": reply.copyable,
            "document": _packed_document(reply.document),
            "contact": reply.contact,
        }
    )


def reply_of(packed: bytes) -> Reply:
    said = json.loads(packed)
    rows = tuple(tuple(Button(code, label) for code, label in row) for row in said.pop("buttons"))
    return Reply(**{**said, "buttons": rows, "document": _document(said.pop("document"))})


def _packed_document(document: Letter | Everything | None) -> dict[str, Any] | None:
    match document:
        case None:
            return None
        case Everything():
            return {"$": "everything"}
        case Letter():
            return {
                "$": "letter",
                "to": document.to,
                "sender": document.sender,
                "subject": document.subject,
                "body": document.body,
                "attachments": [_packed_file(file) for file in document.attachments],
            }


def _document(packed: dict[str, Any] | None) -> Letter | Everything | None:
    if packed is None:
        return None
    if packed.pop("$") == "everything":
        return Everything()
    files = tuple(FileRef(**file) for file in packed.pop("attachments"))
    return Letter(**packed, attachments=files)


def packed_incoming(incoming: Incoming) -> bytes:
    """What was sent, as it was said; files by their digests."""
    tap = incoming.tap
    return _dumped(
        {
            "text": incoming.text,
            "tap": tap and [tap.conversation, tap.mark, tap.turn, tap.code],
            "files": [file.ref.digest for file in incoming.files],
            "refused": incoming.refused and incoming.refused.key,
            "message": incoming.message,
            "edits": incoming.edits,
        }
    )


def said_of(packed: bytes) -> Mapping[str, Any]:
    """A message of the transcript as it was packed."""
    return json.loads(packed)  # type: ignore[no-any-return]


def _dumped(value: object) -> bytes:
    # Lone surrogates stay escaped in ASCII.
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii")
