"""One of several options: the value is the option's permanent code."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.answers.pinyin import is_han
from bot.answers.text import ShortText
from bot.core import (
    NO,
    YES,
    Mistake,
    Option,
    Reading,
    Takes,
    Understood,
    code_in,
    codes_in,
    excerpt,
    one_line,
)
from bot.i18n import N_, Text


@dataclass(frozen=True, slots=True)
class Choice:
    """The option is typed as its code, its label in either language, an alias, or its number from 1.

    What is only `typed` is understood and never offered: a general word beside the exact ones. Where no option is named,
    what is told may decide `otherwise`: by a day, as the end of a visa does.
    """

    options: tuple[Option, ...]
    typed: tuple[Option, ...] = ()
    otherwise: Callable[[str, date], str | None] | None = None
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = None

    def read(self, sent: str, today: date) -> Reading[str]:
        code = code_in(self.options, one_line(sent)) or code_in(self.typed, one_line(sent))
        if code is not None:
            return Understood(code)
        told = self.otherwise(sent, today) if self.otherwise is not None else None
        if told is not None:
            return Understood(told, say_back=True)
        why = N_("I read “%(sent)s”, which is none of these. Which one is it?")
        return Mistake("choice.unknown", why.of(sent=excerpt(sent)))

    def show(self, value: str) -> object:
        return next((option.label for option in (*self.options, *self.typed) if option.code == value), value)

    def samples(self, today: date) -> tuple[str, ...]:
        return tuple(option.code for option in self.options)


FEW = 14
"""Characters: more than so many say more than an option does."""


@dataclass(frozen=True, slots=True)
class ChoiceOrWords:
    """An option, or the person's own words in one line of at most `longest` characters.

    `means` has the words of a code in any sentence: what is meant in Chinese words is said back and shown with them, for the
    letter says it in English.
    """

    options: tuple[Option, ...]
    longest: int
    means: tuple[tuple[str, tuple[str, ...]], ...] = ()
    takes: ClassVar[Takes] = "line"
    shape: ClassVar[re.Pattern[str] | None] = None

    def read(self, sent: str, today: date) -> Reading[str]:
        code = code_in(self.options, one_line(sent))
        if code is not None:
            return Understood(code)
        said = re.sub(r"[\W\d_]+", "", sent)
        codes = self._named_in(said) if len(said) <= FEW and any(map(is_han, said)) else ()
        # Of several the words are kept, with what is meant by each.
        if len(codes) == 1:
            return Understood(codes[0], say_back=True)
        reading = ShortText(self.longest).read(sent, today)
        if isinstance(reading, Understood) and meant_in(self.means, reading.value):
            return Understood(reading.value, say_back=True)
        return reading

    def _named_in(self, said: str) -> tuple[str, ...]:
        """The options whose words are in a few characters of Chinese, which the letter has a sentence for."""
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
        shown = Choice(self.options).show
        meant = tuple(shown(code) for code in meant_in(self.means, value))
        return Text("%(value)s\n= %(meant)s").of(value=value, meant=meant) if meant else shown(value)

    def samples(self, today: date) -> tuple[str, ...]:
        return (*(option.code for option in self.options), "The operation is on 10 December")


def meant_in(means: tuple[tuple[str, tuple[str, ...]], ...], value: str) -> tuple[str, ...]:
    """The codes that Chinese words mean and do not deny, in their order; other words stand in the letter as they are."""
    return codes_in(means, value) if any(map(is_han, value)) else ()


def yes_no(yes: Text, no: Text, means: tuple[str, ...] = (), denies: tuple[str, ...] = ()) -> Choice:
    """The codes are "yes" and "no" whatever the labels say. `means` are words of the matter that is asked about,
    a yes where they are not denied; `denies` are words for the contrary."""
    return Choice((Option("yes", yes, YES, "yes", means), Option("no", no, NO, "no", denies)))
