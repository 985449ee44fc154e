"""A stored transcript becomes a script about invented people; nothing of the original personal words may stand in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from bot.core import CleanFile, Conversation, Flow, Mistake, Order, Periods
from bot.documents import TranscriptMessage, clean
from bot.i18n import N_, Lang
from bot.rehearsal.blank_files import accepted_file
from bot.rehearsal.playing.recorded_turn import RecordedTurn
from bot.rehearsal.recording.acts_from_turns import NotRecordable, acts_from_turns, minute_of
from bot.rehearsal.recording.anonymise import anonymise
from bot.rehearsal.recording.attachments import SUFFIX, Attachments
from bot.rehearsal.recording.replay_transcript import as_stored, digests_in, replay_transcript
from bot.rehearsal.recording.save_if_green import keep
from bot.rehearsal.recording.script_header import header_at
from bot.rehearsal.recording.whose_words import personal_words
from bot.store import FileGone, Key, Store

NO_TURN = N_("There is no such turn in it.")


async def record_stored(
    flow: Flow,
    store: Store,
    id: str,
    key: Key,
    path: Path,
    consulate: str,
    periods: Periods,
    turn: int | None = None,
) -> tuple[Lang, ...]:
    """The languages in which the script is green, of all of it or of one turn. Raises NotRecordable, and then nothing is kept."""
    said, orders = await store.transcript(id, key), await store.orders_done(id, key)

    async def content_of(digest: str) -> bytes | None:
        try:
            return await store.file(id, key, digest)
        except FileGone:
            return None

    return await record_transcript(flow, id, said, orders, content_of, path, consulate, periods, turn)


async def record_transcript(
    flow: Flow,
    id: str,
    said: Sequence[TranscriptMessage],
    orders: Mapping[int, Order],
    content_of: Callable[[str], Awaitable[bytes | None]],
    path: Path,
    consulate: str,
    periods: Periods,
    turn: int | None = None,
) -> tuple[Lang, ...]:
    """Of all of it, or of one turn. `orders` are what the team had done, by turn; `content_of` has the bytes of a file by its
    digest, None where they are gone.

    Raises NotRecordable.
    """
    files = {digest: await _file(digest, await content_of(digest)) for digest in digests_in(said)}
    attachments = Attachments(path)
    here = flow.addressed_to(consulate)
    recorded_turns = replay_transcript(here, id, said, orders, files, periods)
    secrets = personal_words(here, recorded_turns)
    if turn is None:
        told = invented = anonymise(here, recorded_turns, periods, secrets)
    else:
        # What came after it changes nothing of it.
        until = [one for one in recorded_turns if one.turn.conversation.turn <= turn]
        if not until or until[-1].turn.conversation.turn != turn:
            raise NotRecordable(NO_TURN)
        invented = anonymise(here, until, periods, secrets, is_last_alone=True)
        told = invented[_beginning(invented) :]
    made = {file.ref.digest: file.content for one in invented for file in _files_of(one)}
    lang, name = told[-1].turn.conversation.language, path.name.removesuffix(SUFFIX)
    try:
        before, at = told[0].before, minute_of(told[0].at)
        header = header_at(flow, name, before, at, consulate, lang, attachments, made)
        acts = tuple(acts_from_turns(told, attachments))
    except NotRecordable:
        attachments.undo()
        raise
    return keep(flow, header, acts, lang, attachments, secrets)


def _beginning(invented: Sequence[RecordedTurn]) -> int:
    """Where the last turn begins: with the one that asked, where a value or a list of them waits for its yes."""
    start = len(invented) - 1
    while start and _waits(invented[start].before) and invented[start - 1].turn.replies:
        start -= 1
    return start


def _waits(now: Conversation) -> bool:
    return now.pending is not None or bool(now.told) or bool(now.mentioned)


def _files_of(recorded: RecordedTurn) -> tuple[CleanFile, ...]:
    return recorded.incoming.files if recorded.incoming is not None else ()


async def _file(digest: str, content: bytes | None) -> CleanFile:
    """In a process of its own, for a stranger sent it. An empty page stands for one that no answer refers to."""
    cleaned = await clean(content if content is not None else accepted_file("jpg", pages=1, number=0))
    if isinstance(cleaned, Mistake):
        raise NotRecordable(N_("A file that was sent cannot be read."))
    return as_stored(digest, cleaned[0])
