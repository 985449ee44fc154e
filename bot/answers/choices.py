"""One of several options: the value is the option's permanent code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.answers.names import is_han
from bot.answers.text import ShortText
from bot.core import NO, YES, Mistake, Option, Reading, Takes, Understood, code_in, excerpt, one_line
from bot.i18n import N_, Text


@dataclass(frozen=True, slots=True)
class Choice:
    """The option is typed as its code, its label in either language, an alias, or its number from 1.

    What is only `typed` is understood and never offered: a general word beside the exact ones.
    """

    options: tuple[Option, ...]
    typed: tuple[Option, ...] = ()
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = None

    def read(self, sent: str, today: date) -> Reading[str]:
        code = code_in(self.options, one_line(sent)) or code_in(self.typed, one_line(sent))
        if code is not None:
            return Understood(code)
        why = N_("I read “%(sent)s”, which is none of these. Tap one, or send its number, for example 1.")
        return Mistake("choice.unknown", why.of(sent=excerpt(sent)))

    def show(self, value: str) -> object:
        return next((option.label for option in (*self.options, *self.typed) if option.code == value), value)

    def samples(self, today: date) -> tuple[str, ...]:
        return tuple(option.code for option in self.options)


FEW = 14
"""Characters: more than so many say more than an option does."""


@dataclass(frozen=True, slots=True)
class ChoiceOrWords:
    """An option, or the person's own words in one line of at most `longest` characters."""

    options: tuple[Option, ...]
    longest: int
    takes: ClassVar[Takes] = "line"
    shape: ClassVar[re.Pattern[str] | None] = None

    def read(self, sent: str, today: date) -> Reading[str]:
        code = code_in(self.options, one_line(sent))
        if code is not None:
            return Understood(code)
        said = re.sub(r"[\W\d_]+", "", sent)
        codes = self.named_in(said) if len(said) <= FEW and any(map(is_han, said)) else ()
        # Of several the words are kept: the letter has a sentence for each.
        if len(codes) == 1:
            return Understood(codes[0], say_back=True)
        return ShortText(self.longest).read(sent, today)

    def named_in(self, said: str) -> tuple[str, ...]:
        """The options whose words are in what was said in Chinese, which the letter has a sentence for."""
        said = said.lower()
        return tuple(
            option.code
            for option in self.options
            if any(
                re.search(rf"(?<![不没未无]){re.escape(alias)}", said)
                for alias in option.aliases
                if len(alias) > 1
            )
        )

    def show(self, value: str) -> object:
        return Choice(self.options).show(value)

    def samples(self, today: date) -> tuple[str, ...]:
        return (*(option.code for option in self.options), "The operation is on 10 December")


def yes_no(yes: Text, no: Text, means: tuple[str, ...] = (), denies: tuple[str, ...] = ()) -> Choice:
    """The codes are "yes" and "no" whatever the labels say. `means` are words of the matter that is asked about,
    a yes where they are not denied; `denies` are words for the contrary."""
    return Choice((Option("yes", yes, YES, "yes", means), Option("no", no, NO, "no", denies)))
