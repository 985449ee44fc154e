"""How much somebody may ask for: so much at once, and so much a second after that."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Allowance:
    """A token bucket for each name: `rate` a second after a burst of `burst`. The names longest unheard of are forgotten."""

    rate: float
    burst: float
    most: int = 10_000
    now: Callable[[], float] = time.monotonic
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def take(self, name: str, cost: float = 1.0) -> bool:
        """False where it is too much now; then nothing is taken."""
        at = self.now()
        left, since = self._left.pop(name, (self.burst, at))
        left = min(self.burst, left + (at - since) * self.rate)
        is_allowed = left >= cost
        self._left[name] = (left - cost if is_allowed else left, at)
        while len(self._left) > self.most:
            self._left.popitem(last=False)
        return is_allowed

    def give_back(self, name: str, cost: float) -> None:
        """What was taken for nothing."""
        if name in self._left:
            left, since = self._left[name]
            self._left[name] = (min(self.burst, left + cost), since)
