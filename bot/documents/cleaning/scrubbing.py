"""A file from somebody becomes its cleaned copies, the same for the same input."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Literal

from bot.core import CleanFile, FileRef
from bot.documents.cleaning.refusals import kind_of


def scrub(content: bytes) -> list[CleanFile]:
    """One file; or several where each page is a file of its own. Raises Refused."""
    kind = kind_of(content)
    # Imported here: whoever only sends files to the child does not load what opens them.
    if kind == "PDF":
        from bot.documents.cleaning.pdfs import clean_pdf

        return _numbered([_file(cleaned, "pdf", pages) for cleaned, pages in clean_pdf(content)])
    from bot.documents.cleaning.pictures import clean_picture

    return _numbered([_file(cleaned, "jpg", 1) for cleaned in clean_picture(content, kind)])


def _numbered(files: list[CleanFile]) -> list[CleanFile]:
    """Where there are several, each is a page of what was sent."""
    if len(files) == 1:
        return files
    return [replace(file, ref=replace(file.ref, page=number)) for number, file in enumerate(files, 1)]


def _file(cleaned: bytes, ending: Literal["pdf", "jpg"], pages: int) -> CleanFile:
    digest = sha256(cleaned).hexdigest()
    return CleanFile(FileRef(digest, ending, pages, len(cleaned), f"proof.{ending}"), cleaned)
