"""Pictures from people are drawn anew: upright, on white, without hidden data, no larger than a mailbox likes.

What every viewer shows is shown: broken EXIF and a missing end are tolerated, 16-bit greys are scaled.
"""

from __future__ import annotations

import contextlib
import io
import math
import warnings
from typing import TYPE_CHECKING

from bot.documents.cleaning.refusals import Refused

if TYPE_CHECKING:
    from PIL import Image

MOST_POINTS = 50_000_000
"""A picture with more is a bomb; a JPEG may have more, since it is decoded at a fraction of its size."""
MOST_OF_A_JPEG = 250_000_000
LONG_SIDE = 2400
STRIP = 500
QUALITY = 85
LONG = 2.6
"""Higher than this many times its width, a picture is a long screenshot, which is cut into columns."""
SHEET = 1.42
"""Height to width of a page."""
OVERLAP = 40
"""Points that two pieces of a screenshot share, so that no line of text is cut in both."""


def clean_picture(content: bytes, kind: str) -> list[bytes]:
    """One JPEG, or the one or two pages of a long screenshot. Raises Refused."""
    from PIL import Image

    if kind == "HEIF":
        _know_heif()
    Image.MAX_IMAGE_PIXELS = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(_ended(content, kind)), formats=(kind,)) as opened:
                return [_jpeg(page) for page in _pages(_upright(opened, kind))]
    except (OSError, ValueError, SyntaxError, TypeError, OverflowError, MemoryError) as error:
        raise Refused("file.broken") from error


def _know_heif() -> None:
    from pillow_heif import register_heif_opener

    register_heif_opener()


def _ended(content: bytes, kind: str) -> bytes:
    """A JPEG whose end was lost in a transfer is shown by every viewer."""
    return content if kind != "JPEG" or b"\xff\xd9" in content[-64:] else content + b"\xff\xd9"


def _upright(opened: Image.Image, kind: str) -> Image.Image:
    from PIL import ImageOps

    if opened.width * opened.height > (MOST_OF_A_JPEG if kind == "JPEG" else MOST_POINTS):
        raise Refused("file.broken")
    is_long = max(opened.size) > LONG * min(opened.size)
    if not is_long:
        # A JPEG is decoded at a fraction of its size, where that is enough.
        opened.draft(None, (LONG_SIDE, LONG_SIDE))
    drawn = _on_white(opened, 1 if is_long else max(1, max(opened.size) // LONG_SIDE))
    with contextlib.suppress(Exception):
        # Whatever is wrong with EXIF, the picture itself is there.
        return ImageOps.exif_transpose(drawn)
    return drawn


def _on_white(picture: Image.Image, smaller: int) -> Image.Image:
    """In plain colours, reduced; strip by strip, as two more whole copies would not fit into a child's memory."""
    from PIL import Image

    picture.load()
    drawn = Image.new("RGB", (-(-picture.width // smaller), -(-picture.height // smaller)), "white")
    drawn.info = {"exif": picture.info.get("exif", b"")}
    for top in range(0, drawn.height, STRIP):
        box = (0, top * smaller, picture.width, min((top + STRIP) * smaller, picture.height))
        drawn.paste(_plain(picture.crop(box)).reduce(smaller), (0, top))
    return drawn


def _plain(strip: Image.Image) -> Image.Image:
    from PIL import Image

    if strip.mode.startswith("I"):
        # Greys of 16 bits; converting alone would cut them off at 255.
        return strip.convert("I").point(lambda grey: grey * (1 / 256)).convert("L").convert("RGB")
    if not strip.has_transparency_data:
        return strip.convert("RGB")
    seen = strip.convert("RGBA")
    white = Image.new("RGB", seen.size, "white")
    white.paste(seen, mask=seen.getchannel("A"))
    return white


def _pages(picture: Image.Image) -> list[Image.Image]:
    """A long screenshot goes onto one or two pages, in columns as wide as it was."""
    rate = picture.height / picture.width
    if rate <= LONG:
        picture.thumbnail((LONG_SIDE, LONG_SIDE))
        return [picture]
    pages = 1 if rate <= 4 * SHEET else 2
    columns = max(1, math.ceil(math.sqrt(rate / (SHEET * pages)) - 0.25))
    pieces = _pieces(picture, pages * columns)
    return [_side_by_side(pieces[at : at + columns]) for at in range(0, len(pieces), columns)]


def _pieces(picture: Image.Image, count: int) -> list[Image.Image]:
    step = math.ceil(picture.height / count)
    return [
        picture.crop((0, max(0, at - OVERLAP), picture.width, min(picture.height, at + step)))
        for at in range(0, picture.height, step)
    ]


def _side_by_side(pieces: list[Image.Image]) -> Image.Image:
    from PIL import Image

    gap = OVERLAP // 2
    width = sum(piece.width + gap for piece in pieces) - gap
    page = Image.new("RGB", (width, max(piece.height for piece in pieces)), "white")
    for number, piece in enumerate(pieces):
        page.paste(piece, (number * (piece.width + gap), 0))
    page.thumbnail((2 * LONG_SIDE, 2 * LONG_SIDE))
    return page


def _jpeg(page: Image.Image) -> bytes:
    out = io.BytesIO()
    page.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
