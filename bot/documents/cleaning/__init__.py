"""Files from people, made harmless: pictures are drawn anew, PDFs keep only how they look.

Done to a stranger's file only by a child process (child.py); here in this one only to files that are trusted.
"""

from __future__ import annotations

from functools import lru_cache

from bot.core import CleanFile, Mistake
from bot.documents.cleaning.refusals import Refused, kind_of, mistake
from bot.documents.cleaning.scrubbing import scrub

__all__ = ["Refused", "clean_now", "kind_of", "mistake", "scrub"]


@lru_cache(maxsize=32)
def clean_now(content: bytes) -> tuple[CleanFile, ...] | Mistake:
    """In this process, for trusted files such as a persona's; remembers the latest few."""
    try:
        return tuple(scrub(content))
    except Refused as refused:
        return mistake(refused.key, refused.found)
