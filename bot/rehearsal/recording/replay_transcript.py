"""Replays a stored transcript: each message goes to the engine again, and must be answered as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from bot.core import CleanFile, Conversation, Flow, Incoming, Mistake, Periods, Reply, Tap, due, take_turn
from bot.documents import TranscriptMessage
from bot.i18n import N_, Text
from bot.rehearsal.playing.recorded_turn import RecordedTurn
from bot.rehearsal.recording.acts_from_turns import NotRecordable

OTHERWISE = N_(
    "The dialog has changed since: message %(number)s was answered by %(then)s, and now it is %(now)s."
)

Answered = tuple[tuple[str, tuple[str, ...]], ...]
"""Replies by what every edition of a text has in common: their keys and the codes of their buttons."""


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A turn of the transcript. `incoming` is None where the bot spoke by itself."""

    turn: int
    at: datetime
    incoming: Incoming | None
    answered: Answered


def replay_transcript(
    flow: Flow, id: str, said: Sequence[TranscriptMessage], files: Mapping[str, CleanFile], periods: Periods
) -> list[RecordedTurn]:
    """Raises NotRecordable where a message is not answered as it was."""
    turns = list(_turns(said, files))
    while turns and turns[0].incoming is None:
        # The last words of a conversation before it.
        del turns[0]
    if not turns:
        raise NotRecordable(N_("Nothing is said in this script."))
    now, recorded_turns = Conversation(id, flow.key, turn=turns[0].turn - 1), []
    for number, stored_turn in enumerate(turns, 1):
        turn = (
            take_turn(flow, now, stored_turn.incoming)
            if stored_turn.incoming is not None
            else due(now, stored_turn.at, periods)
        )
        answered = answered_by(turn.replies) if turn is not None else ()
        if turn is None or answered != stored_turn.answered:
            said_then, said_now = _named(stored_turn.answered), _named(answered)
            raise NotRecordable(OTHERWISE.of(number=number, then=said_then, now=said_now))
        recorded_turns.append(RecordedTurn(stored_turn.at, now, stored_turn.incoming, turn))
        now = turn.conversation
    return recorded_turns


def answered_by(replies: Sequence[Reply]) -> Answered:
    return tuple(
        (reply.key, tuple(button.code for row in reply.buttons for button in row)) for reply in replies
    )


def _named(answered: Answered) -> str:
    return ", ".join(f"@{key}" for key, _ in answered) or "—"


def _turns(said: Sequence[TranscriptMessage], files: Mapping[str, CleanFile]) -> Iterator[StoredTurn]:
    for turn, messages in groupby(said, key=lambda message: message.turn):
        rows = list(messages)
        at = datetime.fromtimestamp(rows[0].at / 1000, UTC)
        incoming = next((_incoming(row.content, at, files) for row in rows if row.place == 0), None)
        yield StoredTurn(turn, at, incoming, tuple(_answer(row.content) for row in rows if row.place))


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
