"""Pictures inside PDFs keep what draws them, bit for bit, and nothing else: no camera, no place, no second picture behind
the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

START, END, SCAN, ADOBE, JFIF = 0xD8, 0xD9, 0xDA, 0xEE, 0xE0
MARKER = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])", re.DOTALL)
"""The start of a part (ITU-T T.81, B.1.1); within a scan 00 and D0 to D7 may follow FF."""
TOLD = {*range(0xE0, 0xF0), 0xFE}
"""What programs write besides the picture: their own parts, and comments."""
KEPT_BOXES = (b"jP  ", b"ftyp", b"jp2h", b"jp2c")


def plain_jpeg(content: bytes) -> bytes:
    """The picture itself is untouched; what was lost of its end is not missed."""
    kept, at, is_scan = bytearray((0xFF, START)), 2, False
    for mark, begins, body, ends in _parts(content):
        if is_scan:
            kept += content[at:begins]
        kept += _kept(mark, content[body:ends])
        at, is_scan = ends, mark == SCAN
        if mark == END:
            return bytes(kept)
    return bytes(kept + content[at:]) + bytes((0xFF, END))


def _parts(content: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Each one's mark, where it begins, where its words begin and where they end."""
    at = 2
    while (found := MARKER.search(content, at)) is not None:
        mark, at = found[1][0], found.end()
        if mark != END:
            at += max(2, int.from_bytes(content[at : at + 2], "big"))
        yield mark, found.start(), min(found.end() + 2, at), at


def _kept(mark: int, said: bytes) -> bytes:
    if mark == END:
        return bytes((0xFF, END))
    if mark == JFIF and said.startswith(b"JFIF\0"):
        # Without the small picture of the large one.
        said = said[:12] + b"\0\0"
    elif mark == ADOBE and said.startswith(b"Adobe"):
        said = said[:12]
    elif mark in TOLD:
        return b""
    return bytes((0xFF, mark)) + (len(said) + 2).to_bytes(2, "big") + said


def plain_jpeg2000(content: bytes) -> bytes:
    """Of its boxes (ISO 15444-1, annex I) those that draw."""
    if not content.startswith(b"\0\0\0\x0cjP  "):
        return content
    kept, at = bytearray(), 0
    while at + 8 <= len(content):
        size, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(content[at + 8 : at + 16], "big")
        end = at + max(8, size) if size else len(content)
        if name in KEPT_BOXES:
            kept += content[at:end]
        at = end
    return bytes(kept)
