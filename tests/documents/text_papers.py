"""Papers as PDFs whose words can be copied, as web pages are printed to them."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Dictionary

from bot.rehearsal.papers import Holder, printed
from tests.documents.papers import font, words

HEIGHT = 792


def written_pdf(*lines: str) -> bytes:
    """One page with these lines, one under the other."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(612, HEIGHT))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font(document)))
        said = [words(line, HEIGHT - 60 - 24 * number) for number, line in enumerate(lines)]
        page.obj.Contents = document.make_stream(b"".join(said))
        document.save(out)
    return out.getvalue()


def ds160_pdf(holder: Holder) -> bytes:
    return written_pdf(
        "Consular Electronic Application Center",
        "This confirms the submission of the Nonimmigrant visa application for:",
        f"Name Provided: {holder.surname}, {holder.given_names}",
        f"Date Of Birth: {printed(holder.birth)}",
        f"Passport Number: {holder.passport}",
        f"Confirmation No: {holder.ds160}",
        "Location Selected: U.S. Consulate General Shanghai",
    )
