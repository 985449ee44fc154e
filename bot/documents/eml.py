"""A letter and its attachments become an .eml that mail programs open as a draft.

Whatever people typed, no header can be added: header values lose their control characters first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from bot.core import Letter

TYPES = {"pdf": ("application", "pdf"), "jpg": ("image", "jpeg")}
LONGEST_HEADER = 200
LONGEST_LINE = 76
"""Characters of a line in base64 and quoted-printable (RFC 2045, 6.7 and 6.8)."""


def clean_address(text: str) -> str:
    """An address without what has a meaning in a list of them (RFC 5322, 3.4), on which the library may raise."""
    return re.sub(r"[\s,;:<>()\[\]\"\\]", "", clean_header(text))


def clean_header(text: str) -> str:
    """One line without control, format and separator characters, at most 200 characters."""
    kept = "".join(
        " " if char in "\r\n\t" else char
        for char in text
        if char in "\r\n\t" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    )
    return " ".join(kept.split())[:LONGEST_HEADER]


def attachment_names(letter: Letter) -> list[str]:
    """The letter's own names, in ASCII; numbered where two would be the same."""
    names = [file.name for file in letter.attachments]
    if len(set(names)) == len(names):
        return names
    return [f"{number}-{name}" for number, name in enumerate(names, 1)]


def eml(letter: Letter, files: Mapping[str, bytes]) -> bytes:
    """The message, with the files by their digests. The same letter makes the same bytes."""
    message = EmailMessage(policy=SMTP.clone(max_line_length=LONGEST_LINE))
    if letter.to:
        # A header for addresses cannot be empty (RFC 5322, 3.6.3).
        message["To"] = clean_address(letter.to)
    if letter.sender:
        message["From"] = clean_address(letter.sender)
    message["Subject"] = clean_header(letter.subject)
    # Mail programs open a message with this header as a draft to send.
    message["X-Unsent"] = "1"
    message.set_content(
        letter.body.encode("utf-8", "replace").decode("utf-8") + "\n",
        cte="base64" if not letter.body.isascii() else "quoted-printable",
    )
    for name, file in zip(attachment_names(letter), letter.attachments, strict=True):
        maintype, subtype = TYPES[file.kind]
        message.add_attachment(files[file.digest], maintype=maintype, subtype=subtype, filename=name)
    if message.is_multipart():
        message.set_boundary(f"=_{sha256(letter.body.encode('utf-8', 'replace')).hexdigest()[:32]}")
    # Headers are not folded: they are short, mail programs show a folded one with a gap, and what is never folded
    # cannot be folded wrongly, whatever people typed.
    return message.as_bytes(policy=SMTP.clone(max_line_length=998))
