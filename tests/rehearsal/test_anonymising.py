"""Whoever stands in a script is invented, and a secret that was left in it is found."""

import re
from dataclasses import replace

import pytest

from bot.core import Conversation, Incoming, Periods, take_turn
from bot.rehearsal.playing.recorded_turn import RecordedTurn
from bot.rehearsal.recording.acts_from_turns import NotRecordable
from bot.rehearsal.recording.anonymise import Anonymiser
from bot.rehearsal.recording.fakes import SURNAMES
from bot.rehearsal.recording.leak_check import leaks
from tests.conftest import AT
from tests.rehearsal.stored_person import FLOW


@pytest.mark.parametrize("secret", ["Wang Fang", "王芳", "13987654321", "a@b.example"])
def test_a_secret_is_found_however_it_is_written(secret: str) -> None:
    secrets = frozenset((secret,))
    assert leaks(FLOW, f"用户：{secret}。", secrets)
    assert leaks(FLOW, f"User: ({secret.upper()})", secrets)
    assert not leaks(FLOW, "用户：[按钮 yes]\n  资料：surname = HU", secrets)


def test_digits_are_found_however_they_are_parted_and_words_of_the_dialog_are_no_secrets() -> None:
    assert leaks(FLOW, "用户：+86 139-8765-4321", frozenset(("13987654321",)))
    assert not leaks(FLOW, "用户：{lang}\n  状态：asking", frozenset(("LANG", "asking")))


def recorded(*said: str) -> list[RecordedTurn]:
    recorded_turns, now = [], Conversation("c", FLOW.key)
    for text in said:
        incoming = Incoming(AT, text=text)
        turn = take_turn(FLOW, now, incoming)
        recorded_turns.append(RecordedTurn(AT, now, incoming, turn))
        now = turn.conversation
    return recorded_turns


TO_THE_NAME = "/start en agree one yes shanghai business B-1 yes no no no 2027-01-19 9:30 20110512345".split()


def test_a_turn_needs_no_substitute_for_what_came_before_only_for_its_answers() -> None:
    turns = recorded(*TO_THE_NAME, "FEATHERSTONE", "TWEETY", "1987-09-23", "E8765432")
    for number in range(len(TO_THE_NAME) - 3, len(turns) - 1):
        # Nothing invented is answered as these were.
        turns[number] = replace(turns[number], turn=replace(turns[number].turn, replies=()))
    secrets = frozenset({"FEATHERSTONE", "TWEETY", "E8765432"})
    with pytest.raises(NotRecordable):
        Anonymiser(FLOW, -28, Periods(), secrets).of(turns)
    last = Anonymiser(FLOW, -28, Periods(), secrets, is_last_alone=True).of(turns)[-1]
    assert [reply.key for reply in last.turn.replies] == [reply.key for reply in turns[-1].turn.replies]
    assert last.before.answers.keys() == turns[-1].before.answers.keys()
    assert str(last.before.answers["interview_date"]) == "1999-01-19"
    assert last.before.answers["purpose"] == "business"
    told = f"{last.incoming} {last.before.answers}"
    assert not re.search("feather|tweety|1987|8765|20110512345", told, re.IGNORECASE)


def test_an_invented_name_is_nobodys_in_the_same_conversation() -> None:
    recorded_turns = recorded(*TO_THE_NAME, "ZHANG")
    others = frozenset(SURNAMES) - {"ZHOU"}
    told = Anonymiser(FLOW, -28, Periods(), others).of(recorded_turns)
    surname = told[-1].incoming
    assert surname is not None
    assert surname.text == "ZHOU"


@pytest.mark.parametrize(
    ("name", "invented"),
    [
        ("LI LIANG", "ZHOU MINGYUE"),
        ("LIANG, LI", "MINGYUE, ZHOU"),
        ("LI ZHOU", "ZHOU ZHOU"),
        ("LILI LIANG", "LILI MINGYUE"),
    ],
)
def test_of_a_name_that_is_part_of_another_no_piece_is_left(name: str, invented: str) -> None:
    """As it stands on a paper, though no question asks for it."""
    anonymiser = Anonymiser(FLOW, -28, Periods(), frozenset())
    was, known = (
        {"surname": "LI", "given_names": "LIANG"},
        {"surname": "ZHOU", "given_names": "MINGYUE"},
    )
    assert anonymiser.unasked(name, was, known) == invented
    assert anonymiser.unasked(name, {}, known) == name
