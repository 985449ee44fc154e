"""What remembers: conversations, the transcript with its undelivered tail, and files. One commit holds a batch of turns.

On SQLite every transaction begins IMMEDIATE: the driver's default begins late and loses updates without a word.
"""

from bot.store.store import Entry, Outgoing, Stale, Store, StoreError

__all__ = ["Entry", "Outgoing", "Stale", "Store", "StoreError"]
