"""Files from people: what is accepted comes out harmless, the same, and as it looked; what is not is named."""

import io
import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from bot.core import CleanFile, Mistake
from bot.documents import clean, clean_now
from bot.documents.cleaning.pdfs import MOST_UNPACKED
from bot.documents.cleaning.refusals import MOST_BYTES
from tests.documents.papers import (
    SECRET,
    cleaned,
    difference,
    field,
    look,
    mark,
    only,
    pdf,
    picture,
    refused,
    said_on,
    words,
)

# In a child process


async def test_a_file_is_cleaned_in_a_child_as_it_is_here() -> None:
    for content in (picture(), pdf(2), pdf(3)):
        assert await clean(content) == cleaned(content)
    found = await clean(b"%PDF-1.7 broken")
    assert isinstance(found, Mistake)
    assert found.key == "file.broken"


async def test_a_file_that_takes_too_long_is_said_to_be_late_and_not_broken() -> None:
    found = await clean(picture(), seconds=0.001)
    assert isinstance(found, Mistake)
    assert found.key == "file.late"


# PDFs look as they did


def _note(document: pikepdf.Pdf) -> None:
    mark(document, "FreeText", "TYPED")


def _stamp(document: pikepdf.Pdf) -> None:
    mark(document, "Stamp", "SEALED")


def _ink(document: pikepdf.Pdf) -> None:
    mark(document, "Ink", "SIGNED")


def _filled(document: pikepdf.Pdf) -> None:
    field(document, "ZHANG", "ZHANG")


def _signature(document: pikepdf.Pdf) -> None:
    signed = mark(
        document, "Widget", "DIGITALLY SIGNED", FT=Name.Sig, T=String("sig"), V=Dictionary(Type=Name.Sig)
    )
    document.Root.AcroForm = Dictionary(Fields=Array([signed]), SigFlags=3)


def _turned(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.Rotate = 90
    mark(document, "Stamp", "SEALED")


def _cropped(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.CropBox = Array([10, 40, 250, 190])


def _layered(document: pikepdf.Pdf) -> None:
    """A layer that is off and one that is on."""
    off = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("draft")))
    on = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("final")))
    document.Root.OCProperties = Dictionary(OCGs=Array([off, on]), D=Dictionary(OFF=Array([off])))
    page = document.pages[0].obj
    page.Resources.Properties = Dictionary(L1=off, L2=on)
    page.Contents = document.make_stream(
        b"/OC /L1 BDC " + words("HIDDEN", 120) + b"EMC /OC /L2 BDC " + words("SEEN", 90) + b"EMC"
    )


@pytest.mark.parametrize("add", [_note, _stamp, _ink, _filled, _signature, _turned, _cropped, _layered])
def test_a_page_looks_after_cleaning_as_it_did_before(add: object) -> None:
    before = pdf(1, add)  # type: ignore[arg-type]
    assert difference(before, only(before).content) == 0


@pytest.mark.parametrize(
    ("add", "said"),
    [
        (_note, "TYPED"),
        (_stamp, "SEALED"),
        (_ink, "SIGNED"),
        (_filled, "ZHANG"),
        (_signature, "DIGITALLY SIGNED"),
    ],
)
def test_what_lay_upon_the_page_is_part_of_it(add: object, said: str) -> None:
    content = pdf(1, add)  # type: ignore[arg-type]
    assert said in said_on(only(content).content)


def test_a_field_whose_look_was_left_to_the_viewer_is_drawn() -> None:
    assert "LIANG" in said_on(only(pdf(1, lambda document: field(document, "LIANG", None))).content)


def test_a_field_that_cannot_be_drawn_is_named() -> None:
    assert refused(pdf(1, lambda document: field(document, "梁", None))) == "file.marks"
    assert refused(pdf(1, lambda document: _lookless(document))) == "file.marks"


def _lookless(document: pikepdf.Pdf) -> None:
    mark(document, "FreeText", None, Contents=String("TYPED"))


def test_a_mark_that_is_hidden_or_on_a_layer_that_is_off_is_not_drawn() -> None:
    def hide(document: pikepdf.Pdf) -> None:
        _layered(document)
        mark(document, "Stamp", "SECRET", F=2)
        mark(document, "Stamp", "VOID", OC=document.Root.OCProperties.D.OFF[0])
        mark(document, "Stamp", "KEPT", 20)

    said = said_on(only(pdf(1, hide)).content)
    assert "KEPT" in said
    assert "SECRET" not in said
    assert "VOID" not in said


# PDFs hold nothing else


LAUNCH = Dictionary(S=Name.Launch, F=String("evil.exe"))
EVIL = Dictionary(S=Name.JavaScript, JS=String("app.alert('evil')"))


