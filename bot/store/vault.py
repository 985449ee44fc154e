"""The keys in use: master keys wrap the data key of each conversation, and a root gives blind indexes and signatures."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

from bot.store.keys import Keys
from bot.store.review_keys import ReviewKeys
from bot.store.sealing import Key, key_place

INDEX_BYTES = 16


@dataclass(frozen=True, slots=True)
class Vault:
    keys: Keys
    root: Key = field(repr=False)
    _index_key: bytes = field(repr=False)
    review: ReviewKeys | None = None

    @classmethod
    def of(cls, keys: Keys, root: Key, review: ReviewKeys | None = None) -> Vault:
        return cls(keys, root, root.derive("blind index"), review)

    def index(self, *parts: str) -> bytes:
        """A print by which something is found again, and which tells nothing about it without the root."""
        return hmac.digest(self._index_key, "\0".join(parts).encode("utf-8", "surrogatepass"), "sha256")[
            :INDEX_BYTES
        ]

    def secret(self, purpose: str) -> bytes:
        """32 bytes that are the same in every process on this database."""
        return self.root.derive(purpose)

    def wrapped(self, key: Key, conversation: str) -> tuple[str, bytes]:
        """The id of the master key, and the data key wrapped by it."""
        master = self.keys.active
        return master, self.keys.named(master).wrap(key, key_place(conversation))

    def data_key(self, conversation: str, master: str, wrapped: bytes) -> Key:
        """Raises KeysError, Tampered."""
        return self.keys.named(master).unwrap(wrapped, key_place(conversation))
