"""One thought in several messages is one answer."""

from datetime import datetime, timedelta

from bot.core import SHANGHAI, Conversation, Incoming, take_turn
from tests.support.real_flow import FLOW, way

AT = datetime(2026, 11, 24, 9, 0, tzinfo=SHANGHAI)


def told(seconds: int) -> Conversation:
    """Two messages at the question for one's own words, so many seconds apart."""
    asked = next(before for before, _ in way("humanitarian", "en") if before.asked == "justification")
    first = Incoming(AT, text="My mother is alone in Boston.", message="1")
    second = Incoming(AT + timedelta(seconds=seconds), text="The doctors give her two weeks.", message="2")
    return take_turn(FLOW, take_turn(FLOW, asked, first).conversation, second).conversation


def test_a_second_line_within_two_seconds_belongs_to_the_words_before_it() -> None:
    said = "My mother is alone in Boston.\nThe doctors give her two weeks."
    assert told(seconds=1).answers["justification"] == said


def test_a_line_after_a_while_is_one_of_its_own() -> None:
    assert told(seconds=9).answers["justification"] == "My mother is alone in Boston."
