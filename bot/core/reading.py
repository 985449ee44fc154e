"""How what is sent becomes a value: the four outcomes of reading, and the shape every answer type has.

Reading never guesses and never raises: whatever is sent, one of the four outcomes comes back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, Protocol, TypeVar

from bot.i18n import Text

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Understood(Generic[T_co]):
    """A value. `say_back` is set when it was transformed, so that the person sees what was understood.
    It `is_inferred` where not every word that was said was understood."""

    value: T_co
    say_back: bool = False
    is_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Unsure(Generic[T_co]):
    """Two or more possible readings: the person picks one. `ask` says what is unclear."""

    readings: tuple[T_co, ...]
    ask: Text


@dataclass(frozen=True, slots=True)
class Odd(Generic[T_co]):
    """A value that looks wrong but may be right: kept after a second confirmation. `why` says what is odd."""

    value: T_co
    why: Text


@dataclass(frozen=True, slots=True)
class Mistake:
    """No answer to this question. `key` names the kind of error for tests and counts, never for people;
    `why` says what was read, what is wrong with it, and gives one valid example. `instead` are the values that are likely
    meant, of this question and of those right after it; they are shown for a yes."""

    key: str
    why: Text
    instead: tuple[str, ...] = ()


Reading = Understood[T] | Unsure[T] | Odd[T] | Mistake


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: its permanent `code`, its `label`, and other ways people write it (any language).

    An alias names it by the whole of what was typed; what it `means` is also found inside a sentence (`#` is a
    number of two or more, “~…” has no meaning though a part of it has). `says` is set where the option is a yes
    or a no, whatever its code. What it means `is_own` where it must be said of whoever writes: beside somebody else it is
    asked about. An option that `yields` is meant only where no other is.
    """

    code: str
    label: Text
    aliases: tuple[str, ...] = ()
    says: Literal["yes", "no"] | None = None
    means: tuple[str, ...] = ()
    is_own: bool = False
    yields: bool = False

    def __hash__(self) -> int:
        """Tables are kept by options: to hash every word of theirs takes longer than to look a word up."""
        return hash(self.code)


Takes = Literal["value", "name", "line", "text"]
"""What an answer is made of: a value with a form of its own, or words: a name, one line, several sentences."""


class AnswerKind(Protocol[T]):
    """How one kind of answer is read and shown. `options` are offered as buttons; typing them works too.

    `shape` finds such a value in folded running text; None where it has no shape of its own.
    """

    @property
    def options(self) -> tuple[Option, ...]: ...

    @property
    def takes(self) -> Takes: ...

    @property
    def shape(self) -> re.Pattern[str] | None: ...

    def read(self, sent: str, today: date) -> Reading[T]:
        """Read what was typed (hostile until read); `today` is the day in Asia/Shanghai."""
        ...

    def show(self, value: T) -> object:
        """The value as translate() can say it: a Text, a date, a time, a tuple of them, or plain text."""
        ...

    def samples(self, today: date) -> tuple[str, ...]:
        """What people may send here: the likeliest valid answer first, then odd and unclear ones. Invented."""
        ...
