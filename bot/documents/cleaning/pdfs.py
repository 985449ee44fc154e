"""PDFs from people keep how their pages look and nothing else: what may stay is listed, all other things go.

Form fields, notes, stamps and signatures are drawn onto the page first; layers that are switched off stay off.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable
from typing import Any

import pikepdf
from pikepdf import Name

from bot.documents.cleaning.embedded import plain_jpeg, plain_jpeg2000
from bot.documents.cleaning.refusals import Refused

MOST_PAGES = 10
"""From these, the person chooses."""
WHOLE = 2
"""A PDF of up to so many pages stays one file; a longer one becomes a file for each page."""
MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes that all streams of a file may have, unpacked."""
NOT_DRAWN = frozenset(("/Popup", "/Link"))
"""Annotations that have no look of their own."""
INVISIBLE = 1 | 2 | 32
"""Flags of annotations: invisible, hidden, no view (ISO 32000-1, 12.5.3)."""

PICTURES = {"/DCTDecode": plain_jpeg, "/JPXDecode": plain_jpeg2000}

ROOT = frozenset("/Type /Pages /OCProperties /Version".split())
PAGE = frozenset(
    "/Type /Parent /Kids /Count /MediaBox /CropBox /Rotate /UserUnit /Contents /Resources /Group".split()
)
NAMED = frozenset(
    "/ExtGState /ColorSpace /Pattern /Shading /XObject /Font /Properties /CharProcs /Colorants".split()
)
"""Dictionaries whose keys are names of the file's own."""
DRAWING = NAMED | frozenset(
    (
        # Streams and their filters
        "/Length /Filter /DecodeParms /Predictor /Colors /Columns /EarlyChange /K /EndOfLine /EncodedByteAlign /Rows "
        "/EndOfBlock /BlackIs1 /DamagedRowsBeforeError /ColorTransform /JBIG2Globals "
        # Resources, forms, groups, images
        "/Type /Subtype /Resources /ProcSet /BBox /Matrix /FormType /Group /S /CS /I /OC /Width /Height /BitsPerComponent "
        "/Intent /ImageMask /Mask /Decode /Interpolate /SMask /SMaskInData /Matte /Name "
        # Patterns, shadings, functions, colours
        "/PatternType /PaintType /TilingType /XStep /YStep /ShadingType /Background /AntiAlias /Coords /Domain /Function "
        "/Extend /BitsPerCoordinate /BitsPerFlag /VerticesPerRow /FunctionType /Range /Size /BitsPerSample /Order /Encode "
        "/C0 /C1 /N /Functions /Bounds /Alternate /WhitePoint /BlackPoint /Gamma /Process /Components /MixingHints "
        # Graphics states
        "/LW /LC /LJ /ML /D /RI /OP /op /OPM /BG /BG2 /UCR /UCR2 /TR /TR2 /HT /FL /SM /SA /BM /CA /ca /AIS /TK /G /BC "
        # Fonts
        "/BaseFont /FirstChar /LastChar /Widths /FontDescriptor /Encoding /BaseEncoding /Differences /ToUnicode "
        "/DescendantFonts /CIDSystemInfo /Registry /Ordering /Supplement /DW /W /DW2 /W2 /CIDToGIDMap /FontBBox /FontMatrix "
        "/FontName /FontFamily /FontStretch /FontWeight /Flags /ItalicAngle /Ascent /Descent /Leading /CapHeight /XHeight "
        "/StemV /StemH /AvgWidth /MaxWidth /MissingWidth /FontFile /FontFile2 /FontFile3 /CharSet /CIDSet /Lang /Style /FD "
        "/Length1 /Length2 /Length3 /CMapName /WMode /UseCMap "
        # Layers
        "/OCGs /P /VE"
    ).split()
)
LAYERS = frozenset("/OCGs /D".split())
LAYER_STATES = frozenset("/BaseState /ON /OFF".split())


def clean_pdf(content: bytes) -> list[tuple[bytes, int]]:
    """The file and its number of pages, or each page of a longer one by itself. Raises Refused."""

    try:
        with pikepdf.open(io.BytesIO(content)) as opened:
            _refuse_shells(opened)
            if not 1 <= len(opened.pages) <= MOST_PAGES:
                raise Refused("file.pages", str(len(opened.pages)))
            _draw_onto_pages(opened)
            _keep_listed(opened)
            if len(opened.pages) <= WHOLE:
                return [(_saved(opened), len(opened.pages))]
            return [(_saved(one), 1) for one in _apart(opened)]
    except pikepdf.PasswordError as error:
        raise Refused("file.password") from error
    except (pikepdf.PdfError, ValueError, RuntimeError, KeyError, TypeError, AttributeError) as error:
        raise Refused("file.broken") from error
    except (MemoryError, RecursionError, zlib.error) as error:
        raise Refused("file.broken") from error


