"""The passport's page: the zone with its check digits, and the printed page that must say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.core import Mistake, Paper
from bot.documents.reading.dates import printed_day
from bot.documents.reading.lines import Found, Line, Page, folded, known_labels, value
from bot.documents.reading.sheet import Sheet
from bot.documents.reading.zone import (
    Zone,
    is_first,
    is_part,
    is_second,
    looks,
    names_fit,
    names_fit_but_an_i,
    read_zone,
    with_digit,
    zone_text,
)
from bot.i18n import N_

KEYS = ("surname", "given_names", "date_of_birth", "passport_number")
LABELS = {
    "passport_number": ("Passport No", "护照号/Passport No", "护照号码/Passport No", "Passport Number"),
    "date_of_birth": ("Date of birth", "出生日期/Date of birth"),
    "passport_expires": ("Date of expiry", "有效期至/Date of expiry"),
}
NAME_LABELS = ("NAME", "姓名NAME")
KNOWN = known_labels(
    (
        *(label for labels in LABELS.values() for label in labels),
        *NAME_LABELS,
        *(
            "Type",
            "Country Code",
            "Sex",
            "Nationality",
            "Place of birth",
            "Place of issue",
            "Date of issue",
            "Authority",
        ),
    )
)
LEAST = 5
"""Letters of a field by which a piece that ends within it says the same as the page."""
NO_ZONE = Mistake(
    "paper.zone",
    N_(
        "I see a passport, but cannot read the two lines of letters at its lower edge. Please send a straight photo with the whole page in it, without glare."
    ),
)


def zone_of(page: Page, today: date) -> Zone | None:
    """From a first look at the two lines, and a second one where the first leaves something open."""
    firsts = [line for line in page.lines if is_first(zone_text(line.text))]
    seconds = [line for line in page.lines if is_second(zone_text(line.text)) and line not in firsts]
    if not firsts or not seconds:
        return None
    once = read_zone(_texts(firsts), _texts(seconds), today)
    if once is not None and None not in (once.number, once.birth, once.expires):
        return once
    return read_zone(
        _texts(firsts),
        [*_texts(seconds), *(zone_text(page.again(line)) for line in seconds)],
        today,
    )


def _texts(lines: list[Line]) -> list[str]:
    return [zone_text(line.text) for line in lines]


def read_passport(page: Page, today: date) -> Paper:
    sheet = Sheet("passport", page, today)
    zone = zone_of(page, today)
    if zone is None:
        return read_without_zone(sheet)
    tell_person(sheet, zone)
    sheet.tell("passport_number", zone.number if number_is_printed(page, zone) else None)
    if zone.expires is not None:
        sheet.tell_day("passport_expires", zone.expires)
    return sheet.paper()


def read_without_zone(sheet: Sheet) -> Paper:
    """What is printed, as far as the pieces of the zone that are there say the same with their check digits. Where the
    picture ends above the zone, what is read twice alike under labels that are read letter by letter."""
    page = sheet.page
    pieces = [piece for line in page.lines if is_part(piece := zone_text(line.text))]
    name = _printed_name(page)
    if name is not None and _is_seen(sheet, name, pieces):
        surname, _, given = _parted(name.text)
        sheet.tell("surname", surname)
        sheet.tell("given_names", given)
    number = value(page, LABELS["passport_number"], KNOWN, below=True)
    beside = [] if _is_cut_behind_the_number(page, pieces) else pieces
    if number is not None and _is_confirmed(sheet, number, with_digit(number.text.ljust(9, "<")), beside):
        sheet.tell_number("passport_number", number)
    for key in ("date_of_birth", "passport_expires"):
        found = value(page, LABELS[key], KNOWN, below=True)
        day = printed_day(found.text) if found is not None else None
        if (
            found is not None
            and day is not None
            and _is_confirmed(sheet, found, with_digit(f"{day:%y%m%d}"), pieces)
        ):
            sheet.tell_day(key, day)
    for key in KEYS:
        sheet.ask(key)
    return sheet.paper() if sheet.has_facts else Paper("passport", asked=KEYS, mistake=NO_ZONE)


def _is_confirmed(sheet: Sheet, found: Found, field: str, pieces: list[str]) -> bool:
    if pieces:
        return any(field in piece or _is_at_an_edge(field, piece) for piece in pieces)
    return found.is_sharp and sheet.is_exact(found)


def _is_at_an_edge(field: str, piece: str) -> bool:
    """The piece ends within the field."""
    return any(piece.endswith(field[:count]) for count in range(LEAST, len(field)))


def _is_cut_behind_the_number(page: Page, pieces: list[str]) -> bool:
    """The one piece of the second line begins so shortly before the birth date that no number is on it."""
    found = value(page, LABELS["date_of_birth"], KNOWN, below=True)
    day = printed_day(found.text) if found is not None else None
    seconds = [piece for piece in pieces if sum(map(str.isdigit, piece)) > 6]
    return day is not None and len(seconds) == 1 and 0 <= seconds[0].find(with_digit(f"{day:%y%m%d}")) <= 4


def _is_seen(sheet: Sheet, name: Found, pieces: list[str]) -> bool:
    """A name, by a piece that begins as the zone does."""
    surname, _, given = _parted(name.text)
    if pieces:
        return any(piece[0] == "P" and names_fit(piece[5:], surname, given) for piece in pieces)
    return name.is_sharp and sheet.is_exact(name)


def _printed_name(page: Page) -> Found | None:
    """The one line `SURNAME, GIVEN` below the label; a Chinese passport has the name in characters between them."""
    labels = [line for line in page.lines if folded(line.text) in NAME_LABELS]
    found = [
        line
        for line in printed(page)
        if _is_name_with_comma(line.text)
        and any(
            abs(line.left - label.left) < 1.5 * label.height
            and 0 < line.middle - label.middle < 5 * label.height
            for label in labels
        )
    ]
    return Found(found[0].text, found[0], is_sharp=True) if len(found) == 1 else None


def _is_name_with_comma(text: str) -> bool:
    surname, comma, given = _parted(text)
    return bool(comma) and _is_name(surname) and _is_name(given)


def tell_person(sheet: Sheet, zone: Zone) -> None:
    """Names and birth of a zone, as far as the printed page says the same."""
    surname, given = names_of(sheet.page, zone) or (None, None)
    sheet.tell("surname", surname)
    sheet.tell("given_names", given)
    sheet.tell_day("date_of_birth", zone.birth if _birth_is_printed(sheet.page, zone.birth) else None)


def number_is_printed(page: Page, zone: Zone) -> bool:
    """Letter by letter, for check digits do not tell G from 6 or S from 8."""
    return zone.number is not None and any(
        zone.number in re.sub(r"[^A-Z0-9]", "", line.text.upper()) for line in printed(page)
    )


def printed(page: Page) -> Iterator[Line]:
    """The lines outside the zone."""
    return (line for line in page.lines if "<<" not in zone_text(line.text) and len(line.text) < 40)


def _birth_is_printed(page: Page, birth: date | None) -> bool:
    """The zone's day has a check digit; a page that prints days but never this one contradicts it."""
    days = [day for line in printed(page) if (day := printed_day(line.text)) is not None]
    return birth is not None and (birth in days or len(days) < 2)


