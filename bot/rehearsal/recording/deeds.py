"""From turns that really happened to what a person did in them, as the acts of a script. The order is kept, and so is the time.

What was answered then goes along, so that a script can be held against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core import SHANGHAI, Conversation, Incoming, Reply, Tap, short_id
from bot.i18n import N_, Text
from bot.rehearsal.playing.seen import Seen
from bot.rehearsal.playing.stage import OTHERS
from bot.rehearsal.recording.filing import Filing
from bot.rehearsal.recording.placeholders import refused_as
from bot.rehearsal.scripts.script import Act, Edit, Press, Say, Send, SendOther, Wait

AT_ONCE = timedelta(minutes=1)
"""A pause that is no longer goes unnoticed, unless a new day begins in it."""


@dataclass(frozen=True, slots=True)
class Lived:
    """A turn as it was taken, and when."""

    at: datetime
    seen: Seen


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done in a script. `replies` are those that came when it happened, None where that is not known."""

    act: Act
    replies: tuple[Reply, ...] | None = None


class Unwritten(Exception):
    """No script can be made of it; the text says why."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.msgid)
        self.why = why


def minute_of(at: datetime) -> datetime:
    """The clock of a script counts in minutes, in Shanghai."""
    return at.astimezone(SHANGHAI).replace(second=0, microsecond=0)


def deeds_of(lives: Sequence[Lived], filing: Filing) -> Iterator[Deed]:
    """Raises Unwritten."""
    clock = minute_of(lives[0].at)
    said: dict[str, str] = {}
    for lived in lives:
        now = max(minute_of(lived.at), clock)
        replies = lived.seen.turn.replies
        if lived.seen.incoming is None:
            yield Deed(Wait(now - clock), replies)
            clock = now
            continue
        if now - clock > AT_ONCE or now.date() != clock.date():
            yield Deed(Wait(now - clock), ())
            clock = now
        act = _act(lived.seen.incoming, lived.seen.before, said, filing)
        yield Deed(act, replies)


def _act(incoming: Incoming, before: Conversation, said: dict[str, str], filing: Filing) -> Act:
    if incoming.tap is not None:
        return Press(incoming.tap.code, old=not _is_current(incoming.tap, before))
    if incoming.files:
        return Send(tuple(filing.put(file.content, file.ref.kind) for file in incoming.files))
    if incoming.refused is not None:
        return _refused(incoming.refused.key, filing)
    text = incoming.text or ""
    if incoming.edits:
        old = said.get(incoming.message or "")
        if old is None:
            raise Unwritten(N_("A message was edited that is not in it."))
        said[incoming.message or ""] = text
        return Edit(text, old)
    if incoming.message is not None:
        said[incoming.message] = text
    return Say(text)


def _is_current(tap: Tap, before: Conversation) -> bool:
    shown = (before.id, short_id(before.asked), before.prompted_in_turn)
    return (tap.conversation, tap.prompt_id, tap.turn) == shown


def _refused(key: str, filing: Filing) -> Act:
    """A message that could not be read, as something that cannot be read for the same reason."""
    kind = next((kind for kind, mistake in OTHERS.items() if mistake.key == key), None)
    if kind is not None:
        return SendOther(kind)
    content = refused_as(key)
    if content is None:
        raise Unwritten(N_("No script can send what was refused as %(key)s.").of(key=key))
    return Send((filing.put(content, key.rpartition(".")[2]),))
