"""The file that goes with a reply, made when it is sent: the e-mail with its proof, or everything that is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from bot.core import DataExport, FileRef, Letter, Reply
from bot.documents import NAME, archive, eml, files_in
from bot.store import Key, Store

Document = tuple[str, bytes]
"""A file's name and its bytes."""


async def document_of(store: Store, conversation: str, key: Key, reply: Reply) -> Document | None:
    """None where the reply has none, or the conversation is gone. Raises StoreDown, Tampered."""
    match reply.document:
        case None:
            return None
        case Letter() as letter:
            files = await contents_of(store, conversation, key, letter.attachments)
            # Beside the loop: with large files it takes half a second.
            return "request.eml", await asyncio.to_thread(eml, letter, files)
        case DataExport():
            known = await store.conversation(conversation, key)
            if known is None:
                return None
            files = await contents_of(store, conversation, key, files_in(known))
            said = await store.transcript(conversation, key)
            return NAME, await asyncio.to_thread(archive, known, said, files)


async def contents_of(store: Store, conversation: str, key: Key, refs: Iterable[FileRef]) -> dict[str, bytes]:
    """The files' bytes by their digests. Raises KeyError where one is not there."""
    return {one.digest: await store.file(conversation, key, one.digest) for one in refs}
