"""What happened in a chat becomes a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.core import Conversation, Flow, Team
from bot.documents import files_in
from bot.i18n import N_, Lang
from bot.rehearsal.playing.recorded_turn import RecordedTurn
from bot.rehearsal.recording.acts_from_turns import NotRecordable, acts_from_turns, minute_of
from bot.rehearsal.recording.attachments import SUFFIX, Attachments
from bot.rehearsal.recording.save_if_green import keep
from bot.rehearsal.recording.script_header import header_at
from bot.store import Store


async def files_of(store: Store, conversation: Conversation) -> dict[str, bytes]:
    """The files that were accepted in it, by digest."""
    key = await store.key_of(conversation.id)
    if key is None:
        return {}
    return {ref.digest: await store.file(conversation.id, key, ref.digest) for ref in files_in(conversation)}


def save_chat(
    flow: Flow, recorded_turns: Sequence[RecordedTurn], path: Path, files: Mapping[str, bytes]
) -> tuple[Lang, ...]:
    """The languages in which the script of these turns is green. Raises NotRecordable, and then nothing is kept.

    `flow` is the dialog as it was configured.
    """
    from dialogs import MAIN_FLOW

    if not recorded_turns:
        raise NotRecordable(N_("Nothing is said in this script."))
    consulate, attachments = flow.address, Attachments(path)
    flow = MAIN_FLOW if flow.team is None else MAIN_FLOW.with_team(Team())
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
