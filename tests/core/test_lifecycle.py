"""The life of a conversation: the guards decide, and a forbidden move is an error."""

import pytest
from transitions import MachineError

from bot.core import STATES, STATUS
from bot.core.lifecycle import UNDER_WAY, Mode, allows
from bot.core.values import Move
from tests.support.small_flow import Chat


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "asking"),
        ({"is_all_answered": True}, "reviewing"),
        ({"is_stopped": True}, "stopped"),
        ({"is_paused": True}, "waiting"),
        ({"is_revisiting": True, "is_stopped": True}, "revisiting"),
    ],
)
def test_every_turn_the_state_follows_from_the_facts(facts: dict[str, bool], state: str) -> None:
    for before in UNDER_WAY:
        life = Mode(before, **facts)
        assert life.after("rederive")
        assert life.state == state


def test_ready_stays_only_while_the_request_is_complete() -> None:
    still = Mode("ready", is_all_answered=True, is_complete=True)
    fallen = Mode("ready", is_all_answered=True)
    assert still.after("rederive")
    assert fallen.after("rederive")
    assert (still.state, fallen.state) == ("ready", "reviewing")


def test_an_incomplete_request_is_never_confirmed() -> None:
    life = Mode("reviewing", is_all_answered=True, is_complete=False)
    assert not life.after("confirm")
    assert life.state == "reviewing"


def test_what_the_table_does_not_know_is_an_error() -> None:
    with pytest.raises(MachineError):
        Mode("asking").after("confirm")
    assert not allows("erased", "rederive")


def test_a_move_says_where_it_led_and_what_is_forbidden_is_none() -> None:
    life = Mode("reviewing", is_all_answered=True)
    assert life.after("confirm") is None
    assert life.after("change") == Move("reviewing", "change", "revisiting")


def test_a_turn_tells_its_moves_one_after_the_other_and_the_command_it_obeyed() -> None:
    chat = Chat()
    turns = [chat.say(text) for text in ("hello", "cat", "Momo", "help", "back", "keep", "change", "cancel")]
    state = "choosing_language"
    for turn in turns:
        for move in turn.moves:
            assert move.source == state
            state = move.dest
        assert state == turn.conversation.state
    assert [turn.command for turn in turns if turn.command] == ["help", "back", "keep", "change", "cancel"]


def test_every_state_has_a_status() -> None:
    assert set(STATUS) == set(STATES)
