"""The grammar for editors, held against the words of a script, in the tokenizer that VS Code uses; where there is none, that is told."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import which

import pytest

from bot.rehearsal.scripts import keywords
from tests.support.not_run import NOT_RUN

ROOT = Path(__file__).parents[2]
GRAMMAR = ROOT / "docs" / "editor" / "vscode" / "chat.tmLanguage.json"
HERE = ROOT / "tests" / "textmate"
Tell = Callable[[str, object], None]

TABLES: dict[str, tuple[dict[str, tuple[str, ...]], str]] = {
    "{}：x": (keywords.LINES, "keyword"),
    "  {}：x": (keywords.CHECKS, "keyword"),
    "用户：[{} x]": (keywords.ACTS, "support"),
    "  邮件：{} = x": (keywords.EMAIL, "variable.other.property"),
    "等待：3 {}": (keywords.UNITS, "keyword.other.unit"),
    "  邮件：{} x.eml": ({"same": keywords.SAME}, "keyword"),
    "  警告：{}": ({"none": keywords.NONE}, "constant"),
}
WORDS = [
    (line.format(written), word, scope)
    for line, (table, scope) in TABLES.items()
    for words in table.values()
    for word in words
    for written in (word, word.upper())
    if written != word.upper() or word.isascii()
]


def why_not() -> str | None:
    if which("node") is None:
        return "the grammar for editors, for there is no Node here"
    if not (HERE / "node_modules" / "vscode-textmate" / "package.json").is_file():
        return "the grammar for editors, for vscode-textmate is not here; with a network `npm ci` in tests/textmate brings it"
    return None


def coloured(lines: list[str]) -> list[list[tuple[str, list[str]]]]:
    """The parts of each line, and what each is."""
    done = subprocess.run(
        ["node", str(HERE / "colours.js"), str(GRAMMAR)],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_grammar_has_every_word_of_a_script(record_property: Tell) -> None:
    missing = why_not()
    if missing is not None:
        record_property(NOT_RUN, missing)
        return
    parts = coloured([line for line, _, _ in WORDS])
    plain = [
        line
        for (line, word, scope), found in zip(WORDS, parts, strict=True)
        if not any(
            text.casefold() == word and kinds[:1] and kinds[0].startswith(scope) for text, kinds in found
        )
    ]
    assert plain == []


@pytest.mark.parametrize(
    ("line", "text", "scope"),
    [
        ("# 用户：one", "# 用户：one", "comment"),
        ("用户(zh)：同意", "(zh)", "storage"),
        ("机器人：@ask.party", "@ask.party", "entity"),
        ("Bot: …you…", "…", "keyword.operator"),
        ("User: {lang}", "{lang}", "variable.parameter"),
        ("User: \\[a note]", "\\[", "constant.character"),
        ("  !资料：party = one", "!", "keyword.operator"),
        ("| E1234567 | passport.length |", "|", "punctuation"),
        ("重启", "重启", "keyword"),
    ],
)
def test_what_is_no_word_has_its_colour_too(line: str, text: str, scope: str, record_property: Tell) -> None:
    missing = why_not()
    if missing is not None:
        record_property(NOT_RUN, missing)
        return
    (parts,) = coloured([line])
    assert any(part == text and kinds[:1] and kinds[0].startswith(scope) for part, kinds in parts)


def test_what_a_user_types_is_no_act(record_property: Tell) -> None:
    missing = why_not()
    if missing is not None:
        record_property(NOT_RUN, missing)
        return
    for parts in coloured(["用户：按钮", "User: file", "User: [filed] away", "机器人：[按钮 one]"]):
        assert not any(kinds[:1] and kinds[0].startswith("support") for _, kinds in parts)
