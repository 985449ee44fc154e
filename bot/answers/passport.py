"""Passport numbers of China and of other countries; an identifier of another kind is recognised and named.

A letter that Chinese passports never use is a suggestion to confirm, not a correction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from bot.answers import shapes
from bot.answers.numbers import compact, misplaced
from bot.core import Mistake, Odd, Option, Reading, Takes, Understood, Unsure
from bot.i18n import N_

# Ordinary E and E+letter (no I, O), older G and 14/15 series, public affairs, service, diplomatic, Hong Kong, Macau.
CHINESE = re.compile(
    r"E[A-HJ-NP-Z]\d{7}|[EG]\d{8}|1[45]\d{7}|[PSD]E\d{7}|P\.?\d{7}|S\.?\d{7,8}|D\d{7,8}|[HK][A-Z]?\d{7,8}|MA\d{7}",
    re.ASCII,
)
WANTED = N_("The passport number is top right on the photo page, for example E12345678.")
# ICAO Doc 9303 part 4: the second line of the machine-readable zone has 44 characters, number and check digit first.
ZONE = re.compile(r"([A-Z0-9<]{9})(\d)[A-Z<]{3}\d{6}.*", re.ASCII)
PERMIT = re.compile(r"[CHMW]\d{8,10}", re.ASCII)


def check_digit(text: str) -> int:
    """ICAO Doc 9303 part 3, 4.9: weights 7, 3, 1; A is 10 and Z is 35; the filler counts 0."""
    return sum((7, 3, 1)[n % 3] * (0 if char == "<" else int(char, 36)) for n, char in enumerate(text)) % 10


@dataclass(frozen=True, slots=True)
class PassportNumber:
    """The value is in capitals without blanks."""

    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = shapes.PASSPORT

    def read(self, sent: str, today: object) -> Reading[str]:
        text = compact(_alone(sent))
        if CHINESE.fullmatch(text):
            value = text.replace(".", "")
            return Understood(value, say_back=value != sent)
        wrong = misplaced(sent, WANTED, "passport")
        if wrong is not None:
            return wrong
        zone = ZONE.fullmatch(text) if len(text) == 44 else None
        if zone is not None:
            return _of_zone(zone[1], int(zone[2]))
        return _odd_letter(text) or _length(text) or _foreign(text)

    def show(self, value: str) -> str:
        return value

    def samples(self, today: object) -> tuple[str, ...]:
        return ("E12345678", "E1234567O", "A1234567")


# “As I wrote, it is AB1234567.”: letters and digits that stand together among words.
_NUMBER = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9]*\d)[A-Za-z]{1,3}\d{5,9}(?![A-Za-z0-9])", re.ASCII)


def _alone(sent: str) -> str:
    """The one number in a sentence; the text where there is none such, or anything else in it has digits."""
    found = _NUMBER.findall(sent)
    rest = _NUMBER.sub("", sent)
    is_sentence = re.search(r"[A-Za-z]{2}\s", rest) is not None and not re.search(r"\d", rest)
    return found[0] if len(found) == 1 and is_sentence else sent


def _of_zone(number: str, digit: int) -> Reading[str]:
    if check_digit(number) != digit:
        return Mistake(
            "passport.check_digit",
            N_("One character in that line seems wrong. %(wanted)s").of(wanted=WANTED),
        )
    return Understood(number.rstrip("<"), say_back=True)


def _odd_letter(text: str) -> Reading[str] | None:
    """After E no passport has I or O; a look-alike digit is likely meant."""
    fixed = text[:1] + text[1:].replace("O", "0").replace("I", "1").replace("L", "1")
    if fixed != text and CHINESE.fullmatch(fixed):
        return Unsure(
            (fixed, text), N_("Letters and digits look alike here. Which one is printed in the passport?")
        )
    return None


def _length(text: str) -> Mistake | None:
    match = re.fullmatch(r"([EG])(\d+)", text, re.ASCII)
    if match is None:
        return None
    return Mistake(
        "passport.length",
        N_(
            "I read %(text)s: %(count)s digits after the %(letter)s, and there should be 8, as in E12345678. Please check your passport and send it again."
        ).of(text=text[:30], count=len(match[2]), letter=match[1]),
    )


def _foreign(text: str) -> Reading[str]:
    if PERMIT.fullmatch(text):
        return Odd(
            text, N_("That looks like a travel permit rather than a passport. %(wanted)s").of(wanted=WANTED)
        )
    if re.fullmatch(r"[A-Z0-9]{5,9}", text, re.ASCII) and re.search(r"\d", text, re.ASCII):
        return Odd(
            text, N_("I read %(text)s, which is not the form of a Chinese passport number.").of(text=text)
        )
    if re.fullmatch(r"[A-Z0-9]{10,15}", text, re.ASCII) and re.search(r"\d", text, re.ASCII):
        return Odd(text, N_("I read %(text)s, which is longer than passport numbers are.").of(text=text))
    return Mistake(
        "passport.form", N_("That does not look like a passport number. %(wanted)s").of(wanted=WANTED)
    )
