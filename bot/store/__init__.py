"""What remembers: conversations, the transcript with its undelivered tail, and files; all of it sealed.

One commit holds a batch of turns. SQLite and PostgreSQL are two addresses of the same Store.
"""

from bot.store.database import Stale, StoreDown, StoreError
from bot.store.keys import Keys, KeysError
from bot.store.outgoing import Outgoing, Settled
from bot.store.store import Store
from bot.store.turns import Entry, Known, Person, Transaction

__all__ = [
    "Entry",
    "Keys",
    "KeysError",
    "Known",
    "Outgoing",
    "Person",
    "Settled",
    "Stale",
    "Store",
    "StoreDown",
    "StoreError",
    "Transaction",
]
