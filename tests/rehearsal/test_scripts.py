"""Scripts as testers write them: read, cast into runs, and played through the engine."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.rehearsal.playing.as_played import as_played
from bot.rehearsal.playing.play_run import play_run
from bot.rehearsal.scripts.matching import matches
from bot.rehearsal.scripts.script import Run, Wait
from bot.rehearsal.scripts.wording import escaped
from tests.support.real_flow import FLOW
from tests.support.scripting import differences, play_scripts, runs, written
from tests.support.small_flow import FLOW as PETS

BEGIN = "Script: pets\nLanguages: en\nUser: /start\nBot: @language\nUser: en\nBot: …\n"


def layers(folder: Path, text: str) -> list[str]:
    return [one.layer for one in differences(folder, BEGIN + text, PETS)]


def test_a_script_reads_like_the_chat_and_is_green(tmp_path: Path) -> None:
    text = """
User: cat
Bot: Part 2 of 2: Second.
  | Its name?
  | Momo.
  buttons: /why | /back
User: Momo
Bot: A fine name. When was it born? 6 May 2020.
  data: name = Momo
"""
    assert differences(tmp_path, BEGIN + text, PETS) == []


@pytest.mark.parametrize(
    "bytes_of",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
        lambda text: text.replace("：", ":").encode(),
        lambda text: text.replace("=", "＝").replace("|", "｜").encode(),
        lambda text: text.replace("{", "｛").replace("}", "｝").encode(),
        lambda text: text.replace("用户", "User").replace("机器人", "BOT").encode(),
        lambda text: text.replace("  资料", "\t资料").replace("  按钮", "　　按钮").encode(),
    ],
    ids=["plain", "bom", "windows", "half-width", "full-width", "braces", "mixed", "blanks"],
)
def test_a_script_is_read_however_it_was_typed(tmp_path: Path, bytes_of: object) -> None:
    text = """脚本：护照
语言：zh, en
变量：人数 = one
起点：party
用户：[按钮 one]
机器人：@ask.appointment_booked
  按钮：yes | no | …
  资料：party = {人数}
