"""Sums told in Chinese stand in English in the letter; what is not a sum stays as it is."""

from __future__ import annotations

import pytest

from dialogs.expedited_interview.money import sum_in_english


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("4万美金一天", "USD 40,000 a day"),
        ("每天4万美元", "USD 40,000 a day"),
        ("大概三百万人民币", "RMB 3,000,000"),
        ("1.5万美元/周", "USD 15,000 a week"),
        ("20万元左右", "RMB 200,000"),
        ("USD 40,000 a day", "USD 40,000 a day"),
        ("停线一天好几万", "停线一天好几万"),
    ],
)
def test_a_sum_is_said_sum_in_english(told: str, written: str) -> None:
    assert sum_in_english(told) == written