def names_of(page: Page, zone: Zone) -> tuple[str, str] | None:
    """Surname and given names that the page prints, where the zone's first line is made of just these."""
    for line in printed(page):
        surname, comma, given = _parted(line.text)
        if not comma or not _is_name(surname) or (given and not _is_name(given)):
            continue
        if _fits(zone, surname, given) or _fits_at_second_look(page, zone, line):
            return surname, given or "FNU"
    return _apart(page, zone)


def _apart(page: Page, zone: Zone) -> tuple[str, str] | None:
    """Where surname and given names are printed in two lines, as on visas and other countries' passports."""
    said = {looks(line.text): line.text.upper().strip() for line in printed(page)}
    surname, _, given = zone.names.rstrip("<").partition("<<")
    first, second = said.get(looks(surname)), said.get(looks(given))
    if first and second and _is_name(first) and _is_name(second) and _fits(zone, first, second):
        return first, second
    return None


def _parted(text: str) -> tuple[str, str, str]:
    """A printed line as surname, comma and given names."""
    surname, comma, given = text.upper().partition(",")
    return surname.strip(), comma, given.strip()


def _is_name(text: str) -> bool:
    return re.fullmatch(r"[A-Z][A-Z '\-]*", text) is not None


def _fits_at_second_look(page: Page, zone: Zone, line: Line) -> bool:
    surname, _, given = _parted(line.text)
    is_the_same = folded(page.again(line)) == folded(line.text)
    return is_the_same and names_fit_but_an_i(zone.names, surname, given)


def _fits(zone: Zone, surname: str, given: str) -> bool:
    return names_fit(zone.names, surname, given)
