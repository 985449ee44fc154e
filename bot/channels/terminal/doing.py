"""What becomes of a line that is typed: a message or a file, unless somebody else knows more that it could be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Protocol

from bot.core import Conversation, Flow, Incoming, Turn, take_turn
from bot.i18n import Text


class NotDone(Exception):
    """What was typed cannot be done here; the texts say why."""

    def __init__(self, *texts: Text) -> None:
        super().__init__(*(text.msgid for text in texts))
        self.texts = texts


class Doing(Protocol):
    """What becomes of a line that is typed."""

    def now(self) -> datetime: ...

    def do(self, line: str, person: Conversation | None) -> Iterator[Incoming] | None:
        """What is heard, one after the other; None for a line that is read as a message or a file. Raises NotDone."""

    def take_turn(self, flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn: ...


class Typing:
    """A line is what somebody writes, or the path of a file."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def do(self, line: str, person: Conversation | None) -> None:
        return None

    def take_turn(self, flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
        return take_turn(flow, conversation, incoming)


TYPING = Typing()
