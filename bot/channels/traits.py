"""What a channel tells of an update that nobody has read yet, however broken it is, and who takes it.

The functions of Traits raise nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic

from bot.channels.channel import Receive, Update
from bot.core import Mistake


@dataclass(frozen=True, slots=True)
class Traits(Generic[Update]):
    """`person_of` and `album_of` are "" where there is none; `is_file` is whether it takes time to read."""

    person_of: Callable[[Update], str]
    is_file: Callable[[Update], bool]
    album_of: Callable[[Update], str]


@dataclass(frozen=True, slots=True)
class Receiver(Generic[Update]):
    """`receive` keeps an update, `refuse` tells its sender why it is not read."""

    receive: Receive[Update]
    refuse: Callable[[Update, Mistake], Awaitable[None]]
    traits: Traits[Update]
