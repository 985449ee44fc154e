"""The review keys: whoever holds the private one reads what people agreed to show; the bot has only the public one.

A pair is two files of one id, such as `0001-9f86d081.public` and `.private`; the last one by name is the active one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from bot.store.keys import KeysError, must_be_private, next_number, write
from bot.store.sealing import KEY_BYTES, Key, reader_place

PUBLIC, PRIVATE = ".public", ".private"


@dataclass(frozen=True, slots=True)
class ReviewKeys:
    """What the bot needs of them: it wraps a data key for the team, and cannot open what it wrapped."""

    folder: Path
    known: dict[str, X25519PublicKey] = field(repr=False)

    @classmethod
    def read(cls, folder: Path) -> ReviewKeys:
        """Raises KeysError."""
        try:
            found = {path.stem: _public(path) for path in sorted(folder.glob(f"*{PUBLIC}"))}
        except OSError as error:
            raise KeysError(f"The keys in {folder} cannot be read ({type(error).__name__}).") from None
        return cls(folder, found)

    @property
    def active(self) -> str:
        """Empty where there is none: then nobody is asked, and nobody of the staff reads."""
        return max(self.known, default="")

    def wrapped(self, key: Key, conversation: str) -> bytes:
        return key.wrap_for(self.known[self.active], reader_place(conversation))

    def add(self) -> str:
        """Makes a new pair in the folder. Raises KeysError."""
        private = X25519PrivateKey.generate()
        public = private.public_key().public_bytes_raw()
        id = f"{next_number(self.known):04}-{sha256(public).hexdigest()[:8]}"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            must_be_private(self.folder)
            write(self.folder / f"{id}{PRIVATE}", private.private_bytes_raw())
            write(self.folder / f"{id}{PUBLIC}", public)
        except OSError as error:
            raise KeysError(f"No key can be written into {self.folder} ({type(error).__name__}).") from None
        self.known[id] = private.public_key()
        return id

    def retire(self, id: str) -> None:
        """Deletes both files of a pair, as far as they are here."""
        for ending in (PUBLIC, PRIVATE):
            (self.folder / f"{id}{ending}").unlink(missing_ok=True)
        self.known.pop(id, None)


@dataclass(frozen=True, slots=True)
class Reader:
    """The private keys, on the console's host: they open the data keys of those who agreed."""

    known: dict[str, X25519PrivateKey] = field(repr=False)

    @classmethod
    def read(cls, folder: Path) -> Reader:
        """Raises KeysError."""
        try:
            return cls({path.stem: _private(path) for path in sorted(folder.glob(f"*{PRIVATE}"))})
        except OSError as error:
            raise KeysError(f"The keys in {folder} cannot be read ({type(error).__name__}).") from None

    def opened(self, conversation: str, review_key: str, wrapped: bytes) -> Key | None:
        """The data key; None where its review key is not here. Raises Tampered."""
        private = self.known.get(review_key)
        return Key.received(wrapped, private, reader_place(conversation)) if private is not None else None


def _public(path: Path) -> X25519PublicKey:
    content = path.read_bytes()
    if len(content) != KEY_BYTES or not path.stem.endswith(sha256(content).hexdigest()[:8]):
        raise KeysError(f"{path} is no key or a damaged one; put the right file back.")
    return X25519PublicKey.from_public_bytes(content)


def _private(path: Path) -> X25519PrivateKey:
    must_be_private(path)
    content = path.read_bytes()
    if len(content) != KEY_BYTES:
        raise KeysError(f"{path} is no key or a damaged one; put the right file back.")
    private = X25519PrivateKey.from_private_bytes(content)
    if not path.stem.endswith(sha256(private.public_key().public_bytes_raw()).hexdigest()[:8]):
        raise KeysError(f"{path} is no key or a damaged one; put the right file back.")
    return private
