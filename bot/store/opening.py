"""Rows of the transcript, opened with the key of their conversation: what was said, as it was packed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.core import said_of
from bot.documents import TranscriptMessage
from bot.store.sealing import Key, message_place


def said_in(conversation: str, key: Key, row: Any) -> Mapping[str, Any]:
    """Raises Tampered."""
    return said_of(key.open(row.said, message_place(conversation, row.turn, row.place)))


def transcript_of(conversation: str, key: Key, rows: Iterable[Any]) -> list[TranscriptMessage]:
    """Raises Tampered."""
    return [TranscriptMessage(row.turn, row.place, row.at, said_in(conversation, key, row)) for row in rows]
