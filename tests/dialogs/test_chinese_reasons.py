"""Reasons told in Chinese: the letter has an English sentence for what an option has, and the words behind it."""

from dataclasses import dataclass
from typing import Any, cast

import pytest

from bot.i18n import translate
from dialogs.expedited_interview.story import CONDITIONS, NOBODY_ELSE, told
from dialogs.expedited_interview.urgency import CONDITION_MEANS, NOBODY_ELSE_MEANS, condition


@dataclass
class One:
    """As much of a request as a sentence looks at."""

    party: str = "one"
    kin: str = "mother"


ONE = cast(Any, One())


def test_what_the_doctors_say_has_a_sentence_for_each_thing_named() -> None:
    said = told(CONDITIONS, "脑梗 要做颈动脉手术 生活不能自理", "The doctors say:", ONE, CONDITION_MEANS)
    assert said.startswith("An operation is planned. She needs care all day. ")
    assert said.endswith("(As written in Chinese: 脑梗 要做颈动脉手术 生活不能自理)")


def test_an_only_child_is_said_to_be_one() -> None:
    assert told(NOBODY_ELSE, "我是独生女啊", "Why:", ONE, NOBODY_ELSE_MEANS).startswith("I am an only child.")


@pytest.mark.parametrize("said", ["医生说不要手术", "昨天手术做完了", "她吃不下饭", "不是在ICU"])
def test_what_is_denied_or_over_or_not_meant_stands_as_it_was_told(said: str) -> None:
    assert told(CONDITIONS, said, "The doctors say:", ONE, CONDITION_MEANS) == f"The doctors say: {said}."


@pytest.mark.parametrize("said", ["我弟弟在那边照顾", "我不是独生女"])
def test_nobody_is_claimed_to_be_needed_by_a_word_alone(said: str) -> None:
    assert told(NOBODY_ELSE, said, "Why:", ONE, NOBODY_ELSE_MEANS) == f"Why: {said}."


def test_a_group_has_an_only_child_among_them() -> None:
    group = cast(Any, One(party="group"))
    assert told(NOBODY_ELSE, "only_child", "Why:", group) == "One of us is an only child."


def test_what_is_meant_is_shown_with_the_words() -> None:
    shown = condition.kind.show("脑梗 要做颈动脉手术 生活不能自理")
    assert translate(shown, "zh") == "脑梗 要做颈动脉手术 生活不能自理\n= 要动手术、全天要人照顾"
