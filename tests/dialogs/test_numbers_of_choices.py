"""The number of a choice is that choice, and tells nothing of the questions behind it."""

import pytest

from bot.core import Incoming, take_turn
from tests.support.real_flow import FLOW, way


@pytest.mark.parametrize("typed", ["1", "一", "the first one", "1."])
@pytest.mark.parametrize("key", ["visas.0.more", "workplaces.0.kind"])
def test_a_number_answers_only_the_question_that_it_was_put_with(key: str, typed: str) -> None:
    before, said = next(one for one in way("study_f1", "en") if one[0].asked == key)
    after = take_turn(FLOW, before, Incoming(said.at, text=typed)).conversation
    assert after.answers.keys() - before.answers.keys() == {key}


def test_what_is_told_behind_the_choice_still_counts() -> None:
    before, said = next(one for one in way("study_f1", "en") if one[0].asked == "visas.0.more")
    after = take_turn(FLOW, before, Incoming(said.at, text="yes, a B1/B2 in 2016, issued in Shanghai"))
    assert after.conversation.answers["visas.0.outcome"] == "issued"
