"""What a channel tells of an update that nobody has read yet, however broken it is, and who takes it.

The functions of Traits raise nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.core import Mistake

Update = TypeVar("Update")


@dataclass(frozen=True, slots=True)
class Traits(Generic[Update]):
    """`person_of` and `album_of` are "" where there is none; `is_file` is whether it takes time to read."""

    person_of: Callable[[Update], str]
    is_file: Callable[[Update], bool]
    album_of: Callable[[Update], str]


@dataclass(frozen=True, slots=True)
class Reception(Generic[Update]):
    """`receive` keeps an update, `refuse` tells its sender why it is not read."""

    receive: Callable[[Update], Awaitable[None]]
    refuse: Callable[[Update, Mistake], Awaitable[None]]
    traits: Traits[Update]
