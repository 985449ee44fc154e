"""The file that goes with a reply is made beside the loop: nobody waits for somebody else's letter."""

import asyncio
from hashlib import sha256
from typing import Any

from bot.assistant import document_of
from bot.core import FileRef, Letter, Reply
from bot.store import Key

PROOF = bytes(15 * 1024 * 1024)
REF = FileRef(sha256(PROOF).hexdigest(), "pdf", 1, len(PROOF), "proof.pdf")


class _Files:
    """A store that answers at once, so that whoever waits, waits for the letter alone."""

    async def file(self, *_: object) -> bytes:
        return PROOF


async def test_while_a_letter_with_a_large_proof_is_made_others_are_served() -> None:
    store: Any = _Files()
    letter = Letter("to@example.org", "", "Subject", "Body", (REF,))
    made = asyncio.create_task(document_of(store, "c", Key.new(), Reply("letter", "", document=letter)))
    served = 0
    while not made.done():
        served += 1
        await asyncio.sleep(0)
    document = await made
    assert document is not None
    assert len(document[1]) > len(PROOF)
    assert served > 10
