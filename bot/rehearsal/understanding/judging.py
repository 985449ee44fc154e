"""One case held against what the engine did: right, wrong, or only told where nothing was expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from bot.core import Flow
from bot.rehearsal.understanding.anywhere import hear_anywhere
from bot.rehearsal.understanding.asking import Heard, hear_at
from bot.rehearsal.understanding.cases import Case, is_right, is_wrong_in_silence, same


class Judged(Protocol):
    """A case and what became of it. `is_right` is None where nothing was expected."""

    @property
    def is_right(self) -> bool | None: ...

    @property
    def is_silent(self) -> bool: ...

    def as_object(self) -> dict[str, Any]: ...

    def line(self) -> str: ...


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """A text at a question."""

    case: Case
    heard: Heard

    @property
    def is_right(self) -> bool | None:
        return is_right(self.case.expected, self.heard) if self.case.expected is not None else None

    @property
    def is_silent(self) -> bool:
        return self.case.expected is not None and is_wrong_in_silence(self.case.expected, self.heard)

    def as_object(self) -> dict[str, Any]:
        heard = self.heard
        told = {"outcome": heard.outcome, "values": list(heard.values), "key": heard.key}
        return {"at": self.case.at, "text": self.case.text, **told}

    def line(self) -> str:
        heard = self.heard
        told = " ".join(filter(None, (heard.outcome, ", ".join(heard.values), heard.key)))
        wanted = f"  (expected {self.case.expected})" if self.case.expected is not None else ""
        return f"{self.case.at}  {self.case.text!r}  →  {told}{wanted}"


@dataclass(frozen=True, slots=True)
class JudgedMessage:
    """A whole message: the facts shown for one yes, and the keys asked about."""

    case: Case
    facts: Mapping[str, str]
    asked: tuple[str, ...]

    @property
    def faults(self) -> list[str]:
        wanted = self.case.facts or {}
        missed = [key for key in wanted if key not in self.facts and key not in self.asked]
        return [*missed, *self.wrong]

    @property
    def wrong(self) -> list[str]:
        wanted = self.case.facts or {}
        untrue = [key for key in wanted if key in self.facts and not same(wanted[key], self.facts[key])]
        return [*untrue, *(key for key in self.case.none if key in self.facts)]

    @property
    def is_right(self) -> bool | None:
        return not self.faults if self.case.facts is not None else None

    @property
    def is_silent(self) -> bool:
        return bool(self.wrong)

    def as_object(self) -> dict[str, Any]:
        return {"text": self.case.text, "facts": dict(self.facts), "asked": list(self.asked)}

    def line(self) -> str:
        found = ", ".join(f"{key} = {value}" for key, value in self.facts.items())
        faults = f"  (faults: {', '.join(self.faults)})" if self.faults else ""
        return f"{self.case.text!r}  →  {found or 'nothing'}; asked: {', '.join(self.asked) or 'nothing'}{faults}"


def judged(flow: Flow, case: Case, today: date) -> Judged:
    if case.at is None or case.facts is not None:
        return JudgedMessage(case, *hear_anywhere(flow, case.text, case.lang, today))
    return JudgedAnswer(case, hear_at(flow, case.at, case.text, case.lang, today))
