"""What tests ask a store."""

from bot.store import Store


async def waiting(store: Store) -> int:
    """How many replies wait to be delivered."""
    async with store.upkeep() as upkeep:
        return (await upkeep.counts()).waiting
