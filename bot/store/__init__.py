"""What remembers: conversations, the transcript with its undelivered tail, and files; all of it sealed.

One commit holds a batch of turns. SQLite and PostgreSQL are two addresses of the same Store.
"""

from bot.store.cases import LABELS, REVEALED_MS, REVIEWS, Cases, Wanted, new_note_id
from bot.store.console_store import ConsoleStore, Room
from bot.store.copies import CopyError, back_up, restore
from bot.store.counting import question_at
from bot.store.database import Stale, StoreAway, StoreDown, StoreError
from bot.store.desk import Desk, StaffOrder, orders_done, sealed_order
from bot.store.erasing import BACKUP_DAYS, Proof
from bot.store.instance import instance
from bot.store.journal import Verdict, verify
from bot.store.keeping import Held, Keeping, Kept
from bot.store.keys import Keys, KeysError
from bot.store.opening import said_in, transcript_of
from bot.store.outgoing import FOLDED, HOLD_MS, LINE, MOST, Delivered, Mailroom, Outgoing, Ref
from bot.store.people import LONGEST_SESSION_MS, People, Session
from bot.store.people import Person as StaffPerson
from bot.store.retiring import retire
from bot.store.review_keys import Reader, ReviewKeys
from bot.store.sealing import (
    Key,
    Tampered,
    body_place,
    file_place,
    note_place,
    reason_place,
    totp_place,
)
from bot.store.store import FileGone, Store
from bot.store.turns import Dates, Person, StoredPerson, Transaction, TurnToStore
from bot.store.upkeep import Counts, Trouble

__all__ = [
    "BACKUP_DAYS",
    "FOLDED",
    "HOLD_MS",
    "LABELS",
    "LINE",
    "LONGEST_SESSION_MS",
    "MOST",
    "REVEALED_MS",
    "REVIEWS",
    "Cases",
    "ConsoleStore",
    "CopyError",
    "Counts",
    "Dates",
    "Delivered",
    "Desk",
    "FileGone",
    "Held",
    "Keeping",
    "Kept",
    "Key",
    "Keys",
    "KeysError",
    "Mailroom",
    "Outgoing",
    "People",
    "Person",
    "Proof",
    "Reader",
    "Ref",
    "ReviewKeys",
    "Room",
    "Session",
    "StaffOrder",
    "StaffPerson",
    "Stale",
    "Store",
    "StoreAway",
    "StoreDown",
    "StoreError",
    "StoredPerson",
    "Tampered",
    "Transaction",
    "Trouble",
    "TurnToStore",
    "Verdict",
    "Wanted",
    "back_up",
    "body_place",
    "file_place",
    "instance",
    "new_note_id",
    "note_place",
    "orders_done",
    "question_at",
    "reason_place",
    "restore",
    "retire",
    "said_in",
    "sealed_order",
    "totp_place",
    "transcript_of",
    "verify",
]
