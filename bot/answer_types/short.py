"""Short answers: one tidy line, and how something longer is quoted back.

No short answer is longer than LONGEST, so nothing longer is even looked at.
"""

from __future__ import annotations

from bot.answer_types.typed import plain, tidy

LONGEST = 200
QUOTED = 40


def one_line(sent: str) -> str:
    """What was typed as plain() has it, or nothing where it is too long for a short answer."""
    return plain(sent) if len(sent) <= LONGEST else ""


def excerpt(sent: str) -> str:
    """The beginning of what was typed, in the person's own letters, to say what was read."""
    begun = " ".join(tidy(sent[: 2 * QUOTED]).split())
    return begun if len(begun) <= QUOTED and len(sent) <= 2 * QUOTED else begun[:QUOTED] + "…"
