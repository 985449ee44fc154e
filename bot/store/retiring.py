"""The end of a master key: never while it opens something, and never while a process that is alive seals with it."""

from __future__ import annotations

from bot.store.keys import KeysError
from bot.store.rewrapping import Rewrapping
from bot.store.store import Store

DAY_MS = 86_400_000
"""So long a process that was not seen any more may still come back with the key that it had."""


async def retire(store: Store, id: str) -> None:
    """Deletes the file of a key that opens nothing any more. Raises KeysError, and then nothing is changed."""
    keys = store.vault.keys
    if id not in keys.known:
        raise KeysError(f"There is no key {id} in {keys.folder}.")
    async with store.rewrapping() as rewrapping:
        await rewrapping.nobody_seals()
        await _must_be_free(rewrapping, store, id)
        keys.put_away(id)
    # Looked at once more: whoever sealed before the file was gone is seen now.
    try:
        async with store.rewrapping() as rewrapping:
            await rewrapping.nobody_seals()
            await _must_be_free(rewrapping, store, id)
    except BaseException:
        keys.put_back(id)
        raise
    keys.delete(id)


async def _must_be_free(rewrapping: Rewrapping, store: Store, id: str) -> None:
    uses = (await rewrapping.uses()).get(id, 0)
    if uses or id == store.vault.keys.active:
        raise KeysError(
            f"{id} is still in use ({uses} data keys); first: jiaji keys add, then jiaji keys rotate"
        )
    sealing = await rewrapping.sealing_with(id, store.now() - DAY_MS)
    if sealing:
        raise KeysError(
            f"{', '.join(sealing)} still seals with {id}; restart it first. One that is gone for good is forgotten in a day."
        )
