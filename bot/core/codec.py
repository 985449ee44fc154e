"""Conversations and replies as JSON and back: a value says itself what it is, so no dialog is needed to read
it.

Messages are compressed; those that were stored before that, and before replies kept what they were made of,
are read too.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from bot.core.passages import packed_passages, passages_of
from bot.core.values import (
    SHANGHAI,
    Button,
    CleanFile,
    Conversation,
    DataExport,
    FileRef,
    Letter,
    Month,
    Pending,
    Reply,
    SentRequest,
    Turn,
    Value,
    Year,
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
        case Month(year, month):
            return {"$month": [year, month]}
        case Year(year):
            return {"$year": year}
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
        case {"$month": [int(year), int(month)]}:
            return Month(year, month)
        case {"$year": int(year)}:
            return Year(year)
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
        "page": file.page,
        "shows": file.shows,
    }


def body_of(conversation: Conversation) -> bytes:
    pending = conversation.pending
    return _dumped(
        {
            "answers": {key: pack(value) for key, value in conversation.answers.items()},
            "acknowledged": dict(conversation.acknowledged),
            "heard": dict(conversation.answered_by_message),
            "revisiting": conversation.revisiting,
            "pending": pending and [pending.kind, pending.key, [pack(one) for one in pending.readings]],
            "asked": conversation.asked,
            "asked_turn": conversation.prompted_in_turn,
            "misses": conversation.misses,
            "turn": conversation.turn,
            "told": {key: pack(value) for key, value in conversation.told.items()},
            "mentioned": {
                key: [pack(one) for one in several] for key, several in conversation.mentioned.items()
            },
            "sent": [_packed_sent(one) for one in conversation.sent],
            "earlier": [_packed_sent(one) for one in conversation.earlier],
            "edition": conversation.fingerprint,
            "last_heard": conversation.last_heard and conversation.last_heard.isoformat(),
            "reminded": conversation.reminded,
            "cut": conversation.is_cut,
            "shared": conversation.is_shared,
            "shared_with": conversation.shared_with,
            "before_team": conversation.before_team,
        }
    )


def conversation_of(
    body: bytes, *, id: str, flow: str, state: str, language: Lang, version: int
) -> Conversation:
    """The unencrypted columns, and the rest from the body. The names in a body are permanent: old ones are stored."""
    stored = json.loads(body)
    return Conversation(
        id,
        flow,
        state,
        language,
        answers={key: unpack(value) for key, value in stored["answers"].items()},
        acknowledged=stored["acknowledged"],
        answered_by_message=stored["heard"],
        revisiting=stored["revisiting"],
        pending=_pending(stored["pending"]),
        asked=stored["asked"],
        prompted_in_turn=stored["asked_turn"],
        misses=stored["misses"],
        turn=stored["turn"],
        told={key: unpack(value) for key, value in stored.get("told", {}).items()},
        mentioned={
            key: tuple(unpack(one) for one in several) for key, several in stored.get("mentioned", {}).items()
        },
        sent=tuple(map(_sent, stored.get("sent", ()))),
        earlier=tuple(map(_sent, stored.get("earlier", ()))),
        fingerprint=stored["edition"],
        last_heard=_moment(stored["last_heard"]),
        reminded=stored["reminded"],
        is_cut=stored.get("cut", False),
        is_shared=stored.get("shared", False),
        shared_with=stored.get("shared_with", ""),
        before_team=stored.get("before_team", ""),
        version=version,
    )


def _moment(stored: str | None) -> datetime | None:
    """Bodies of an older time hold the day in Shanghai alone."""
    if stored is None:
        return None
    moment = datetime.fromisoformat(stored)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=SHANGHAI)


def _packed_sent(sent: SentRequest) -> list[Any]:
    return [sent.on.isoformat(), {key: pack(value) for key, value in sent.answers.items()}]


def _sent(packed: list[Any]) -> SentRequest:
    on, answers = packed
    return SentRequest({key: unpack(value) for key, value in answers.items()}, date.fromisoformat(on))


def _pending(packed: list[Any] | None) -> Pending | None:
    if packed is None:
        return None
    kind, key, readings = packed
    return Pending(kind, key, tuple(unpack(one) for one in readings))


def packed_reply(reply: Reply) -> bytes:
    """With what it was made of, so that it can be shown again in another language, or without what is private."""
    return _compressed(
        {
            "key": reply.key,
            "text": reply.text,
            "buttons": [[[button.code, button.label] for button in row] for row in reply.buttons],
            "mark": reply.prompt_id,
            "turn": reply.turn,
            "copyable": reply.copyable,
            "document": _packed_document(reply.document),
            "contact": reply.contact,
            "told": packed_passages(reply.said),
        }
    )


def reply_of(packed: bytes) -> Reply:
    return reply_in(said_of(packed))


def reply_in(said: Mapping[str, Any]) -> Reply:
    """The reply that a message of the transcript is."""
    return Reply(
        said["key"],
        said["text"],
        tuple(tuple(Button(code, label) for code, label in row) for row in said["buttons"]),
        said["mark"],
        said["turn"],
        said["copyable"],
        _document(said["document"]),
        said["contact"],
        passages_of(said.get("told", ())),
    )


def _packed_document(document: Letter | DataExport | None) -> dict[str, Any] | None:
    match document:
        case None:
            return None
        case DataExport():
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


def _document(packed: dict[str, Any] | None) -> Letter | DataExport | None:
    if packed is None:
        return None
    if packed["$"] == "everything":
        return DataExport()
    files = tuple(FileRef(**file) for file in packed["attachments"])
    return Letter(packed["to"], packed["sender"], packed["subject"], packed["body"], files)


def packed_incoming(turn: Turn) -> bytes:
    """What was sent, as it was said, files by their digests; what was asked before, and what it did.

    Of what was seen on a file its kind is kept, what was told, asked, wrong and lacking, and no value.
    """
    assert turn.incoming is not None
    incoming, tap = turn.incoming, turn.incoming.tap
    return _compressed(
        {
            "text": incoming.text,
            "tap": tap and [tap.conversation, tap.prompt_id, tap.turn, tap.code],
            "files": [file.ref.digest for file in incoming.files],
            **({"seen": list(map(_packed_sight, incoming.files))} if incoming.files else {}),
            "refused": incoming.refused and incoming.refused.key,
            "message": incoming.message,
            "edits": incoming.edits,
            "asked": turn.asked,
            "command": turn.command,
            "moves": [[move.source, move.trigger, move.dest] for move in turn.moves],
        }
    )


def _packed_sight(file: CleanFile) -> list[Any]:
    paper = file.paper
    if paper is None:
        return [file.ref.shows]
    keys, mistake = [fact.key for fact in paper.facts], paper.mistake and paper.mistake.key
    return [file.ref.shows, paper.kind, keys, paper.asked, mistake, paper.lacks]


def said_of(packed: bytes) -> Mapping[str, Any]:
    """A message of the transcript as it was packed."""
    return json.loads(packed if packed[:1] == b"{" else zlib.decompress(packed))  # type: ignore[no-any-return]


def _compressed(value: object) -> bytes:
    # The first level: the others cost more time than they save bytes.
    return zlib.compress(_dumped(value), 1)


_JSON = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))
"""Made once: json.dumps makes one for each call. Lone surrogates stay escaped in ASCII."""


def _dumped(value: object) -> bytes:
    return _JSON.encode(value).encode("ascii")
