"""What stands above a script: tags, known problems, and tables in files of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rehearsal.test_script_plugin import GREEN, RED
from tests.support.commands import jiaji_test
from tests.support.scripting import written

TABLE = "脚本：回答\n起点：party\n用户：{答}\n机器人：@ask.appointment_booked\n例子：answers.csv\n"


def test_scripts_are_chosen_by_their_tags_in_either_language(tmp_path: Path) -> None:
    written(tmp_path, GREEN.replace("起点", "标签：急, letters\n起点"), "a.chat.txt")
    written(tmp_path, RED, "b.chat.txt")
    for chosen in ("急", "letters", "急 and zh", "not 急 and letters or 急"):
        result = jiaji_test(tmp_path, "-m", chosen)
        assert (result.exit_code, "passed" in result.output) == (0, True)
    assert jiaji_test(tmp_path, "-m", "not 急").exit_code == 1
    written(tmp_path, GREEN.replace("起点", "标签：zh\n起点"), "a.chat.txt")
    assert jiaji_test(tmp_path).exit_code == 2


def test_a_known_problem_is_red_without_failing_and_told_once_it_is_gone(tmp_path: Path) -> None:
    known = "已知问题：人数之后问错了\n起点"
    written(tmp_path, RED.replace("起点", known))
    result = jiaji_test(tmp_path)
    assert (result.exit_code, "2 xfailed" in result.output) == (0, True)
    written(tmp_path, GREEN.replace("起点", known))
    result = jiaji_test(tmp_path)
    assert (result.exit_code, "人数之后问错了" in result.output) == (1, True)
    # A script that cannot be read is no known problem.
    written(tmp_path, RED.replace("起点", known).replace("用户", "用乎"))
    assert jiaji_test(tmp_path).exit_code == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_may_be_a_file_as_a_spreadsheet_saves_it(tmp_path: Path, encoding: str) -> None:
    written(tmp_path, TABLE)
    (tmp_path / "answers.csv").write_text('答,说明\r\none,"一个人, 就我"\r\n\r\n就我一个人,\r\n', encoding)
    result = jiaji_test(tmp_path)
    assert (result.exit_code, "4 passed" in result.output) == (0, True)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("answers.csv", "", "answers.csv"),
        ("answers.csv", "答\n", "answers.csv"),
        ("answers.csv", "答,说明\none\n", "2"),
        ("answers.csv", "答 案\none\n", "answers.csv"),
        ("other.csv", "答\none\n", "answers.csv"),
    ],
)
def test_a_table_that_is_none_is_told_at_the_line_that_names_it(
    tmp_path: Path, name: str, content: str, said: str
) -> None:
    written(tmp_path, TABLE)
    (tmp_path / name).write_text(content, "utf-8")
    result = jiaji_test(tmp_path)
    assert result.exit_code == 2
    assert "one.chat.txt:5" in result.output
    assert said in result.output


def test_no_table_is_read_from_outside(tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text("答\none\n", "utf-8")
    (tmp_path / "in").mkdir()
    written(tmp_path / "in", TABLE.replace("answers.csv", "../answers.csv"))
    assert jiaji_test(tmp_path / "in").exit_code == 2


@pytest.mark.parametrize("sign", [";", "\t"])
def test_a_table_lies_beside_its_script_and_may_have_other_signs_between_its_cells(
    tmp_path: Path, sign: str
) -> None:
    written(tmp_path, GREEN, "a.chat.txt")
    (tmp_path / "inner").mkdir()
    written(tmp_path / "inner", TABLE)
    (tmp_path / "inner" / "answers.csv").write_text(f"答{sign}说明\none{sign}甲, 乙\n", "utf-8")
    result = jiaji_test(tmp_path)
    assert (result.exit_code, "4 passed" in result.output) == (0, True)


def test_a_file_is_included_by_a_variable_of_the_table_or_by_the_language(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "one.zh.txt").write_text("用户：一个人\n", "utf-8")
    (tmp_path / "parts" / "one.en.txt").write_text("User: just me\n", "utf-8")
    text = "脚本：谁\n起点：party\n引用：parts/{谁}.{lang}.txt\n机器人：@ask.appointment_booked\n例子：谁\n| one |\n| two |\n"
    written(tmp_path, text)
    result = jiaji_test(tmp_path)
    assert result.exit_code == 2
    assert "one.chat.txt:3" in result.output
    written(tmp_path, text.replace("| two |\n", ""))
    result = jiaji_test(tmp_path, "-v")
    assert (result.exit_code, "2 passed" in result.output) == (0, True)


def test_a_question_may_be_named_as_people_see_it(tmp_path: Path) -> None:
    text = "脚本：中文名\n起点：护照号码\n引用：parts.txt\n用户：E12345678\n机器人：@ask.ds160_number\n  资料：护照号码 = E12345678\n  状态：{}\n"
    given = Path("tests/scripts/parts/mother_ill.txt").read_text("utf-8").replace("files/", "")
    (tmp_path / "parts.txt").write_text(given, "utf-8")
    written(tmp_path, text.format("DS-160 编号"))
    (tmp_path / "letter.pdf").write_bytes(Path("tests/scripts/files/letter.pdf").read_bytes())
    assert jiaji_test(tmp_path).exit_code == 0, jiaji_test(tmp_path).output
    written(tmp_path, text.format("护照号码"))
    assert jiaji_test(tmp_path).exit_code == 1


def test_a_known_problem_is_told_with_its_reason_while_it_is_red(tmp_path: Path) -> None:
    written(tmp_path, RED.replace("起点", "已知问题：人数之后问错了\n起点"))
    assert "人数之后问错了" in jiaji_test(tmp_path).output
