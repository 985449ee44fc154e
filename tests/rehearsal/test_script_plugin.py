"""The runner as testers see it: names, exit codes, JUnit, several processes, and accepting new wording."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.support.commands import jiaji_test
from tests.support.scripting import written

GREEN = "脚本：人数\n起点：party\n用户：one\n机器人：@ask.appointment_booked\n"
RED = "脚本：走错了\n起点：party\n用户：one\n机器人：@ask.residence\n"
WORDS = "脚本：措辞\n语言：zh\n起点：party\n变量：谁 = one\n用户：{谁}\n# 旧的措辞\n机器人：您已经在上海约好面谈了吗？\n  文字：…普通面谈…\n用户：no\n机器人：@pause.no_appointment\n"


def test_every_script_language_and_row_is_a_test_with_a_readable_name(tmp_path: Path) -> None:
    written(tmp_path, GREEN + "例子：无用\n| 甲 |\n| 乙 |\n")
    result = jiaji_test(tmp_path, "--junit", tmp_path / "out.xml")
    assert result.exit_code == 0
    cases = list(ElementTree.parse(tmp_path / "out.xml").iter("testcase"))
    assert [case.get("name") for case in cases] == [
        "人数[zh 甲]",
        "人数[zh 乙]",
        "人数[en 甲]",
        "人数[en 乙]",
    ]
    assert {Path(case.get("file") or "").name for case in cases} == {"one.chat.txt"}
    assert all(case.get("line") is not None for case in cases)


def test_a_red_script_is_1_and_an_unreadable_one_is_2_while_the_others_run(tmp_path: Path) -> None:
    written(tmp_path, GREEN, "a.chat.txt")
    written(tmp_path, RED, "b.chat.txt")
    result = jiaji_test(tmp_path)
    assert (result.exit_code, "2 failed, 2 passed" in result.output) == (1, True)
    written(tmp_path, b"\xff\xfe", "c.chat.txt")
    written(tmp_path, GREEN.replace("one\n", "{x}\n"), "d.chat.txt")
    result = jiaji_test(tmp_path)
    assert (result.exit_code, "4 failed, 2 passed" in result.output) == (2, True)
    assert "c.chat.txt: 这个文件" in result.output or "c.chat.txt: This file is UTF-16" in result.output
    assert "d.chat.txt:3: 没有变量 {x}" in result.output


def test_a_start_out_of_reach_is_2_and_a_text_that_is_never_said_is_red(tmp_path: Path) -> None:
    written(tmp_path, GREEN.replace("起点：party", "起点：phone"))
    assert jiaji_test(tmp_path).exit_code == 2
    written(tmp_path, GREEN.replace("@ask.appointment_booked", "今天天气真不错，我们去公园吧"))
    result = jiaji_test(tmp_path, "--lang", "zh")
    assert (result.exit_code, "机器人没有这句话" in result.output) == (1, True)


def test_scripts_are_chosen_by_language_and_by_name(tmp_path: Path) -> None:
    written(tmp_path, GREEN, "a.chat.txt")
    written(tmp_path, RED, "b.chat.txt")
    assert "1 passed" in jiaji_test(tmp_path, "--lang", "en", "-k", "人数").output


def test_a_file_with_another_name_is_told_how_scripts_are_named(tmp_path: Path) -> None:
    result = jiaji_test(written(tmp_path, GREEN, "one.txt"))
    assert (result.exit_code, ".chat.txt" in result.output) == (2, True)


def run_pytest(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "bot.rehearsal.plugin",
        "-c",
        os.devnull,
        "--rootdir",
        str(folder),
    ]
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [*command, "-p", "no:cacheprovider", str(folder), *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


def test_plain_pytest_gives_the_same_result_in_several_processes(tmp_path: Path) -> None:
    written(tmp_path, GREEN, "a.chat.txt")
    written(tmp_path, RED, "b.chat.txt")
    written(tmp_path, "坏", "c.chat.txt")
    result = run_pytest(tmp_path, "-n", "2", "-m", "zh or not en", "--strict-markers")
    assert "2 failed, 1 passed" in result.stdout
    assert "编号" in result.stdout
    assert result.returncode == 2
    assert "--update" in run_pytest(tmp_path, "-n", "2", "--update").stderr


def test_new_wording_is_accepted_and_nothing_else_changes(tmp_path: Path) -> None:
    path = written(tmp_path, ("\ufeff" + WORDS.replace("\n", "\r\n")).encode())
    before = path.read_bytes()
    assert jiaji_test(tmp_path).exit_code == 1
    result = jiaji_test(tmp_path, "--update")
    assert result.exit_code == 0, result.output
    changed = path.read_bytes()
    lines = zip(before.decode().split("\r\n"), changed.decode().split("\r\n"), strict=True)
    assert [new for old, new in lines if old != new] == ["机器人：您已经在上海约好普通面谈了吗？"]
    assert jiaji_test(tmp_path).exit_code == 0


@pytest.mark.parametrize(("typed", "exit_code"), [("y\n", 0), ("是\n", 0), ("n\n", 1), ("", 1)])
def test_each_change_is_shown_and_accepted_only_by_a_yes(tmp_path: Path, typed: str, exit_code: int) -> None:
    path = written(tmp_path, WORDS)
    result = jiaji_test(tmp_path, "--update", "--ask", typed=typed)
    assert result.exit_code == exit_code, result.output
    assert "+ 机器人：您已经在上海约好普通面谈了吗？" in result.output
    assert "接受吗" in result.output
    assert (path.read_text("utf-8") != WORDS) is (exit_code == 0)


@pytest.mark.parametrize("typed", ["{话}", "｛话｝"])
def test_a_variable_stays_in_the_new_wording(tmp_path: Path, typed: str) -> None:
    text = f"脚本：措辞\n语言：zh\n起点：party\n变量：话 = 大概吧\n用户：{typed}\n机器人：没懂“{typed}”。…\n"
    path = written(tmp_path, text)
    assert jiaji_test(tmp_path, "--update").exit_code == 0
    assert "“{话}”" in path.read_text("utf-8")


def test_meaning_is_never_accepted(tmp_path: Path) -> None:
    path = written(tmp_path, RED)
    assert jiaji_test(tmp_path, "--update").exit_code == 1
    assert path.read_text("utf-8") == RED


def test_nothing_is_accepted_from_a_run_that_went_astray(tmp_path: Path) -> None:
    text = WORDS.replace("机器人：@pause.no_appointment", "机器人：@ask.residence")
    path = written(tmp_path, text)
    assert jiaji_test(tmp_path, "--update").exit_code == 1
    assert path.read_text("utf-8") == text


def test_a_line_for_both_languages_takes_no_wording_of_one(tmp_path: Path) -> None:
    text = WORDS.replace("语言：zh\n", "")
    path = written(tmp_path, text)
    result = jiaji_test(tmp_path, "--update")
    assert result.exit_code == 1
    assert re.search(r"one\.chat\.txt:6: .*\(zh\).*\(en\)", result.output)
    assert path.read_text("utf-8") == text


def test_a_whole_email_is_kept_and_compared(tmp_path: Path) -> None:
    scripts = Path(__file__).parents[1] / "scripts"
    for name in ("files/letter.pdf", "parts/mother_ill.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((scripts / name).read_bytes())
    text = "脚本：邮件\n起点：reviewing\n引用：parts/mother_ill.txt\n用户：confirm\n机器人：…\n机器人：@ready\n  邮件：同 golden/{lang}.eml\n"
    written(tmp_path, text)
    assert "--update" in jiaji_test(tmp_path).output
    assert jiaji_test(tmp_path, "--update").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "golden").iterdir()) == ["en.eml", "zh.eml"]
    assert jiaji_test(tmp_path).exit_code == 0
    kept = tmp_path / "golden" / "zh.eml"
    kept.write_bytes(kept.read_bytes().replace(b"19 January", b"20 January"))
    result = jiaji_test(tmp_path, "--lang", "zh")
    assert result.exit_code == 1
    assert re.search(r"✗ 邮件.*\n\s+@@.*\n.*20 January.*\n", result.output) or "20 January" in result.output


@pytest.mark.parametrize("ci", ["true", "1"])
def test_accepting_is_refused_on_a_build_server(tmp_path: Path, ci: str) -> None:
    path = written(tmp_path, WORDS)
    result = jiaji_test(tmp_path, "--update", CI=ci)
    assert result.exit_code != 0
    assert "CI" in result.output
    assert path.read_text("utf-8") == WORDS


def test_without_pytest_one_sentence_says_what_to_install() -> None:
    code = "import sys; sys.modules['pytest'] = None; from bot.cli import app; app(['test'])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "pip install" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_words_of_a_name_are_no_expression_and_an_expression_is_none(tmp_path: Path) -> None:
    written(tmp_path, GREEN.replace("人数", "one and not two"), "a.chat.txt")
    written(tmp_path, GREEN, "b.chat.txt")
    for chosen, passed in (("one and not two", 2), ("人数 and not zh", 1)):
        result = jiaji_test(tmp_path, "-k", chosen)
        assert (result.exit_code, f"{passed} passed" in result.output) == (0, True)


def test_every_script_has_its_line_where_that_is_wanted(tmp_path: Path) -> None:
    written(tmp_path, GREEN)
    assert "人数[zh] PASSED" in jiaji_test(tmp_path, "-v").output


def test_what_is_not_utf_8_is_told_in_the_language_it_is_in(tmp_path: Path) -> None:
    written(tmp_path, GREEN.encode("gb18030"))
    assert "这一行不是 UTF-8" in jiaji_test(tmp_path).output


def test_a_red_line_says_its_variables(tmp_path: Path) -> None:
    written(tmp_path, RED.replace("@ask.residence", "@ask.{何处}") + "例子：何处\n| residence |\n")
    assert "@ask.residence" in jiaji_test(tmp_path).output.partition("————")[0]
    assert "应该是：@ask.residence" in jiaji_test(tmp_path).output


def test_a_dialog_that_cannot_be_loaded_is_told_once(tmp_path: Path) -> None:
    """With a policy that says months in words, in a copy."""
    root = Path(__file__).parents[2]
    shutil.copytree(root / "dialogs", tmp_path / "dialogs", ignore=shutil.ignore_patterns("__pycache__"))
    policy = tmp_path / "dialogs" / "expedited_interview" / "policy.toml"
    policy.write_text(re.sub(r"months = \d+", 'months = "six"', policy.read_text("utf-8")), "utf-8")
    for name in ("a", "b"):
        written(tmp_path, GREEN, f"{name}.chat.txt")
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{root}", "PYTHONIOENCODING": "utf-8"}
    for more in ((), ("--show",)):
        command = [sys.executable, "-m", "bot", "test", str(tmp_path), *more]
        result = subprocess.run(
            command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
        )
        said = result.stdout + result.stderr
        assert (result.returncode, said.count("refusal.months")) == (3, 1), said
        assert "Traceback" not in said
