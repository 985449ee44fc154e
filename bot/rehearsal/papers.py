"""Made-up papers of invented people, drawn on the fly: the passport's page and the DS-160 confirmation, as a
phone sends them.

They are drawings after published descriptions, not copies; the words SPECIMEN stand on each.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.answers import check_digit

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
SIZE = (1280, 900)


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose papers they are."""

    surname: str
    given_names: str
    birth: date
    passport: str
    expires: date
    ds160: str = "AA00ABCD56"


def printed(day: date) -> str:
    return f"{day.day:02} {MONTHS[day.month - 1]} {day.year}"


def zone(holder: Holder) -> tuple[str, str]:
    """The two lines of the machine-readable zone (ICAO Doc 9303 part 4, 4.2.2)."""
    first = f"POCHN{holder.surname}<<{holder.given_names.replace(' ', '<')}".ljust(44, "<")
    number = holder.passport.ljust(9, "<")
    birth, expires = f"{holder.birth:%y%m%d}", f"{holder.expires:%y%m%d}"
    personal = "<" * 14
    fields = (number, birth, expires, personal)
    number, birth, expires, personal = (f"{field}{check_digit(field)}" for field in fields)
    composite = check_digit(number + birth + expires + personal)
    return first, f"{number}CHN{birth}F{expires}{personal}{composite}"


def passport(holder: Holder) -> bytes:
    """The page with the photo, as a JPEG."""
    page, pen = _sheet()
    _write(pen, 60, 40, "PEOPLE'S REPUBLIC OF CHINA   PASSPORT   SPECIMEN", 34)
    pen.rectangle((60, 130, 360, 560), fill=(205, 215, 225))
    rows = (
        ("Type", "P", "Passport No.", holder.passport),
        ("Name", f"{holder.surname}, {holder.given_names}", "", ""),
        ("Nationality", "CHINESE", "Date of birth", printed(holder.birth)),
        ("Place of birth", "SHANGHAI", "Date of expiry", printed(holder.expires)),
    )
    for number, (label, said, other, value) in enumerate(rows):
        top = 130 + 110 * number
        _labelled(pen, 420, top, label, said)
        _labelled(pen, 900, top, other, value)
    for number, line in enumerate(zone(holder)):
        _spaced(pen, 40, 700 + 80 * number, line)
    return _jpeg(page)


def ds160(holder: Holder) -> bytes:
    """The confirmation page, as a screenshot shows it."""
    page, pen = _sheet()
    _write(pen, 60, 40, "Online Nonimmigrant Visa Application (DS-160)   SPECIMEN", 34)
    _write(pen, 60, 100, "Confirmation", 30)
    _write(pen, 900, 160, holder.ds160, 30)
    _write(pen, 60, 220, "This confirms the submission of the Nonimmigrant visa application for:", 28)
    lines = (
        f"Name Provided: {holder.surname}, {holder.given_names}",
        f"Date Of Birth: {printed(holder.birth)}",
        f"Passport Number: {holder.passport}",
        f"Confirmation No: {holder.ds160}",
    )
    for number, line in enumerate(lines):
        _write(pen, 120, 300 + 70 * number, line, 32)
    _write(pen, 60, 640, "Location Selected:", 28)
    _write(pen, 60, 690, "U.S. Consulate General Shanghai", 28)
    return _jpeg(page)


PAPERS = {"passport": passport, "ds160": ds160}


def _sheet() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    from PIL import Image, ImageDraw

    page = Image.new("RGB", SIZE, (246, 244, 238))
    return page, ImageDraw.Draw(page)


def _write(pen: ImageDraw.ImageDraw, left: int, top: int, said: str, size: int) -> None:
    from PIL import ImageFont

    pen.text((left, top), said, fill=(25, 25, 30), font=ImageFont.load_default(size))


def _labelled(pen: ImageDraw.ImageDraw, left: int, top: int, label: str, said: str) -> None:
    _write(pen, left, top, label, 22)
    _write(pen, left, top + 34, said, 34)


def _spaced(pen: ImageDraw.ImageDraw, left: int, top: int, line: str) -> None:
    """Each letter in a cell as wide as the others, as in OCR-B."""
    for number, char in enumerate(line):
        _write(pen, left + 27 * number, top, char, 36)


def _jpeg(page: Image.Image) -> bytes:
    out = io.BytesIO()
    page.save(out, "JPEG", quality=85)
    return out.getvalue()
