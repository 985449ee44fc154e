"""Of a name told in two languages the letter has the English one."""

from __future__ import annotations

import pytest

from dialogs.expedited_interview.names_in_english import in_english


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
