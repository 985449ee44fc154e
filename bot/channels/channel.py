"""A channel as one value: its name, how it sends, how it receives; whoever serves channels knows no more of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from starlette.routing import Route

from bot.assistant import Assistant, Pace, Send

Update = TypeVar("Update")
"""One message as it comes in, in whatever form the channel has it."""
Receive = Callable[[Update], Awaitable[None]]
"""Returns once the update is kept. Raises StoreDown, or what else went wrong, where it must come again."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Whom a channel tells how it goes: the status of a call that was turned away; whether, where the channel asks for its
    messages by itself, it was answered."""

    refused: Callable[[int], None]
    asked: Callable[[bool], None]


class Refused(Exception):
    """A call that is turned away, with that status."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


@dataclass(frozen=True, slots=True)
class Reception:
    """Where a channel is called, and what it does by itself to get its messages, until cancelled."""

    routes: tuple[Route, ...] = ()
    work: Callable[[], Coroutine[Any, Any, None]] | None = None


@dataclass(frozen=True, slots=True)
class Channel(Generic[Update]):
    """A way to reach people. `name` stands in the store and is permanent: at most 16 letters.

    `receiver` says what to do with an update. `reception` is handed that, and whom to tell how it goes.
    """

    name: str
    send: Send
    receiver: Callable[[Assistant], Receive[Update]]
    reception: Callable[[Receive[Update], Watch], Reception]
    pace: Pace = Pace()
