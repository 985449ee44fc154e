"""The testers' guides are true: every example is played, every command is run, every word of a script is shown."""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp
from typing import Any

import pytest
from typer.main import get_command

from bot.cli import app
from bot.i18n import Lang
from bot.rehearsal.playing.diff import fault_message, red_report
from bot.rehearsal.playing.play_run import play_run
from bot.rehearsal.scripts import keywords
from bot.rehearsal.scripts.script import Unreadable
from bot.rehearsal.scripts.source import spoken_in
from tests.support.commands import jiaji
from tests.support.real_flow import FLOW
from tests.support.scripting import runs

ROOT = Path(__file__).parents[2]
GUIDES: dict[Lang, Path] = {"en": ROOT / "docs" / "testers.md", "zh": ROOT / "docs" / "testers.zh.md"}
FENCE = re.compile(r"^```(.*)\n((?:(?!```).*\n)*)```$", re.MULTILINE)
SCRIPT = Path("tests/scripts/first.chat.txt")
"""The file that a reader of the guides writes."""
PLAIN = f"-c {os.devnull} --rootdir=. --disable-plugin-autoload -p no:cacheprovider -p bot.rehearsal.plugin".split()
"""With these, pytest knows of scripts and of nothing else."""
TYPED = "one\nyes\n"
"""What somebody says who talks in the terminal."""
LEFT_OUT = "(?:.*\\n)*"
LETTERS = "[^\\W\\d_]"
"""What a whole word has none of before and after it."""


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between two fences: `kind` is the word after the first one."""

    guide: Lang
    line: int
    kind: str
    text: str

    @property
    def name(self) -> str:
        return f"{self.guide}:{self.line}"


def blocks(lang: Lang) -> list[Block]:
    whole = GUIDES[lang].read_text("utf-8")
    return [
        Block(lang, whole.count("\n", 0, match.start()) + 1, match[1].strip(), match[2])
        for match in FENCE.finditer(whole)
    ]


BLOCKS = [block for lang in GUIDES for block in blocks(lang)]
GREEN = [block for block in BLOCKS if block.kind == "chat"]
RED = [block for block in BLOCKS if block.kind == "chat red"]


def told_below(red: Block) -> str:
    """What a guide says that the runner says of a red script; commands may stand between."""
    after = [block for block in BLOCKS if block.guide == red.guide and block.line > red.line]
    return next(block.text for block in after if block.kind != "sh 1")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like the project's, with no script in it."""
    folder = tmp_path_factory.mktemp("guides")
    for name in ("parts", "files", "golden"):
        copytree(ROOT / "tests" / "scripts" / name, folder / "tests" / "scripts" / name)
    return folder


