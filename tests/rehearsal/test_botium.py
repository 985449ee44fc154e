"""Scripts as a suite for Botium, and a suite of Botium's as scripts."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import translate
from bot.rehearsal.botium.convos import Call, Convo, Step, Unsayable, convo_text, read_convo
from bot.rehearsal.botium.folders import Converted, from_botium, to_botium
from bot.rehearsal.scripts.expand import expand
from bot.rehearsal.scripts.grammar import read_scripts
from dialogs import MAIN_FLOW
from tests.support.commands import jiaji
from tests.support.scripting import differences, written
from tests.support.sizes import full

SCRIPTS = Path(__file__).parents[1] / "scripts"
FLOW = MAIN_FLOW
ALL = sorted(SCRIPTS.rglob("*.chat.txt"))


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def suite(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / "suite" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "suite"


def imported(folder: Path, files: dict[str, str]) -> tuple[Converted, dict[str, str]]:
    done = from_botium(FLOW, suite(folder, files), folder / "out")
    return done, {name: text.decode() for name, text in tree(folder / "out").items()}


def told(done: Converted) -> list[str]:
    return [f"{fault.at.path.name}:{fault.at.line}: {translate(fault.what, 'en')}" for fault in done.faults]


@pytest.mark.parametrize("path", ALL[:: full(3, 1)], ids=lambda path: path.name)
def test_a_script_comes_back_from_botium_as_it_went(tmp_path: Path, path: Path) -> None:
    """It is green after the way back, for only then it goes out again; and goes out again as the same."""
    first, second = tmp_path / "first", tmp_path / "second"
    went = to_botium(FLOW, [path], first)
    assert went.faults == []
    assert went.red == []
    assert from_botium(FLOW, first, tmp_path / "back").faults == []
    again = to_botium(FLOW, sorted((tmp_path / "back").rglob("*.chat.txt")), second)
    assert again.red == []
    assert tree(second) == tree(first)


def test_what_botium_has_no_words_for_is_counted(tmp_path: Path) -> None:
    text = "Script: s\nLanguages: en\nNever says: @sorry\nStart: party\nUser: one\nBot: @ask.party\n  or: @ask.appointment_booked\n  state: appointment_booked\n  data: party = one\n  ruling: none\n  buttons: yes | no | …\n"
    done = to_botium(FLOW, [written(tmp_path, text)], tmp_path / "suite")
    assert dict(done.left_out) == {"state": 1, "data": 1, "ruling": 1, "or": 1, "never": 1}
    convo = (tmp_path / "suite" / "en" / "one.convo.txt").read_text("utf-8")
    assert convo.endswith('#me\none\n\n#bot\n@ask.appointment_booked\nBUTTONS "yes"|"no"\n')


def test_a_script_of_whose_checks_none_is_left_stays_here(tmp_path: Path) -> None:
    text = "Script: s\nLanguages: en\nStart: party\nUser: one\nBot: …\n  data: party = one\n"
    done = to_botium(FLOW, [written(tmp_path, text)], tmp_path / "suite")
    assert (done.empty, done.written["convos"]) == (["s[en]"], 0)


def test_a_red_script_stays_here(tmp_path: Path) -> None:
    text = "Script: s\nLanguages: en\nStart: party\nUser: one\nBot: @ask.residence\n"
    done = to_botium(FLOW, [written(tmp_path, text)], tmp_path / "suite")
    assert (done.red, done.written["convos"]) == (["s[en]"], 0)


@pytest.mark.parametrize(
    ("step", "lines"),
    [
        (Step("me", "!sure"), "#me\n!!sure"),
        (Step("me", "?"), "#me\n??"),
        (Step("bot", "no", negated=True), "#bot\n!no"),
        (Step("bot", "one\n\ntwo"), "#bot\none\n\ntwo"),
        (Step("bot", None, (Call("BUTTONS", ("a|b", "c")),)), "#bot\nBUTTONS a\\|b|c"),
        (Step("bot", None, (Call("MEDIA", (), True),)), "#bot\n!MEDIA"),
    ],
)
def test_a_step_is_read_as_it_was_written(tmp_path: Path, step: Step, lines: str) -> None:
    text = convo_text(Convo("name", (step,)))
    assert text == f"name\n\n{lines}\n"
    read = read_convo(written(tmp_path, text, "one.convo.txt")).steps[0]
    assert (read.sender, read.text, read.negated) == (step.sender, step.text, step.negated)
    assert [(one.name, one.args, one.negated) for one in read.calls] == [
        (one.name, one.args, one.negated) for one in step.calls
    ]


@pytest.mark.parametrize(
    "step",
    [
        Step("me", "BUTTON yes"),
        Step("me", "first\n#bot"),
        Step("bot", "INTENT is clear"),
        Step("me", "PAUSE"),
        Step("me", '{"a": 1}'),
        Step("me", " "),
    ],
)
def test_a_text_that_botium_takes_for_something_else_is_not_written(step: Step) -> None:
    with pytest.raises(Unsayable):
        convo_text(Convo("name", (step,)))


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("name\n\n#我\n/start\n\n#机器人\n@language\n", 3, "#我"),
        ("name\n", 0, "Nothing"),
        ("name\n#me\nhi\n#bot\nJSON_PATH $.a\n", 5, "JSON_PATH"),
        ("name\n#me\nhi\n#bot\n?maybe\n", 5, "?"),
        ("name\n#me\nINCLUDE other\n", 3, "INCLUDE"),
        ("name\n#me\nPAUSE 100\n", 3, "PAUSE"),
        ("name\n#me\nFORM a|b\n", 3, "FORM"),
        ("name\n#me\nhi\n#bot\nBUTTONS_COUNT >2\n", 5, "BUTTONS_COUNT"),
        ("name\n#me\nhi\n#bot\nBUTTONS\n", 5, "BUTTONS"),
        ("name\n#me\nhi\n#bot\n!TEXT_CONTAINS_ALL a|b\n", 5, "TEXT_CONTAINS_ALL"),
        ("name\n#include\nlogin\n", 2, "#include"),
        ("name\n#begin\nWAITFORBOT\nhello\n", 4, "#begin"),
        ("name\n#me\n#bot\nhi\n", 2, "#me"),
        ("name\n#me\nBUTTON\n", 2, "#me"),
        ("name\n#me\nBUTTON yes\nand more\n", 2, "#me"),
        ("name\n#me\nhi\n#bot\nTEXT_REGEXP_ANY (?<a>b)\n", 5, "regular"),
        ("name\n#me\nhi\n#bot\n", 0, "checks nothing"),
        ("name\nTime: never\n#me\nhi\n", 0, "never"),
        ("name\n#me\nMEDIA not_there.pdf\n", 0, "not_there.pdf"),
    ],
)
def test_what_a_script_has_no_words_for_is_told_by_its_line(
    tmp_path: Path, text: str, line: int, word: str
) -> None:
    done, made = imported(tmp_path, {"a.convo.txt": text, "b.convo.txt": "b\n#me\nhi\n#bot\nhello\n"})
    assert list(made) == ["b.chat.txt"]
    said = told(done)[0]
    assert said.startswith(f"a.convo.txt:{line}: ")
    assert word in said


@pytest.mark.parametrize(
    ("lines", "script"),
    [
        ("BUTTONS Yes|No", "  buttons: … | Yes | … | No | …"),
        ('BUTTONS "yes"\nBUTTONS_COUNT =1', "  buttons: yes"),
        ("!BUTTONS Send", "  !buttons: Send"),
        ("BUTTONS_COUNT 0", "  buttons: none"),
        ("MEDIA request.eml", "  file: request.eml"),
        ("TEXT Hello", "  text: Hello"),
        ("TEXT_CONTAINS_ALL a|b", "  text: …a…\n  text: …b…"),
        ("TEXT_CONTAINS_ANY a|b", "  regex: a|b"),
        ("TEXT_WILDCARDEXACT_ANY a*b", "  text: a…b"),
        ("TEXT_REGEXP_ANY_IC a\\|b", "  regex: (?i)a|b"),
        ("!TEXT_CONTAINS_ANY a|b", "  !text: …a…\n  !text: …b…"),
        ("BOT_CONSUMED", ""),
    ],
)
def test_an_asserter_is_a_check(tmp_path: Path, lines: str, script: str) -> None:
    done, made = imported(tmp_path, {"a.convo.txt": f"a\n#me\nhi\n#bot\nhello\n{lines}\n"})
    assert told(done) == []
    assert made["a.chat.txt"].split("Bot: …hello…\n")[1] == (f"{script}\n" if script else "")


@pytest.mark.parametrize(
    ("mode", "text", "script"),
    [
        ("wildcardIgnoreCase", "a*b", "Bot: …a…b…"),
        ("wildcardExact", "a*b", "Bot: a…b"),
        ("equals", "a*b", "Bot: a*b"),
        ("equals", "!a…", "Bot: !a\\…"),
        ("include", "{a}", "Bot: …\\{a\\}…"),
        ("regexp", "^a", "Bot: …\n  regex: ^a"),
    ],
)
def test_a_text_is_compared_as_the_suite_compares(tmp_path: Path, mode: str, text: str, script: str) -> None:
    configuration = f'{{"botium": {{"Capabilities": {{"SCRIPTING_MATCHING_MODE": "{mode}"}}}}}}'
    files = {"botium.json": configuration, "a.convo.txt": f"a\n#me\nhi\n#bot\n{text}\n"}
    assert imported(tmp_path, files)[1]["a.chat.txt"].endswith(f"User: hi\n{script}\n")


def test_utterances_are_wordings_by_language_or_any_of_them_or_rows(tmp_path: Path) -> None:
    files = {
        "a.convo.txt": "a\n#me\nYES\n\n#bot\nBOTH\n\n#bot\nMANY\n\n#bot\nask.party\n",
        "yes.utterances.txt": "YES\nyes\nsure\n",
        "both.utterances.txt": "BOTH\n好\ngood\n",
        "many.utterances.txt": "MANY\none\ntwo\n",
        "party.utterances.txt": "ask.party\nwho\n",
    }
    done, made = imported(tmp_path, files)
    assert told(done) == []
    lines = made["a.chat.txt"].splitlines()
    assert "用户：{YES}" in lines or "User: {YES}" in lines
    assert [line for line in lines if line.startswith("|")] == ["| yes |", "| sure |"]
    text = made["a.chat.txt"]
    for part in ("(zh)", "…好…", "(en)", "…good…", "(?i)one|two", "@ask.party"):
        assert part in text


def test_a_suite_of_botiums_runs_as_scripts(tmp_path: Path) -> None:
    """Written by hand, as Botium's users write: parts of texts, Chinese and English, a file, a silent end."""
    convo = 'too young a passport\nLanguages: en\nStart: party\n\n#me\none\n\n#bot\nregular interview\nBUTTONS "yes"|"no"\n\n#me\nBUTTON no\n\n#bot\nSTOP\n!BUTTONS Yes\n'
    files = {
        "a.convo.txt": convo,
        "stop.utterances.txt": "STOP\nyou need a regular*appointment\n",
        "ask.party.utterances.txt": "ask.party\nwho\n",
    }
    done, made = imported(tmp_path, files)
    assert told(done) == []
    assert differences(tmp_path, made["a.chat.txt"], FLOW) == []


