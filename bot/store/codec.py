"""Conversations and replies as JSON and back: a value says itself what it is, so no dialog is needed to read it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, time
from typing import Any

from bot.conversation import Button, Conversation, FileRef, Incoming, Letter, Pending, Reply, TextFile, Value


def pack(value: Value) -> Any:
    match value:
        case str():
            return value
        case date():
            return {"$date": value.isoformat()}
        case time():
            return {"$time": value.isoformat()}
        case tuple():
            return {"$files": [asdict(file) for file in value]}


def unpack(packed: Any) -> Value:
    match packed:
        case {"$date": str(day)}:
            return date.fromisoformat(day)
        case {"$time": str(clock)}:
            return time.fromisoformat(clock)
        case {"$files": list(files)}:
            return tuple(FileRef(**file) for file in files)
        case str():
            return packed
        case _:
            raise ValueError("no value that was ever stored")


def body_of(conversation: Conversation) -> str:
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
        }
    )


def conversation_of(row: Mapping[str, Any]) -> Conversation:
    body = json.loads(row["body"])
    pending = body.pop("pending")
    body["answers"] = {key: unpack(value) for key, value in body["answers"].items()}
    blank = Conversation(row["id"], row["flow"], row["state"], row["language"], version=row["version"])
    waiting = Pending(pending[0], pending[1], tuple(unpack(one) for one in pending[2])) if pending else None
    return replace(blank, pending=waiting, **body)


def packed_reply(reply: Reply) -> str:
    said = asdict(reply)
    document = reply.document
    said["document"] = document and {"$": type(document).__name__, **asdict(document)}
    return _dumped(said)


def reply_of(packed: str) -> Reply:
    said = json.loads(packed)
    rows = tuple(tuple(Button(**button) for button in row) for row in said.pop("buttons"))
    return Reply(**{**said, "buttons": rows, "document": _document(said.pop("document"))})


def _document(packed: dict[str, Any] | None) -> Letter | TextFile | None:
    if packed is None:
        return None
    if packed.pop("$") == "TextFile":
        return TextFile(**packed)
    files = tuple(FileRef(**file) for file in packed.pop("attachments"))
    return Letter(**packed, attachments=files)


def packed_incoming(incoming: Incoming) -> str:
    """What was sent, as it was said; files by their digests."""
    return _dumped(
        {
            "text": incoming.text,
            "tap": incoming.tap and asdict(incoming.tap),
            "files": [file.ref.digest for file in incoming.files],
            "refused": incoming.refused and incoming.refused.key,
            "message": incoming.message,
            "edits": incoming.edits,
        }
    )


def _dumped(value: object) -> str:
    # Lone surrogates stay escaped in ASCII, where a database would refuse them as text.
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))
