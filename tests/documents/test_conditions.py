"""Drawn papers in every condition: whatever is read, nothing wrong is offered, and ordinary photos are read whole."""

import cv2
import numpy
import pytest

from bot.rehearsal.papers import PAPERS, Holder, as_pdf, hospital_letter
from tests.documents.conditions import CONDITIONS, Picture, under
from tests.documents.papers import read
from tests.documents.people import HOLDERS, said_on
from tests.documents.text_papers import ds160_pdf
from tests.support.sizes import full

HARD = (("passport", "glare below"), ("ds160", "strongly blurred"), ("appointment", "dark"), ("i20", "noisy"))


def read_on(content: bytes) -> dict[str, str]:
    return {fact.key: fact.text for fact in read(content).facts}


@pytest.mark.parametrize("kind", ["passport", "ds160", "appointment", "i20"])
def test_an_ordinary_photo_is_read_whole(kind: str) -> None:
    read = read_on(under("tilted", PAPERS[kind](HOLDERS[0])))
    assert read.items() >= said_on(kind, HOLDERS[0]).items()


@pytest.mark.parametrize(
    ("kind", "condition"),
    full(HARD, [(kind, condition) for kind in PAPERS for condition in CONDITIONS]),
)
def test_nothing_wrong_is_offered(kind: str, condition: str) -> None:
    for holder in full(HOLDERS[1:2], HOLDERS):
        read = read_on(under(condition, PAPERS[kind](holder)))
        said = said_on(kind, holder)
        assert {key: value for key, value in read.items() if said.get(key, value) != value} == {}


def test_a_ds160_is_read_from_its_words_and_from_a_scan() -> None:
    said = said_on("ds160", HOLDERS[0])
    assert read_on(ds160_pdf(HOLDERS[0])).items() >= said.items()
    assert read_on(as_pdf(PAPERS["ds160"](HOLDERS[0]))).items() >= said.items()


def test_a_scanned_letter_is_no_form_and_tells_nothing() -> None:
    seen = read(as_pdf(hospital_letter(HOLDERS[0])))
    assert (seen.kind, seen.facts) == ("attestation", ())


def test_whose_letter_it_is_stays_out_of_the_answers() -> None:
    holder: Holder = HOLDERS[1]
    assert read_on(hospital_letter(holder)) == {}


def test_a_page_on_which_hardly_anything_stands_is_illegible_and_a_chat_is_no_paper() -> None:
    wall: Picture = numpy.full((600, 800, 3), (190, 205, 215), numpy.uint8)
    assert read(photographed(wall)).shows == "illegible"
    assert read(photographed(CONDITIONS["screenshot of a chat"](wall))).shows == "other"


def photographed(picture: Picture) -> bytes:
    return bytes(cv2.imencode(".jpg", picture)[1])
