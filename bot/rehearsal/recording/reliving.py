"""A stored transcript is lived through again: each message goes to the engine, and must be answered as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from bot.core import CleanFile, Conversation, Flow, Incoming, Mistake, Periods, Reply, Tap, due, take_turn
from bot.documents import TranscriptMessage
from bot.i18n import N_, Text
from bot.rehearsal.playing.seen import Seen
from bot.rehearsal.recording.deeds import Lived, Unwritten

OTHERWISE = N_(
    "The dialog has changed since: message %(number)s was answered by %(then)s, and now it is %(now)s."
)

Answered = tuple[tuple[str, tuple[str, ...]], ...]
"""Replies by what every edition of a text has in common: their keys and the codes of their buttons."""


@dataclass(frozen=True, slots=True)
class Happened:
    """A turn of the transcript. `incoming` is None where the bot spoke by itself."""

    turn: int
    at: datetime
    incoming: Incoming | None
    answered: Answered


def relive(
    flow: Flow, id: str, said: Sequence[TranscriptMessage], files: Mapping[str, CleanFile], periods: Periods
) -> list[Lived]:
    """Raises Unwritten where a message is not answered as it was."""
    turns = list(_turns(said, files))
    while turns and turns[0].incoming is None:
        # The last words of a conversation before it.
        del turns[0]
    if not turns:
        raise Unwritten(N_("Nothing is said in this script."))
    now, lives = Conversation(id, flow.key, turn=turns[0].turn - 1), []
    for number, happened in enumerate(turns, 1):
        turn = (
            take_turn(flow, now, happened.incoming)
            if happened.incoming is not None
            else due(now, happened.at, periods)
        )
        answered = answered_by(turn.replies) if turn is not None else ()
        if turn is None or answered != happened.answered:
            said_then, said_now = _named(happened.answered), _named(answered)
            raise Unwritten(OTHERWISE.of(number=number, then=said_then, now=said_now))
        lives.append(Lived(happened.at, Seen(now, happened.incoming, turn)))
        now = turn.conversation
    return lives


def answered_by(replies: Sequence[Reply]) -> Answered:
    return tuple(
        (reply.key, tuple(button.code for row in reply.buttons for button in row)) for reply in replies
    )


def _named(answered: Answered) -> str:
    return ", ".join(f"@{key}" for key, _ in answered) or "—"


def _turns(said: Sequence[TranscriptMessage], files: Mapping[str, CleanFile]) -> Iterator[Happened]:
    for turn, messages in groupby(said, key=lambda message: message.turn):
        rows = list(messages)
        at = datetime.fromtimestamp(rows[0].at / 1000, UTC)
        incoming = next((_incoming(row.content, at, files) for row in rows if row.place == 0), None)
        yield Happened(turn, at, incoming, tuple(_answer(row.content) for row in rows if row.place))


def _answer(content: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    return content["key"], tuple(code for row in content["buttons"] for code, _ in row)


def _incoming(content: Mapping[str, Any], at: datetime, files: Mapping[str, CleanFile]) -> Incoming:
    tap, refused = content["tap"], content["refused"]
    return Incoming(
        at,
        text=content["text"],
        tap=Tap(*tap) if tap else None,
        files=tuple(files[digest] for digest in content["files"]),
        refused=Mistake(refused, Text("…")) if refused else None,
        message=content["message"],
        edits=content["edits"],
    )


def digests_in(said: Sequence[TranscriptMessage]) -> list[str]:
    """The files that were sent, in order, each once."""
    sent = (digest for message in said if not message.place for digest in message.content["files"])
    return list(dict.fromkeys(sent))


def as_stored(digest: str, cleaned: CleanFile) -> CleanFile:
    """A stored file under the digest by which the transcript names it."""
    return CleanFile(replace(cleaned.ref, digest=digest), cleaned.content)
