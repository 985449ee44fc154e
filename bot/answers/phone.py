"""Phone numbers, kept in E.164; the mainland's forms are read without a library, all others by phonenumbers.

A service number is never a person's own, and a number that two countries have is asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.answers import shapes
from bot.answers.numbers import misplaced
from bot.core import Mistake, Odd, Option, Reading, Takes, Understood, Unsure, plain
from bot.i18n import N_

WANTED = N_("A mobile number looks like 13812345678, a landline like 021-62798000.")
# 0 before a mobile number was dialled from other cities, and many still write it.
MOBILE = re.compile(r"(?:\+?86|0086)?0?(1[3-9]\d{9})", re.ASCII)
LANDLINE = re.compile(r"(?:\+?86|0086)?0?((?:10|2\d|[3-9]\d{2})\d{7,8})", re.ASCII)
SERVICE = re.compile(r"(?:\+?86|0086)?(?:400|800)\d{7}", re.ASCII)
EXTENSION = re.compile(
    r"\s*(?:转|分机号?|ext(?:ension)?\.?|x|#|(?<=\d{8})-|(?<=-\d{4}-\d{4})-)[\s:]*(\d{1,6})$", re.ASCII
)
# 1-617-253-0000 and (617) 253-0000: the groups of the North American plan.
NORTH_AMERICAN = re.compile(r"(?:1[\s.-]*)?(?:\((\d{3})\)\s?|(\d{3})[\s.-])(\d{3})[\s.-](\d{4})", re.ASCII)
LONGEST = 60


SPELLED = str.maketrans("零〇一幺二两三四五六七八九", "0011223456789")
SPOKEN = re.compile(r"[零〇一幺二两三四五六七八九\s-]{7,}")
"""A number as it is said aloud."""


@dataclass(frozen=True, slots=True)
class Phone:
    """The value is `+8613812345678`, with an extension `+862162798000;ext=12`."""

    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = shapes.PHONE
    prefers: ClassVar[re.Pattern[str]] = re.compile(r"^\(?(?:\+?86|0086|1[3-9]\d)")

    def read(self, sent: str, today: date) -> Reading[str]:
        text = plain(sent).lower().removeprefix("tel:").strip() if len(sent) <= LONGEST else ""
        number, extension = _parted(text.translate(SPELLED) if SPOKEN.fullmatch(text) else text)
        bare = re.sub(r"[\s\-().]", "", number)
        if SERVICE.fullmatch(bare):
            return Mistake(
                "phone.service",
                N_("That is a service number. I need one at which you can be reached. %(wanted)s").of(
                    wanted=WANTED
                ),
            )
        return (
            _north_american(number, bare)
            or _mainland(bare, extension, sent)
            or misplaced(sent, WANTED, "phone", "pin")
            or _abroad(number, extension)
            or _wrong(bare)
        )

    def show(self, value: str) -> str:
        if value.startswith("+861") and len(value) == 14:
            return value[3:]
        number, _, extension = value.partition(";ext=")
        return f"{number} ext. {extension}" if extension else number

    def samples(self, today: date) -> tuple[str, ...]:
        return ("13812345678", "+14155550123", "021-62798000")


def _parted(text: str) -> tuple[str, str]:
    """The number, and its extension as RFC 3966 has it."""
    match = EXTENSION.search(text)
    return (text[: match.start()], f";ext={match[1]}") if match else (text, "")


def _mainland(bare: str, extension: str, sent: str) -> Reading[str] | None:
    mobile = MOBILE.fullmatch(bare)
    if mobile is not None:
        return Understood(f"+86{mobile[1]}{extension}", say_back=mobile[1] != sent)
    landline = LANDLINE.fullmatch(bare) if re.match(r"0(?!0)|0086|\+?86", bare) else None
    if landline is None:
        return None
    value = f"+86{landline[1]}{extension}"
    if not _NO_SUBSCRIBER.match(landline[1]):
        return Understood(value, say_back=True)
    if _BRITISH.fullmatch(bare):
        return Unsure((f"+44{bare[1:]}", value), N_("Is that a number in the United Kingdom or in China?"))
    return Odd(value, N_("I read that as the number %(number)s.").of(number=value))


_BRITISH = re.compile(r"07\d{9}", re.ASCII)
_NO_SUBSCRIBER = re.compile(r"[3-9]\d{2}[01]", re.ASCII)
"""Behind its area code no number in a city begins so."""


def _north_american(number: str, bare: str) -> Reading[str] | None:
    """Grouped as in North America; with a 1 before it, it may be a Chinese mobile number as well."""
    match = NORTH_AMERICAN.fullmatch(number)
    value = f"+1{match[1] or match[2]}{match[3]}{match[4]}" if match else ""
    if not value or not _is_valid(value):
        return None
    if MOBILE.fullmatch(bare):
        return Unsure((value, f"+86{bare}"), N_("Is that a number in North America or in China?"))
    return Odd(value, N_("I read that as the North American number %(number)s.").of(number=value))


def _abroad(number: str, extension: str) -> Reading[str] | None:
    """Numbers of other countries count; a ruling says that a Chinese one is better.

    The zero that is dialled only inside a country is left out by libphonenumber: +44 (0)20 is +4420.
    """
    digits = re.sub(r"[^\d+]", "", number, flags=re.ASCII)
    value = "+" + digits[2:] if digits.startswith("00") else digits
    found = _parsed(value if value.startswith("+") else f"+{value}")
    if (
        found is None
        or found.startswith(("+86", "+1") if digits[:1] == "1" else "+86")
        or not re.fullmatch(r"[\d\s().+/-]+", number, re.ASCII)
    ):
        return None
    if value.startswith("+"):
        return Understood(found + extension, say_back=True)
    # Shared without its plus sign by some messengers.
    return (
        Odd(found + extension, N_("I read that as the number %(number)s.").of(number=found))
        if _is_valid(found) and len(digits) > 10
        else None
    )


def _parsed(value: str) -> str | None:
    """In E.164, where there can be such a number."""
    # Imported here: its tables are large, and few numbers are foreign.
    import phonenumbers

    if not 7 <= len(value) <= 20:
        return None
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return None
    possible = phonenumbers.is_possible_number(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if possible else None


def _is_valid(value: str) -> bool:
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(value))
    except phonenumbers.NumberParseException:
        return False


def _wrong(text: str) -> Mistake:
    digits = re.sub(r"\D", "", text, flags=re.ASCII)
    if re.fullmatch(r"1[0-2]\d{9}", digits, re.ASCII):
        return Mistake(
            "phone.mobile_start",
            N_("No mobile number begins with %(start)s. %(wanted)s").of(start=digits[:2], wanted=WANTED),
        )
    if re.fullmatch(r"1[3-9]\d{6,12}", digits, re.ASCII):
        return Mistake(
            "phone.length",
            N_("I read %(count)s digits, and a mobile number has 11. %(wanted)s").of(
                count=len(digits), wanted=WANTED
            ),
        )
    return Mistake("phone.form", N_("That does not look like a phone number. %(wanted)s").of(wanted=WANTED))
