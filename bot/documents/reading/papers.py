"""One paper: its pages are looked at, its kind is told, and the reader of that kind says what stands on it.

Only what is read twice alike, by check digits, bar codes or a second look, is a fact; the rest is asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from bot.core import AttestationPart, CleanFile, Mistake, Paper, PaperKind
from bot.documents.reading import appointment, certificates, ds160, passport, visa
from bot.documents.reading.appointment import read_appointment
from bot.documents.reading.attestation import lacking, parts_on
from bot.documents.reading.certificates import read_ds2019, read_i20
from bot.documents.reading.ds160 import read_ds160
from bot.documents.reading.kinds import is_end, kind_of_paper
from bot.documents.reading.lines import Page
from bot.documents.reading.passport import read_passport
from bot.documents.reading.visa import read_visa
from bot.i18n import N_

if TYPE_CHECKING:
    from bot.documents.reading.sight import Sight

READERS: Mapping[PaperKind, Callable[[Page, date], Paper]] = {
    "passport": read_passport,
    "ds160": read_ds160,
    "appointment": read_appointment,
    "i20": read_i20,
    "ds2019": read_ds2019,
    "visa": read_visa,
}
UNREADABLE = Mistake(
    "paper.unreadable",
    N_(
        "I cannot read this picture: it may be blurred, dark or cut. Please take it again in good light, straight from above, or type what is asked."
    ),
)
FEWEST_LINES = 3
MISTAKES: Mapping[str, Mistake] = {
    one.key: one
    for one in (
        UNREADABLE,
        appointment.UNSURE,
        certificates.UNSURE,
        ds160.UNSURE,
        passport.NO_ZONE,
        visa.UNSURE,
    )
}
"""Everything that may be wrong with a paper, by its key."""


def warm_up() -> None:
    """Load the models, which takes seconds, before the first paper is there."""
    import numpy

    _sight().page(numpy.full((200, 400, 3), 255, numpy.uint8), is_end)


def read_paper(files: Sequence[CleanFile], today: date) -> Paper:
    """What the cleaned pages of one file say. The first page that is a form counts; an attestation is looked at as a whole."""
    loose: list[tuple[Paper, frozenset[AttestationPart]]] = []
    for page in (page for file in files for page in _pages(file.content, file.ref.kind)):
        paper = _paper(page, today)
        if paper.kind in READERS:
            return paper
        loose.append((paper, parts_on(page)))
    if any(paper.kind == "attestation" for paper, _ in loose):
        return Paper("attestation", lacks=lacking(parts for _, parts in loose))
    return loose[0][0] if loose else Paper(mistake=UNREADABLE)


def _pages(content: bytes, kind: str) -> Iterator[Page]:
    from bot.documents.reading.sight import picture_of
    from bot.documents.reading.text_layer import pages_of

    if kind != "pdf":
        picture = picture_of(content)
        if picture is not None:
            yield _sight().page(picture, is_end)
        return
    for page, looks in pages_of(content):
        yield page if page is not None else _sight().page(looks, is_end)


@cache
def _sight() -> Sight:
    from bot.documents.reading.sight import Sight

    return Sight()


def _paper(page: Page, today: date) -> Paper:
    kind = kind_of_paper(page)
    if kind in READERS:
        return READERS[kind](page, today)
    is_blank = page.is_picture and len(page.lines) < FEWEST_LINES
    return Paper(kind, mistake=UNREADABLE if is_blank else None)