"""
    assert callable(bytes_of)
    assert [one.differences for one in play_scripts(tmp_path, bytes_of(text))] == [(), ()]


def test_a_script_runs_in_each_language_and_each_row(tmp_path: Path) -> None:
    text = "脚本：人数\n起点：party\n用户(zh)：{值}\n用户(en)：{code}\n机器人：…\n  资料：party = {code}\n例子：值 | code\n| 一个人 | one |\n| 团体 | group |\n"
    names = [run.name for run in runs(written(tmp_path, text))]
    assert names == [
        "人数[zh 一个人 one]",
        "人数[zh 团体 group]",
        "人数[en 一个人 one]",
        "人数[en 团体 group]",
    ]
    assert [one.differences for one in play_scripts(tmp_path, text)] == [()] * 4


@pytest.mark.parametrize(
    ("text", "layer"),
    [
        ("User: cat\nBot: @ask.born", "id"),
        ("User: cat\nBot: Its nam?", "text"),
        ("User: cat\nBot: !…name…", "text"),
        ("User: cat\nBot: !@ask.name", "id"),
        ("User: cat\nBot: …\n  regex: ^Its surname", "regex"),
        ("User: cat\nBot: …\n  !regex: name", "regex"),
        ("User: cat\nBot: …\n  text: …surname…", "text"),
        ("User: cat\nBot: …\n  buttons: /back | /why", "buttons"),
        ("User: cat\nBot: …\n  buttons: /why", "buttons"),
        ("User: cat\nBot: …\n  !buttons: /why", "buttons"),
        ("User: cat\nBot: …\n  state: born", "state"),
        ("User: cat\nBot: …\n  !state: name", "state"),
        ("User: cat\nBot: …\n  data: pet = dog", "data"),
        ("User: cat\nBot: …\n  !data: pet", "data"),
        ("User: dog\nBot: @warn.barks\n  warnings: none", "warnings"),
        ("User: dog\nBot: @warn.barks\n  ruling: none", "ruling"),
        ("User: cat\nBot: …\n  email: subject = Pet", "email"),
        ("User: cat\nBot: …\n  file: request.eml", "file"),
        ("User: cat\nSilence", "id"),
        ("User: cat\nUser: Momo\nBot: @ask.born", "id"),
        ("User: cat\nBot: @ask.name\nBot: @ask.born", "id"),
        ("User: [button dog]\nBot: …\nUser: [button cat]\nBot: …\n  state: barks", "buttons"),
        ("User: [edit dog → cat]\nSilence", "act"),
        ("User: ca\nBot: @ask.pet", "id"),
    ],
)
def test_what_is_not_as_written_is_told_by_its_layer(tmp_path: Path, text: str, layer: str) -> None:
    assert layer in layers(tmp_path, text + "\n")


@pytest.mark.parametrize(
    "text",
    [
        "User: cat\nBot: … Its  name?   Momo.",
        "User: cat\nBot: …Its name?\n  | Momo.",
        "User: cat\nBot: …Its…\n  regex: name\\?",
        "User: ca\nBot: @mistake.choice.unknown",
        "User: ca\nBot: @mistake.choice.unknown + @ask.pet",
        "User: cat\nBot: ...\n  !data: name\n  !email",
        "User: dog\nBot: @warn.barks\n  warnings: barks\n  ruling: barks\n  state: barks",
        "User: [button A cat]\nBot: @ask.name",
        "User: help\nBot: @help\n  state: pet",
        "User: cat\nBot: @section + @ask.name\nUser: Momo\nBot: @note.tip + @ask.born\n  notes: tip",
        "User: cat\nBot: @ask.name\nRestart\nUser: Momo\nBot: …\n  data: name = Momo",
        "User: \\[button cat]\nBot: @mistake.choice.unknown",
    ],
)
def test_what_is_as_written_is_green(tmp_path: Path, text: str) -> None:
    assert layers(tmp_path, text + "\n") == []


def test_every_difference_of_a_script_is_told_and_the_real_dialog_can_be_pasted(tmp_path: Path) -> None:
    text = (
        BEGIN
        + "User: cat\nBot: @ask.born\n  data: pet = dog\n  buttons: /why | …\nUser: Momo\nBot: @ask.pet\n"
    )
    played = play_scripts(tmp_path, text, PETS)[0]
    assert [one.layer for one in played.differences] == ["id", "data", "id"]
    pasted = "Script: pasted\nLanguages: en\n" + "\n".join(as_played(played)) + "\n"
    assert differences(tmp_path, pasted, PETS) == []


def test_a_reply_in_the_wrong_language_is_no_catalogue_text(tmp_path: Path) -> None:
    text = BEGIN.replace("en", "zh") + "User: cat\nBot: @ask.name\n"
    notes = [one.note.msgid for one in differences(tmp_path, text, PETS) if one.note]
    assert notes
    assert all("catalogue" in note for note in notes)


def test_time_moves_only_by_waiting_and_what_falls_due_happens(tmp_path: Path) -> None:
    text = "User: cat\nBot: @ask.name\nWait: 10 days\nSilence\nWait: until 2026-12-05 12:00\nBot: @reminder\nWait: 3 days\nBot: @expired\n  !data: pet\nUser: [old button cat]\nBot: @language\n"
    assert layers(tmp_path, text) == []
    assert layers(tmp_path, "Wait: until 2020-01-01\nSilence\n") == ["act"]


def test_lengths_of_time_are_read_in_both_languages(tmp_path: Path) -> None:
    text = BEGIN + "Wait: 1 天 2 小时\nWait: 90 min\nWait: 2weeks\nUser: cat\nBot: @ask.name\n"
    waits = [one.act for one in runs(written(tmp_path, text), PETS)[0].exchanges if isinstance(one.act, Wait)]
    assert [one.lasting.total_seconds() / 3600 for one in waits if one.lasting] == [26, 1.5, 336]


def test_a_double_tap_is_two_messages_and_the_second_changes_nothing(tmp_path: Path) -> None:
    assert layers(tmp_path, "User: [double tap cat]\nBot: @ask.name\nBot: @stale\n  data: pet = cat\n") == []


def test_the_same_script_leaves_the_same_turns(tmp_path: Path) -> None:
    run: Run = runs(written(tmp_path, BEGIN + "User: cat\nBot: @ask.name\n"), PETS)[0]
    assert play_run(PETS, run).turns == play_run(PETS, run).turns


def test_what_was_seen_is_every_turn_with_its_beginning(tmp_path: Path) -> None:
    turns = play_scripts(tmp_path, BEGIN + "User: cat\nBot: @ask.name\n", PETS)[0].turns
    assert [seen.turn.conversation for seen in turns[:-1]] == [seen.before for seen in turns[1:]]
    assert [seen.incoming and seen.incoming.text for seen in turns] == ["/start", "en", "cat"]


def test_a_variable_in_a_regex_is_only_its_own_letters(tmp_path: Path) -> None:
    text = "脚本：正则\n语言：en\n起点：party\n变量：x = a.c\n用户：help\n机器人：…\n  !正则：^{x}$\n  正则：\\w{2}\n"
    assert differences(tmp_path, text, FLOW) == []


def test_checks_below_a_line_for_each_language_are_for_both_unless_each_has_its_own(tmp_path: Path) -> None:
    begin = "脚本：谁的检查\n起点：party\n用户：one\n"
    shared = "机器人(zh)：您…\n机器人(en)：Do…\n  按钮：yes\n"
    assert len(differences(tmp_path, begin + shared)) == 2
    own = "机器人(zh)：您…\n  按钮：约好了 | …\n机器人(en)：Do…\n  按钮：yes | …\n"
    assert [one.wanted for one in differences(tmp_path, begin + own)] == []
    alone = "机器人(en)：Do…\n  按钮：yes\n机器人(zh)：您…\n用户：no\n机器人：@pause.no_appointment\n"
    assert len(differences(tmp_path, begin + alone)) == 1


def test_a_run_that_is_held_in_another_language_is_told(tmp_path: Path) -> None:
    text = "脚本：都选了中文\n用户：/start\n机器人：…\n用户：zh\n机器人：…\n机器人：@ask.consent\n"
    assert [(one.layer, one.got) for one in differences(tmp_path, text)] == [("act", "zh")]


def test_a_text_of_one_language_is_told_to_be_for_that_language(tmp_path: Path) -> None:
    text = "脚本：只写了中文\n起点：party\n用户：one\n机器人：您已经在上海约好普通面谈了吗？\n"
    notes = [one.note for one in differences(tmp_path, text)]
    assert [dict(note.values)["line"] for note in notes if note] == ["机器人(zh)："]


@pytest.mark.parametrize(
    ("lines", "green"),
    [
        ("Bot: …", True),
        ("Bot: @intro\nBot: @ask.pet", True),
        ("Bot: …\nBot: @ask.pet", True),
        ("Bot: @intro\nBot: …", True),
        ("Bot: …\nBot: …", True),
        ("Bot: …\nBot: …\nBot: …", False),
        ("Bot: @intro", False),
        ("Bot: @ask.pet\nBot: …", False),
        ("Bot: …\nBot: @intro", False),
    ],
)
def test_every_reply_has_its_line_and_three_dots_are_one_or_more(
    tmp_path: Path, lines: str, green: bool
) -> None:
    text = f"Script: s\nLanguages: en\nUser: /start\nBot: @language\nUser: en\n{lines}\n"
    assert (differences(tmp_path, text, PETS) == []) is green


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_a_text_that_is_written_matches_itself(text: str) -> None:
    assert matches(escaped(text), text)


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_three_dots_stand_for_anything(before: str, between: str, after: str) -> None:
    whole = f"{before}\n{between}\n{after}"
    assert matches(f"{escaped(before)} … {escaped(after)}", whole)
    assert matches(f"…{escaped(between)}…", whole)


def test_files_photos_and_other_things_are_sent_as_people_send_them(tmp_path: Path) -> None:
    scripts = Path(__file__).parents[1] / "scripts"
    written(tmp_path, (scripts / "parts" / "mother_ill.txt").read_text("utf-8"), "mother.txt")
    (tmp_path / "files").mkdir()
    written(tmp_path / "files", (scripts / "files" / "letter.pdf").read_bytes(), "letter.pdf")
    written(tmp_path, b"GIF89a not a letter", "moving.gif")
    Image.new("RGB", (8, 8), "white").save(tmp_path / "page.png")
    text = """脚本：证明
