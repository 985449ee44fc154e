"""Which paper a page is, by its fixed words: those of its own title or sentence, which no other paper has.

A letter may mention an I-20, an appointment page a DS-160: only the words that open such a paper count.
"""

from __future__ import annotations

from bot.core import PaperKind
from bot.documents.reading.attestation import is_attestation
from bot.documents.reading.lines import Page, folded, says
from bot.documents.reading.zone import is_first, zone_text

TITLES: tuple[tuple[PaperKind, tuple[tuple[str, ...], ...]], ...] = (
    (
        "ds160",
        (
            ("This confirms the submission of the Nonimmigrant visa application for",),
            ("Online Nonimmigrant Visa Application (DS-160)", "Confirmation"),
            ("Consular Electronic Application Center", "Confirmation"),
        ),
    ),
    (
        "i20",
        (
            ("Certificate of Eligibility for Nonimmigrant Student Status",),
            ("SCHOOL INFORMATION", "PROGRAM OF STUDY"),
        ),
    ),
    (
        "ds2019",
        (
            ("Certificate of Eligibility for Exchange Visitor Status",),
            ("Exchange Visitor Program Number", "Form Covers Period"),
        ),
    ),
    (
        "appointment",
        (
            ("Appointment Confirmation",),
            ("Consular Appointment Date",),
            ("U.S. VISA SCHEDULING", "Consular Appointment"),
            ("预约确认",),
            ("面谈预约确认",),
            ("面谈日期", "UID"),
        ),
    ),
    ("visa", (("Issuing Post Name",), ("Control Number", "Expiration Date"))),
    (
        "passport",
        (
            ("护照", "PASSPORT"),
            ("PASSPORT", "Passport No"),
            ("PASSPORT", "Date of expiry"),
            ("PEOPLE'S REPUBLIC OF CHINA", "PASSPORT"),
            ("护照号/Passport No.",),
        ),
    ),
)


def kind_of_paper(page: Page) -> PaperKind:
    for line in page.lines:
        said = zone_text(line.text)
        if is_first(said) and "<<" in said:
            return "passport" if said[0] == "P" else "visa"
    for kind, ways in TITLES:
        if any(all(says(page, phrase) for phrase in way) for way in ways):
            return kind
    return "attestation" if is_attestation(page) else "other"


ENDS = tuple(map(folded, ("FINANCIALS", "5. During the period covered by this form")))


def is_end(text: str) -> bool:
    """The first line of the lower half of a long form, which has money and attestations."""
    return folded(text).startswith(ENDS)
