"""What a turn adds to the figures, in its commit: totals by day, language and question, without a conversation.

They outlive what they were counted from, so nothing in them is anybody's: keys of the dialog and numbers only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core import OVER, SHANGHAI, Conversation, Turn
from bot.store.staff_tables import tallies

SPANS = (15, 30, 60, 120, 300, 900, 3600, 86_400)
"""Seconds: an answer is counted under the first that it did not exceed; what took longer is no time of answering."""
NUMBER = re.compile(r"\.\d+")


class Tally(NamedTuple):
    day: str
    language: str
    kind: str
    name: str


def tallies_of(before: Conversation, turn: Turn, at: int) -> Iterator[Tally]:
    """`before` is the conversation as it was, `at` the time of the commit in milliseconds."""
    now = turn.conversation
    for kind, name in _counted(before, turn):
        yield Tally(_day(at), now.language, kind, name[:96])
    if now.state in OVER:
        yield from left_at(before, at)


def left_at(before: Conversation, at: int) -> Iterator[Tally]:
    """The question at which a conversation waited until its time was over, or until somebody had it erased."""
    pending = before.pending
    if before.state == "asking":
        asked = question_at(before.asked)
    elif pending is not None and (pending.kind, pending.key) == ("cancel", "asking") and pending.readings:
        asked = question_at(str(pending.readings[0]))
    else:
        return
    if asked:
        yield Tally(_day(at), before.language, "left", asked[:96])


def _day(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(SHANGHAI).date().isoformat()


def _counted(before: Conversation, turn: Turn) -> Iterator[tuple[str, str]]:
    now = turn.conversation
    asked = question_at(turn.asked or before.asked)
    keys = [said.key for reply in turn.replies for said in reply.said]
    if asked and turn.asked in now.answers and now.asked != turn.asked:
        yield "answered", asked
        yield from _time_taken(before, turn, asked)
    if asked and turn.command == "why":
        yield "why", asked
    for key in keys:
        if asked and key.startswith("mistake."):
            yield "missed", f"{asked}|{key.removeprefix('mistake.')}"
    is_new = now.asked != turn.asked and not _is_in_between(turn.asked)
    if is_new and any(key.startswith("ask.") for key in keys):
        yield "shown", question_at(now.asked)


def _is_in_between(place: str) -> bool:
    """What was put while a question waited; behind it the same question is put again."""
    return place.endswith(("?", "!", "-")) or place in ("share", "restart", "cancelling", "facts")


def _time_taken(before: Conversation, turn: Turn, asked: str) -> Iterator[tuple[str, str]]:
    if turn.incoming is None or before.last_heard is None:
        return
    seconds = (turn.incoming.at - before.last_heard).total_seconds()
    span = next((one for one in SPANS if seconds <= one), None)
    if span is not None and seconds >= 0:
        yield "seconds", f"{asked}|{span}"


def question_at(place: str) -> str:
    """`members.0.surname` is the question `members[].surname`; what is no question's place is ""."""
    key = place.rstrip("?!-")
    return NUMBER.sub("[]", key) if re.fullmatch(r"[a-z0-9_.]+", key) else ""


async def count(connection: AsyncConnection, found: Sequence[Tally]) -> None:
    """Added to the totals that are there, always in one order: two processes never wait for each other."""
    if not found:
        return
    upsert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    added: Any = upsert(tallies)
    total = {"count": tallies.c.count + added.excluded.count}
    statement = added.on_conflict_do_update(index_elements=list(Tally._fields), set_=total)
    rows = [{**tally._asdict(), "count": number} for tally, number in sorted(Counter(found).items())]
    await connection.execute(statement, rows)
