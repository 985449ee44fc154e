"""What functions of a dialog remember of earlier calls, and may have to forget when a fault is planted."""

from __future__ import annotations

import sys
from functools import cache
from types import CodeType
from typing import Any


def forget(file: str = "") -> None:
    """What the functions in which faults are planted remember of earlier calls; a table that is made of nothing else only
    where the fault is in its own file. What the core remembers is made of flows and words alone."""
    for remembering in _caches():
        if not is_table(remembering) or remembering.__wrapped__.__code__.co_filename == file:
            remembering.cache_clear()


def tables() -> list[Any]:
    return [one for one in _caches() if is_table(one)]


def is_table(remembering: Any) -> bool:
    code: CodeType = remembering.__wrapped__.__code__
    return code.co_argcount == 0


@cache
def _caches() -> tuple[Any, ...]:
    modules = [module for name, module in sys.modules.items() if name.startswith(("dialogs", "bot.answers"))]
    values = [value for module in modules for value in vars(module).values() if hasattr(value, "cache_clear")]
    return tuple({id(value): value for value in values}.values())