def test_the_command_makes_a_suite_and_scripts_of_it(tmp_path: Path) -> None:
    made, back = str(tmp_path / "suite"), str(tmp_path / "back")
    script = str(SCRIPTS / "life" / "reminder.chat.txt")
    assert jiaji("convert", "--to-botium", made, script).exit_code == 0
    assert jiaji("convert", "--from-botium", made, "--out", back).exit_code == 0
    assert jiaji("convert", "--to-botium", made, script).exit_code == 2


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["--to-botium", "{tmp}/new", "--from-botium", "{tmp}"],
        ["--from-botium", "{tmp}"],
        ["--from-botium", "{tmp}/none", "--out", "{tmp}/new"],
        ["--from-botium", "{tmp}", "--out", "{tmp}/new"],
        ["--to-botium", "{tmp}/new", "{tmp}"],
        ["--to-botium", "{tmp}/new", "{tmp}/none"],
        ["--to-botium", "{tmp}/new", "{tmp}/a.txt"],
    ],
)
def test_a_command_that_cannot_be_carried_out_is_one_sentence_and_exit_code_2(
    tmp_path: Path, args: list[str]
) -> None:
    (tmp_path / "a.txt").write_text("hello")
    result = jiaji("convert", *(one.format(tmp=tmp_path) for one in args))
    assert result.exit_code == 2
    assert len(result.output.strip().splitlines()) == 1


