"""One of several options: the value is the option's permanent code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core import NO, YES, Mistake, Option, Reading, Understood, code_in, excerpt, one_line
from bot.i18n import N_, Text


@dataclass(frozen=True, slots=True)
class Choice:
    """The option is typed as its code, its label in either language, an alias, or its number from 1."""

    options: tuple[Option, ...]

    def read(self, sent: str, today: date) -> Reading[str]:
        code = code_in(self.options, one_line(sent))
        if code is not None:
            return Understood(code)
        why = N_("I read “%(sent)s”, which is none of these. Tap one, or send its number, for example 1.")
        return Mistake("choice.unknown", why.of(sent=excerpt(sent)))

    def show(self, value: str) -> object:
        return next((option.label for option in self.options if option.code == value), value)

    def samples(self, today: date) -> tuple[str, ...]:
        return tuple(option.code for option in self.options)


def yes_no(yes: Text, no: Text) -> Choice:
    """The codes are "yes" and "no" whatever the labels say."""
    return Choice((Option("yes", yes, YES, "yes"), Option("no", no, NO, "no")))
