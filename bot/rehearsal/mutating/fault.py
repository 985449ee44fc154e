"""A fault that can be planted: where, of which kind, and to which runs it matters."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import FunctionType
from typing import Literal

from bot.core import Flow
from bot.rehearsal.sources import Written

Layer = Literal["dialog", "policy", "catalogue", "letter"]


class Unplantable(Exception):
    """The fault makes nothing that is another thing, or what does not even start."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What stood there and what stands there now; it is there while the `with` of `plant` lasts.

    It matters to a run that says a thing of the id `walked_as`, and to one in which one of the `functions` is asked
    something, where that leads by `line` if there is one, and answers it otherwise now. `accepted` is the block of the
    accepted wording that the fault differs from, if it is another wording.
    """

    layer: Layer
    at: Written
    operator: str
    was: str
    now: str
    plant: Callable[[Flow], AbstractContextManager[Flow]]
    walked_as: str = ""
    functions: tuple[FunctionType, ...] = ()
    line: int | None = None
    accepted: str = ""

    @property
    def name(self) -> str:
        return f"{self.operator}: {self.was} → {self.now}"
