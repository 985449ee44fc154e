"""Pictures from people, alone and inside a PDF: they look as before, and tell nothing that is hidden in them."""

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tests.documents.papers import (
    SECRET,
    cleaned,
    difference,
    only,
    opened,
    pdf,
    picture,
    refused,
)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_loses_its_hidden_data_and_comes_out_the_same_twice(kind: str) -> None:
    content = picture(kind)
    assert SECRET.encode() in content
    first = only(content)
    assert first == only(content + b"")
    assert SECRET.encode() not in first.content
    assert (first.ref.kind, first.ref.pages, first.ref.size) == ("jpg", 1, len(first.content))


def test_a_picture_as_an_iphone_keeps_it_is_read() -> None:
    from pillow_heif import from_pillow

    out = io.BytesIO()
    from_pillow(Image.new("RGB", (300, 200), "navy")).save(out, format="HEIF")
    assert opened(only(out.getvalue())).size == (300, 200)


def test_a_file_hidden_behind_a_picture_does_not_come_along() -> None:
    assert b"hidden archive" not in only(picture() + b"PK\x03\x04 hidden archive").content


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_is_white(mode: str) -> None:
    seen = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    seen.paste((200, 0, 0, 255), (0, 0, 50, 50))
    out = io.BytesIO()
    (seen.quantize() if mode == "P" else seen.convert(mode)).save(out, "PNG")
    drawn = opened(only(out.getvalue())).convert("L")
    assert drawn.getpixel((90, 90)) == pytest.approx(255, abs=3)
    assert drawn.getpixel((20, 20)) < 120  # type: ignore[operator]


def test_a_grey_scan_of_sixteen_bits_keeps_its_greys() -> None:
    grey = Image.new("I;16", (64, 64), 0x8000)
    out = io.BytesIO()
    grey.save(out, "PNG")
    assert opened(only(out.getvalue())).convert("L").getpixel((30, 30)) == pytest.approx(128, abs=2)


def test_a_jpeg_without_its_end_is_read_as_every_viewer_does() -> None:
    content = picture()
    assert content.endswith(b"\xff\xd9")
    assert opened(only(content[:-2])).size == (300, 200)


def test_broken_exif_does_not_cost_the_picture() -> None:
    content = picture()
    at = content.index(b"Exif\0\0") + 6
    broken = content[: at + 4] + b"\xff\xff\xff\xff" + content[at + 8 :]
    assert opened(only(broken)).size == (300, 200)


def test_a_very_large_photo_is_reduced() -> None:
    out = io.BytesIO()
    Image.new("L", (12_000, 9_000), 200).save(out, "JPEG")
    assert max(opened(only(out.getvalue())).size) <= 2400


def test_a_long_screenshot_stays_legible_on_two_pages() -> None:
    out = io.BytesIO()
    Image.new("RGB", (1080, 12_000), "white").save(out, "PNG")
    pages = cleaned(out.getvalue())
    assert [(page.ref.pages, page.ref.page) for page in pages] == [(1, 1), (1, 2)]
    for page in pages:
        width, height = opened(page).size
        assert width > 2 * 1080
        assert height < 2 * width


def shot(kind: str = "JPEG", **given: object) -> bytes:
    """A picture of a camera that knows where it was."""
    drawn = Image.linear_gradient("L").convert("RGB")
    drawn.paste((200, 30, 30), (40, 40, 120, 90))
    exif = Image.Exif()
    exif.get_ifd(0x8825)[0x001D] = PLACE
    out = io.BytesIO()
    drawn.save(out, kind, **({"exif": exif} if kind == "JPEG" else {}), **given)
    return out.getvalue()


PLACE = "31.2304 N 121.4737 E"


def _shown_as(*filters: str, content: bytes) -> Callable[[pikepdf.Pdf], None]:
    def show(document: pikepdf.Pdf) -> None:
        packed = zlib.compress(content) if filters[0] == "FlateDecode" else content
        image = document.make_stream(packed)
        image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 256, 256
        image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
        image.Filter = Array([Name(f"/{one}") for one in filters])
        page = document.pages[0].obj
        page.Resources.XObject = Dictionary(X1=image)
        page.Contents = document.make_stream(b"q 100 0 0 100 20 20 cm /X1 Do Q")

    return show


def _with_a_second_picture() -> bytes:
    return shot(comment=PLACE) + shot()


def _between_scans() -> bytes:
    content = shot(progressive=True)
    last = content.rindex(b"\xff\xda")
    told = PLACE.encode()
    return content[:last] + b"\xff\xff\xfe" + (len(told) + 2).to_bytes(2, "big") + told + content[last:]


def _in_a_box() -> bytes:
    told = PLACE.encode()
    return shot("JPEG2000") + (len(told) + 8).to_bytes(4, "big") + b"xml " + told


@pytest.mark.parametrize(
    ("filters", "content"),
    [
        (("DCTDecode",), shot()),
        (("DCTDecode",), shot()[:-2]),
        (("FlateDecode", "DCTDecode"), shot()),
        (("DCTDecode",), _with_a_second_picture()),
        (("DCTDecode",), _between_scans()),
        (("JPXDecode",), _in_a_box()),
    ],
    ids=["exif", "no end", "packed twice", "a second picture behind", "between scans", "a box of JPEG 2000"],
)
def test_a_picture_in_a_pdf_looks_as_before_and_does_not_tell_where_it_was_taken(
    filters: tuple[str, ...], content: bytes
) -> None:
    before = pdf(1, _shown_as(*filters, content=content))
    assert PLACE.encode() in content
    after = only(before).content
    assert difference(before, after) == 0
    with pikepdf.open(io.BytesIO(after)) as document:
        kept = document.pages[0].obj.Resources.XObject.X1.read_raw_bytes()
    assert PLACE.encode() not in kept
    assert len(kept) > 1000
    for piece in (b"Exif", b"xml "):
        assert piece not in kept


def test_a_picture_whose_packing_makes_no_sense_is_refused() -> None:
    assert refused(pdf(1, _shown_as("DCTDecode", "FlateDecode", content=shot()))) == "file.broken"
