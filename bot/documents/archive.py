"""Everything that is kept of a conversation, as one file for the person it belongs to; pure."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.core import Conversation, FileRef, Value

NAME = "jiaji.zip"


@dataclass(frozen=True, slots=True)
class TranscriptMessage:
    """A message of the transcript. `place` 0 came in; `at` is in ms since 1970; `content` is as it was packed."""

    turn: int
    place: int
    at: int
    content: Mapping[str, Any]


def files_in(conversation: Conversation) -> list[FileRef]:
    return [one for value in conversation.answers.values() if isinstance(value, tuple) for one in value]


def archive(
    conversation: Conversation, said: Sequence[TranscriptMessage], files: Mapping[str, bytes]
) -> bytes:
    """A zip: the answers as JSON, every message as text, the files as they were accepted."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as zipped:
        _add(zipped, "answers.json", _answers(conversation).encode())
        _add(zipped, "messages.txt", "\n".join(map(_line, said)).encode("utf-8", "replace"))
        for number, file in enumerate(files_in(conversation), 1):
            _add(zipped, f"files/{number}.{file.kind}", files[file.digest])
    return out.getvalue()


def _add(zipped: ZipFile, name: str, content: bytes) -> None:
    zipped.writestr(ZipInfo(name), content, ZIP_DEFLATED)


def _answers(conversation: Conversation) -> str:
    return json.dumps(
        {
            "language": conversation.language,
            "state": conversation.state,
            "answers": {key: _plain(value) for key, value in conversation.answers.items()},
            "acknowledged": sorted(conversation.acknowledged),
        },
        ensure_ascii=False,
        indent=2,
    )


def _plain(value: Value) -> object:
    return [file.name for file in value] if isinstance(value, tuple) else str(value)


def _line(message: TranscriptMessage) -> str:
    moment = datetime.fromtimestamp(message.at / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return f"{moment} {'bot' if message.place else 'you'}: {_words(message)}"


def _words(message: TranscriptMessage) -> str:
    content = message.content
    if message.place:
        buttons = [label for row in content["buttons"] for _, label in row]
        return str(content["text"]) + "".join(f" [{label}]" for label in buttons)
    if content["text"] is not None:
        return str(content["text"])
    if content["tap"]:
        return f"[{content['tap'][3]}]"
    return f"[{len(content['files'])} file(s)]" if content["files"] else f"[{content['refused']}]"
