"""What remembers: conversations, the transcript with its undelivered tail, and files; all of it sealed.

One commit holds a batch of turns. SQLite and PostgreSQL are two addresses of the same Store.
"""

from bot.store.copies import CopyError, back_up, restore
from bot.store.database import Stale, StoreDown, StoreError
from bot.store.instance import instance
from bot.store.keys import Keys, KeysError
from bot.store.outgoing import HOLD_MS, Outgoing, Ref, Settled
from bot.store.sealing import Key, Tampered
from bot.store.store import Store
from bot.store.turns import Entry, Known, Person, Transaction
from bot.store.upkeep import Counts

__all__ = [
    "HOLD_MS",
    "CopyError",
    "Counts",
    "Entry",
    "Key",
    "Keys",
    "KeysError",
    "Known",
    "Outgoing",
    "Person",
    "Ref",
    "Settled",
    "Stale",
    "Store",
    "StoreDown",
    "StoreError",
    "Tampered",
    "Transaction",
    "back_up",
    "instance",
    "restore",
]
