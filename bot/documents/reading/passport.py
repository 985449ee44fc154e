"""The passport's page: the zone with its check digits, and the printed page that must say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.core import Mistake, Paper
from bot.documents.reading.dates import printed_day
from bot.documents.reading.lines import Line, Page
from bot.documents.reading.sheet import Sheet
from bot.documents.reading.zone import Zone, is_first, is_second, looks, names_fit, read_zone, zone_text
from bot.i18n import N_

KEYS = ("surname", "given_names", "date_of_birth", "passport_number")
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
        return Paper("passport", asked=KEYS, mistake=NO_ZONE)
    tell_person(sheet, zone)
    sheet.tell("passport_number", zone.number if number_is_printed(page, zone) else None)
    if zone.expires is not None:
        sheet.tell_day("passport_expires", zone.expires)
    return sheet.paper()


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
        surname, comma, given = (part.strip() for part in line.text.upper().partition(","))
        if comma and _is_name(surname) and (not given or _is_name(given)) and _fits(zone, surname, given):
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


def _is_name(text: str) -> bool:
    return re.fullmatch(r"[A-Z][A-Z '\-]*", text) is not None


def _fits(zone: Zone, surname: str, given: str) -> bool:
    return names_fit(zone.names, surname, given)
