"""The I-20 and the DS-2019: which form, whose, the SEVIS number, school and programme, and when it begins.

The forms put labels above values in columns; what runs out of its column or off the page is asked about.
"""

from __future__ import annotations

import re
from datetime import date

from bot.core import Mistake, Paper
from bot.documents.reading.dates import printed_day
from bot.documents.reading.lines import Found, Line, Page, known_labels
from bot.documents.reading.sheet import Sheet
from bot.i18n import N_

I20_LABELS = (
    "SURNAME/PRIMARY NAME",
    "GIVEN NAME",
    "PREFERRED NAME",
    "PASSPORT NAME",
    "COUNTRY OF BIRTH",
    "COUNTRY OF CITIZENSHIP",
    "CITY OF BIRTH",
    "DATE OF BIRTH",
    "ADMISSION NUMBER",
    "FORM ISSUE REASON",
    "LEGACY NAME",
    "SCHOOL INFORMATION",
    "SCHOOL NAME",
    "SCHOOL ADDRESS",
    "SCHOOL OFFICIAL TO CONTACT UPON ARRIVAL",
    "SCHOOL CODE AND APPROVAL DATE",
    "PROGRAM OF STUDY",
    "EDUCATION LEVEL",
    "MAJOR 1",
    "MAJOR 2",
    "NORMAL PROGRAM LENGTH",
    "PROGRAM ENGLISH PROFICIENCY",
    "ENGLISH PROFICIENCY NOTES",
    "EARLIEST ADMISSION DATE",
    "START OF CLASSES",
    "PROGRAM START/END DATE",
    "FINANCIALS",
    "SEVIS ID",
    "Class of Admission",
)
DS2019_LABELS = (
    "1. Surname/Primary Name",
    "Given Name",
    "Gender",
    "Date of Birth (mm-dd-yyyy)",
    "City of Birth",
    "Country of Birth",
    "Citizenship Country Code",
    "Citizenship Country",
    "Legal Permanent Residence Country Code",
    "Legal Permanent Residence Country",
    "Position Code",
    "Position",
    "Primary Site of Activity",
    "2. Program Sponsor",
    "Exchange Visitor Program Number",
    "Participating Program Official Description",
    "Purpose of this form",
    "3. Form Covers Period",
    "4. Exchange Visitor Category",
    "From (mm-dd-yyyy)",
    "To (mm-dd-yyyy)",
    "Subject/Field Code",
    "Subject/Field Code Remarks",
)
I20_KNOWN = known_labels(I20_LABELS)
DS2019_KNOWN = known_labels(DS2019_LABELS)
SEVIS = re.compile(r"N\s?\d{10}(?!\d)", re.ASCII)
CODED = re.compile(r"(.*\S)\s*(\d\d\.\d{4})")
"""A subject and its code (CIP), which stands at its end: so it is whole."""
KEYS = ("sevis_number", "surname", "given_names", "date_of_birth", "school", "programme", "class_start")
UNSURE = Mistake(
    "paper.certificate",
    N_(
        "I see that form, but cannot read its SEVIS number without doubt. Please send the PDF or a sharper photo of page 1."
    ),
)


def read_i20(page: Page, today: date) -> Paper:
    sheet = Sheet("i20", page, today)
    if not _tell_sevis(sheet):
        return _unsure(sheet)
    _tell_person(sheet, I20_KNOWN, "SURNAME/PRIMARY NAME", "GIVEN NAME", "DATE OF BIRTH")
    sheet.tell_found("school", _whole(page, _below(sheet, "SCHOOL NAME", I20_KNOWN)))
    major = _whole(page, _below(sheet, "MAJOR 1", I20_KNOWN))
    coded = CODED.fullmatch(major.text) if major is not None and sheet.agrees(major) else None
    sheet.tell("programme", coded[1] if coded else None)
    classes = _day(sheet, _below(sheet, "START OF CLASSES", I20_KNOWN))
    begins = _day(sheet, _below(sheet, "PROGRAM START/END DATE", I20_KNOWN))
    # Classes begin with the programme or soon after: a date that says otherwise was read in another column.
    fits = classes is not None and begins is not None and 0 <= (classes - begins).days <= 60
    sheet.tell_day("class_start", classes if fits else None)
    return _paper(sheet)


def read_ds2019(page: Page, today: date) -> Paper:
    sheet = Sheet("ds2019", page, today)
    if not _tell_sevis(sheet):
        return _unsure(sheet)
    _tell_person(
        sheet,
        DS2019_KNOWN,
        "1. Surname/Primary Name",
        "Given Name",
        "Date of Birth (mm-dd-yyyy)",
    )
    sheet.tell_found("school", _whole(page, _below(sheet, "2. Program Sponsor", DS2019_KNOWN)))
    subject = _whole(page, _below(sheet, "Subject/Field Code Remarks", DS2019_KNOWN))
    sheet.tell_found("programme", subject)
    begins = _day(sheet, sheet.find(("From (mm-dd-yyyy)",), DS2019_KNOWN))
    ends = _day(sheet, sheet.find(("To (mm-dd-yyyy)",), DS2019_KNOWN))
    fits = begins is not None and ends is not None and begins < ends
    sheet.tell_day("class_start", begins if fits else None)
    return _paper(sheet)


def _paper(sheet: Sheet) -> Paper:
    return sheet.paper() if sheet.has_facts else _unsure(sheet)


def _unsure(sheet: Sheet) -> Paper:
    return Paper(sheet.kind, asked=KEYS, mistake=UNSURE)


def _tell_sevis(sheet: Sheet) -> bool:
    """The one SEVIS number of the page, read alike twice. Where the picture is cut beside it, the rest may be told."""
    lines = [line for line in sheet.page.lines if SEVIS.search(line.text.upper())]
    seen = {_sevis(line.text) for line in lines}
    sheet.is_sharp = bool(seen)
    if not seen:
        sheet.ask("sevis_number")
        return True
    if len(seen) != 1 or _sevis(sheet.page.again(lines[0])) not in seen:
        return False
    sheet.tell("sevis_number", seen.pop())
    return True


def _sevis(text: str) -> str:
    match = SEVIS.search(text.upper())
    return match[0].replace(" ", "") if match else ""


def _tell_person(sheet: Sheet, known: frozenset[str], surname: str, given: str, born: str) -> None:
    sheet.tell_found("surname", _below(sheet, surname, known))
    sheet.tell_found("given_names", _below(sheet, given, known))
    sheet.tell_day("date_of_birth", _day(sheet, _below(sheet, born, known)))


def _below(sheet: Sheet, label: str, known: frozenset[str]) -> Found | None:
    return sheet.find((label,), known, below=True)


def _day(sheet: Sheet, found: Found | None) -> date | None:
    if found is None or not sheet.agrees(found):
        return None
    return printed_day(found.text, month_first=True)


def _whole(page: Page, found: Found | None) -> Found | None:
    """A value that neither touches its neighbour nor runs beyond the right margin."""
    if found is None:
        return None
    line = found.line
    margin = max((one.right for one in page.lines if one is not line), default=line.right)
    cramped = any(_touches(line, one) for one in page.lines if one is not line)
    return None if cramped or line.right > margin + 0.5 * line.height else found


def _touches(line: Line, other: Line) -> bool:
    on_a_row = abs(line.middle - other.middle) < 0.5 * line.height
    return on_a_row and -0.5 * line.height < other.left - line.right < 0.3 * line.height
