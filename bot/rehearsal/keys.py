"""How a key names an entry of a list: `residences.0.since` where it is stored, `residences[0].since` where people write it, and
`residences[].since` in the dialog's definition.
"""

from __future__ import annotations

import re

WRITTEN = re.compile(r"\[(\d+)\]")
STORED = re.compile(r"\.(\d+)(?=\.|$)")


def dotted(key: str) -> str:
    """As it is stored."""
    return WRITTEN.sub(r".\1", key)


def bracketed(key: str) -> str:
    """As people write it."""
    return STORED.sub(r"[\1]", key)


def template(key: str) -> str:
    """As its definition has it."""
    return STORED.sub("[]", dotted(key))
