"""What is never said, one of several, and a value that is captured for later lines."""

from pathlib import Path

import pytest

from bot.i18n import translate
from bot.rehearsal.coverage.checked import checked_in
from bot.rehearsal.playing.as_played import as_played
from tests.support.scripting import differences, faults_in, play_scripts

HEAD = "Languages: en\nStart: party\n"


@pytest.mark.parametrize(
    ("never", "said"),
    [
        ("@ask.appointment_booked", True),
        ("@ask.residence", False),
        ("interview appointment", True),
        ("interview…Shanghai", True),
        ("Interview appointment approved", False),
    ],
)
def test_what_is_never_said_is_looked_for_in_every_message(tmp_path: Path, never: str, said: bool) -> None:
    found = differences(tmp_path, f"{HEAD}Never says: {never}\nUser: why\nBot: …\nUser: one\nBot: …\n")
    assert [(one.at.line, translate(one.note or "", "en")) for one in found] == (
        [(3, "this is never to be said")] if said else []
    )


def test_what_is_never_said_must_be_something(tmp_path: Path) -> None:
    for never, why in (
        ("…", "an id or a text"),
        ("!@ask.party", "an id or a text"),
        ("@ask.prty", "never says"),
    ):
        [fault] = faults_in(tmp_path, f"{HEAD}Never says: {never}\nUser: one\nBot: @ask.appointment_booked\n")
        assert why in fault


OTHERS = f"{HEAD}User: one\nBot: @ask.party\n  or: {{other}}\n  buttons: yes | …\n"


def test_one_of_these_is_enough_and_none_is_red(tmp_path: Path) -> None:
    assert differences(tmp_path, OTHERS.format(other="@ask.appointment_booked")) == []
    assert differences(tmp_path, OTHERS.format(other="Do you already have …")) == []
    [one] = differences(tmp_path, OTHERS.format(other="@ask.residence"))
    assert one.wanted == "@ask.party / @ask.residence"


def test_only_the_one_that_was_said_counts_as_checked(tmp_path: Path) -> None:
    [played] = play_scripts(tmp_path, OTHERS.format(other="@ask.appointment_booked"))
    assert {one for one in checked_in(played) if one.startswith("question:")} == {
        "question:appointment_booked"
    }


def test_what_is_pasted_leaves_the_others_out(tmp_path: Path) -> None:
    [played] = play_scripts(tmp_path, OTHERS.format(other="@ask.residence"))
    assert as_played(played) == ["User: one", "Bot: @ask.appointment_booked", "  buttons: yes | …"]


def test_one_of_several_is_an_id_or_a_text_below_a_line_of_the_bot(tmp_path: Path) -> None:
    for other in ("…", "!@ask.residence"):
        [fault] = faults_in(tmp_path, OTHERS.format(other=other))
        assert "write an id or a text for each" in fault
    [fault] = faults_in(tmp_path, f"{HEAD}User: one\n  or: @ask.party\n")
    assert "below a line of the bot" in fault
    [fault] = faults_in(tmp_path, OTHERS.format(other="@ask.residense"))
    assert "Did you mean ask.residence?" in fault


def captured(folder: Path, typed: str, later: str) -> list[str]:
    text = f"{HEAD}User: {typed}\nBot: @mistake.choice.unknown\n  capture: word = read “(.+?)”\n{later}"
    return [f"{one.layer}: {one.wanted}" for one in differences(folder, text)]


def test_a_captured_value_stands_in_later_lines_and_means_nothing_but_itself(tmp_path: Path) -> None:
    for typed in ("perhaps", "per…ps", "(per|haps)*"):
        later = "User: {word}\nBot: @mistake.choice.unknown\n  text: …{word}…\n  regex: read “{word}”\n"
        assert captured(tmp_path, typed, later) == []
        wrong = "User: maybe\nBot: @mistake.choice.unknown\n  text: …“{word}”…\n  regex: “{word}”\n"
        assert [one.split(":")[0] for one in captured(tmp_path, typed, wrong)] == ["text", "regex"]


def test_what_cannot_be_captured_is_red(tmp_path: Path) -> None:
    text = f"{HEAD}User: one\nBot: …\n  capture: number = (\\d+) left\n"
    assert [one.layer for one in differences(tmp_path, text)] == ["regex"]


@pytest.mark.parametrize(
    ("capture", "why"),
    [
        ("(\\d+)", "A new name"),
        ("lang = (\\d+)", "A new name"),
        ("number = \\d+", "in brackets, once"),
        ("number = (\\d+", "no regular expression"),
    ],
)
def test_a_capture_that_cannot_be_is_a_fault(tmp_path: Path, capture: str, why: str) -> None:
    [fault] = faults_in(tmp_path, f"{HEAD}User: one\nBot: @ask.appointment_booked\n  capture: {capture}\n")
    assert why in fault


def test_a_value_is_not_there_before_it_is_captured(tmp_path: Path) -> None:
    text = f"{HEAD}User: {{word}}\nBot: @mistake.choice.unknown\n  capture: word = read “(.+?)”\n"
    [fault] = faults_in(tmp_path, text)
    assert "There is no variable {word}" in fault
