"""What cannot be read as a script: one fault each, in its line, with what to write instead."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rehearsal.playing.diff import red_report
from bot.rehearsal.scripts.keywords import ACTS, CHECKS, EMAIL, LINES
from bot.rehearsal.scripts.script import Unreadable
from tests.support.scripting import faults_in, play_scripts, written
from tests.support.small_flow import FLOW as PETS

BEGIN = "脚本：坏\n语言：zh\n起点：party\n"


@pytest.mark.parametrize(
    ("body", "line", "said", "hint"),
    [
        ("机器忍：@ask.party", 4, "机器忍 is no word of a script", "机器人"),
        ("Usr: one", 4, "Usr is no word of a script", "user"),
        ("  用户：one", 4, "用户 must not be indented", "Indent the checks"),
        ("用户：one\n按钮：yes", 5, "按钮 is a check", "Indent"),
        ("用户；one", 4, "A colon is missing after 用户", ""),
        ("用户：one\n机器人：…\n  资料 party = one", 6, "A colon is missing after 资料", ""),
        ("用户：[证件 attestation -stamp]\n机器人：…", 4, "A paper cannot lack this: stamp", "signature"),
        ("用户 one", 4, "A colon is missing after 用户", ""),
        ("用户：one\n接着上一行", 5, "A line begins with a word", "  | 接着上一行"),
        ("机器人：@ask.party", 4, "The bot only answers", "/start"),
        (
            "用户：one\n机器人：@ask.apointment_booked",
            5,
            "never says @ask.apointment_booked",
            "ask.appointment_booked",
        ),
        ("用户：one\n机器人：@mistake.pasport.length", 5, "never says", "mistake.passport.length"),
        (
            "用户：one\n机器人：…\n  资料：pasport_number = E1",
            6,
            "no answer pasport_number",
            "passport_number",
        ),
        ("用户：one\n机器人：ask.party", 5, "An id is written with @", "@ask.party"),
        ("用户：one\n机器人：…\n  资料：事由 = x", 6, "no answer 事由", "jiaji outline"),
        ("用户：one\n机器人：@护照号码", 5, "never says @护照号码", "ask.passport_number"),
        ("用户：one\n机器人：…\n  状态：redy", 6, "no state and no question redy", "ready"),
        (
            "用户：one\n机器人：…\n  警告：already_expedite",
            6,
            "no ruling already_expedite",
            "expedited_before",
        ),
        ("用户：one\n机器人：…\n  邮件：标题 = x", 6, "标题 is no part of an e-mail", "主题"),
        ("用户：one\n机器人：…\n  按钮：yse | no", 6, "no button yse", "yes"),
        ("用户：one\n机器人：…\n  正则：([", 6, "no regular expression", ""),
        ("用户：one\n机器人：正则 .*", 5, "a check of its own", "正则："),
        ("用户：[按扭 one]\n机器人：@ask.party", 4, "按扭 is nothing that a user can do", "按钮"),
        ("用户：[文件 ../secret.pdf]\n机器人：…\n  !邮件", 4, "outside the folder", "beside"),
        ("用户：[文件 /etc/hostname]\n机器人：…\n  !邮件", 4, "outside the folder", "beside"),
        ("用户：[文件 nothing.pdf]\n机器人：…\n  !邮件", 4, "no file nothing.pdf", ""),
        ("用户：[照片 a.pdf]\n机器人：…\n  !邮件", 4, "no file a.pdf", ""),
        ("用户：[点击 one]\n机器人：@ask.party", 4, "点击 is nothing that a user can do", "旧按钮"),
        ("用户：｛护照｝\n机器人：…\n  !邮件", 4, "no variable {护照}", "护照 = "),
        ("用户：[按钮 agree]\n机器人：@ask.party", 4, "There is no button agree.", "what it shows"),
        ("用户：{护照}\n机器人：…\n  !邮件", 4, "no variable {护照}", "护照 = "),
        ("用户：one\n机器人：…\n  邮件：同 ../../golden.eml", 6, "outside the folder", "beside"),
        ("等待：三天\n机器人：@reminder", 4, "三天 is no length of time", "25 hours"),
        ("等待：5 世纪\n机器人：@reminder", 4, "世纪 is no length of time", "25 hours"),
        ("用户：one\n机器人：", 5, "What does the bot say", "@"),
        ("用户：one\n无回复\n机器人：@ask.party", 6, "Either the bot says nothing", ""),
        ("用户：one\n机器人：…", 1, "checks nothing", "@ask"),
        ("用户(fr)：one\n机器人：@ask.party", 4, "fr is no language", "zh or en"),
        ("用户：one\n时间：2026-01-01", 5, "时间 belongs above", ""),
        ("引用：one.chat.txt\n用户：one", 4, "includes itself", ""),
        ("引用：/etc/passwd\n用户：one", 4, "outside the folder", "beside"),
        ("用户：one\n机器人：@ask.party\n| a | b |", 6, "needs the line “例子”", ""),
        ("用户：{a}\n机器人：@ask.party\n例子：a | b\n| 1 |", 7, "1 cells; there are 2", ""),
        ("用户：{a}\n机器人：@ask.party\n例子：a\none", 7, "A line begins with a word", "| like |"),
        ("用户：one\n机器人：…\n  警告：没有", 6, "no ruling 没有", "none"),
        ("用户：{a}\n机器人：@ask.party\n例子：a", 6, "no row below", "| like |"),
        ("用户：one\n机器人：…\n  邮件：", 6, "no part of an e-mail", "收件人"),
        ("用户：one\n机器人：@ask.party\n脚本：坏\n用户：one\n机器人：@ask.party", 6, "are named 坏", ""),
        ("引用：{谁}.txt\n用户：one\n机器人：@ask.party", 4, "no file {谁}.txt", ""),
    ],
)
def test_a_fault_is_told_in_its_line_with_what_to_write_instead(
    tmp_path: Path, body: str, line: int, said: str, hint: str
) -> None:
    found = faults_in(tmp_path, BEGIN + body + "\n")
    assert any(one.startswith(f"{line}: ") and said in one and hint in one for one in found), found


def test_every_fault_of_a_script_is_told_at_once(tmp_path: Path) -> None:
    found = faults_in(tmp_path, BEGIN + "机器忍：a\n用户：{x}\n机器人：@nothing\n  钮：a\n")
    assert [one.split(":")[0] for one in found] == ["4", "7"]
    found = faults_in(tmp_path, BEGIN + "用户：{x}\n机器人：{y}\n")
    assert [one.split(":")[0] for one in found] == ["4", "5"]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("时间：明天", "明天 is no time"),
        ("语言：zh, fr", "fr is no language"),
        ("变量：E12345678", "an equals sign"),
        ("变量：lang = en", "{lang} is there already"),
        ("语言：zh\n语言：en", "stands here twice"),
        ("起点：pasport_number", "no question pasport_number"),
        ("起点：passport_number", "An answer is missing: Data: party"),
        ("起点：party\n资料：nonsense = 1", "no answer nonsense"),
        ("起点：appointment_booked\n资料：party = 亚特兰蒂斯", "was not taken"),
        ("起点：purpose\n资料：party = one\n资料：appointment_booked = no", "It ends before, as waiting"),
        ("起点：party\n资料：visas[1].place = Shanghai", "counted from 0"),
    ],
)
def test_a_wrong_header_is_a_fault(tmp_path: Path, header: str, said: str) -> None:
    found = faults_in(tmp_path, f"脚本：坏\n{header}\n用户：one\n机器人：@ask.appointment_booked\n")
    assert any(said in one for one in found), found


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\r\n", "empty"),
        (b"# nothing but a comment\n", "Nothing is said"),
        ("脚本：空\n".encode(), "Nothing is said"),
        ("用户：one\n".encode("utf-16"), "UTF-16"),
        ("用户：one\n".encode("utf-16-be"), "UTF-16"),
        ("用户：one\n".encode("gbk"), "1: This line is not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "not UTF-8"),
        ("用户：one\0\n".encode(), "no text file"),
        (b"%PDF-1.4\n" + bytes(range(256)), "no"),
        ("用户：one\n".encode() * 700_000, "larger than 1 MB"),
    ],
    ids=["empty", "blank", "comment", "name", "utf-16", "utf-16-be", "gbk", "png", "nul", "pdf", "10 MB"],
)
def test_a_file_that_is_no_script_is_one_fault(tmp_path: Path, content: bytes, said: str) -> None:
    found = faults_in(tmp_path, content)
    assert len(found) == 1
    assert said in found[0]


def test_files_that_include_each_other_are_a_fault_and_not_a_loop(tmp_path: Path) -> None:
    written(tmp_path, "引用：b.txt\n", "a.txt")
    written(tmp_path, "引用：a.txt\n", "b.txt")
    found = faults_in(tmp_path, BEGIN + "引用：a.txt\n用户：one\n机器人：@ask.appointment_booked\n")
    assert found == ["1: a.txt includes itself."]


def test_a_link_out_of_the_folder_is_outside(tmp_path: Path) -> None:
    outside = written(tmp_path, "secret", "secret.txt")
    inner = tmp_path / "scripts"
    inner.mkdir()
    (inner / "link.txt").symlink_to(outside)
    assert "outside the folder" in faults_in(inner, BEGIN + "引用：link.txt\n用户：one\n")[0]


def test_scripts_in_inner_folders_share_what_lies_beside_the_outermost_ones(tmp_path: Path) -> None:
    written(tmp_path, "用户：/start\n机器人：…", "outer.chat.txt")
    (tmp_path / "inner").mkdir()
    (tmp_path / "part.txt").write_text("用户：zh\n", "utf-8")
    inner = "语言：zh\n引用：part.txt\n机器人：@intro\n机器人：@ask.consent"
    assert faults_in(tmp_path / "inner", inner) == []
    assert "outside the folder" in faults_in(tmp_path / "inner", inner.replace("part", "../part"))[0]


WORDS = st.sampled_from(
    [word for table in (LINES, CHECKS, ACTS, EMAIL) for words in table.values() for word in words]
)
SIGNS = st.sampled_from(
    [*list(":：!！|｜@…=＝[]［］{}()（）\\#\t "), "  ", "(zh)", "{lang}", "同 ", "/start", "zh", "cat", "\\["]
)
LINE = st.lists(WORDS | SIGNS | st.text(max_size=8), max_size=8).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINE, max_size=8).map("\n".join))
def test_whatever_is_written_is_played_or_told_as_faults(text: str) -> None:
    with TemporaryDirectory() as folder, suppress(Unreadable):
        for played in play_scripts(Path(folder), "User: /start\nBot: @language\n" + text, PETS):
            assert not played.differences or red_report(played, played.differences)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_they_are_a_script_or_faults(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        faults_in(Path(folder), content, PETS)
