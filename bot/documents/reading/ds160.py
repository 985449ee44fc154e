"""The confirmation page of the DS-160: its number from the bar code and wherever it is printed, and whose form it is.

Where the number is not read alike everywhere it stands, look-alikes apart, nothing of the page is offered.
"""

from __future__ import annotations

import re
from datetime import date

from bot.core import Mistake, Paper
from bot.documents.reading.dates import printed_day
from bot.documents.reading.lines import Found, Page, known_labels, value
from bot.documents.reading.posts import post_in
from bot.documents.reading.sheet import Sheet
from bot.documents.reading.zone import looks
from bot.i18n import N_

NAME = ("Name Provided",)
BIRTH = ("Date Of Birth",)
PASSPORT = ("Passport Number",)
NUMBER = ("Confirmation No", "Application ID")
KNOWN = known_labels(
    (
        *NAME,
        *BIRTH,
        *PASSPORT,
        *NUMBER,
        "Place Of Birth",
        "Gender",
        "Nationality",
        "Purpose of Travel",
        "Completed On",
        "Location Selected",
    )
)
KEYS = ("ds160_number", "surname", "given_names", "date_of_birth", "passport_number")
SHAPE = re.compile(r"A\s?A\s?[0-9OQ]{2}[0-9A-Z]{6}", re.ASCII)
UNSURE = Mistake(
    "paper.ds160",
    N_(
        "I see a DS-160 confirmation, but cannot read its number without doubt. Please send the PDF or a sharper photo, or type the number."
    ),
)


def read_ds160(page: Page, today: date) -> Paper:
    sheet = Sheet("ds160", page, today)
    number = _number(page)
    if number is None and not _is_alike_but_for_looks(page):
        return Paper("ds160", asked=KEYS, mistake=UNSURE)
    sheet.is_sharp = number is not None
    sheet.tell("ds160_number", number)
    _tell_name(sheet, sheet.find(NAME, KNOWN))
    born = sheet.find(BIRTH, KNOWN)
    sheet.tell_day("date_of_birth", printed_day(born.text) if born and sheet.agrees(born) else None)
    sheet.tell_number("passport_number", sheet.find(PASSPORT, KNOWN))
    post = post_in(page)
    if post:
        sheet.tell("post", post)
    return sheet.paper()


def _tell_name(sheet: Sheet, found: Found | None) -> None:
    surname, comma, given = (found.text if found is not None else "").upper().partition(",")
    if found is None or not comma or not sheet.agrees(found):
        surname = given = ""
    sheet.tell("surname", surname.strip() or None)
    sheet.tell("given_names", given.strip() or None)


def _number(page: Page) -> str | None:
    """The one number of all places; the bar code settles what is a zero and what an O. Without one, a picture must have it
    twice, each read alike twice, and its label letter by letter: a blurred 8 is a B wherever it stands."""
    coded = {code for text in page.codes if (code := _shaped(text))}
    seen = [code for line in page.lines for code in _numbers(line.text)]
    if len(coded) == 1:
        code = next(iter(coded))
        return code if not seen or any(_zeros(one) == _zeros(code) for one in seen) else None
    if page.is_picture:
        labelled = value(page, NUMBER, KNOWN)
        if len(seen) < 2 or labelled is None or not labelled.is_sharp:
            return None
        seen += _seen_again(page)
    return _zeros(seen[0]) if len({_zeros(one) for one in seen}) == 1 else None


def _is_alike_but_for_looks(page: Page) -> bool:
    """The number is asked, and the rest may be told: an O may be a zero, or it stands on the picture once only."""
    seen = [code for line in page.lines for code in _numbers(line.text)] + _seen_again(page)
    return len(seen) > 1 and len(set(map(looks, seen))) == 1 and not page.codes


def _seen_again(page: Page) -> list[str]:
    """What a second look at each of its places says; nothing is unlike any number."""
    places = [line for line in page.lines if _numbers(line.text)]
    return [code for line in places for code in _numbers(page.again(line)) or [""]]


def _numbers(text: str) -> list[str]:
    return [re.sub(r"\s", "", one) for one in SHAPE.findall(text.upper())]


def _shaped(text: str) -> str | None:
    code = text.strip().strip("*").upper()
    return code if SHAPE.fullmatch(code) else None


def _zeros(code: str) -> str:
    return code.replace("O", "0").replace("Q", "0") if code[2:4] in ("OO", "0O", "O0", "QQ") else code
