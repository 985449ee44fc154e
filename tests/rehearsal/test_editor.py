"""Scripts in an editor: what is offered at the cursor, what names mean, what is told and when; and all of it over the protocol, from a process of its own."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any, cast

import pytest
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from bot.rehearsal.editor.colouring import parts
from bot.rehearsal.editor.completing import Suggestion, suggestions
from bot.rehearsal.editor.cursor import name_at
from bot.rehearsal.editor.diagnosing import played, while_typing
from bot.rehearsal.editor.meaning import meaning
from bot.rehearsal.scripts.source import lines_of, read_lines
from tests.support.real_flow import FLOW
from tests.support.scripting import written

GREEN = "脚本：一\n起点：party\n\n用户：one\n机器人：@ask.appointment_booked\n  按钮：yes | no | …\n"
TWO = GREEN + "\n脚本：二\n起点：party\n\n用户：one\n机器人：@ask.residence\n"


def offered(folder: Path, text: str) -> list[Suggestion]:
    """At the end of the text, or where ^ stands."""
    before = text.partition("^")[0].split("\n")
    lines = text.replace("^", "").split("\n")
    return suggestions(FLOW, folder / "one.chat.txt", lines, len(before) - 1, len(before[-1]))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "Script: "),
        ("脚本：一\n", "起点："),
        ("脚本：一\n用", "用户："),
        ("脚本：一\n用户：one\n机器人：@ask", "@ask.appointment_booked"),
        ("脚本：一\n用户：one\n机器人：@note.death + @", "@ask.needed_by"),
        ("脚本：一\n用户：one\n机器人：…\n  ", "按钮："),
        ("脚本：一\n用户：one\n机器人：…\n  !警", "警告："),
        ("脚本：一\n用户：[", "旧按钮"),
        ("Script: one\nUser: [", "old button"),
        ("脚本：一\n用户：[按钮 ", "continue"),
        ("脚本：一\n用户(", "zh"),
        ("脚本：一\n起点：pass", "passport_number"),
        ("脚本：一\n起点：rev", "reviewing"),
        ("脚本：一\n资料：", "residences[].since = "),
        ("脚本：一\n资料：purpose = ", "humanitarian"),
        ("脚本：一\n用户：a\n  状态：", "stopped"),
        ("脚本：一\n用户：a\n  警告：x | ", "not_immediate_family"),
        ("脚本：一\n用户：a\n  规则：", "无"),
        ("脚本：一\n用户：a\n  邮件：", "主题 = "),
        ("脚本：一\n等待：3 ", "小时"),
        ("脚本：一\n语言：", "en"),
        ("脚本：一\n团队：", "在"),
        ("脚本：一\n用户：[证件 pass", "passport"),
        ("脚本：一\n用户：[证件 passport surname = LI; ?ds", "ds160_number = "),
        ("脚本：一\n用户：[团队建议 party = ", "group"),
        ("脚本：一\n变量：谁 = one\n用户：{", "谁"),
        ("脚本：一\n用户：{^\n例子：话 | 结果", "结果"),
    ],
)
def test_what_can_stand_at_the_cursor_is_offered(tmp_path: Path, text: str, wanted: str) -> None:
    assert wanted in [one.written for one in offered(tmp_path, text)]


@pytest.mark.parametrize(
    "text", ["# 用户：[", "脚本：", "脚本：一\n用户：[按钮 one] ", "脚本：一\n机器人：…\n  文字："]
)
def test_nothing_is_offered_where_there_are_words(tmp_path: Path, text: str) -> None:
    assert offered(tmp_path, text) == []


def test_the_buttons_of_the_question_above_come_first_and_with_their_labels(tmp_path: Path) -> None:
    first, second, *others = offered(
        tmp_path, "脚本：一\n用户：one\n机器人：@ask.appointment_booked\n用户：[按钮 "
    )
    assert [first.shown, second.shown] == ["yes（约好了）", "no（还没有）"]
    assert "yes" not in [one.written for one in others]


def test_a_variable_of_another_script_is_not_offered(tmp_path: Path) -> None:
    text = "脚本：一\n变量：甲 = 1\n用户：a\n脚本：二\n变量：乙 = 2\n用户：{"
    assert [one.written for one in offered(tmp_path, text)] == ["lang", "乙"]


def test_files_beside_the_script_are_offered_and_scripts_are_not(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    written(tmp_path / "parts", "资料：party = one\n", "one.txt")
    written(tmp_path, GREEN, "other.chat.txt")
    assert [one.written for one in offered(tmp_path, "脚本：一\n引用：")] == ["parts/one.txt"]


def test_what_is_typed_already_is_replaced(tmp_path: Path) -> None:
    line = "机器人：@note.death + @ask.par"
    assert {one.start for one in offered(tmp_path, f"脚本：一\n用户：a\n{line}")} == {line.rindex("@")}


# Names


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ask.party", "申请人数"),
        ("mistake.passport.length", "bot/answers/"),
        ("stop.outside_district", "page"),
        ("residences[0].since", "residences[].since"),
        ("passport_number", "E12345678"),
        ("outside_district", "@stop.outside_district"),
        ("humanitarian", "purpose"),
        ("handed_over", "状态"),
    ],
)
def test_a_name_says_what_it_is(name: str, said: str) -> None:
    found = meaning(FLOW, name, "zh")
    assert found is not None
    assert said in "\n".join((found.name, found.shown, *found.more))


def test_what_is_no_name_means_nothing() -> None:
    assert meaning(FLOW, "nothing.of.this", "zh") is None


def test_a_name_is_found_around_the_cursor() -> None:
    line = "  按钮：yes | members[0].surname | /why"
    assert [name_at(line, line.index(one) + 1)[0] for one in ("yes", "members", "/why")] == [
        "yes",
        "members[0].surname",
        "/why",
    ]


# What is wrong


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (GREEN.replace("用户", "用护"), 4, "用户"),
        (GREEN.replace("@ask.appointment_booked", "@ask.apointment_booked"), 5, "ask.appointment_booked"),
        (GREEN.replace("起点：party", "起点：phone"), 2, "party"),
        ("", 0, "empty"),
    ],
)
def test_while_typing_it_is_told_what_cannot_be_read(tmp_path: Path, text: str, line: int, said: str) -> None:
    """The text is nowhere but in the editor."""
    path = tmp_path / "one.chat.txt"
    (told,) = while_typing(FLOW, path, lambda path: lines_of(path, text))
    assert (told.at.line, told.layer) == (line, None)
    assert said in told.words


def test_what_is_included_is_read_where_it_is_being_changed(tmp_path: Path) -> None:
    part = written(tmp_path, "资料：party = one\n", "part.txt")
    path = written(tmp_path, GREEN.replace("起点：party", "起点：appointment_booked\n引用：part.txt"))
    assert while_typing(FLOW, path, read_lines) == []
    changed = {part: "资料：partie = one\n"}
    (told,) = while_typing(
        FLOW, path, lambda one: lines_of(one, changed[one]) if one in changed else read_lines(one)
    )
    assert (told.at.path, told.at.line) == (part, 1)


def test_a_red_script_is_told_at_the_line_that_differs_with_what_jiaji_test_prints(tmp_path: Path) -> None:
    done = played(FLOW, written(tmp_path, TWO), read_lines)
    assert (done.green, len(done.reports)) == (2, 2)
    assert [(told.at.line, told.layer) for told in done.told] == [(12, "id"), (12, "id")]
    assert "✗" in done.reports[0]


def test_one_script_of_several_is_played(tmp_path: Path) -> None:
    path = written(tmp_path, TWO)
    assert [played(FLOW, path, read_lines, line).green for line in (1, 6, 8, 12)] == [2, 2, 0, 0]


# Colours


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("# 用户：a", [("# 用户：a", "comment")]),
        ("用户(zh)：[按钮 {谁}]", [("用户(zh)：", "keyword"), ("按钮", "decorator"), ("{谁}", "variable")]),
        ("  !资料：party = …", [("!资料：", "keyword"), ("party", "property"), ("…", "operator")]),
        ("机器人：@ask.party", [("机器人：", "keyword"), ("@ask.party", "function")]),
        ("重启", [("重启", "keyword")]),
        ("今天天气真好", []),
    ],
)
def test_a_line_has_its_colours(line: str, wanted: list[tuple[str, str]]) -> None:
    assert [(line[part.start : part.start + part.length], part.kind) for part in parts(line)] == wanted


# Over the protocol


class Editor:
    """Speaks with `jiaji lsp` as an editor does, and counts in UTF-16, as editors do."""

    def __init__(self, uri: str) -> None:
        self.uri, self.client = uri, LanguageClient("tests", "1")
        self.told: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()
        self.client.feature(lsp.WINDOW_SHOW_MESSAGE)(lambda _: None)
        self.client.feature(lsp.WINDOW_LOG_MESSAGE)(lambda _: None)

        self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda told: self.told.put_nowait(told))

    async def begin(self, text: str) -> lsp.ServerCapabilities:
        await self.client.start_io(sys.executable, "-m", "bot", "lsp")
        begun = await self.client.initialize_async(lsp.InitializeParams(lsp.ClientCapabilities()))
        self.client.initialized(lsp.InitializedParams())
        opened = lsp.TextDocumentItem(self.uri, "chat", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(opened))
        return begun.capabilities

    def change(self, version: int, at: lsp.Range, text: str) -> None:
        named = lsp.VersionedTextDocumentIdentifier(version=version, uri=self.uri)
        change = lsp.TextDocumentContentChangePartial(range=at, text=text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(named, [change]))

    async def faults(self) -> list[tuple[int, int, str]]:
        """Of the next telling: the line, where it ends, the kind."""
        told = await asyncio.wait_for(self.told.get(), 30)
        return [(one.range.start.line, one.range.end.character, str(one.code)) for one in told.diagnostics]

    async def end(self) -> None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await cast(Any, self.client).stop()


async def test_an_editor_is_served_over_the_protocol(tmp_path: Path) -> None:
    text = "脚本：一\n起点：party\n\n用户：one\n机器人：…😀…\n  资料：party = group\n"
    path = written(tmp_path, text, "一 1.chat.txt")
    editor = Editor(path.as_uri())
    named = lsp.TextDocumentIdentifier(editor.uri)
    can = await editor.begin(text)
    assert all((can.hover_provider, can.completion_provider, can.semantic_tokens_provider))
    assert {code for _, _, code in await editor.faults()} == {"text", "data"}

    # “机器人：…😀…” becomes “机器人：@ask.party”: what stands behind the sign of two units is found.
    editor.change(2, lsp.Range(lsp.Position(4, 4), lsp.Position(4, 8)), "@ask.parti")
    assert await editor.faults() == [(4, 14, "None")]
    found = await editor.client.text_document_completion_async(
        lsp.CompletionParams(named, lsp.Position(4, 13))
    )
    assert isinstance(found, list | tuple)
    party = next(one for one in found if one.label == "@ask.party")
    assert party.text_edit == lsp.TextEdit(lsp.Range(lsp.Position(4, 4), lsp.Position(4, 13)), "@ask.party")

    editor.change(3, lsp.Range(lsp.Position(4, 4), lsp.Position(4, 14)), "@ask.appointment_booked")
    assert await editor.faults() == []
    hover = await editor.client.text_document_hover_async(lsp.HoverParams(named, lsp.Position(4, 10)))
    assert hover is not None
    assert "已有面谈预约" in str(hover.contents)

    lenses = await editor.client.text_document_code_lens_async(lsp.CodeLensParams(named))
    (command,) = [one.command for one in lenses or ()]
    assert command is not None
    done = await editor.client.workspace_execute_command_async(
        lsp.ExecuteCommandParams(command.command, command.arguments)
    )
    assert done is not None
    assert (done["green"], done["red"]) == (0, 2)
    assert await editor.faults() == [(5, 18, "data"), (5, 18, "data")]

    editor.change(4, lsp.Range(lsp.Position(5, 13), lsp.Position(5, 18)), "one")
    assert await editor.faults() == []
    editor.client.text_document_did_save(lsp.DidSaveTextDocumentParams(named))
    assert await editor.faults() == []
    coloured = await editor.client.text_document_semantic_tokens_full_async(lsp.SemanticTokensParams(named))
    assert coloured is not None
    assert list(coloured.data[:10]) == [0, 0, 3, 1, 0, 1, 0, 3, 1, 0]
    await editor.end()
