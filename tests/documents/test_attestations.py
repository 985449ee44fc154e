"""Letters of hospitals and companies: what an officer would look for is there or is not, and nothing else is told."""

from __future__ import annotations

import numpy
import pytest

from bot.core import AttestationPart
from bot.documents.reading.attestation import is_attestation, parts_on
from bot.documents.reading.ink import drawn
from bot.documents.reading.lines import Line, Mark, Page
from bot.rehearsal.papers import PAPERS, as_pdf, hospital_letter
from tests.documents.conditions import Picture, under
from tests.documents.papers import read
from tests.documents.people import HOLDERS
from tests.documents.text_papers import written_pdf
from tests.support.sizes import full

BODY = (
    "We hereby invite Mr. Example to visit our plant.",
    "All costs are paid by us.",
    "Sincerely, Pat Sample",
)


def page(*texts: str, marks: tuple[Mark, ...] = ()) -> Page:
    """Lines one under the other, each 20 high."""
    lines = (Line(text, 0, 40.0 * row, 400, 40.0 * row + 20) for row, text in enumerate(texts))
    return Page(tuple(lines), marks=lambda: marks)


@pytest.mark.parametrize(
    "texts",
    [
        ("SAMPLE TOOLS INC.", "To: U.S. Consulate General Shanghai", *BODY),
        ("EXAMPLE HOSPITAL", "To whom it may concern,", "Our patient is ill."),
        ("Dear Visa Officer,", "Our patient is ill.", "Respectfully,"),
        ("虚构医院", "诊断证明书", "患者因中风住院。"),
        ("样本市第一人民医院疾病诊断证明书", "患者因中风住院。"),
        ("虚构医院", "病危通知书", "家属请速来。"),
        ("尊敬的签证官：", "现邀请示例先生访问。", "此致"),
    ],
)
def test_a_letter_is_known_by_what_opens_and_closes_it(texts: tuple[str, ...]) -> None:
    assert is_attestation(page(*texts))


@pytest.mark.parametrize(
    "texts",
    [
        ("Offer letter", "Please bring your I-20"),
        ("Dear Momo, are you well?", "See you soon"),
        ("Receipt", "Sincerely yours, the shop"),
    ],
)
def test_what_only_sounds_like_one_is_none(texts: tuple[str, ...]) -> None:
    assert not is_attestation(page(*texts))


@pytest.mark.parametrize(
    ("line", "is_dated"),
    [
        ("10 November 2026", True),
        ("November 10th, 2026", True),
        ("Boston, Nov.10,2026", True),
        ("Date: 11/10/2026", True),
        ("2026年11月10日", True),
        ("二〇二六年十一月十日", True),
        ("this 10th day of November 2026", True),
        ("The patient was admitted on 3 November 2026 with a serious condition", False),
        ("Room 2026, 10 Sample Avenue", False),
        ("MRN 20261110", False),
    ],
)
def test_the_date_of_a_letter_is_no_day_in_a_sentence(line: str, is_dated: bool) -> None:
    assert ("date" in parts_on(page("To whom it may concern,", line, *BODY))) is is_dated


@pytest.mark.parametrize(
    ("head", "is_there"),
    [
        ("EXAMPLE GENERAL HOSPITAL", True),
        ("Pat Sample, tel. 555 0100", True),
        ("虚构物流有限公司", True),
        ("10 November 2026", False),
    ],
)
def test_a_letterhead_names_or_reaches_the_sender(head: str, is_there: bool) -> None:
    seen = page(head, "To whom it may concern,", "Your patient is ill.", "Your doctor.", "Sincerely,")
    assert ("letterhead" in parts_on(seen)) is is_there


def test_something_drawn_is_a_letterhead_above_and_a_signature_below() -> None:
    texts = ("To whom it may concern,", *BODY)
    assert parts_on(page(*texts)) == set()
    assert parts_on(page(*texts, marks=(Mark(-30),))) == {"letterhead"}
    assert parts_on(page(*texts, marks=(Mark(150),))) == {"signature"}
    assert parts_on(page(*texts, "Electronically signed by Pat Sample, MD")) == {"signature"}


def test_ink_is_found_where_no_text_was_read_and_dots_lines_and_patches_are_none() -> None:
    picture: Picture = numpy.full((400, 600, 3), 250, numpy.uint8)
    assert list(drawn(picture, (), 20)) == []
    # A ruled line, a dot, and a patch of colour.
    picture[300:302, 50:400] = 20
    picture[100:104, 100:104] = 20
    picture[40:90, 300:420] = (200, 120, 90)
    assert list(drawn(picture, (), 20)) == []
    # A stroke up and down.
    for step in range(120):
        top = 220 + int(25 * numpy.sin(step / 6))
        picture[top : top + 4, 200 + step] = (160, 40, 40)
    (place,) = drawn(picture, (), 20)
    assert 200 < place[0] < 320
    assert 190 < place[1] < 250
    text = numpy.array([(190, 185), (330, 185), (330, 255), (190, 255)], numpy.float32)
    assert list(drawn(picture, (text,), 20)) == []


@pytest.mark.parametrize("condition", full(("aslant",), ("upside down", "dark", "noisy", "640 points wide")))
@pytest.mark.parametrize("lacks", [(), ("signature",), ("letterhead", "date")])
def test_a_photographed_letter_tells_what_it_lacks(
    condition: str, lacks: tuple[AttestationPart, ...]
) -> None:
    seen = read(under(condition, hospital_letter(HOLDERS[0], lacks)))
    assert (seen.kind, seen.facts, seen.lacks) == ("attestation", (), lacks)


def test_a_pdf_is_a_letter_as_a_whole_and_a_form_in_it_counts_first() -> None:
    opening = ("EXAMPLE GENERAL HOSPITAL", "To whom it may concern,", "Our patient was admitted in a coma.")
    assert read(written_pdf(*opening)).lacks == ("date", "signature")
    scan = as_pdf(hospital_letter(HOLDERS[0], ("letterhead", "date")), hospital_letter(HOLDERS[0]))
    assert read(scan).lacks == ()
    assert read(as_pdf(hospital_letter(HOLDERS[0]), PAPERS["passport"](HOLDERS[0]))).kind == "passport"
