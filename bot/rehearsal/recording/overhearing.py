"""A talk is listened to while it goes on, and what happened in it becomes a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.core import Conversation, Flow, Incoming, Turn, take_turn
from bot.documents import files_in
from bot.i18n import N_, Lang
from bot.rehearsal.playing.opening import opening_at
from bot.rehearsal.playing.seen import Seen
from bot.rehearsal.recording.deeds import Lived, Unwritten, deeds_of, minute_of
from bot.rehearsal.recording.filing import SUFFIX, Filing
from bot.rehearsal.recording.keeping import keep
from bot.store import Store


class Overhearing:
    """Takes turns as the engine does, and remembers them."""

    def __init__(self) -> None:
        self.lives: list[Lived] = []

    def take_turn(self, flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
        turn = take_turn(flow, conversation, incoming)
        if self.lives and self.lives[-1].seen.incoming is incoming:
            # The commit was not kept, so the turn is taken again.
            self.lives.pop()
        self.lives.append(Lived(incoming.at, Seen(conversation, incoming, turn)))
        return turn

    @property
    def language(self) -> Lang:
        return self.lives[-1].seen.turn.conversation.language if self.lives else "en"


async def files_of(store: Store, conversation: Conversation) -> dict[str, bytes]:
    """The files that were accepted in it, by digest."""
    key = await store.key_of(conversation.id)
    if key is None:
        return {}
    return {ref.digest: await store.file(conversation.id, key, ref.digest) for ref in files_in(conversation)}


def keep_talk(
    lives: Sequence[Lived], path: Path, consulate: str, files: Mapping[str, bytes]
) -> tuple[Lang, ...]:
    """The languages in which the script of these turns is green. Raises Unwritten, and then nothing is kept."""
    from dialogs import FLOWS

    if not lives:
        raise Unwritten(N_("Nothing is said in this script."))
    flow, filing = FLOWS["expedited_interview"], Filing(path)
    name, lang = path.name.removesuffix(SUFFIX), lives[-1].seen.turn.conversation.language
    try:
        opening = opening_at(
            flow, name, lives[0].seen.before, minute_of(lives[0].at), consulate, lang, filing, files
        )
        deeds = tuple(deeds_of(lives, filing))
    except Unwritten:
        filing.undo()
        raise
    return keep(flow, opening, deeds, lang, filing)