def _refuse_shells(opened: pikepdf.Pdf) -> None:
    """Files whose pages are not what the person sees."""
    form = opened.Root.get("/AcroForm")
    has_fields = form is not None and len(form.get("/Fields", [])) > 0
    is_shell = form is not None and "/XFA" in form and not has_fields
    if is_shell or opened.Root.get("/NeedsRendering"):
        raise Refused("file.form")
    if "/Collection" in opened.Root:
        raise Refused("file.portfolio")


# Drawing what lies upon the pages


def _draw_onto_pages(opened: pikepdf.Pdf) -> None:
    """What a viewer shows above the page becomes part of it (ISO 32000-1, 12.5.5)."""
    off = _switched_off(opened)
    for page in opened.pages:
        if "/Annots" in page:
            page.Annots = opened.make_indirect(_shown(page.Annots, off))
    form = opened.Root.get("/AcroForm")
    if form is not None:
        is_asked = form.get("/NeedAppearances") or any(map(_lacks_look, _marks(opened)))
        if is_asked and all(_is_latin(mark) for mark in _marks(opened)):
            # qpdf draws Latin letters only; a field with others keeps the look it has, or has none.
            form.NeedAppearances = True
            opened.generate_appearance_streams()
        form.NeedAppearances = False
        for mark in _marks(opened):
            if _lacks_look(mark) and _is_ticked(mark):
                mark.AP = pikepdf.Dictionary(N=_tick(opened, mark))
    if any(_lacks_look(mark) and not _is_empty_field(mark) for mark in _marks(opened)):
        raise Refused("file.marks")
    opened.flatten_annotations("all")


def _shown(annotations: Any, off: set[tuple[int, int]]) -> pikepdf.Array:

    kept = [
        one
        for one in annotations
        if not int(one.get("/F", 0)) & INVISIBLE
        and one.get("/Subtype") not in NOT_DRAWN
        and not _is_off(one, off)
    ]
    return pikepdf.Array(kept)


def _marks(opened: pikepdf.Pdf) -> Iterable[Any]:
    return (mark for page in opened.pages for mark in page.get("/Annots", []))


def _lacks_look(mark: Any) -> bool:
    look = mark.get("/AP")
    return look is None or "/N" not in look


def _is_empty_field(mark: Any) -> bool:
    """A field without a value, a button or a signature that nobody set."""
    if mark.get("/Subtype") != "/Widget":
        return False
    holder = mark
    for _ in range(8):
        if str(holder.get("/V", "")) not in ("", "/Off"):
            return False
        if "/Parent" not in holder:
            break
        holder = holder.Parent
    return True


def _is_latin(mark: Any) -> bool:
    value = mark.get("/V")
    return not isinstance(value, pikepdf.String) or all(ord(char) < 256 for char in str(value))


def _is_ticked(mark: Any) -> bool:
    """A box or a round button that is on."""
    return mark.get("/FT") == "/Btn" and str(mark.get("/AS", mark.get("/V", "/Off"))) not in ("/Off", "")


def _tick(opened: pikepdf.Pdf, mark: Any) -> pikepdf.Stream:
    """A cross from corner to corner, for a box whose program left its look to the viewer."""
    left, bottom, right, top = (float(one) for one in mark.Rect)
    width, height = abs(right - left), abs(top - bottom)
    x, y = 0.2 * width, 0.2 * height
    lines = f"{x} {y} m {width - x} {height - y} l {x} {height - y} m {width - x} {y} l S"
    frame = f"0.5 0.5 {width - 1} {height - 1} re S"
    look = opened.make_stream(f"q 1 w {frame} 1.5 w {lines} Q".encode())
    look.Type, look.Subtype = Name.XObject, Name.Form
    look.BBox = [0, 0, width, height]
    return look


# Layers


def _switched_off(opened: pikepdf.Pdf) -> set[tuple[int, int]]:
    layers = opened.Root.get("/OCProperties")
    if layers is None:
        return set()
    state: Any = layers.get("/D", {})
    listed: Any = layers.get("/OCGs", []) if state.get("/BaseState") == "/OFF" else []
    on = {one.objgen for one in state.get("/ON", [])}
    return {one.objgen for one in (*listed, *state.get("/OFF", []))} - on


def _is_off(mark: Any, off: set[tuple[int, int]]) -> bool:
    layer = mark.get("/OC")
    if layer is None:
        return False
    groups: Any = layer.get("/OCGs", layer)
    return any(one.objgen in off for one in (groups if _is_list(groups) else [groups]))


# What may stay


