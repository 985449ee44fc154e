"""What is private becomes ciphertext: AES-256-GCM, bound to the place where it is kept.

A sealed value opens only with its key and at its own place; anything else is Tampered.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
KEY_BYTES = 32
NONCE_BYTES = 12
VERSION, PADDED = b"\x01", b"\x02"
"""What is sealed as it is, such as a key, and what is sealed with its length hidden."""
STEP = 256


class Tampered(ValueError):
    """What was stored is not what was kept here: changed, cut short, moved, or sealed with another key."""


class Key:
    """A key of 256 bits. Its bytes leave only wrapped by another key."""

    __slots__ = ("_aead", "_bytes")

    def __init__(self, content: bytes) -> None:
        if len(content) != KEY_BYTES:
            raise ValueError("a key has 32 bytes")
        self._bytes, self._aead = content, AESGCM(content)

    @classmethod
    def new(cls) -> Key:
        return cls(os.urandom(KEY_BYTES))

    def seal(self, plain: bytes, place: str) -> bytes:
        """Version, nonce, ciphertext and tag; its length tells little of what is in it. `place` (table, column, row)
        must be named again to open it."""
        return self._sealed(PADDED, padded(plain), place)

    def _sealed(self, version: bytes, plain: bytes, place: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return version + nonce + self._aead.encrypt(nonce, plain, _bound(version, place))

    def open(self, sealed: bytes, place: str) -> bytes:
        """Raises Tampered."""
        start = len(VERSION) + NONCE_BYTES
        version = sealed[:1]
        if version not in (VERSION, PADDED):
            raise Tampered(place)
        try:
            plain = self._aead.decrypt(sealed[1:start], sealed[start:], _bound(version, place))
        except (InvalidTag, ValueError):
            raise Tampered(place) from None
        return plain if version == VERSION else plain[: plain.rindex(END)]

    def wrap(self, other: Key, place: str) -> bytes:
        return self._sealed(VERSION, other._bytes, place)

    def unwrap(self, wrapped: bytes, place: str) -> Key:
        """Raises Tampered."""
        return Key(self.open(wrapped, place))

    def wrap_for(self, reader: X25519PublicKey, place: str) -> bytes:
        """Wrapped so that only the holder of the private key opens it, and only for this place (HPKE, RFC 9180)."""
        return SUITE.encrypt(self._bytes, reader, place.encode())

    @classmethod
    def received(cls, wrapped: bytes, reader: X25519PrivateKey, place: str) -> Key:
        """What `wrap_for` wrapped. Raises Tampered."""
        try:
            return cls(SUITE.decrypt(wrapped, reader, place.encode()))
        except (InvalidTag, ValueError):
            raise Tampered(place) from None

    def derive(self, purpose: str) -> bytes:
        """32 bytes for another purpose; they tell nothing about this key (HKDF, RFC 5869)."""
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(self._bytes)

    def __repr__(self) -> str:
        return "Key(…)"


END = b"\x80"


def padded(plain: bytes) -> bytes:
    """Brought to a whole number of steps: of 256 bytes, and of more where it is long, at most an eighth of it."""
    length = len(plain) + len(END)
    step = max(STEP, 1 << max(length.bit_length() - 4, 0))
    return plain + END + bytes(-length % step)


def _bound(version: bytes, place: str) -> bytes:
    """What a value is sealed for: its place, and that it is padded, so that none is opened in the other way."""
    return place.encode() if version == VERSION else version + place.encode()


# Where sealed values are kept. A place names the row, so that no value opens in another one.


def body_place(conversation: str, version: int) -> str:
    return f"conversations|body|{conversation}|{version}"


def address_place(conversation: str) -> str:
    return f"conversations|address|{conversation}"


def message_place(conversation: str, turn: int, place: int) -> str:
    return f"transcript|said|{conversation}|{turn}|{place}"


def file_place(conversation: str, digest: str) -> str:
    return f"files|content|{conversation}|{digest}"


def raw_place(conversation: str, update_id: str) -> str:
    return f"troubles|raw|{conversation}|{update_id}"


def reader_place(conversation: str) -> str:
    return f"cases|data_key|{conversation}"


def order_place(conversation: str, id: str) -> str:
    return f"orders|sealed|{conversation}|{id}"


def note_place(conversation: str, id: str, edition: int) -> str:
    return f"notes|sealed|{conversation}|{id}|{edition}"


def reason_place(conversation: str, at: int) -> str:
    return f"journal|reason|{conversation}|{at}"


def totp_place(staff: str) -> str:
    return f"staff|totp|{staff}"


def key_place(conversation: str) -> str:
    return f"conversations|data_key|{conversation}"


ROOT_PLACE = "secrets|wrapped|root"
