"""An earlier US visa: its class, post and day of issue; whose it is, by the zone."""

from __future__ import annotations

import re
from datetime import date

from bot.core import Mistake, Paper
from bot.documents.reading.dates import printed_day
from bot.documents.reading.lines import Page, known_labels, value
from bot.documents.reading.passport import tell_person, zone_of
from bot.documents.reading.posts import named_post
from bot.documents.reading.sheet import Sheet
from bot.i18n import N_

KNOWN = known_labels(
    (
        "Issuing Post Name",
        "Control Number",
        "Surname",
        "Given Name",
        "Visa Type /Class",
        "Passport Number",
        "Sex",
        "Birth Date",
        "Nationality",
        "Entries",
        "Issue Date",
        "Expiration Date",
        "Annotation",
    )
)
KEYS = ("visas[].visa_class", "visas[].when", "visas[].place")
UNSURE = Mistake(
    "paper.visa",
    N_(
        "I see a US visa, but cannot read it without doubt. Please send a sharper, straight photo, or type what is asked."
    ),
)


def read_visa(page: Page, today: date) -> Paper:
    sheet = Sheet("visa", page, today)
    zone = zone_of(page, today)
    issued = value(page, ("Issue Date",), KNOWN, below=True)
    day = printed_day(issued.text) if issued is not None and sheet.agrees(issued) else None
    expires = value(page, ("Expiration Date",), KNOWN, below=True)
    until = printed_day(expires.text) if expires is not None else None
    if zone is None or (zone.expires is not None and until is not None and zone.expires != until):
        return Paper("visa", asked=KEYS, mistake=UNSURE)
    sheet.tell("visas[].visa_class", _class(sheet))
    sheet.tell_day("visas[].when", day if day is not None and (until is None or day < until) else None)
    post = value(page, ("Issuing Post Name",), KNOWN, below=True)
    sheet.tell("visas[].place", _title(named_post(post.text)) if post is not None else None)
    tell_person(sheet, zone)
    return sheet.paper()


def _class(sheet: Sheet) -> str | None:
    """`R B1/B2`: the type of passport, then the class."""
    found = value(sheet.page, ("Visa Type /Class",), KNOWN, below=True)
    match = (
        re.fullmatch(r"[A-Z]\s*([A-Z]{1,2}\d?[A-Z]?\d?(/[A-Z]\d?)?)", found.text.upper()) if found else None
    )
    return match[1] if match and found and sheet.agrees(found) else None


def _title(post: str | None) -> str | None:
    return post.title() if post else None