def _keep_listed(opened: pikepdf.Pdf) -> None:
    _only(opened.Root, ROOT)
    if "/Info" in opened.trailer:
        del opened.trailer["/Info"]
    layers = opened.Root.get("/OCProperties")
    if layers is not None:
        _only(layers, LAYERS)
        _only(layers.get("/D", {}), LAYER_STATES)
    budget = _Budget(MOST_UNPACKED)
    seen: set[tuple[int, int]] = set()
    for page in opened.pages:
        node: Any = page.obj
        while node is not None and node.objgen not in seen:
            seen.add(node.objgen)
            _only(node, PAGE)
            for name in ("/Resources", "/Contents", "/Group"):
                if name in node:
                    _walk(node[name], seen, budget, depth=0)
            node = node.get("/Parent")
    for layer in layers.get("/OCGs", []) if layers is not None else []:
        _only(layer, frozenset(("/Type", "/Name")))


def _only(found: Any, listed: frozenset[str]) -> None:
    for key in list(found.keys()):
        if key not in listed:
            del found[key]


class _Budget:
    """How many bytes the streams of a file may still unpack to."""

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise Refused("file.broken")


def _walk(
    found: Any, seen: set[tuple[int, int]], budget: _Budget, depth: int, *, is_named: bool = False
) -> None:
    """Everything that is drawn with, each object once."""
    if depth > 60:
        raise Refused("file.broken")
    if not _is_list(found) and not hasattr(found, "keys"):
        return
    if found.is_indirect:
        if found.objgen in seen:
            return
        seen.add(found.objgen)
    if _is_list(found):
        for one in found:
            _walk(one, seen, budget, depth + 1)
        return
    if _is_stream(found):
        _clean_stream(found, budget)
    if not is_named:
        _only(found, DRAWING)
    for key in list(found.keys()):
        inside = found[key]
        is_names = key in NAMED and not is_named and hasattr(inside, "keys") and not _is_stream(inside)
        _walk(inside, seen, budget, depth + 1, is_named=is_names and not _is_font_or_state(key, found))


def _is_font_or_state(key: str, holder: Any) -> bool:
    """`/Pattern` or `/ColorSpace` of a shading or an image is a thing, not a list of names."""
    return key in ("/ColorSpace", "/Shading", "/Pattern") and (
        "/ShadingType" in holder or "/PatternType" in holder or "/Width" in holder
    )


def _is_list(found: Any) -> bool:

    return isinstance(found, pikepdf.Array)


def _is_stream(found: Any) -> bool:

    return isinstance(found, pikepdf.Stream)


# Streams


def _clean_stream(stream: Any, budget: _Budget) -> None:
    """Nothing from outside the file, nothing that unpacks without end, no camera's data in a picture."""
    if "/F" in stream:
        raise Refused("file.broken")
    filters, parms = _as_list(stream.get("/Filter")), _as_list(stream.get("/DecodeParms"))
    names = [str(one) for one in filters]
    packed = [name for name in names if name in PICTURES]
    if packed and packed != names[-1:]:
        raise Refused("file.broken")
    if packed:
        plain = PICTURES[names[-1]](_unwrapped(stream, filters[:-1], parms[:-1], budget))
        last = parms[-1] if len(parms) == len(filters) else None
        stream.write(plain, filter=Name(names[-1]), decode_parms=last)
    elif stream.get("/Subtype") == "/Image":
        budget.spend(int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)))
    elif stream.get("/Subtype") == "/PS":
        # A program for printers, which nobody sees.
        stream.write(b"")
    elif names:
        _spend_unpacked(stream, names, budget)


def _as_list(found: Any) -> list[Any]:
    if found is None:
        return []
    return list(found) if _is_list(found) else [found]


def _unwrapped(stream: Any, filters: list[Any], parms: list[Any], budget: _Budget) -> bytes:
    """A picture without what it was packed into besides."""
    if not filters:
        return bytes(stream.read_raw_bytes())
    stream.Filter, stream.DecodeParms = pikepdf.Array(filters), pikepdf.Array(parms)
    _spend_unpacked(stream, [str(one) for one in filters], budget)
    return bytes(stream.read_bytes())


def _spend_unpacked(stream: Any, names: list[str], budget: _Budget) -> None:
    raw = stream.read_raw_bytes()
    if not all(name == "/FlateDecode" for name in names):
        budget.spend(len(stream.read_bytes()))
        return
    for _ in names:
        raw = _inflated(raw, budget.left)
        budget.spend(len(raw))


def _inflated(raw: bytes, most: int) -> bytes:
    unpacker = zlib.decompressobj()
    unpacked = unpacker.decompress(raw, most + 1)
    if len(unpacked) > most:
        raise Refused("file.broken")
    return unpacked


# Out


def _apart(opened: pikepdf.Pdf) -> Iterable[pikepdf.Pdf]:
    """Each page with the layers of the whole, so that what is hidden stays hidden."""
    for number in range(len(opened.pages)):
        one = pikepdf.open(io.BytesIO(_saved(opened)))
        for other in reversed(range(len(one.pages))):
            if other != number:
                del one.pages[other]
        yield one


def _saved(opened: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    opened.save(out, deterministic_id=True, encryption=False)
    return out.getvalue()
