"""The DS-160 confirmation number: ten characters that begin with AA.

The letter O where a zero is likely is asked about, never changed in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from bot.answers import shapes
from bot.answers.numbers import compact, misplaced
from bot.core import Mistake, Odd, Option, Reading, Takes, Understood, Unsure
from bot.i18n import N_

WANTED = N_("The DS-160 number is under the bar code on the confirmation page, for example AA00ABCD56.")


@dataclass(frozen=True, slots=True)
class DS160Number:
    """The value is in capitals without blanks."""

    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = shapes.DS160

    def read(self, sent: str, today: object) -> Reading[str]:
        text = compact(sent).strip("*")
        if re.fullmatch(r"AA[0-9A-Z]{8}", text, re.ASCII):
            return _zero_or_o(text, sent)
        wrong = misplaced(sent, WANTED, "ds160")
        if wrong is not None:
            return wrong
        if not re.fullmatch(r"(?=.*[0-9])[0-9A-Z]+", text, re.ASCII):
            return Mistake(
                "ds160.form", N_("That does not look like a DS-160 number. %(wanted)s").of(wanted=WANTED)
            )
        if len(text) != 10:
            return Mistake(
                "ds160.length",
                N_("I read %(text)s: %(count)s characters, and there should be 10. %(wanted)s").of(
                    text=text[:30], count=len(text), wanted=WANTED
                ),
            )
        return Odd(text, N_("I read %(text)s; these numbers begin with AA.").of(text=text))

    def show(self, value: str) -> str:
        return value

    def samples(self, today: object) -> tuple[str, ...]:
        return ("AA00ABCD56", "AA0OABCD56", "BB00ABCD56", "aa00abcd57")


def _zero_or_o(text: str, sent: str) -> Reading[str]:
    if "O" in text:
        return Unsure(
            (text.replace("O", "0"), text), N_("Is it a zero or the letter O? On most forms it is a zero.")
        )
    return Understood(text, say_back=text != sent)