WORDS = st.sampled_from(
    [
        *(
            "#me",
            "#bot",
            "#begin",
            "#end",
            "#include x",
            "#我",
            "# x",
            "",
            " ",
            "hi",
            "*",
            "!a",
            "?b",
            "{x}",
            "\\",
        ),
        *(
            "[button a]",
            "[wait 25 hours]",
            "[",
            "@ask.party",
            "MANY",
            "BUTTON",
            "BUTTON a|b|c",
            "MEDIA a.pdf",
        ),
        *(
            "BUTTONS",
            'BUTTONS "',
            "BUTTONS a\\|b|c",
            "BUTTONS_COUNT x",
            "TEXT_REGEXP_ANY (",
            "TEXT a",
            "PAUSE",
        ),
        *(
            "Time: never",
            "Data: proof = ../x",
            "Languages: xx",
            "Script: b",
            "User: x",
            "|",
            "…",
            "::",
            "\u2028",
            "好",
        ),
    ]
)


@given(
    st.lists(WORDS, min_size=1, max_size=12),
    st.sampled_from(["wildcardIgnoreCase", "equals", "regexp", "wer"]),
)
def test_whatever_stands_in_a_convo_it_is_a_script_or_a_fault(lines: list[str], mode: str) -> None:
    files = {
        "botium.json": f'{{"botium": {{"Capabilities": {{"SCRIPTING_MATCHING_MODE": "{mode}"}}}}}}',
        "many.utterances.txt": "MANY\none | two\n{three}\n[four\n",
        "a.pdf": "",
        "a.convo.txt": "\n".join(lines),
    }
    with TemporaryDirectory() as folder:
        done, made = imported(Path(folder), files)
        assert ("a.chat.txt" in made) is not bool(done.faults)
        for name in made:
            if name.endswith(".chat.txt"):
                assert [expand(script) for script in read_scripts(Path(folder) / "out" / name)]
