"""A PDF becomes pages: the lines of its text where it has text, or else a picture of each page.

A page that is one large picture is read as a picture, whatever text may lie behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from statistics import median
from typing import Any

from bot.documents.reading.ink import drawn
from bot.documents.reading.lines import Line, Mark, Page

MOST_PAGES = 3
DOTS = 200
"""Per inch, for a page that is read as a picture."""
LEAST = 40
"""Letters that a page must have to be read by its text."""


def pages_of(content: bytes) -> Iterator[tuple[Page | None, Any]]:
    """Each page with its text, or None in its place, and how it looks."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            lines = [] if _is_scan(page) else _lines(page)
            looks = _drawn(page)
            has_text = sum(len(line.text) for line in lines) >= LEAST
            marks = partial(_marks, looks, lines)
            yield (Page(tuple(lines), _codes(looks), marks=marks) if has_text else None), looks
    finally:
        document.close()


def _lines(page: Any) -> list[Line]:
    """Letters in the order of the file, so that a text that runs into its neighbour stays in one piece."""
    text = page.get_textpage()
    height = page.get_height()
    said = text.get_text_range()
    lines: list[Line] = []
    run = ""
    at = (0.0, 0.0, 0.0, 0.0)
    for number, char in enumerate(said[: text.count_chars()]):
        left, bottom, right, top = text.get_charbox(number, loose=True)
        here = (left, height - top, right, height - bottom)
        if run and (char in "\r\n" or _is_apart(at, here)):
            lines.append(Line(run.strip(), *at))
            run = ""
        if char in "\r\n" or (not run and char.isspace()):
            continue
        at = (
            here
            if not run
            else (min(at[0], left), min(at[1], here[1]), max(at[2], right), max(at[3], here[3]))
        )
        run += char
    if run.strip():
        lines.append(Line(run.strip(), *at))
    return sorted(lines, key=lambda line: line.middle)


def _is_apart(line: tuple[float, float, float, float], char: tuple[float, float, float, float]) -> bool:
    """Whether a letter begins another line or another column."""
    high = max(line[3] - line[1], 1.0)
    return abs(char[1] - line[1]) > 0.5 * high or not -0.3 * high < char[0] - line[2] < 1.0 * high


def _is_scan(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) > 0.6 * width * height:
            return True
    return False


def _drawn(page: Any) -> Any:
    import numpy

    return numpy.ascontiguousarray(page.render(scale=DOTS / 72).to_numpy()[:, :, :3])


def _marks(looks: Any, lines: list[Line]) -> tuple[Mark, ...]:
    """What is drawn beside the words, with the height of its middle as lines have it."""
    import numpy

    scale = DOTS / 72
    texts = [
        scale
        * numpy.array(
            [(one.left, one.top), (one.right, one.top), (one.right, one.bottom), (one.left, one.bottom)]
        )
        for one in lines
    ]
    height = scale * median(one.height for one in lines)
    return tuple(Mark(y / scale) for _, y in drawn(looks, texts, height))


def _codes(looks: Any) -> tuple[str, ...]:
    import zxingcpp

    return tuple(code.text for code in zxingcpp.read_barcodes(looks))
