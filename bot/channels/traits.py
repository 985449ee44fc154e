"""What a channel tells of an update that nobody has read yet, however broken it is: these functions raise nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Update = TypeVar("Update")


@dataclass(frozen=True, slots=True)
class Traits(Generic[Update]):
    """`person_of` and `album_of` are "" where there is none; `is_file` is whether it takes time to read."""

    person_of: Callable[[Update], str]
    is_file: Callable[[Update], bool]
    album_of: Callable[[Update], str]
