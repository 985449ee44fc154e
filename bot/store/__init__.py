"""What remembers: conversations, the transcript with its undelivered tail, and files; all of it sealed.

One commit holds a batch of turns. SQLite and PostgreSQL are two addresses of the same Store.
"""

from bot.store.copies import CopyError, back_up, restore
from bot.store.database import Stale, StoreDown, StoreError
from bot.store.desk import Desk, StaffOrder, sealed_order
from bot.store.instance import instance
from bot.store.keys import Keys, KeysError
from bot.store.outgoing import FOLDED, HOLD_MS, LINE, MOST, Delivered, Mailroom, Outgoing, Ref
from bot.store.retiring import retire
from bot.store.review_keys import Reader, ReviewKeys
from bot.store.sealing import Key, Tampered
from bot.store.store import FileGone, Store
from bot.store.turns import Person, StoredPerson, Transaction, TurnToStore
from bot.store.upkeep import Counts

__all__ = [
    "FOLDED",
    "HOLD_MS",
    "LINE",
    "MOST",
    "CopyError",
    "Counts",
    "Delivered",
    "Desk",
    "FileGone",
    "Key",
    "Keys",
    "KeysError",
    "Mailroom",
    "Outgoing",
    "Person",
    "Reader",
    "Ref",
    "ReviewKeys",
    "StaffOrder",
    "Stale",
    "Store",
    "StoreDown",
    "StoreError",
    "StoredPerson",
    "Tampered",
    "Transaction",
    "TurnToStore",
    "back_up",
    "instance",
    "restore",
    "retire",
    "sealed_order",
]
