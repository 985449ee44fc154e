"""Records a chat while it goes on; what happened in it becomes a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.core import Conversation, Flow, Incoming, Turn, take_turn
from bot.documents import files_in
from bot.i18n import N_, Lang
from bot.rehearsal.playing.recorded_turn import RecordedTurn
from bot.rehearsal.recording.acts_from_turns import NotRecordable, acts_from_turns, minute_of
from bot.rehearsal.recording.attachments import SUFFIX, Attachments
from bot.rehearsal.recording.save_if_green import keep
from bot.rehearsal.recording.script_header import header_at
from bot.store import Store


class ChatRecorder:
    """Takes turns as the engine does, and remembers them."""

    def __init__(self) -> None:
        self.recorded_turns: list[RecordedTurn] = []

    def take_turn(self, flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
        turn = take_turn(flow, conversation, incoming)
        if self.recorded_turns and self.recorded_turns[-1].incoming is incoming:
            # The commit was not kept, so the turn is taken again.
            self.recorded_turns.pop()
        self.recorded_turns.append(RecordedTurn(incoming.at, conversation, incoming, turn))
        return turn

    @property
    def language(self) -> Lang:
        return self.recorded_turns[-1].turn.conversation.language if self.recorded_turns else "en"


async def files_of(store: Store, conversation: Conversation) -> dict[str, bytes]:
    """The files that were accepted in it, by digest."""
    key = await store.key_of(conversation.id)
    if key is None:
        return {}
    return {ref.digest: await store.file(conversation.id, key, ref.digest) for ref in files_in(conversation)}


def save_chat(
    recorded_turns: Sequence[RecordedTurn], path: Path, consulate: str, files: Mapping[str, bytes]
) -> tuple[Lang, ...]:
    """The languages in which the script of these turns is green. Raises NotRecordable, and then nothing is kept."""
    from dialogs import MAIN_FLOW

    if not recorded_turns:
        raise NotRecordable(N_("Nothing is said in this script."))
    flow, attachments = MAIN_FLOW, Attachments(path)
    name, lang = path.name.removesuffix(SUFFIX), recorded_turns[-1].turn.conversation.language
    try:
        header = header_at(
            flow,
            name,
            recorded_turns[0].before,
            minute_of(recorded_turns[0].at),
            consulate,
            lang,
            attachments,
            files,
        )
        acts = tuple(acts_from_turns(recorded_turns, attachments))
    except NotRecordable:
        attachments.undo()
        raise
    return keep(flow, header, acts, lang, attachments)
