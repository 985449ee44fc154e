"""Replays a stored transcript: each message and each order of the team goes to the engine again, and must be answered
as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from bot.core import (
    CleanFile,
    Conversation,
    Flow,
    Incoming,
    Mistake,
    Order,
    Periods,
    Reply,
    Tap,
    Turn,
    due,
    follow_order,
    take_turn,
)
from bot.documents import TranscriptMessage
from bot.i18n import N_, Text
from bot.rehearsal.playing.recorded_turn import RecordedTurn
from bot.rehearsal.recording.acts_from_turns import NotRecordable
from bot.rehearsal.recording.made_up_papers import as_seen, made_up
from bot.rehearsal.scripts.script import TeamAct

OTHERWISE = N_(
    "The dialog has changed since: message %(number)s was answered by %(then)s, and now it is %(now)s."
)

MOST_TRIED = 2000
"""So many turns are taken that are not answered as they were, before it is given up."""

Answered = tuple[tuple[str, tuple[str, ...]], ...]
"""Replies by what every edition of a text has in common: their keys and the codes of their buttons."""


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A turn of the transcript. `incoming` is None where the team did something, which `order` is, or the bot spoke by itself."""

    turn: int
    at: datetime
    incoming: Incoming | None
    answered: Answered
    order: Order | None = None

    @property
    def act(self) -> TeamAct | None:
        return TeamAct(self.order.kind, self.order.text, self.order.key) if self.order is not None else None


def replay_transcript(
    flow: Flow,
    id: str,
    said: Sequence[TranscriptMessage],
    orders: Mapping[int, Order],
    files: Mapping[str, CleanFile],
    periods: Periods,
) -> list[RecordedTurn]:
    """`orders` are what the team had done, by turn. Raises NotRecordable where a message is not answered as it was."""
    turns = list(_turns(said, orders, files))
    while turns and turns[0].incoming is None:
        # The last words of a conversation before it.
        del turns[0]
    if not turns:
        raise NotRecordable(N_("Nothing is said in this script."))
    begun = Conversation(id, flow.key, turn=turns[0].turn - 1)
    recorded_turns: list[RecordedTurn] = []
    ways = [_ways(flow, begun, turns[0], periods)]
    otherwise: dict[int, Answered] = {}
    tried = 0
    while len(recorded_turns) < len(turns):
        number = len(recorded_turns)
        found = next(ways[-1], None)
        if found is None:
            # What was made up on a paper before leads elsewhere.
            otherwise.setdefault(number, ())
            ways.pop()
            if not recorded_turns or tried > MOST_TRIED:
                raise NotRecordable(_otherwise(turns, otherwise))
            recorded_turns.pop()
        elif (answered := answered_by(found.turn.replies)) == turns[number].answered:
            recorded_turns.append(found)
            if len(recorded_turns) < len(turns):
                ways.append(_ways(flow, found.turn.conversation, turns[number + 1], periods))
        else:
            otherwise.setdefault(number, answered)
            tried += 1
    return recorded_turns


def _ways(flow: Flow, now: Conversation, stored_turn: StoredTurn, periods: Periods) -> Iterator[RecordedTurn]:
    """The turn again; in several ways where something was read on a paper."""
    if stored_turn.incoming is not None:
        turns: Iterable[Turn | None] = (
            take_turn(flow, now, sent) for sent in made_up(stored_turn.incoming, now)
        )
    elif stored_turn.order is not None:
        turns = (follow_order(flow, now, stored_turn.order),)
    else:
        turns = (due(now, stored_turn.at, periods),)
    for turn in turns:
        if turn is not None:
            yield RecordedTurn(stored_turn.at, now, turn.incoming, turn, stored_turn.act)


def _otherwise(turns: Sequence[StoredTurn], answered: Mapping[int, Answered]) -> Text:
    """The last message that was reached, how it was answered, and how it is now."""
    number = max(answered)
    then, now = _named(turns[number].answered), _named(answered[number])
    return OTHERWISE.of(number=number + 1, then=then, now=now)


def answered_by(replies: Sequence[Reply]) -> Answered:
    return tuple(
        (reply.key, tuple(button.code for row in reply.buttons for button in row)) for reply in replies
    )


def _named(answered: Answered) -> str:
    return ", ".join(f"@{key}" for key, _ in answered) or "—"


def _turns(
    said: Sequence[TranscriptMessage], orders: Mapping[int, Order], files: Mapping[str, CleanFile]
) -> Iterator[StoredTurn]:
    for turn, messages in groupby(said, key=lambda message: message.turn):
        rows = list(messages)
        at = datetime.fromtimestamp(rows[0].at / 1000, UTC)
        incoming = next((_incoming(row.content, at, files) for row in rows if row.place == 0), None)
        order = orders.get(turn)
        if incoming is None and order is None and "team.left" in _keys(rows):
            # Nobody said so: the team was silent for too long, or has gone home.
            order = Order("back", at)
        yield StoredTurn(turn, at, incoming, tuple(_answer(row.content) for row in rows if row.place), order)


def _keys(rows: Sequence[TranscriptMessage]) -> list[str]:
    return [key for row in rows if row.place for key in _told(row.content)]


def _told(content: Mapping[str, Any]) -> Iterator[str]:
    yield content["key"]
    yield from (key for key, *_ in content.get("told", ()))


def _answer(content: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    return content["key"], tuple(code for row in content["buttons"] for code, _ in row)


def _incoming(content: Mapping[str, Any], at: datetime, files: Mapping[str, CleanFile]) -> Incoming:
    tap, refused = content["tap"], content["refused"]
    sent = [files[digest] for digest in content["files"]]
    return Incoming(
        at,
        text=content["text"],
        tap=Tap(*tap) if tap else None,
        files=tuple(map(as_seen, sent, content.get("seen", [[""]] * len(sent)))),
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
