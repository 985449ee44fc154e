"""What was typed in small letters stands in the letter with its capitals."""

from __future__ import annotations

import pytest

from dialogs.expedited_interview.names_in_english import in_english, with_capitals


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


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("统计硕士 MS in Statistics", "MS in Statistics"),
        ("虚构大学（Example State University）", "Example State University"),
        ("虚构自动化有限公司", "虚构自动化有限公司"),
        ("虚构大学 MIT", "虚构大学 MIT"),
        ("Example General Hospital, Boston", "Example General Hospital, Boston"),
    ],
)
def test_of_a_name_told_twice_the_letter_has_the_english_one(told: str, written: str) -> None:
    assert in_english(told) == written
