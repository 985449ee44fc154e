"""What there is to look at after something was done: the replies, the conversation, where it stands, the letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from bot.core import SHANGHAI, Conversation, Flow, Letter, Reply, Spot, Verdict, Walk, walk
from bot.i18n import Text
from bot.rehearsal.scripts.script import At, Line

Layer = Literal[
    "act", "id", "text", "regex", "buttons", "state", "data", "ruling", "warnings", "notes", "email", "file"
]
"""What of a dialog is not as it was expected."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something is not as the line says. `got` may be pasted in its place where `line` is given.

    `shown` is what is told in place of `got`: buttons with their labels. `golden` is a file that holds a
    whole e-mail, and the e-mail as it is now. `is_fault` says that the script expects what could never be.
    """

    layer: Layer
    at: At
    wanted: str
    got: str
    note: Text | None = None
    line: Line | None = None
    golden: tuple[Path, bytes] | None = None
    is_fault: bool = False
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """After an exchange; `files` are the bytes of what was sent, by digest."""

    flow: Flow
    at: datetime
    conversation: Conversation
    replies: tuple[Reply, ...]
    files: Mapping[str, bytes]

    @property
    def walk(self) -> Walk:
        now, today = self.conversation, self.at.astimezone(SHANGHAI).date()
        return walk(self.flow, now.answers, today, now.acknowledged, now.revisiting)

    @property
    def place(self) -> str:
        """The question or ruling where it stands; empty where all is answered."""
        match self.walk.place:
            case Spot(key):
                return key
            case Verdict(ruling):
                return ruling.key
            case _:
                return ""

    @property
    def letter(self) -> Letter | None:
        return next((one.document for one in self.replies if isinstance(one.document, Letter)), None)
