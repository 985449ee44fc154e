"""Recording: a talk in the terminal becomes a script that plays, or one sentence says why not."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.i18n import Lang
from bot.rehearsal.playing.play_run import play_run
from dialogs import MAIN_FLOW
from tests.support.real_flow import PERSONAS, way
from tests.support.scripting import runs

FLOW = MAIN_FLOW
LETTER = PERSONAS.parent / "scripts" / "files" / "letter.pdf"
LOCKED = PERSONAS.parent / "scripts" / "files" / "locked.pdf"


def jiaji(*words: object, typed: str = "", **environment: str) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], input=typed, env=environment)


def typed_by(persona: str, lang: Lang) -> list[str]:
    """What a persona types after the greeting, its file as a path."""
    return [str(LETTER) if sent.files else str(sent.text) for _, sent in way(persona, lang)][1:]


def record(folder: Path, name: str, lines: list[str]) -> Result:
    typed = "".join(f"{line}\n" for line in lines)
    words = ("chat", "--data", folder / "data", "--record", folder / f"{name}.chat.txt")
    return jiaji(*words, typed=typed, JIAJI_CONSULATE_EMAIL="visas@consulate.example")


def is_green(path: Path) -> bool:
    played = [play_run(FLOW, run) for run in runs(path)]
    return bool(played) and not any(one.differences for one in played)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_talk_in_the_terminal_is_recorded_up_to_its_letter(tmp_path: Path, lang: Lang) -> None:
    lines = typed_by("humanitarian", lang)
    lines[lines.index(str(LETTER))] = f"{LOCKED}\n{LETTER}"
    result = record(tmp_path, "whole", lines)
    assert result.exit_code == 0, result.output
    path = tmp_path / "whole.chat.txt"
    assert {run.lang for run in runs(path)} == {"zh", "en"}
    assert is_green(path)
    text = path.read_text("utf-8")
    assert "@ready.to" in text
    assert "@ready.gloss" in text
    assert "@mistake.file.password" in text
    assert "{lang}" in text
    assert ("用户：" in text) is (lang == "zh")


def test_a_talk_that_goes_on_is_recorded_from_where_it_was(tmp_path: Path) -> None:
    lines = typed_by("humanitarian", "zh")
    assert record(tmp_path, "first", lines[:30]).exit_code == 0
    assert record(tmp_path, "second", lines[30:-2]).exit_code == 0
    assert record(tmp_path, "third", lines[-2:]).exit_code == 0
    first, second, third = (tmp_path / f"{name}.chat.txt" for name in ("first", "second", "third"))
    assert "起点" not in first.read_text("utf-8")
    assert "起点：" in second.read_text("utf-8")
    assert third.read_text("utf-8").count("用户：") == 3
    assert all(map(is_green, (first, second, third)))


def test_data_and_state_stand_only_where_they_changed(tmp_path: Path) -> None:
    record(tmp_path, "short", ["en", "agree", "one", "what", "why", "no", "change"])
    lines = (tmp_path / "short.chat.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if "data" in line] == [
        "  data: party = one",
        "  data: appointment_booked = no",
    ]
    assert [line for line in lines if "state" in line] == ["  state: asking", "  state: waiting"]


def test_what_cannot_be_written_is_said_in_one_sentence_and_nothing_stays(tmp_path: Path) -> None:
    result = record(tmp_path, "odd", ["en", "agree", "\0one"])
    assert result.exit_code == 1
    assert "odd.chat.txt is not written: " in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine.chat.txt").write_text("mine")
    assert record(tmp_path, "mine", ["en"]).exit_code == 2
    assert (tmp_path / "mine.chat.txt").read_text() == "mine"
    assert jiaji("chat", "--record", tmp_path / "mine.txt").exit_code == 2
    assert jiaji("chat", "--record", tmp_path / "no" / "mine.chat.txt").exit_code == 2
