"""Who asks together: a family by its words, strangers as a group, and whose relative it is."""

from __future__ import annotations

import pytest

from bot.core import Value
from dialogs.expedited_interview.compose import request_of
from dialogs.expedited_interview.letter import compose
from dialogs.expedited_interview.request import Applicant, Request
from dialogs.expedited_interview.travelers import asking, of_whom
from tests.support.real_flow import answered


def group(*relations: str | None, **changes: Value) -> Request:
    """One who writes, MEI, and somebody for each relation."""
    caring = request_of(answered("group_caring"))
    like = caring.members[0]
    members = [
        like.model_copy(update={"surname": "BAO", "given_names": name, "relation": relation})
        for name, relation in zip(("MEI", "B", "C", "D", "E"), (None, *relations), strict=False)
    ]
    return caring.model_copy(update={"members": tuple(members), "organizer": "Bao Mei", **changes})


def written(request: Request) -> str:
    return compose(request, "").body


@pytest.mark.parametrize(
    ("relations", "who"),
    [
        (("husband",), "My husband and I"),
        (("husband", "daughter", "son"), "My husband, our two children and I"),
        (("wife", "daughter", "daughter"), "My wife, our two daughters and I"),
        (("son",), "My son and I"),
        (("mother", "father"), "My mother, my father and I"),
        (("sister", "sister"), "My two sisters and I"),
        (("mother_in_law", "husband"), "My husband, my mother-in-law and I"),
        (("husband", None), "We, a group of 3,"),
        ((None, None), "We, a group of 3,"),
        (("husband", "not_relative"), "We, a group of 3,"),
    ],
)
def test_a_family_speaks_as_one_and_others_as_a_group(relations: tuple[str | None, ...], who: str) -> None:
    assert asking(group(*relations)) == who
    assert f"{who} request earlier nonimmigrant visa interviews" in written(group(*relations))


def test_a_family_signs_by_name_and_a_group_by_its_organizer() -> None:
    assert "Sincerely,\nBao Mei\n+86" in written(group("husband"))
    assert "Sincerely,\nBao Mei\nGroup organizer\n+86" in written(group(None))
    assert compose(group("husband"), "").subject.startswith(
        "Expedited interview request: family of 2 (Bao Mei)"
    )


def test_the_relative_is_whose_the_writer_is_known_to_be() -> None:
    assert of_whom(group("husband", relative="sister")) == "my sister"
    assert of_whom(group("husband", relative="daughter")) == "our daughter"
    assert of_whom(group("mother", relative="daughter")) == "my daughter"
    assert of_whom(group(None, relative="sister")) == "the sister of BAO MEI (applicant 1)"
    assert (
        of_whom(group(None, relative="sister", organizer="Somebody Else"))
        == "the sister of one of the applicants"
    )


def test_nothing_that_is_left_out_leaves_a_hole() -> None:
    assert "\n\n\n" not in written(group("husband", refused_before="yes"))
    assert "\n\n\n" not in written(group(None, refused_before="never_applied"))


def test_a_member_without_visas_is_one_line() -> None:
    request = group("husband", refused_before="never_applied")
    assert isinstance(request.members[0], Applicant)
    assert written(request).count("none") == 2


def test_a_father_in_law_is_the_father_of_the_husband_who_asks_too() -> None:
    exactly: dict[str, Value] = {"relative": "other_relative", "relative_exactly": "father_in_law"}
    assert of_whom(group("husband", **exactly)) == "my husband's father"
    assert of_whom(group("husband", None, **exactly)) == "the father of BAO B (applicant 2)"
    assert of_whom(group("sister", **exactly)) == "my father-in-law"
