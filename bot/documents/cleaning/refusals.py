"""Which kinds of files there are, by their first bytes, and what is said of a file that cannot be used.

A refusal names what came and what to do instead; the name of a file is never looked at.
"""

from __future__ import annotations

from bot.core import Mistake
from bot.i18n import N_, Text

MOST_BYTES = 20 * 1024 * 1024

PICTURES: tuple[tuple[str, bytes, int], ...] = (
    ("JPEG", b"\xff\xd8\xff", 0),
    ("PNG", b"\x89PNG\r\n\x1a\n", 0),
    ("WEBP", b"WEBP", 8),
    ("AVIF", b"ftypavif", 4),
    ("AVIF", b"ftypavis", 4),
    *(("HEIF", b"ftyp" + brand, 4) for brand in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1")),
)
OTHERS: tuple[tuple[str, bytes, int], ...] = (
    ("GIF", b"GIF8", 0),
    ("TIFF", b"II*\0", 0),
    ("TIFF", b"MM\0*", 0),
    ("BMP", b"BM", 0),
    ("RTF", b"{\\rtf", 0),
    ("RAR", b"Rar!", 0),
    ("7z", b"7z\xbc\xaf", 0),
    ("MP4 / MOV", b"ftyp", 4),
    ("Word / Excel", b"\xd0\xcf\x11\xe0", 0),
    ("HTML", b"<!DOCTYPE", 0),
    ("HTML", b"<html", 0),
)
INSIDE_ZIP: tuple[tuple[str, bytes], ...] = (
    ("Word", b"word/"),
    ("Excel", b"xl/"),
    ("PowerPoint", b"ppt/"),
    ("OFD", b"OFD.xml"),
)
WHY: dict[str, Text] = {
    "file.empty": N_("The file is empty. Please send it again."),
    "file.large": N_("That file is larger than 20 MB. Please send a smaller copy."),
    "file.password": N_(
        "The PDF is locked with a password. Please send a copy without one, or a photo of the page."
    ),
    "file.broken": N_("I could not open that file. Please send a photo of the page instead."),
    "file.late": N_("I could not read that file in time. Please send it again, or a photo of the page."),
    "file.form": N_(
        "That PDF is a form which only Adobe Reader can show; others see “Please wait”. Please print it to a new PDF there, or send a photo of the page."
    ),
    "file.portfolio": N_(
        "That PDF is a cover with other files packed into it. Please send the page itself, or a photo of it."
    ),
    "file.marks": N_(
        "Something on that PDF (a note, a stamp, a signature) is drawn by your program only and would be lost. Please print it to a new PDF, or send a photo of the page."
    ),
}


class Refused(Exception):
    """The file cannot be used; `key` says why, `found` what was found."""

    def __init__(self, key: str, found: str = "") -> None:
        super().__init__(key)
        self.key, self.found = key, found


def mistake(key: str, found: str = "") -> Mistake:
    if key == "file.kind":
        return Mistake(
            key,
            N_("That is %(kind)s, which I cannot use. Please send a photo (JPEG, PNG) or a PDF.").of(
                kind=found
            )
            if found
            else N_("I cannot use this kind of file. Please send a photo (JPEG, PNG) or a PDF."),
        )
    if key == "file.pages":
        return Mistake(
            key,
            N_("That PDF has %(pages)s pages, and 1 or 2 are asked for. Please send only those.").of(
                pages=found
            ),
        )
    return Mistake(key, WHY[key])


def kind_of(content: bytes) -> str:
    """`PDF` or a kind of picture. Raises Refused."""
    if not content:
        raise Refused("file.empty")
    if len(content) > MOST_BYTES:
        raise Refused("file.large")
    picture = _named(content, PICTURES)
    if picture:
        return picture
    if b"%PDF-" in content[:1024]:
        return "PDF"
    raise Refused("file.kind", _zipped(content) or _named(content, OTHERS))


def _named(content: bytes, known: tuple[tuple[str, bytes, int], ...]) -> str:
    return next((name for name, magic, at in known if content[at : at + len(magic)] == magic), "")


def _zipped(content: bytes) -> str:
    if not content.startswith(b"PK\x03\x04"):
        return ""
    return next((name for name, sign in INSIDE_ZIP if sign in content), "ZIP")
