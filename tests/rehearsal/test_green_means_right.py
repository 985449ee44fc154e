"""What looked green and was not: each way in which a script could pass whatever the bot said."""

from pathlib import Path

import pytest

from bot.rehearsal.playing.as_played import as_played
from bot.rehearsal.playing.diff import red_report
from tests.support.commands import jiaji, jiaji_test
from tests.support.scripting import differences, faults_in, play_scripts, written

SCRIPTS = Path(__file__).parents[1] / "scripts"
START = "脚本：一\n起点：party\n\n"
MOTHER = (SCRIPTS / "parts" / "mother_ill.txt").read_text("utf-8")


def layers(folder: Path, text: str) -> list[str]:
    return [one.layer for one in differences(folder, START + text)]


@pytest.mark.parametrize("name", ["test_one.chat.txt", "one.chat.txt"])
def test_a_script_never_runs_as_python(tmp_path: Path, name: str) -> None:
    trace = tmp_path / "ran"
    text = f"# >>> open({str(trace)!r}, 'w').close()\n{START}用户：one\n机器人：@ask.appointment_booked\n"
    path = written(tmp_path, text.replace("# >>>", "说明：\n>>>"), name)
    jiaji_test(path)
    assert not trace.exists()
    assert jiaji_test(written(tmp_path, text, name)).exit_code == 0


def test_a_file_in_another_encoding_is_one_fault_and_the_others_are_played(tmp_path: Path) -> None:
    other = written(tmp_path, (START + "用户：one\n").encode("gbk"), "gbk.chat.txt")
    good = written(tmp_path, START + "用户：one\n机器人：@ask.appointment_booked\n", "good.chat.txt")
    result = jiaji_test(other, good)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert "2 passed" in result.output
    assert "UTF-8" in result.output


@pytest.mark.parametrize("not_", ["", "!"])
def test_a_regular_expression_sees_signs_of_either_width(tmp_path: Path, not_: str) -> None:
    text = f"用户：one\n机器人：@ask.appointment_booked\n  {not_}正则(zh)：普通面谈了吗？$\n  {not_}正则(en)：appointment.*\\?$\n"
    assert layers(tmp_path, text) == (["regex", "regex"] if not_ else [])


@pytest.mark.parametrize("bot", ["!@ask.residence", "!@stale", "…", "!…没有这句…", "…约好普通面谈…"])
def test_a_refusal_passes_under_nothing_that_does_not_name_it(tmp_path: Path, bot: str) -> None:
    text = START.replace("party", "appointment_booked").replace("\n\n", "\n语言：zh\n资料：party = one\n\n")
    found = differences(tmp_path, text + f"用户：不知所云的话\n机器人：{bot}\n  状态：appointment_booked\n")
    assert [one.layer for one in found] in (["id"], ["text"])


def test_a_refusal_may_be_named_by_its_own_words(tmp_path: Path) -> None:
    text = START.replace("\n\n", "\n语言：zh\n\n")
    assert differences(tmp_path, text + "用户：不知所云的话\n机器人：…不知所云的话…\n") == []


def test_not_an_id_is_red_where_the_bot_says_that_id_after_a_mistake(tmp_path: Path) -> None:
    assert layers(tmp_path, "用户：不知所云的话\n机器人：!@ask.party\n") == ["id", "id"]


@pytest.mark.parametrize("check", ["!规则：无", "!警告：无", "!提示：无"])
def test_not_none_is_red_where_there_is_none(tmp_path: Path, check: str) -> None:
    assert len(layers(tmp_path, f"用户：one\n机器人：@ask.appointment_booked\n  {check}\n")) == 2


def test_an_answer_that_may_be_anything_must_be_there(tmp_path: Path) -> None:
    assert layers(tmp_path, "用户：one\n机器人：@ask.appointment_booked\n  资料：passport_number = …\n") == [
        "data",
        "data",
    ]
    assert layers(tmp_path, "用户：one\n机器人：@ask.appointment_booked\n  资料：party = …\n") == []


@pytest.mark.parametrize(
    ("check", "word"),
    [("!按钮：没有这个按钮", "没有这个按钮"), ("!文字：您好", "…"), ("!资料：party = tow", "tow")],
)
def test_a_not_that_could_never_be_red_is_a_fault(tmp_path: Path, check: str, word: str) -> None:
    found = faults_in(tmp_path, START + f"用户：one\n机器人：@ask.appointment_booked\n  {check}\n")
    assert len(found) == 1
    assert "always green" in found[0]
    assert word in found[0]


