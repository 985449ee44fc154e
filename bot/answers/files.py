"""Files as an answer: cleaned pages that were accepted, by their digests.

Files come in cleaned (bot.documents.cleaning); typed words are no file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from bot.core import FileRef, Mistake, Option, Reading, Takes
from bot.i18n import N_, Text


@dataclass(frozen=True, slots=True)
class Proof:
    """One or more files; how many pages may come is the question's own check."""

    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = None
    takes_files: ClassVar[bool] = True

    def read(self, sent: str, today: object) -> Reading[tuple[FileRef, ...]]:
        return Mistake(
            "proof.text",
            N_(
                "I need a picture or a PDF here. Send it as a photo or as a file; if you do not have it yet, send “later”."
            ),
        )

    def show(self, value: tuple[FileRef, ...]) -> Text:
        numbers = ", ".join(str(file.page) for file in value if file.page)
        if numbers:
            return N_("page %(numbers)s").of(numbers=numbers)
        pages = sum(file.pages for file in value)
        return N_("1 page") if pages == 1 else N_("%(pages)s pages").of(pages=pages)

    def samples(self, today: object) -> tuple[str, ...]:
        return ()
