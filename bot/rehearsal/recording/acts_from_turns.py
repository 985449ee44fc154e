"""What a person did in recorded turns, as the acts of a script, in their order and with the time between them.

What was answered then goes along, so that a script can be held against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core import SHANGHAI, Conversation, Incoming, Reply, Tap, short_id
from bot.i18n import N_, Text
from bot.rehearsal.blank_files import refused_file
from bot.rehearsal.playing.recorded_turn import RecordedTurn
from bot.rehearsal.playing.sandbox import OTHERS
from bot.rehearsal.recording.attachments import Attachments
from bot.rehearsal.recording.made_up_papers import as_act
from bot.rehearsal.scripts.script import Act, Edit, Press, Say, Send, SendOther, Wait

AT_ONCE = timedelta(minutes=1)
"""A pause that is no longer goes unnoticed, unless a new day begins in it."""


@dataclass(frozen=True, slots=True)
class RecordedAct:
    """Something done in a script. `replies` are those that came when it happened, None where that is not known."""

    act: Act
    replies: tuple[Reply, ...] | None = None


class NotRecordable(Exception):
    """No script can be made of it; the text says why."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.msgid)
        self.why = why


def minute_of(at: datetime) -> datetime:
    """The clock of a script counts in minutes, in Shanghai."""
    return at.astimezone(SHANGHAI).replace(second=0, microsecond=0)


def acts_from_turns(
    recorded_turns: Sequence[RecordedTurn], attachments: Attachments
) -> Iterator[RecordedAct]:
    """Raises NotRecordable."""
    clock = minute_of(recorded_turns[0].at)
    said: dict[str, str] = {}
    for recorded in recorded_turns:
        now = max(minute_of(recorded.at), clock)
        replies = recorded.turn.replies
        if recorded.incoming is None and recorded.act is None:
            yield RecordedAct(Wait(now - clock), replies)
            clock = now
            continue
        if now - clock > AT_ONCE or now.date() != clock.date():
            yield RecordedAct(Wait(now - clock), ())
            clock = now
        if recorded.act is not None:
            yield RecordedAct(recorded.act, replies)
        elif recorded.incoming is not None:
            yield RecordedAct(_act(recorded.incoming, recorded.before, said, attachments), replies)


def _act(incoming: Incoming, before: Conversation, said: dict[str, str], attachments: Attachments) -> Act:
    if incoming.tap is not None:
        return Press(incoming.tap.code, old=not _is_current(incoming.tap, before))
    paper = next((file.paper for file in incoming.files if file.paper is not None), None)
    if paper is not None:
        return as_act(paper)
    if incoming.files:
        return Send(tuple(attachments.put(file.content, file.ref.kind) for file in incoming.files))
    if incoming.refused is not None:
        return _refused(incoming.refused.key, attachments)
    text = incoming.text or ""
    if incoming.edits:
        old = said.get(incoming.message or "")
        if old is None:
            raise NotRecordable(N_("A message was edited that is not in it."))
        said[incoming.message or ""] = text
        return Edit(text, old)
    if incoming.message is not None:
        said[incoming.message] = text
    return Say(text)


def _is_current(tap: Tap, before: Conversation) -> bool:
    shown = (before.id, short_id(before.asked), before.prompted_in_turn)
    return (tap.conversation, tap.prompt_id, tap.turn) == shown


def _refused(key: str, attachments: Attachments) -> Act:
    """A message that could not be read, as something that cannot be read for the same reason."""
    kind = next((kind for kind, mistake in OTHERS.items() if mistake.key == key), None)
    if kind is not None:
        return SendOther(kind)
    content = refused_file(key)
    if content is None:
        raise NotRecordable(N_("No script can send what was refused as %(key)s.").of(key=key))
    return Send((attachments.put(content, key.rpartition(".")[2]),))
