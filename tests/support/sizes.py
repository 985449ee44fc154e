"""How large a test is: small enough for every run, or full where JIAJI_THOROUGH=1 is set (`make thorough`).

A size changes how often a thing is tried, never what is tried.
"""

from __future__ import annotations

import os
from typing import TypeVar

T = TypeVar("T")

THOROUGH = os.environ.get("JIAJI_THOROUGH") == "1"


def full(everyday: T, thorough: T) -> T:
    return thorough if THOROUGH else everyday
