"""Made-up papers of invented people, drawn on the fly: the passport's page, the confirmations of DS-160 and
appointment, an I-20 and a hospital's letter, as a phone sends them.

They are drawings after published descriptions, not copies; the words SPECIMEN stand on each.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.answers import check_digit
from bot.core import SHANGHAI, AttestationPart

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
    interview: datetime = datetime(2027, 1, 19, 9, 30, tzinfo=SHANGHAI)
    appointment: str = "57280231"
    sevis: str = "N0014310319"
    classes: date = date(2027, 3, 14)


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


def appointment(holder: Holder) -> bytes:
    """The confirmation of the interview, as it is printed."""
    page, pen = _sheet()
    _write(pen, 60, 40, "APPOINTMENT CONFIRMATION   SPECIMEN", 34)
    when = holder.interview
    rows = (
        ("Applicant Name", f"{holder.surname} {holder.given_names}"),
        ("Passport Number", holder.passport),
        ("UID Number", holder.appointment),
        ("Visa Class", "B1/B2"),
        ("Consular Post", "SHANGHAI"),
        ("Consular Appointment Date", f"{when:%A} {when.day} {when:%B, %Y}"),
        ("Consular Appointment Time", f"{when:%I:%M %p}".lstrip("0")),
    )
    for number, (label, said) in enumerate(rows):
        _write(pen, 60, 140 + 90 * number, label, 28)
        _write(pen, 560, 140 + 90 * number, said, 30)
    return _jpeg(page)


def i20(holder: Holder) -> bytes:
    """The upper half of the first page."""
    page, pen = _sheet()
    _write(pen, 60, 40, "I-20, Certificate of Eligibility for Nonimmigrant Student Status", 30)
    _write(pen, 60, 100, f"SEVIS ID: {holder.sevis}", 30)
    _write(pen, 800, 100, "SPECIMEN", 30)
    starts = printed(holder.classes)
    rows = (
        ("SURNAME/PRIMARY NAME", holder.surname, "GIVEN NAME", holder.given_names),
        ("COUNTRY OF BIRTH", "CHINA", "DATE OF BIRTH", printed(holder.birth)),
        ("SCHOOL NAME", "Invented College of Arts", "SCHOOL ADDRESS", "100 Example Avenue"),
        ("EDUCATION LEVEL", "MASTER'S", "MAJOR 1", "Architecture 04.0201"),
        ("START OF CLASSES", starts, "PROGRAM START/END DATE", f"{starts} - 12 MAY 2029"),
    )
    for number, (label, said, other, value) in enumerate(rows):
        _labelled(pen, 60, 180 + 130 * number, label, said)
        _labelled(pen, 680, 180 + 130 * number, other, value)
    return _jpeg(page)


def hospital_letter(holder: Holder, lacks: tuple[AttestationPart, ...] = ()) -> bytes:
    """What a hospital writes of a mother. Nothing on it is an answer."""
    page, pen = _sheet()
    if "letterhead" not in lacks:
        _write(pen, 60, 40, "EXAMPLE GENERAL HOSPITAL", 38)
        _write(pen, 60, 100, "12 Sample Avenue, Boston, MA   SPECIMEN", 26)
    lines = (
        "" if "date" in lacks else "10 November 2026",
        "To whom it may concern,",
        "Our patient WANG Wu was admitted on 3 November 2026 with a stroke.",
        f"Her child {holder.surname} {holder.given_names} is asked to come as soon as possible.",
        "Attending physician: Jordan Sample, MD",
    )
    for number, line in enumerate(lines):
        _write(pen, 60, 200 + 100 * number, line, 30)
    if "signature" not in lacks:
        _sign(pen, 120, 700)
    return _jpeg(page)


def as_pdf(*pictures: bytes) -> bytes:
    """Pages that are pictures and nothing else, as a scanner makes them."""
    from PIL import Image

    first, *others = (Image.open(io.BytesIO(picture)) for picture in pictures)
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others, resolution=110)
    return out.getvalue()


PAPERS = {
    "passport": passport,
    "ds160": ds160,
    "appointment": appointment,
    "i20": i20,
    "hospital letter": hospital_letter,
}


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


def _sign(pen: ImageDraw.ImageDraw, left: int, top: int) -> None:
    """A line of ink that rises and falls."""
    points = [
        (left + 3 * step, top + 30 * math.sin(step / 3) * math.cos(step / 11) - step / 4)
        for step in range(90)
    ]
    pen.line(points, fill=(30, 40, 120), width=4)


def _spaced(pen: ImageDraw.ImageDraw, left: int, top: int, line: str) -> None:
    """Each letter in a cell as wide as the others, as in OCR-B."""
    for number, char in enumerate(line):
        _write(pen, left + 27 * number, top, char, 36)


def _jpeg(page: Image.Image) -> bytes:
    out = io.BytesIO()
    page.save(out, "JPEG", quality=85)
    return out.getvalue()
