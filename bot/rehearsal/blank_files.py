"""Files that stand for other files: as many pages, accepted or refused for the same reason, and nothing on them."""

from __future__ import annotations

import io
from functools import cache
from typing import Literal

SIDE = 24


@cache
def accepted_file(kind: Literal["pdf", "jpg"], pages: int, number: int) -> bytes:
    """A file that is taken; another `number` is another file."""
    return _pdf(pages, width=200 + number) if kind == "pdf" else _picture(number)


@cache
def refused_file(key: str) -> bytes | None:
    """A file that is refused under that key; None where there is no such file."""
    match key:
        case "file.empty":
            return b""
        case "file.kind":
            return b"GIF89a"
        case "file.broken":
            return b"%PDF-1.7\n"
        case "file.pages":
            return _pdf(11, width=200)
        case "file.password":
            return _pdf(1, width=200, password="locked")  # nosec: it locks an empty page
        case _:
            return None


def _picture(number: int) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (SIDE, SIDE + number), "white").save(out, "JPEG")
    return out.getvalue()


def _pdf(pages: int, width: int, password: str = "") -> bytes:
    import pikepdf

    made, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page(page_size=(width, 200))
    if password:
        made.save(out, encryption=pikepdf.Encryption(owner=password, user=password))
    else:
        made.save(out, deterministic_id=True)
    return out.getvalue()
