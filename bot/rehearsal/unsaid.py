"""Texts that no script can hear, by where they are written, each with its reason and the tests that look at it instead.

Everything that the engine says is said in a script; only what stands outside the engine is listed here.
"""

from __future__ import annotations

UNSAID: dict[str, str] = {
    "bot/rehearsal": "tells testers what is wrong with a script",
}


def why_unsaid(file: str) -> str | None:
    """Why the texts of a file are said in no script; None where they are."""
    return next((why for place, why in UNSAID.items() if file == place or file.startswith(f"{place}/")), None)
