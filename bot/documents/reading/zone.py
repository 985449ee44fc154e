"""The machine-readable zone of passports (TD3) and visas (MRV-A), as ICAO Doc 9303 parts 3, 4 and 7 have it.

A field whose check digit does not fit is not there. Look-alikes are swapped only where a field's alphabet
leaves one choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.answers import check_digit
from bot.documents.reading.dates import day_of

LENGTH = 44
FILLERS = str.maketrans(dict.fromkeys("＜《〈«‹く≤⟨[", "<") | {"—": "-", "|": "I"})
AS_LETTERS = str.maketrans("0152846", "OISZBAG")
AS_DIGITS = str.maketrans("OQDISZBAG", "000152846")
LOOKS = str.maketrans("0Q1582", "OOISBZ")


@dataclass(frozen=True, slots=True)
class Zone:
    """What the two lines say; None is what its check digit does not confirm. `names` is the first line's rest.

    Names have no check digit, and `number` and the dates cannot tell 0 from A, 1 from B, 5 from Z …: the digits
    differ by ten. So both are held against the printed page.
    """

    kind: Literal["P", "V"]
    names: str
    number: str | None
    birth: date | None
    expires: date | None
    issuer: str


def zone_text(text: str) -> str:
    """A line as the zone's alphabet writes it, without blanks."""
    return re.sub(r"\s", "", text.upper().translate(FILLERS))


def is_first(text: str) -> bool:
    # A second line that is cut may begin with one of these letters, but digits follow.
    if sum(map(str.isdigit, text[1:5])) > 2:
        return False
    return re.match(r"[PV][A-Z0-9<][A-Z0-9<]{3}[A-Z0-9].*<", text) is not None and 30 <= len(text) <= 60


def is_second(text: str) -> bool:
    return (
        re.fullmatch(r"[A-Z0-9<]{40,50}", text) is not None
        and re.match(r".{9}[0-9OQDISZB].{3}[0-9OQDISZBAG]{7}[MFX<]", text) is not None
    )


def read_zone(firsts: Iterable[str], seconds: Iterable[str], today: date) -> Zone | None:
    """From one or more readings of each of the two lines; the one that confirms most is taken."""
    first = next((one for one in firsts if is_first(one)), None)
    if first is None:
        return None
    kind: Literal["P", "V"] = "P" if first[0] == "P" else "V"
    found = [_second(kind, first, one, today) for one in seconds if is_second(one)]
    return max(found, key=_confirmed, default=None)


def _confirmed(zone: Zone) -> int:
    return sum(one is not None for one in (zone.number, zone.birth, zone.expires))


def _second(kind: Literal["P", "V"], first: str, second: str, today: date) -> Zone:
    line = _fitted(second)
    birth = _day(line[13:20])
    expires = _day(line[21:28])
    issuer = line[10:13].translate(AS_LETTERS)
    return Zone(
        kind,
        # The second letter may be lost, and the issuer stands where it was.
        names=first[4:] if first[1:4].translate(AS_LETTERS) == issuer else first[5:],
        number=_number(line[:10]),
        birth=_born(birth, today) if birth else None,
        expires=day_of(2000 + expires[0], *expires[1:]) if expires else None,
        issuer=issuer,
    )


def _fitted(line: str) -> str:
    """A long run of fillers may be read one too short or too long: the digits after it are at the end."""
    run = max(re.findall(r"<{4,}", line), key=len, default="")
    lacking = LENGTH - len(line)
    if run and lacking and len(run) + lacking > 0:
        line = line.replace(run, "<" * (len(run) + lacking), 1)
    return line.ljust(LENGTH, "<")


def _number(field: str) -> str | None:
    number, digit = field[:9], field[9].translate(AS_DIGITS)
    # Chinese passports have digits after the first two characters, and no country prints the letter O in a zone's number.
    for one in dict.fromkeys((number, number[:2] + number[2:].translate(AS_DIGITS))):
        one = one.replace("O", "0")
        if digit.isdecimal() and re.fullmatch(r"[A-Z0-9]{5,9}<*", one) and str(check_digit(one)) == digit:
            return one.rstrip("<")
    return None


def _day(field: str) -> tuple[int, int, int] | None:
    """Year (two digits), month, day, if the check digit fits."""
    digits = field.translate(AS_DIGITS)
    if not digits.isdecimal() or str(check_digit(digits[:6])) != digits[6]:
        return None
    return int(digits[:2]), int(digits[2:4]), int(digits[4:6])


def _born(day: tuple[int, int, int], today: date) -> date | None:
    """The latest such day that is not to come."""
    year, month, of_month = day
    this = day_of(2000 + year, month, of_month)
    return this if this is not None and this <= today else day_of(1900 + year, month, of_month)


def looks(text: str) -> str:
    """Letters and digits with look-alikes as one: what two readings are compared by."""
    return re.sub(r"[^A-Z0-9]", "", text.upper()).translate(LOOKS)


def is_part(text: str) -> bool:
    """A piece of a zone of which glare or an edge took the rest."""
    return "<<" in text or (
        re.fullmatch(r"[A-Z0-9<]{20,}", text) is not None and sum(map(str.isdigit, text)) > 12
    )


def with_digit(field: str) -> str:
    """A field of the zone as it stands there, with its check digit behind it."""
    return f"{field}{check_digit(field)}"


def names_fit_but_an_i(names: str, surname: str, given: str) -> bool:
    """The letter I is so narrow that one of them may be lost between its neighbours."""
    both = f"{surname},{given}"
    fewer = (both[:at] + both[at + 1 :] for at, letter in enumerate(both) if letter == "I")
    return any(names_fit(names, *one.split(",")) for one in fewer)


def names_fit(names: str, surname: str, given: str) -> bool:
    """Whether the first line's rest is these names: fillers between and after them, a filler read as K or C at the end."""
    wanted = r"[<KC]{1,2}".join(
        "<?".join(map(re.escape, re.split(r"[^A-Z]+", part))) for part in (surname, given) if part
    )
    return re.fullmatch(rf"{wanted}[<KCLX(]*", names.translate(AS_LETTERS)) is not None