@pytest.fixture
def home(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(made)
    return made


def told(path: Path) -> list[str]:
    """What the runner says of each run that is not green, or of a script that cannot be read."""
    try:
        played_runs = [play_run(FLOW, run) for run in runs(path)]
    except Unreadable as unreadable:
        return ["\n".join(fault_message(fault, spoken_in(path)) for fault in unreadable.faults)]
    return [red_report(one, one.differences) for one in played_runs if one.differences]


@pytest.mark.parametrize("block", GREEN, ids=lambda block: block.name)
def test_a_green_example_is_green(home: Path, block: Block) -> None:
    SCRIPT.write_text(block.text, "utf-8")
    assert "\n".join(told(home / SCRIPT)) == ""


@pytest.mark.parametrize("block", RED, ids=lambda block: block.name)
def test_a_red_example_is_told_as_the_guide_says(home: Path, block: Block) -> None:
    SCRIPT.write_text(block.text, "utf-8")
    found = told(home / SCRIPT)
    shown = LEFT_OUT.join(re.escape(part) for part in re.split("^…\n", told_below(block), flags=re.MULTILINE))
    assert any(re.fullmatch(shown, f"{one}\n") for one in found), "\n".join(found)


def test_every_command_of_the_guides_does_what_it_says(home: Path) -> None:
    done: list[list[str]] = []
    for block in BLOCKS:
        if block.kind.startswith("chat"):
            SCRIPT.write_text(block.text, "utf-8")
        if block.kind.startswith("sh"):
            for line in block.text.splitlines():
                command = shlex.split(line, comments=True)
                if command not in done:
                    done.append(command)
                    code, said = run(command)
                    assert code == int(block.kind.removeprefix("sh") or 0), f"{block.name}: {line}\n{said}"


def run(command: list[str]) -> tuple[int, str]:
    match command:
        case []:
            return 0, ""
        case ["jiaji", *words]:
            result = jiaji(*words, typed=TYPED, CI="", JIAJI_DATA=mkdtemp(dir="."))
            return result.exit_code, result.output
        case ["pytest", *words]:
            return int(pytest.main([*PLAIN, *words])), ""
        case ["make", target]:
            return int(
                f"\n{target}: " not in (ROOT / "Makefile").read_text("utf-8")
            ), "make has no such target"
        case [".", path]:
            return int(f"VENV := {Path(path).parts[0]}\n" not in (ROOT / "Makefile").read_text("utf-8")), path
        case _:
            return -1, "nobody knows what this does"


@pytest.mark.parametrize("lang", GUIDES)
def test_every_command_that_a_guide_mentions_is_there(lang: Lang) -> None:
    for words in re.findall("`jiaji ([^`]+)`", FENCE.sub("", GUIDES[lang].read_text("utf-8"))):
        options = {option for one in named(words.split()).params for option in one.opts}
        assert {word for word in words.split() if word.startswith("-")} <= options, words


def named(words: list[str]) -> Any:
    """The command; `jiaji test` without another word is `jiaji test play`."""
    whole: Any = get_command(app)
    command = whole.commands[words[0]]
    for word in [*words[1:], "play"]:
        command = getattr(command, "commands", {}).get(word, command)
    return command


def test_nothing_between_fences_goes_unread() -> None:
    assert {block.kind for block in BLOCKS} <= {"chat", "chat red", "text", "sh", "sh 1", "sh 2"}
    assert len(RED) == sum(block.kind == "text" for block in BLOCKS)
    assert all(GUIDES[lang].read_text("utf-8").count("```") == 2 * len(blocks(lang)) for lang in GUIDES)


# Every word

TABLES: dict[str, dict[str, tuple[str, ...]]] = {
    r"^{}\s*(?:[(（]..[)）])?\s*(?:[:：]|$)": keywords.LINES,
    r"^\s+[!！]?{}\s*(?:[(（]..[)）])?\s*(?:[:：]|$)": keywords.CHECKS,
    r"[\[［【]{}(?:\s|[\]］】])": keywords.ACTS,
    r"(?:email|邮件)[:：]\s*{}\s*[=＝]": keywords.EMAIL,
    rf"\d\s*{{}}(?!{LETTERS})": keywords.UNITS,
    r"(?:email|邮件)[:：]\s*{}\s": {"same": keywords.SAME},
    r"[:：]\s*{}$": {"none": keywords.NONE},
    r"(?:Wait|等待)[:：]\s*{}": {"until": keywords.UNTIL},
}
WORDS = [
    pytest.param(lang, pattern, name, words, id=f"{lang}-{name}")
    for lang in GUIDES
    for pattern, table in TABLES.items()
    for name, words in table.items()
]


@pytest.mark.parametrize(("lang", "pattern", "name", "words"), WORDS)
def test_every_word_of_a_script_is_in_an_example_and_listed_in_both_languages(
    lang: Lang, pattern: str, name: str, words: tuple[str, ...]
) -> None:
    # A known problem can only be shown where something is red.
    examples = "\n".join(block.text for block in (*GREEN, *RED) if block.guide == lang)
    own = [word for word in words if keywords.is_chinese(word) is (lang == "zh")] or words
    used = pattern.format("(?:" + "|".join(map(re.escape, own)) + ")")
    assert re.search(used, examples, re.MULTILINE | re.IGNORECASE), f"no example shows {name}"
    prose = FENCE.sub("", GUIDES[lang].read_text("utf-8")).casefold()
    listed = " ".join(re.findall("`([^`]+)`", prose))
    missing = [word for word in words if not is_in(word, listed)]
    assert missing == [], f"the guide does not list {missing}"


def is_in(word: str, listed: str) -> bool:
    """Whether a word is listed, whole where its writing has spaces between words."""
    if keywords.is_chinese(word):
        return word in listed
    return re.search(rf"(?<!{LETTERS}){re.escape(word)}(?!{LETTERS})", listed) is not None
