"""PDFs and pictures as phones and offices make them, made on the fly, and how a viewer shows them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageChops

from bot.core import CleanFile, Mistake, Paper
from bot.documents import clean_now
from bot.documents.reading import read_paper

SECRET = "Camera of Momo"
TODAY = date(2026, 11, 26)
"""The day on which papers are read."""


def cleaned(content: bytes) -> tuple[CleanFile, ...]:
    files = clean_now(content)
    assert not isinstance(files, Mistake), files
    return files


def only(content: bytes) -> CleanFile:
    (file,) = cleaned(content)
    return file


def refused(content: bytes) -> str:
    found = clean_now(content)
    assert isinstance(found, Mistake)
    return found.key


def opened(file: CleanFile) -> Image.Image:
    return Image.open(io.BytesIO(file.content))


def read(content: bytes) -> Paper:
    """What is read on a file as somebody sends it."""
    return read_paper(cleaned(content), TODAY)


def picture(kind: str = "JPEG", size: tuple[int, int] = (300, 200), mode: str = "RGB") -> bytes:
    """A white picture with a black mark at its upper left, and a camera's name in its EXIF."""
    out = io.BytesIO()
    drawn = Image.new(mode, size, "white")
    drawn.paste("black", (0, 0, size[0] // 4, size[1] // 4))
    exif = Image.Exif()
    exif[0x010F] = SECRET
    drawn.save(out, kind, exif=exif)
    return out.getvalue()


def pdf(
    pages: int = 1,
    add: Callable[[pikepdf.Pdf], None] = lambda document: None,
    encryption: pikepdf.Encryption | None = None,
) -> bytes:
    """Pages that say PRINTED and their number, and whatever `add` adds."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        for number in range(1, pages + 1):
            page = document.add_blank_page(page_size=(300, 200))
            page.obj.Resources = Dictionary(Font=Dictionary(F1=font(document)))
            page.obj.Contents = document.make_stream(words(f"PRINTED {number}", 150))
        add(document)
        document.save(out, encryption=encryption or False)
    return out.getvalue()


def font(document: pikepdf.Pdf) -> Any:
    return document.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )


def words(said: str, height: int) -> bytes:
    return f"BT /F1 12 Tf 20 {height} Td ({said}) Tj ET\n".encode()


def look(document: pikepdf.Pdf, said: str, width: int = 200, height: int = 20) -> Stream:
    """What a mark looks like, as the program that made it drew it."""
    stream = document.make_stream(f"q 0.8 g 0 0 {width} {height} re f 0 g Q ".encode() + words(said, 5))
    stream.Type, stream.Subtype = Name.XObject, Name.Form
    stream.BBox = Array([0, 0, width, height])
    stream.Resources = Dictionary(Font=Dictionary(F1=font(document)))
    return stream


def mark(document: pikepdf.Pdf, kind: str, said: str | None, bottom: int = 100, **more: Any) -> Dictionary:
    """An annotation on the first page; without words it has no look."""
    made = Dictionary(
        Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([20, bottom, 220, bottom + 20]), F=4
    )
    if said is not None:
        made.AP = Dictionary(N=look(document, said))
    for key, value in more.items():
        made[f"/{key}"] = value
    page = document.pages[0].obj
    page.Annots = Array([*page.get("/Annots", []), document.make_indirect(made)])
    return made


def field(document: pikepdf.Pdf, value: str, said: str | None, bottom: int = 60) -> None:
    """A filled text field of a form; without words it has no look."""
    mark(document, "Widget", said, bottom, FT=Name.Tx, T=pikepdf.String("Surname"), V=pikepdf.String(value))
    helv = Dictionary(Font=Dictionary(Helv=font(document)))
    document.Root.AcroForm = Dictionary(
        Fields=Array([document.pages[0].obj.Annots[-1]]),
        DR=helv,
        DA=pikepdf.String("/Helv 12 Tf 0 g"),
        NeedAppearances=said is None,
    )


def shown(content: bytes) -> list[Image.Image]:
    """Each page as a viewer draws it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    return [document[number].render(scale=1).to_pil().convert("L") for number in range(len(document))]


def said_on(content: bytes) -> str:
    """The words that stand on the pages themselves."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    return " ".join(document[number].get_textpage().get_text_bounded() for number in range(len(document)))


def difference(before: bytes, after: bytes) -> int:
    """Points that look clearly different on any page."""
    pairs = list(zip(shown(before), shown(after), strict=True))
    return sum(
        sum(count for grey, count in enumerate(ImageChops.difference(one, other).histogram()) if grey > 64)
        for one, other in pairs
    )
