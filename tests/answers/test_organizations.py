"""Companies, schools and hospitals: the name out of what is said around it, with its capitals."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answers import Address, Hospital, organization_in, with_capitals
from bot.core import Understood

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("University of Texas at Austin", "University of Texas at Austin"),
        ("The Ohio State University", "The Ohio State University"),
        ("I work at Example Ltd as a teacher.", "Example Ltd"),
        ("I work at Example Corp.", "Example Corp."),
        ("Example Trading Co., Ltd.", "Example Trading Co., Ltd."),
        ("I work at Example Trading Co., Ltd. as an engineer", "Example Trading Co., Ltd."),
        ("at Example University", ""),
        ("lunch at Example University", ""),
        ("visit the Example Hospital", ""),
        ("the university", ""),
        ("home", ""),
    ],
)
def test_a_name_is_told_from_a_sentence_that_names_a_place(said: str, name: str) -> None:
    assert organization_in(said, TODAY) == (name, "", "")


def test_a_street_stands_behind_a_name_that_ends_in_its_kind() -> None:
    assert organization_in("示例集团 示例路5号", TODAY) == ("示例集团", "示例路5号", "")
    assert organization_in("示例路人医 示例路5号", TODAY)[1] == ""


def test_what_leads_to_a_hospital_is_a_whole_word() -> None:
    for said in ("Itsuki Hospital", "Hospital Israelita", "Example Hospital"):
        assert Hospital(160).read(said, TODAY) == Understood(said)
    assert Hospital(160).read("its example hospital in boston", TODAY) == Understood(
        "Example Hospital in Boston", say_back=True
    )


def test_a_word_begins_where_a_letter_does_not_stand_behind_a_digit_or_an_apostrophe() -> None:
    assert Hospital(160).read("example children's hospital", TODAY) == Understood(
        "Example Children's Hospital", say_back=True
    )
    assert Address(200).read("1 example rd, 5th ave", TODAY) == Understood(
        "1 Example Rd, 5th Ave", say_back=True
    )


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("buckeye example university in columbus, ohio", "Buckeye Example University in Columbus, Ohio"),
        ("ms in data science", "MS in Data Science"),
        ("the example trading co., ltd.", "The Example Trading Co., Ltd."),
        ("12 sample lane, pudong, shanghai", "12 Sample Lane, Pudong, Shanghai"),
        ("wang wu", "Wang Wu"),
        ("eBay (Shanghai)", "eBay (Shanghai)"),
        ("上海市示例路9号", "上海市示例路9号"),
    ],
)
def test_only_a_name_all_in_small_letters_gets_capitals(typed: str, written: str) -> None:
    assert with_capitals(typed) == written