起点：proof
引用：mother.txt
用户：[文件 moving.gif]
机器人：@mistake.file.kind
用户：[大文件]
机器人：@mistake.file.large
用户：[贴纸]
机器人：@mistake.not_text
用户：[别人的名片]
机器人：@mistake.other_contact
用户：[照片 page.png]
机器人：@understood + @review
  资料：proof = proof.jpg
用户：[文件 files/letter.pdf]
机器人：@understood + @review
  资料：proof = proof.jpg, proof.pdf
"""
    assert differences(tmp_path, text) == []
    own = "脚本：电话\n起点：phone\n引用：mother.txt\n用户：[名片 +86 138 1234 5678]\n机器人：@ask.email\n  资料：phone = 13812345678\n"
    assert differences(tmp_path, own) == []


def test_an_edited_message_is_named_by_what_it_said(tmp_path: Path) -> None:
    text = "User: cat\nBot: @ask.name\nUser: Momo\nBot: @ask.born\nUser: [edit Momo → Lulu]\nBot: @ask.born\n  data: name = Lulu\n"
    assert layers(tmp_path, text) == []
    assert layers(tmp_path, text.replace("[edit Momo → Lulu]", "[edit Lulu]")) == []
    assert layers(tmp_path, text.replace("[edit Momo → Lulu]", "[edit cat -> dog]")) == ["id", "data"]
