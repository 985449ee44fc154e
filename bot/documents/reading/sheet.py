"""What is gathered from a paper: facts that are sure and pass the answer kinds, and what has to be asked.

Nothing unsure is a fact: a value that its check does not confirm is asked about, never offered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, time
from typing import Any

from bot.answers import (
    AppointmentNumber,
    ClockTime,
    Day,
    DS160Number,
    PassportName,
    PassportNumber,
    ShortText,
    VisaClass,
)
from bot.core import AnswerKind, Fact, Odd, Paper, PaperKind, Understood
from bot.documents.reading.lines import Found, Page, folded, value
from bot.documents.reading.zone import looks

KINDS: Mapping[str, AnswerKind[Any]] = {
    "surname": PassportName("surname"),
    "given_names": PassportName("given"),
    "date_of_birth": Day.birth(),
    "passport_number": PassportNumber(),
    "ds160_number": DS160Number(),
    "interview_date": Day.interview(),
    "interview_time": ClockTime(),
    "appointment_number": AppointmentNumber(),
    "visa_class": VisaClass(),
    "school": ShortText(120),
    "programme": ShortText(120),
    "class_start": Day.any_day(),
    "visas[].visa_class": VisaClass(),
    "visas[].when": Day.in_the_past(),
    "visas[].place": ShortText(80),
}
"""How what a paper says is read, as if it had been typed at the question of that key."""


class Sheet:
    """Facts by key, in the order in which they were told. `is_sharp` is whether the paper's own number has shown that the
    picture can be read."""

    def __init__(self, kind: PaperKind, page: Page, today: date) -> None:
        self.kind, self.page, self.today = kind, page, today
        self.is_sharp = True
        self._facts: dict[str, str] = {}
        self._asked: list[str] = []

    @property
    def has_facts(self) -> bool:
        return bool(self._facts)

    def find(self, labels: Iterable[str], known: Collection[str], *, below: bool = False) -> Found | None:
        """The value of one of the labels; on a picture that is not shown to be sharp, only one that is read alike twice
        with a label that is read letter by letter."""
        found = value(self.page, labels, known, below=below)
        if found is None or self.is_sharp or (found.is_sharp and self.is_exact(found)):
            return found
        return None

    def tell(self, key: str, text: str | None) -> None:
        """A fact, if it is there and the answer kind of its key takes it; else something to ask."""
        said = None if text is None else self._read(key, text)
        if said is None:
            self.ask(key)
        else:
            self._facts[key] = said

    def tell_day(self, key: str, day: date | None) -> None:
        self.tell(key, day.isoformat() if day is not None else None)

    def tell_found(self, key: str, found: Found | None) -> None:
        """A fact of the printed page, if a second look says the same."""
        self.tell(key, found.text if found is not None and self.agrees(found) else None)

    def ask(self, key: str) -> None:
        if key not in self._asked:
            self._asked.append(key)

    def tell_number(self, key: str, found: Found | None) -> None:
        """A number without check digits: read in capitals and alike twice, letter by letter. A small letter in it is
        one that was not seen clearly."""
        is_clear = found is not None and found.text == found.text.upper() and self.is_exact(found)
        self.tell(key, found.text if found is not None and is_clear else None)

    def agrees(self, found: Found) -> bool:
        """A second look at the line has the same letters and digits, look-alikes apart."""
        return looks(found.text) in looks(self.page.again(found.line))

    def is_exact(self, found: Found) -> bool:
        """A second look at the line has the same letters and digits."""
        return folded(found.text) in folded(self.page.again(found.line))

    def paper(self) -> Paper:
        facts = tuple(Fact(key, text) for key, text in self._facts.items())
        return Paper(self.kind, facts, tuple(key for key in self._asked if key not in self._facts))

    def _read(self, key: str, text: str) -> str | None:
        kind = KINDS.get(key)
        if kind is None:
            return text
        reading = kind.read(text, self.today)
        if not isinstance(reading, Understood | Odd):
            return None
        value = reading.value
        return value.strftime("%H:%M") if isinstance(value, time) else str(value)
