"""Recording: a talk in the terminal becomes a script that plays, or one sentence says why not."""

from pathlib import Path

import pytest
from typer.testing import Result

from bot.core import Conversation, Team
from bot.i18n import Lang
from bot.rehearsal.recording.chat_recorder import ChatRecorder
from bot.rehearsal.recording.record_chat import save_chat
from dialogs import MAIN_FLOW
from tests.support.commands import jiaji
from tests.support.real_flow import PERSONAS, way
from tests.support.scripting import is_green, runs

FLOW = MAIN_FLOW
LETTER = PERSONAS.parent / "scripts" / "files" / "letter.pdf"
LOCKED = PERSONAS.parent / "scripts" / "files" / "locked.pdf"


def typed_by(persona: str, lang: Lang) -> list[str]:
    """What a persona types after the greeting, its file as a path."""
    return [str(LETTER) if sent.files else str(sent.text) for _, sent in way(persona, lang)][1:]


def record(folder: Path, name: str, lines: list[str]) -> Result:
    typed = "".join(f"{line}\n" for line in lines)
    words = ("chat", "--data", folder / "data", "--record", folder / f"{name}.chat.txt")
    return jiaji(*words, typed=typed, JIAJI_CONSULATE_EMAIL="visas@consulate.example")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_talk_in_the_terminal_is_recorded_up_to_its_letter(tmp_path: Path, lang: Lang) -> None:
    lines = typed_by("humanitarian", lang)
    # A page with hardly a word on it is asked about.
    lines[lines.index(str(LETTER))] = f"{LOCKED}\n{LETTER}\nkeep"
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


ACTS = """en
agree
[button one]
[old button one]
[double tap yes]
[sticker]
shanghai
back
jiangsu
[edit jiangsu → anhui]
[wait 2 days]
why
[paper passport passport_number = E12345678; ?ds160_number]
[large file]
[wait 20 days]
"""


def test_what_is_done_in_brackets_is_done_as_in_a_script_and_recorded(tmp_path: Path) -> None:
    result = record(tmp_path, "acts", ACTS.splitlines())
    assert result.exit_code == 0, result.output
    path = tmp_path / "acts.chat.txt"
    assert is_green(path)
    lines = path.read_text("utf-8").splitlines()
    for line in (
        "User: [button one]",
        "User: [old button one]",
        "User: [sticker]",
        "User: [edit jiangsu → anhui]",
        "User: [paper passport passport_number = E12345678; ?ds160_number]",
        "User: [large file]",
        "Wait: 2 days",
        "Bot: @reminder",
        "Bot: @expired",
        "  data: residence = anhui",
    ):
        assert line in lines, line


def test_what_cannot_be_done_is_said_and_the_talk_goes_on(tmp_path: Path) -> None:
    lines = [
        "en",
        "agree",
        "[button three]",
        "[fly]",
        "[restart]",
        "[team takes over]",
        "[wait 0 days]",
        "one",
    ]
    result = record(tmp_path, "odd", lines)
    assert result.exit_code == 0, result.output
    for said in ("no such button is shown here: one", "fly is nothing", "Ctrl-D", "team cannot", "no length"):
        assert said in result.output, said
    text = (tmp_path / "odd.chat.txt").read_text("utf-8")
    assert "three" not in text
    assert "data: party = one" in text
    assert is_green(tmp_path / "odd.chat.txt")


def test_what_the_team_does_in_a_talk_is_recorded(tmp_path: Path) -> None:
    flow, path = FLOW.with_team(Team()), tmp_path / "team.chat.txt"
    recorder, now = ChatRecorder(flow, path), Conversation("here", FLOW.key, language="zh")
    typed = (
        "zh 同意 人工 [按钮_apply] [团队接手] [团队说_您好] [团队建议_party_=_one] one [团队接手] [团队交回]"
    )
    for line in typed.split():
        for incoming in recorder.do(line.replace("_", " "), now) or ():
            now = recorder.take_turn(flow, now, incoming).conversation
    assert save_chat(flow, recorder.recorded_turns, path, {})
    text = path.read_text("utf-8")
    assert "团队：在" in text
    assert "用户：[团队说 您好]\n机器人：@team.said\n" in text
    assert "用户：[团队建议 party = one]\n" in text
    assert is_green(path)