@pytest.mark.parametrize(
    "check", ["!按钮：one", "!文字：…您好…", "!资料：party = group", "!文字：谁要提前面谈？"]
)
def test_a_not_that_could_be_red_is_none(tmp_path: Path, check: str) -> None:
    found = faults_in(tmp_path, START + f"用户：one\n机器人：@ask.appointment_booked\n  {check}\n")
    assert [one for one in found if "…" not in check and "谁要" not in check] == []


@pytest.mark.parametrize("check", ["文字：…", "正则：.*", "按钮：…", "警告：…"])
def test_a_check_that_holds_always_checks_nothing(tmp_path: Path, check: str) -> None:
    found = faults_in(tmp_path, START + f"用户：one\n机器人：…\n  {check}\n")
    assert found == [
        "1: This script checks nothing. Write what the bot answers, for example Bot: @ask.passport_number"
    ]


def test_two_anythings_stand_for_one_reply_or_more_each(tmp_path: Path) -> None:
    text = "脚本：一\n\n用户：/start\n机器人：@language\n用户：{lang}\n机器人：…\n机器人：…\n用户：agree\n机器人：…\n"
    assert differences(tmp_path, text) == []
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "m.txt").write_text(MOTHER, "utf-8")
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "letter.pdf").write_bytes((SCRIPTS / "files" / "letter.pdf").read_bytes())
    text = "脚本：二\n起点：reviewing\n引用：parts/m.txt\n\n用户：confirm\n机器人：@ready.intro\n机器人：…\n机器人：@ready.body\n机器人：…\n机器人：@ready\n"
    assert differences(tmp_path, text) == []


# What is told of a red run


def test_what_is_to_be_pasted_is_green_for_both_languages_and_each_row(tmp_path: Path) -> None:
    text = (
        "脚本：一\n起点：party\n\n用户：{答}\n机器人：旧的措辞，问有没有约好普通面谈\n  !资料：party\n  按钮：yes\n"
        "用户(zh)：没有\n用户(en)：no\n机器人：@pause.no_appointment\n例子：答\n| one |\n"
    )
    played = play_scripts(tmp_path, text)[0]
    head, _, table = text.partition("\n\n")
    pasted = "\n".join([head, "", *as_played(played), "例子" + table.partition("例子")[2]])
    assert "用户(en)：no" in pasted
    assert "用户：{答}" in pasted
    assert "#   !资料：party  ✗" in pasted
    assert differences(tmp_path, pasted) == []


def test_a_row_of_a_table_keeps_its_line_and_says_what_came(tmp_path: Path) -> None:
    text = START + "用户：{答}\n机器人：@{id}\n例子：答 | id\n| one | ask.residence |\n"
    pasted = as_played(play_scripts(tmp_path, text)[0])
    assert pasted == ["用户：{答}", "机器人：@{id}", "# one ask.residence: 机器人：@ask.appointment_booked"]


def test_what_follows_from_a_derailing_is_counted_and_not_listed(tmp_path: Path) -> None:
    later = "用户：[按钮 yes]\n机器人：@ask.residence\n用户：shanghai\n机器人：@ask.purpose\n" * 3
    played = play_scripts(tmp_path, START + "用户：one\n机器人：@ask.residence\n" + later)[0]
    report = red_report(played, played.differences).split("─")[0]
    assert report.count("✗ ") == 1
    assert f"{len(played.differences) - 1} " in report


def test_buttons_are_told_with_their_labels_and_what_is_missing(tmp_path: Path) -> None:
    played = play_scripts(
        tmp_path,
        START
        + "语言：zh\n".join(["", ""])
        + "用户：one\n机器人：@ask.appointment_booked\n  按钮：yes | no | unsure | …\n",
    )[0]
    report = red_report(played, played.differences)
    assert "unsure" in report
    assert "/why（为什么问）" in report


def test_header_values_come_from_the_table(tmp_path: Path) -> None:
    text = "脚本：一\n时间：{今天} 09:00\n领事馆：{邮箱}\n\n用户：/start\n机器人：@language\n例子：今天 | 邮箱\n| 2026-11-24 | a@consulate.example |\n| 2026-12-01 | b@consulate.example |\n"
    runs = [played.run for played in play_scripts(tmp_path, text)]
    assert {(run.clock.date().isoformat(), run.consulate) for run in runs} == {
        ("2026-11-24", "a@consulate.example"),
        ("2026-12-01", "b@consulate.example"),
    }


