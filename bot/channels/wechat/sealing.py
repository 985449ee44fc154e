"""What WeChat's calls are signed and encrypted with, as its "safe mode" wants it; pure, but for the random bytes it is given.

Source: WeChat's "消息加解密说明": SHA-1 over the sorted parts; AES-256-CBC under the EncodingAESKey, its first sixteen bytes
as IV; PKCS#7 in blocks of 32; sixteen random bytes, the length in network order, the message, the app's id.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass, field
from hashlib import sha1

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32
NOISE = 16


class Forged(ValueError):
    """The call does not come from WeChat, or not as it was sent."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """`token` and `aes_key` are those of the account's page; the key has 43 letters and digits."""

    app_id: str
    token: str = field(repr=False)
    aes_key: str = field(repr=False)

    def signature(self, *parts: str) -> str:
        # WeChat's choice; what keeps the content is the key below.
        return sha1("".join(sorted((self.token, *parts))).encode()).hexdigest()

    def check(self, signature: str, *parts: str) -> None:
        """In the same time for every wrong one. Raises Forged."""
        if not hmac.compare_digest(self.signature(*parts).encode(), signature.encode("utf-8", "replace")):
            raise Forged("signature")

    def open(self, sealed: str) -> bytes:
        """The message in an `Encrypt`. Raises Forged."""
        try:
            content = base64.b64decode(sealed, validate=True)
        except (binascii.Error, ValueError):
            raise Forged("base64") from None
        if not content or len(content) % BLOCK:
            raise Forged("length")
        decryptor = self._cipher().decryptor()
        plain = decryptor.update(content) + decryptor.finalize()
        padding = plain[-1]
        if not 1 <= padding <= BLOCK or plain[-padding:] != bytes([padding]) * padding:
            raise Forged("padding")
        inner = plain[NOISE:-padding]
        length = int.from_bytes(inner[:4], "big")
        message, app_id = inner[4 : 4 + length], inner[4 + length :]
        if len(message) != length or app_id != self.app_id.encode():
            raise Forged("app")
        return message

    def seal(self, message: bytes, noise: bytes) -> str:
        """`noise` are sixteen random bytes."""
        inner = noise + len(message).to_bytes(4, "big") + message + self.app_id.encode()
        padding = BLOCK - len(inner) % BLOCK
        encryptor = self._cipher().encryptor()
        sealed = encryptor.update(inner + bytes([padding]) * padding) + encryptor.finalize()
        return base64.b64encode(sealed).decode("ascii")

    def _cipher(self) -> Cipher[modes.CBC]:
        key = base64.b64decode(self.aes_key + "=")
        return Cipher(algorithms.AES256(key), modes.CBC(key[:16]))
