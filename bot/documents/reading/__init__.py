"""The reading room: a cleaned paper becomes plain facts that its reader can confirm.

It has a door of its own: whoever only takes files in does not load what reads them.
"""

from bot.documents.reading.papers import MISTAKES as PAPER_MISTAKES
from bot.documents.reading.papers import read_paper, warm_up

__all__ = [
    "PAPER_MISTAKES",
    "read_paper",
    "warm_up",
]
