"""One figure as `make bench` prints it, with its goal, whether that is met, and what was measured beside it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    figure: str
    goal: str
    measured: str
    peer: str
    is_met: bool

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            self.figure,
            self.goal,
            self.measured,
            self.peer,
            "[green]met" if self.is_met else "[red]missed",
        )
