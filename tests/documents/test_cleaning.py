"""Files from people: what is accepted comes out harmless and the same; what is not is named."""

import io
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from bot.core import CleanFile, Mistake
from bot.documents import clean
from bot.documents.cleaning import MOST_BYTES

SECRET = "Camera of Momo"


def picture(kind: str = "JPEG", size: tuple[int, int] = (300, 200)) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = SECRET
    Image.new("RGB", size, "white").save(out, kind, exif=exif)
    return out.getvalue()


def pdf(pages: int = 1, password: str = "") -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(200, 200))
        document.docinfo["/Author"] = SECRET
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        encryption = pikepdf.Encryption(owner=password, user=password) if password else False
        document.save(out, encryption=encryption)
    return out.getvalue()


async def accepted(content: bytes) -> CleanFile:
    cleaned = await clean(content)
    assert isinstance(cleaned, CleanFile), cleaned
    return cleaned


async def refused(content: bytes) -> str:
    cleaned = await clean(content)
    assert isinstance(cleaned, Mistake)
    return cleaned.key


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
async def test_a_picture_loses_its_hidden_data_and_comes_out_the_same_twice(kind: str) -> None:
    content = picture(kind)
    assert SECRET.encode() in content
    first, second = await accepted(content), await accepted(content)
    assert first == second
    assert SECRET.encode() not in first.content
    assert (first.ref.kind, first.ref.pages, first.ref.size) == ("jpg", 1, len(first.content))


async def test_a_pdf_loses_scripts_and_author_and_keeps_its_pages() -> None:
    cleaned = await accepted(pdf(2))
    assert cleaned.ref.pages == 2
    with pikepdf.open(io.BytesIO(cleaned.content)) as document:
        assert len(document.pages) == 2
        assert "/OpenAction" not in document.Root
        assert SECRET not in str(dict(document.docinfo))


async def test_a_file_hidden_behind_a_picture_does_not_come_along() -> None:
    cleaned = await accepted(picture() + b"PK\x03\x04 hidden archive")
    assert b"hidden archive" not in cleaned.content


def bomb() -> bytes:
    """A PNG of 60,000 by 60,000 points in a few bytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")

    head = (60_000).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "file.empty"),
        (b"hello", "file.kind"),
        (b"PK\x03\x04 a Word file", "file.kind"),
        (b"\0\0\0\x18ftypheic", "file.kind"),
        (b"\xff\xd8\xff broken", "file.broken"),
        (b"%PDF-1.7 broken", "file.broken"),
        (bomb(), "file.broken"),
        (pdf(3), "file.pages"),
        (pdf(1, "secret"), "file.password"),
        (b"\xff\xd8\xff" + b"x" * MOST_BYTES, "file.large"),
    ],
    ids=[
        "empty",
        "text",
        "word",
        "heic",
        "broken picture",
        "broken pdf",
        "bomb",
        "three pages",
        "locked",
        "25 MB",
    ],
)
async def test_what_cannot_be_used_is_named(content: bytes, key: str) -> None:
    assert await refused(content) == key


async def test_the_letter_of_the_personas_is_accepted() -> None:
    letter = Path(__file__).parents[1] / "personas" / "files" / "letter.pdf"
    assert (await accepted(letter.read_bytes())).ref.kind == "pdf"
