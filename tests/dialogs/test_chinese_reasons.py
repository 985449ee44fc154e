"""Reasons told in Chinese: the letter has an English sentence for what an option has, and the words behind it."""

from dataclasses import dataclass
from typing import Any, cast

from dialogs.expedited_interview.story import CONDITIONS, NOBODY_ELSE, told
from dialogs.expedited_interview.urgency import condition, nobody_else


@dataclass
class One:
    """As much of a request as a sentence looks at."""

    party: str = "one"
    relative: str = "mother"


ONE = cast(Any, One())


def test_what_the_doctors_say_has_a_sentence_for_each_thing_named() -> None:
    said = told(CONDITIONS, "脑梗 要做颈动脉手术 身边没人照顾", "The doctors say:", ONE, condition)
    assert said.startswith("An operation is planned. She needs care all day. ")
    assert said.endswith("(As written in Chinese: 脑梗 要做颈动脉手术 身边没人照顾)")


def test_an_only_child_is_said_to_be_one() -> None:
    assert told(NOBODY_ELSE, "我是独生女啊", "Why:", ONE, nobody_else).startswith("I am an only child.")


def test_what_no_option_has_stands_as_it_was_told() -> None:
    assert told(CONDITIONS, "吃不下饭", "The doctors say:", ONE, condition) == "The doctors say: 吃不下饭."


def test_what_is_denied_is_not_said() -> None:
    assert told(CONDITIONS, "不手术", "The doctors say:", ONE, condition) == "The doctors say: 不手术."