def _armed(document: pikepdf.Pdf) -> None:
    """Whatever acts or tells, at every place that is known for it."""
    document.docinfo["/Author"] = SECRET
    root, page = document.Root, document.pages[0].obj
    evil = document.make_stream(b"evil program")
    attached = Dictionary(Type=Name.Filespec, F=String("evil.exe"), EF=Dictionary(F=evil))
    root.OpenAction = EVIL
    root.AA = Dictionary(WC=EVIL)
    root.Metadata = document.make_stream(b"<x>evil</x>")
    root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("evil"), attached])))
    root.AF = Array([attached])
    root.DPartRoot = Dictionary(evil=String("evil"))
    page.AA = Dictionary(O=EVIL)
    page.AF = Array([attached])
    page.PresSteps = Dictionary(NA=EVIL, PA=LAUNCH)
    page.Thumb = document.make_stream(b"evil")
    page.PieceInfo = Dictionary(evil=String("evil"))
    page.VP = Array([Dictionary(evil=String("evil"))])
    page.Metadata = document.make_stream(b"evil")
    image = document.make_stream(picture())
    image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 300, 200
    image.ColorSpace, image.BitsPerComponent, image.Filter = Name.DeviceRGB, 8, Name.DCTDecode
    image.OPI = Dictionary(evil=String("evil"))
    form = look(document, "SEEN")
    form.Ref = Dictionary(F=String("evil.pdf"), Page=0)
    form.PieceInfo = Dictionary(evil=String("evil"))
    page.Resources.XObject = Dictionary(X1=image, X2=form)
    page.Resources.Evil = String("evil")
    page.Contents = document.make_stream(words("PRINTED 1", 150) + b"q 80 0 0 50 20 20 cm /X1 Do Q /X2 Do")
    mark(document, "Link", None, A=LAUNCH)
    mark(document, "Stamp", "SEALED", A=EVIL, AA=Dictionary(E=EVIL))


def test_a_cleaned_pdf_holds_nothing_that_acts_or_tells() -> None:
    before = pdf(1, _armed)
    assert b"evil" in before
    after = only(before).content
    with pikepdf.open(io.BytesIO(after)) as document:
        document.save(
            flat := io.BytesIO(), stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False
        )
    for trace in (b"evil", SECRET.encode(), b"JavaScript", b"Launch", b"Exif"):
        assert trace not in flat.getvalue()
    assert difference(before, after) == 0


def test_a_program_for_printers_is_emptied() -> None:
    def add(document: pikepdf.Pdf) -> None:
        program = document.make_stream(b"(evil) print")
        program.Type, program.Subtype = Name.XObject, Name.PS
        document.pages[0].obj.Resources.XObject = Dictionary(X1=program)

    assert b"evil" not in only(pdf(1, add)).content


def bomb_pdf(document: pikepdf.Pdf) -> None:
    packed = zlib.compress(bytes(MOST_UNPACKED + 1), 1)
    stream = document.make_stream(b"")
    stream.write(packed, filter=Name.FlateDecode)
    document.pages[0].obj.Contents = stream


def double_bomb(document: pikepdf.Pdf) -> None:
    packed = zlib.compress(zlib.compress(bytes(MOST_UNPACKED + 1), 1))
    stream = document.make_stream(b"")
    stream.write(packed, filter=Array([Name.FlateDecode, Name.FlateDecode]))
    document.pages[0].obj.Contents = stream


def from_outside(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.Contents.F = String("/etc/passwd")


@pytest.mark.parametrize("add", [bomb_pdf, double_bomb, from_outside])
def test_what_unpacks_without_end_or_lies_elsewhere_is_refused(add: object) -> None:
    assert refused(pdf(1, add)) == "file.broken"  # type: ignore[arg-type]


def test_an_owners_password_is_no_hindrance() -> None:
    locked = pdf(1, encryption=pikepdf.Encryption(owner="x", user=""))
    with pikepdf.open(io.BytesIO(only(locked).content)) as document:
        assert not document.is_encrypted


def test_a_longer_pdf_becomes_a_file_for_each_page() -> None:
    pages = cleaned(pdf(3, _layered))
    assert [(page.ref.pages, page.ref.page) for page in pages] == [(1, 1), (1, 2), (1, 3)]
    assert ["PRINTED" in said_on(page.content) for page in pages] == [False, True, True]
    assert "HIDDEN" not in _visible(pages[0])


def _visible(file: CleanFile) -> str:
    return "HIDDEN" if difference(pdf(1, _layered), file.content) else ""


# What cannot be used


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


def _shell(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = Dictionary(Fields=Array(), XFA=document.make_stream(b"<xdp/>"))


def _cover(document: pikepdf.Pdf) -> None:
    document.Root.Collection = Dictionary(View=Name.D)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "file.empty"),
        (b"hello", "file.kind"),
        (b"PK\x03\x04 word/document.xml", "file.kind"),
        (b"\0\0\0\x18ftypheic", "file.broken"),
        (b"\xff\xd8\xff broken", "file.broken"),
        (b"%PDF-1.7 broken", "file.broken"),
        (bomb(), "file.broken"),
        (pdf(11), "file.pages"),
        (pdf(1, encryption=pikepdf.Encryption(owner="secret", user="secret")), "file.password"),
        (b"\xff\xd8\xff" + b"x" * MOST_BYTES, "file.large"),
        (pdf(1, _shell), "file.form"),
        (pdf(1, _cover), "file.portfolio"),
    ],
    ids="empty text word heic picture pdf bomb pages locked large form portfolio".split(),
)
def test_what_cannot_be_used_is_named(content: bytes, key: str) -> None:
    assert refused(content) == key


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"PK\x03\x04 word/document.xml", "Word"),
        (b"PK\x03\x04 OFD.xml", "OFD"),
        (b"GIF89a", "GIF"),
        (b"II*\0", "TIFF"),
    ],
)
def test_an_unknown_kind_is_called_by_name(content: bytes, name: str) -> None:
    found = clean_now(content)
    assert isinstance(found, Mistake)
    assert name in str(found.why)


def test_the_letter_of_the_personas_is_accepted() -> None:
    letter = Path(__file__).parents[1] / "personas" / "files" / "letter.pdf"
    assert only(letter.read_bytes()).ref.kind == "pdf"
