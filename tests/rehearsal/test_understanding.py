"""`jiaji understand`: a text at a question, a whole message, and what a case file expects."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot.rehearsal.understanding.asking import Heard, NoSuchQuestion, hear_at
from bot.rehearsal.understanding.cases import is_right, is_wrong_in_silence
from tests.support.commands import jiaji
from tests.support.real_flow import FLOW

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("at", "text", "heard"),
    [
        ("passport_number", "e12345678", Heard("understood", ("E12345678",))),
        ("residences[].since", "2019-05-06", Heard("understood", ("2019-05-06",))),
        ("members[].visas[].outcome", "refused", Heard("understood", ("refused",))),
        ("residences[].more", "no", Heard("understood", ("no",))),
        ("consent", "yes", Heard("understood", ("yes",))),
        ("interview_time", "3:00", Heard("choose", ("03:00", "15:00"))),
        ("surname", "翟", Heard("confirm", ("ZHAI",))),
        ("phone", "13812", Heard("mistake", key="phone.form")),
        ("phone", "help", Heard("command", key="help")),
    ],
)
def test_a_text_at_a_question_tells_what_the_engine_does(at: str, text: str, heard: Heard) -> None:
    assert hear_at(FLOW, at, text, "en", TODAY) == heard


def test_a_question_that_is_not_there_is_told() -> None:
    with pytest.raises(NoSuchQuestion):
        hear_at(FLOW, "shoe_size", "44", "en", TODAY)


@pytest.mark.parametrize(
    ("expected", "heard"),
    [
        ("=yes", Heard("understood", ("yes",))),
        ("=2024-03-01", Heard("understood", ("2024-03",))),
        ("=?KOEHLER | =KOHLER", Heard("confirm", ("KOEHLER",))),
        ("??LYU,LU", Heard("choose", ("LYU", "LU", "LV"))),
        ("?parent", Heard("confirm", ("mother",))),
        ("!passport", Heard("mistake", key="passport.length")),
        ("!", Heard("aside", key="cost")),
        ("command:help", Heard("command", key="help")),
    ],
)
def test_what_is_expected_is_held_against_what_was_heard(expected: str, heard: Heard) -> None:
    assert is_right(expected, heard)


def test_a_wrong_value_stored_without_a_question_is_counted_apart() -> None:
    assert is_wrong_in_silence("=yes", Heard("understood", ("no",)))
    assert not is_wrong_in_silence("=yes", Heard("confirm", ("no",)))


def test_a_case_file_is_counted_and_a_wrong_one_fails(tmp_path: Path) -> None:
    cases = [
        {"at": "phone", "text": "13812345678", "lang": "zh", "expected": "=+8613812345678", "kind": "phone"},
        {"at": "phone", "text": "12", "lang": "zh", "expected": "=+8613812345678", "kind": "phone"},
    ]
    path = tmp_path / "cases.json"
    path.write_text(json.dumps(cases), encoding="utf-8")
    told = jiaji("understand", path, "--json")
    lines = [json.loads(line) for line in told.stdout.splitlines()]
    assert told.exit_code == 1
    assert lines[0] == {
        "at": "phone",
        "text": "13812345678",
        "outcome": "understood",
        "values": ["+8613812345678"],
        "key": None,
    }
    assert "phone: 1 right, 1 wrong" in told.stderr


def test_a_case_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "cases.json"
    path.write_text("{}", encoding="utf-8")
    assert jiaji("understand", path).exit_code == 2
