"""Phone numbers, kept in E.164; the mainland's forms are read without a library, all others by phonenumbers.

A service number is never a person's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from bot.answers import shapes
from bot.answers.numbers import misplaced
from bot.core import Mistake, Option, Reading, Takes, Understood, plain
from bot.i18n import N_

WANTED = N_("A mobile number looks like 13812345678, a landline like 021-62798000.")
MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})", re.ASCII)
LANDLINE = re.compile(
    r"(?:\+?86|0086)?0?((?:10|2\d|[3-9]\d{2})\d{7,8})(?:(?:转|ext\.?|x|#|分机)(\d{1,6}))?", re.ASCII
)
SERVICE = re.compile(r"(?:\+?86|0086)?(?:400|800)\d{7}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Phone:
    """The value is `+8613812345678`, a landline with extension `+862162798000;ext=12`."""

    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = shapes.PHONE

    def read(self, sent: str, today: object) -> Reading[str]:
        text = re.sub(r"[\s\-().]", "", plain(sent).lower().removeprefix("tel:")) if len(sent) <= 60 else ""
        mobile = MOBILE.fullmatch(text)
        if mobile:
            return Understood(f"+86{mobile[1]}", say_back=mobile[1] != sent)
        if SERVICE.fullmatch(text):
            return Mistake(
                "phone.service",
                N_("That is a service number. I need one at which you can be reached. %(wanted)s").of(
                    wanted=WANTED
                ),
            )
        return misplaced(sent, WANTED, "phone", "pin") or _landline(text) or _abroad(text) or _wrong(text)

    def show(self, value: str) -> str:
        if value.startswith("+861") and len(value) == 14:
            return value[3:]
        number, _, extension = value.partition(";ext=")
        return f"{number} ext. {extension}" if extension else number

    def samples(self, today: object) -> tuple[str, ...]:
        return ("13812345678", "+14155550123", "021-62798000")


def outside_china(value: str) -> bool:
    return not value.startswith("+86")


def _landline(text: str) -> Reading[str] | None:
    match = LANDLINE.fullmatch(text)
    if (
        match is None
        or not (text.startswith(("0", "+86", "86")))
        or (text.startswith("00") and not text.startswith("0086"))
    ):
        return None
    return Understood(f"+86{match[1]}" + (f";ext={match[2]}" if match[2] else ""), say_back=True)


def _abroad(text: str) -> Reading[str] | None:
    """Numbers of other countries count; a ruling says that a Chinese one is better."""
    text = "+" + text[2:] if text.startswith("00") else text
    if not re.fullmatch(r"\+\d{7,15}", text, re.ASCII) or text.startswith("+86"):
        return None
    # Imported here: its tables are large, and few numbers are foreign.
    import phonenumbers

    try:
        valid = phonenumbers.is_possible_number(phonenumbers.parse(text))
    except phonenumbers.NumberParseException:
        return None
    return Understood(text, say_back=True) if valid else None


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
