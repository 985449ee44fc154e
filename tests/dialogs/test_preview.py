"""The letter so far can be looked at whatever is still missing."""

from __future__ import annotations

import pytest

from bot.core import Answers
from dialogs.expedited_interview.preview import preview
from tests.support.real_flow import answered


@pytest.mark.parametrize("name", ["mother_icu", "study_f1", "business", "death", "group_caring"])
def test_any_answer_may_be_missing(name: str) -> None:
    whole = answered(name)
    for key in whole.values:
        left = {one: value for one, value in whole.values.items() if one != key}
        shown = preview(Answers(left, whole.today), {key: "[…]"})
        assert shown is None or shown.body
