"""Buttons that cannot be forged: what comes back from a tap was shown by us, in that chat, for that question.

A button that is not ours, or was shown to another person, is a tap for no conversation.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode

from bot.core import Tap

LONGEST_DATA = 64
MAC_BYTES = 6
MAC_LENGTH = 8
"""Six bytes in base64."""
NO_TAP = Tap("", "", 0, "")


def callback_data(key: bytes, chat: str, tap: Tap) -> str:
    """At most 64 bytes, the Bot API's limit. Raises ValueError where it would be longer."""
    said = f"{tap.conversation}:{tap.prompt_id}:{tap.turn}:{tap.code}"
    if len(said.encode()) > LONGEST_DATA - MAC_LENGTH:
        raise ValueError(f"button code too long: {tap.code}")
    return _mac(key, chat, said) + said


def read_tap(key: bytes, chat: str, data: str) -> Tap:
    mac, said = data[:MAC_LENGTH], data[MAC_LENGTH:]
    if not hmac.compare_digest(mac.encode("utf-8", "replace"), _mac(key, chat, said).encode()):
        return NO_TAP
    conversation, mark, turn, code = said.split(":", 3)
    return Tap(conversation, mark, int(turn), code)


def _mac(key: bytes, chat: str, said: str) -> str:
    """The chat is a number: it cannot run into what is said after it."""
    digest = hmac.digest(key, f"{chat}:{said}".encode("utf-8", "replace"), "sha256")
    return urlsafe_b64encode(digest[:MAC_BYTES]).decode()
