"""A stored transcript becomes a script about invented people; nothing of the original personal words may stand in it."""

from __future__ import annotations

from pathlib import Path

from bot.core import CleanFile, Periods
from bot.documents import clean
from bot.i18n import N_, Lang
from bot.rehearsal.playing.opening import opening_at
from bot.rehearsal.recording.deeds import Unwritten, deeds_of, minute_of
from bot.rehearsal.recording.disguise import disguised, personal
from bot.rehearsal.recording.filing import SUFFIX, Filing
from bot.rehearsal.recording.keeping import keep
from bot.rehearsal.recording.reliving import as_stored, digests_in, relive
from bot.store import Key, Store


async def keep_transcript(
    store: Store, id: str, key: Key, path: Path, consulate: str, periods: Periods
) -> tuple[Lang, ...]:
    """The languages in which the script is green. Raises Unwritten, and then nothing is kept."""
    from dialogs import FLOWS

    said = await store.transcript(id, key)
    files = {digest: await _file(store, id, key, digest) for digest in digests_in(said)}
    flow, filing = FLOWS["expedited_interview"], Filing(path)
    here = flow.addressed_to(consulate)
    lives = relive(here, id, said, files, periods)
    told = disguised(here, lives, periods)
    lang, name = told[-1].seen.turn.conversation.language, path.name.removesuffix(SUFFIX)
    try:
        before, at = told[0].seen.before, minute_of(told[0].at)
        opening = opening_at(flow, name, before, at, consulate, lang, filing, {})
        deeds = tuple(deeds_of(told, filing))
    except Unwritten:
        filing.undo()
        raise
    return keep(flow, opening, deeds, lang, filing, personal(here, lives))


async def _file(store: Store, id: str, key: Key, digest: str) -> CleanFile:
    """In a process of its own, for a stranger sent it."""
    try:
        cleaned = await clean(await store.file(id, key, digest))
    except KeyError:
        cleaned = None
    if not isinstance(cleaned, CleanFile):
        raise Unwritten(N_("A file that was sent cannot be read."))
    return as_stored(digest, cleaned)
