"""Retention by itself: of what is over nothing is remembered."""

from datetime import timedelta

from bot.core import Conversation, Periods, due
from bot.core.values import Pending
from tests.support.small_flow import AT

OLD = Conversation(
    "c0ffee00",
    "pets",
    state="revisiting",
    answers={"born": "2020-05-06"},
    acknowledged={"barks": "0"},
    answered_by_message={"7": "born"},
    revisiting="born",
    pending=Pending("readings", "born", ("2020-05-06", "2020-06-05")),
    last_heard=AT,
    reminded=True,
)


def test_of_what_is_over_nothing_is_remembered() -> None:
    turn = due(OLD, AT + timedelta(days=20), Periods())
    assert turn is not None
    over = Conversation("c0ffee00", "pets", state="expired", turn=1, last_heard=AT, reminded=True)
    assert turn.conversation == over
