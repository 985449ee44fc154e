"""People of the team in the chat: asked for, they take over, write, propose, hand back; the bot is silent meanwhile."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core import Flow, Incoming, Order, Team, Turn, follow_order
from tests.support.real_flow import FLOW as REAL_FLOW
from tests.support.small_flow import AT, FLOW, Chat

TEAM = FLOW.with_team(Team())


def called(flow: Flow = TEAM) -> Chat:
    """Somebody who has asked for a person and lets the team read."""
    chat = Chat(flow, {"pet": "cat"})
    chat.say("a person please", "yes")
    return chat


def told(chat: Chat, kind: str, text: str = "", key: str = "") -> Turn | None:
    turn = follow_order(chat.flow, chat.now, Order(kind, chat.at, text, key))  # type: ignore[arg-type]
    if turn is not None:
        chat.now = turn.conversation
    return turn


def keys(turn: Turn | None) -> list[str]:
    return [one.key for reply in turn.replies for one in reply.said] if turn is not None else []


def is_shared(chat: Chat) -> bool:
    return chat.now.is_shared


def test_without_a_team_a_person_is_elsewhere() -> None:
    assert keys(Chat(FLOW, {}).say("a person please")) == ["person", "ask.pet"]


def test_the_team_is_told_once_it_may_read() -> None:
    chat = Chat(TEAM, {})
    assert keys(chat.say("a person please")) == ["pending.share"]
    assert not is_shared(chat)
    turn = chat.say("yes")
    assert keys(turn) == ["person.called", "ask.pet"]
    assert is_shared(chat)
    assert [move.trigger for move in turn.moves].count("call") == 1
    assert keys(chat.say("a person please")) == ["person.called", "ask.pet"]


def test_whoever_lets_nobody_read_is_told_where_else_to_ask() -> None:
    chat = Chat(TEAM, {})
    chat.say("a person please")
    assert keys(chat.say("no")) == ["person.alone", "ask.pet"]
    assert not is_shared(chat)
    assert told(chat, "take") is None


def test_whoever_wants_no_reader_any_more_is_with_the_bot_again_and_no_order_counts() -> None:
    chat = called()
    told(chat, "take")
    assert keys(chat.say("stop sharing"))[:1] == ["unshared"]
    assert (chat.now.is_shared, chat.now.state) == (False, "asking")
    for kind in ("take", "say", "back"):
        assert told(chat, kind, "Hello") is None
    assert not is_shared(chat)


def test_that_nobody_may_read_any_more_holds_after_the_next_answer() -> None:
    real = REAL_FLOW.with_team(Team())
    chat = Chat(real, {})
    chat.hear(Incoming(chat.at, text="agree and share"))
    assert is_shared(chat)
    chat.say("stop sharing")
    chat.say("one")
    assert not is_shared(chat)
    assert chat.now.answers["party"] == "one"


@pytest.mark.parametrize(
    ("hours", "is_there", "day"),
    [
        (0, True, date(2026, 11, 25)),
        (10, False, date(2026, 11, 25)),
        (-1, False, date(2026, 11, 24)),
        (24 * 4, False, date(2026, 11, 30)),
    ],
)
def test_the_team_keeps_its_hours(hours: int, is_there: bool, day: date) -> None:
    at = AT + timedelta(hours=hours)
    assert Team().is_there(at) is is_there
    assert Team().next_open(at) == day


def test_while_the_team_is_there_nothing_is_an_answer_and_the_bot_is_silent() -> None:
    chat = called()
    assert keys(told(chat, "take")) == ["team.here"]
    before = chat.now.answers
    for text in ("Momo", "help", "back", "1", "/start", "change", "a person please"):
        assert chat.say(text).replies == ()
    assert chat.hear(Incoming(chat.at, text="Momo", message="1", edits=True)).replies == ()
    assert (chat.now.state, chat.now.answers) == ("handed_over", before)


def test_what_the_team_writes_is_said_as_it_is() -> None:
    chat = called()
    assert told(chat, "say", "Hello") is None
    told(chat, "take")
    turn = told(chat, "say", "您好，<b>我看到了</b>")
    assert turn is not None
    assert [reply.text for reply in turn.replies] == ["您好，<b>我看到了</b>"]
    assert told(chat, "say", "  ") is None


def test_handed_back_the_question_is_there_again_and_the_end_is_marked() -> None:
    chat = called()
    asked = chat.now.asked
    told(chat, "take")
    chat.say("Momo")
    assert keys(told(chat, "back")) == ["team.left", f"ask.{asked}"]
    assert keys(chat.say("Momo"))[:1] != ["team.left"]
    assert told(chat, "back") is None


def test_a_proposed_value_counts_when_the_person_says_yes() -> None:
    chat = called()
    told(chat, "take")
    assert told(chat, "ask", "Momo", "nothing") is None
    assert keys(told(chat, "ask", "Momo", "name")) == ["team.asks", "pending.odd"]
    assert "name" not in chat.now.answers
    chat.say("yes")
    assert chat.now.answers["name"] == "Momo"


def test_a_proposed_value_may_be_refused() -> None:
    chat = called()
    told(chat, "take")
    told(chat, "ask", "Momo", "name")
    assert keys(chat.say("no")) == ["ask.name"]
    assert "name" not in chat.now.answers


@pytest.mark.parametrize("state", ["ready", "sent"])
def test_what_was_ready_or_sent_is_so_again(state: str) -> None:
    chat = called()
    chat.now = replace(chat.now, state=state, answers={})
    chat.now = replace(chat.now, state="handed_over", before_team=state)
    turn = told(chat, "back")
    assert turn is not None
    assert turn.moves[0].dest == state


def test_erasing_is_obeyed_at_any_time_and_keeping_stays_with_the_team() -> None:
    chat = called()
    told(chat, "take")
    assert keys(chat.say("delete my data")) == ["cancelling"]
    assert keys(chat.say("hm")) == []
    assert chat.now.state == "handed_over"
    chat.say("delete my data")
    assert keys(chat.say("keep")) == ["kept"]
    assert chat.now.state == "handed_over"
    chat.say("delete my data", "erase")
    assert chat.now.state == "erased"


@pytest.mark.parametrize("word", ["keep", "keep it", "保留", "leave it as it is", "不改了"])
def test_no_word_for_keeping_ever_erases(word: str) -> None:
    for chat in (Chat(FLOW, {"pet": "cat"}), called()):
        if chat.now.is_shared:
            told(chat, "take")
        chat.say("delete my data", word)
        assert chat.now.state != "erased"
        assert chat.now.answers == {"pet": "cat"}


def test_the_export_is_given_at_any_time() -> None:
    chat = called()
    told(chat, "take")
    assert keys(chat.say("export my data")) == ["export"]
    assert chat.now.state == "handed_over"
