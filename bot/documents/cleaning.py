"""Files from people, made harmless: pictures are drawn anew, PDFs lose everything that acts.

Done to a stranger's file only by a child process (child.py); here in this one only to files that are trusted.
"""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.core import CleanFile, FileRef, Mistake
from bot.i18n import N_, Text

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_PAGES = 2
LONG_SIDE = 2400
STRIP = 500

OTHERS: tuple[tuple[bytes, int, str], ...] = (
    (b"ftypheic", 4, "HEIC"),
    (b"ftypmif1", 4, "HEIC"),
    (b"WEBP", 8, "WebP"),
    (b"GIF8", 0, "GIF"),
    (b"PK\x03\x04", 0, "ZIP / Word"),
    (b"\xd0\xcf\x11\xe0", 0, "Word"),
)
WHY: dict[str, Text] = {
    "file.empty": N_("The file is empty. Please send it again."),
    "file.large": N_("That file is larger than 20 MB. Please send a smaller copy."),
    "file.password": N_(
        "The PDF is locked with a password. Please send a copy without one, or a photo of the page."
    ),
    "file.broken": N_("I could not open that file. Please send a photo of the page instead."),
}


def mistake(key: str, found: str = "") -> Mistake:
    if key == "file.kind":
        return Mistake(
            key,
            N_("That is %(kind)s, which I cannot use. Please send a photo (JPEG, PNG) or a PDF.").of(
                kind=found or "?"
            ),
        )
    if key == "file.pages":
        return Mistake(
            key,
            N_("That PDF has %(pages)s pages, and 1 or 2 are asked for. Please send only those.").of(
                pages=found
            ),
        )
    return Mistake(key, WHY[key])


class Refused(Exception):
    """The file cannot be used; `key` says why, `found` what was found."""

    def __init__(self, key: str, found: str = "") -> None:
        super().__init__(key)
        self.key, self.found = key, found


def kind_of(content: bytes) -> str:
    """By the first bytes, never by the name. Raises Refused."""
    if not content:
        raise Refused("file.empty")
    if len(content) > MOST_BYTES:
        raise Refused("file.large")
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if b"%PDF-" in content[:1024]:
        return "PDF"
    raise Refused(
        "file.kind", next((name for magic, at, name in OTHERS if content[at : at + len(magic)] == magic), "")
    )


def scrub(content: bytes) -> CleanFile:
    """The cleaned copy, the same for the same input. Raises Refused."""
    kind = kind_of(content)
    cleaned, pages, ending = (*_pdf(content), "pdf") if kind == "PDF" else (_picture(content), 1, "jpg")
    digest = sha256(cleaned).hexdigest()
    return CleanFile(FileRef(digest, ending, pages, len(cleaned), f"proof.{ending}"), cleaned)  # type: ignore[arg-type]


def _picture(content: bytes) -> bytes:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
                # A JPEG is decoded at a fraction of its size, where that is enough.
                opened.draft(None, (LONG_SIDE, LONG_SIDE))
                small = _on_white(opened) if "A" in opened.getbands() else opened
                small.thumbnail((LONG_SIDE, LONG_SIDE), reducing_gap=None)
                upright = ImageOps.exif_transpose(small)
                drawn = Image.new("RGB", upright.size, "white")
                drawn.paste(upright)
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError, MemoryError) as error:
        raise Refused("file.broken") from error
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=85)
    return out.getvalue()


def _on_white(picture: Image) -> Image:
    """Without transparent parts; strip by strip, as two more whole copies would not fit into a child's memory."""
    from PIL import Image

    smaller = max(1, max(picture.size) // LONG_SIDE)
    drawn = Image.new("RGB", (-(-picture.width // smaller), -(-picture.height // smaller)), "white")
    drawn.info = picture.info
    for top in range(0, drawn.height, STRIP):
        box = (0, top * smaller, picture.width, min((top + STRIP) * smaller, picture.height))
        strip = picture.crop(box)
        white = Image.new("RGB", strip.size, "white")
        white.paste(strip, mask=strip.getchannel("A"))
        drawn.paste(white.reduce(smaller), (0, top))
    return drawn


def _pdf(content: bytes) -> tuple[bytes, int]:
    """The bare pages: no scripts, actions, forms, embedded files or metadata come along."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as opened:
            if not 1 <= len(opened.pages) <= MOST_PAGES:
                raise Refused("file.pages", str(len(opened.pages)))
            bare = pikepdf.new()
            bare.pages.extend(opened.pages)
            for page in bare.pages:
                for name in ("/AA", "/Annots", "/Metadata", "/PieceInfo"):
                    if name in page:
                        del page[name]
            out = io.BytesIO()
            bare.save(out, deterministic_id=True)
    except pikepdf.PasswordError as error:
        raise Refused("file.password") from error
    except (pikepdf.PdfError, ValueError, RuntimeError, KeyError, TypeError, MemoryError) as error:
        raise Refused("file.broken") from error
    return out.getvalue(), len(bare.pages)


@lru_cache(maxsize=32)
def clean_now(content: bytes) -> CleanFile | Mistake:
    """In this process, for trusted files such as a persona's; remembers the latest few."""
    try:
        return scrub(content)
    except Refused as refused:
        return mistake(refused.key, refused.found)
