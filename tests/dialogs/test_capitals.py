"""What was typed in small letters stands in the letter with its capitals."""

from __future__ import annotations

import pytest

from dialogs.expedited_interview.capitals import with_capitals


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