# Messages that lead to the cause


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "用户：one\n机器人：“@ask.appointment_booked”\n",
            "5: An id is written with @ and without quotation marks.",
        ),
        (
            "用户：one\n机器人：@ask.appointment_booked\n资料：party = one\n",
            "6: Data belongs above the first message.",
        ),
        ("用户：[按钮 one\n机器人：@ask.appointment_booked\n", "4: The bracket is not closed."),
        ("用户：[文件 nowhere.pdf]\n机器人：@ask.party\n", "4: There is no file nowhere.pdf here."),
        ("你好，有人在吗：\n", "is no word of a script."),
    ],
)
def test_a_mistake_is_one_fault_that_leads_to_it(tmp_path: Path, text: str, said: str) -> None:
    found = faults_in(tmp_path, START + text)
    assert said.replace("Data", "资料") in found[0]
    assert len(found) == 1
    assert "consulate" not in found[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Case\n\n#me\nhi\n\n#bot\nhello\n", "Botium"),
        ("Feature: a\n  Scenario: b\n    Given c\n", "Gherkin"),
        ("stories:\n- story: a\n  steps:\n  - intent: greet\n", "Rasa"),
    ],
)
def test_a_file_of_another_tool_is_told_as_one(tmp_path: Path, text: str, name: str) -> None:
    found = faults_in(tmp_path, text)
    assert len(found) == 1
    assert name in found[0]


def test_what_differs_is_told_at_its_own_line(tmp_path: Path) -> None:
    found = differences(tmp_path, START + "用户：one\n无回复\n")
    assert {one.at.line for one in found} == {5}
    refused = faults_in(
        tmp_path,
        "脚本：一\n起点：residence\n资料：party = one\n资料：appointment_booked = 大概\n\n用户：1\n机器人：…\n  状态：purpose\n",
    )
    assert refused[0].startswith("4: ")


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("[按钮 上海市]", "another language"),
        ("[旧按钮 shanghai]", "still the current one"),
        ("[按钮 group]", "shown earlier"),
    ],
)
def test_a_button_that_cannot_be_tapped_says_why(tmp_path: Path, act: str, said: str) -> None:
    text = "脚本：一\n语言：en\n起点：party\n\n用户：one\n机器人：@ask.appointment_booked\n用户：yes\n机器人：@ask.residence\n用户：{}\n机器人：@ask.purpose\n"
    found = differences(tmp_path, text.format(act))
    assert found[0].layer == "buttons"
    assert found[0].note is not None
    assert said in found[0].note.msgid


@pytest.mark.parametrize("time", ["2026-11-24T09:00+08:00", "2026-11-24 09:00 北京时间", "2026-11-24 01:00Z"])
def test_a_time_may_name_its_zone_in_any_usual_way(tmp_path: Path, time: str) -> None:
    run = play_scripts(
        tmp_path,
        START.replace("\n\n", f"\n时间：{time}\n\n") + "用户：one\n机器人：@ask.appointment_booked\n",
    )[0].run
    assert run.clock.timestamp() == 1795482000


def test_a_script_is_chosen_by_its_name_whatever_signs_are_in_it(tmp_path: Path) -> None:
    text = "脚本：“在哪里（上海）？”, 第 1 次\n起点：party\n用户：one\n机器人：@ask.appointment_booked\n"
    written(tmp_path, text)
    result = jiaji_test(tmp_path, "-k", "“在哪里（上海）？”, 第 1 次")
    assert (result.exit_code, "2 passed" in result.output) == (0, True)
    assert jiaji_test(tmp_path, "-k", "没有这个名字").exit_code == 2


def test_a_line_of_junit_is_counted_from_one(tmp_path: Path) -> None:
    written(tmp_path, "\n\n" + START + "用户：one\n机器人：@ask.residence\n")
    jiaji_test(tmp_path, "--junit", tmp_path / "out.xml", "-x")
    assert 'line="3"' in (tmp_path / "out.xml").read_text("utf-8")


def test_every_name_is_listed_with_what_people_see_of_it() -> None:
    result = jiaji("outline", "--names", "--lang", "zh")
    lines = result.output.splitlines()
    assert result.exit_code == 0
    assert any(line.startswith("@ask.appointment_booked  ") for line in lines)
    assert any("shanghai（上海市）" in line for line in lines)
    assert any(line.startswith("state: ") and "reviewing" in line for line in lines)
    assert {"@stale", "@stop.outside_district", "@mistake.passport.length"} <= set(lines)
