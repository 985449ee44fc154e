"""Identifiers told apart by their shape, so that one sent in the wrong place is named kindly; and the
appointment number.

Shapes only: nothing is looked up, nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Literal

from bot.answers import shapes
from bot.core import Mistake, Option, Reading, Takes, Understood, plain
from bot.i18n import N_, Text

Kind = Literal["id_card", "ds160", "pin", "sevis", "passport", "phone", "email"]

SHAPES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("email", re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.ASCII | re.IGNORECASE)),
    (
        "id_card",
        re.compile(r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]", re.ASCII),
    ),
    ("ds160", re.compile(r"AA[0-9A-Z]{8}", re.ASCII)),
    ("sevis", re.compile(r"N\d{10}", re.ASCII)),
    ("phone", re.compile(r"(?:\+?86|0086)?1[3-9]\d{9}", re.ASCII)),
    ("pin", re.compile(r"\d{14}", re.ASCII)),
    (
        "passport",
        re.compile(
            r"(?:E[A-HJ-NP-Z]\d{7}|[EG]\d{8}|1[45]\d{7}|[PSD]E\d{7}|MA\d{7}|K[A-Z]?\d{7,8})", re.ASCII
        ),
    ),
)
WHAT: dict[Kind, Text] = {
    "id_card": N_("That is an ID card number."),
    "ds160": N_("That is a DS-160 number."),
    "pin": N_("With 14 digits that looks like the PIN for calling the call center."),
    "sevis": N_("That is a SEVIS number."),
    "passport": N_("That is a passport number."),
    "phone": N_("That is a phone number."),
    "email": N_("That is an e-mail address."),
}


def compact(sent: str) -> str:
    """Capitals without blanks and dashes, as identifiers are compared."""
    return re.sub(r"[\s\-]", "", plain(sent[:400])).upper().strip(".。")


def recognise(sent: str) -> Kind | None:
    """What kind of identifier this is by its shape."""
    text = compact(sent)
    return next((kind for kind, shape in SHAPES if shape.fullmatch(text)), None)


def misplaced(sent: str, wanted: Text, *but: Kind) -> Mistake | None:
    """The answer to an identifier of another kind: what it is, and then what was asked for."""
    kind = recognise(sent)
    if kind is None or kind in but:
        return None
    return Mistake(f"wrong.{kind}", N_("%(what)s %(wanted)s").of(what=WHAT[kind], wanted=wanted))


APPOINTMENT = N_("The appointment number was given when the interview was booked, for example 20110512345.")


WORD = re.compile(r"(?:^|\s)(?:[A-Z]?[a-z]+['’]?[a-z]*|I)(?=\s|$)")


@dataclass(frozen=True, slots=True)
class AppointmentNumber:
    """4 to 20 letters and digits: no source gives the exact form, so nothing stricter would be honest."""

    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = shapes.APPOINTMENT

    def read(self, sent: str, today: object) -> Reading[str]:
        said = plain(sent[:400])
        # Words in lower case are said about the number, no part of it: “ok its 20110512345”.
        text = "" if WORD.search(said) else re.sub(r"[\s:]", "", said).upper().strip("#.。")
        wrong = misplaced(sent, APPOINTMENT, "passport")
        if wrong is not None:
            return wrong
        if not re.fullmatch(r"[A-Z0-9-]{4,20}", text, re.ASCII) or not re.search(r"\d", text, re.ASCII):
            return Mistake(
                "appointment.form",
                N_("I can take 4 to 20 letters or digits here. %(wanted)s").of(wanted=APPOINTMENT),
            )
        return Understood(text, say_back=text != sent.strip())

    def show(self, value: str) -> str:
        return value

    def samples(self, today: object) -> tuple[str, ...]:
        return ("20110512345",)
