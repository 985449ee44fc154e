"""The language server: hears an editor over the Language Server Protocol, and answers with what the modules beside it find.

Nothing is decided here: positions are counted in the editor's units, values become the protocol's, and back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path
from pygls.workspace import TextDocument

from bot.core import Flow
from bot.i18n import N_, translate
from bot.rehearsal.editor import meaning
from bot.rehearsal.editor.colouring import KINDS, parts
from bot.rehearsal.editor.completing import spoken_in, suggestions
from bot.rehearsal.editor.cursor import keyword_of, name_at
from bot.rehearsal.editor.diagnosing import Played, Told, played, while_typing
from bot.rehearsal.scripts.script import Unreadable
from bot.rehearsal.scripts.source import lines_of, read_lines

PLAY = "jiaji.play"
PAUSE = 0.2
"""Seconds without a key after which a text is looked at."""
TRIGGERS = ["@", "＠", "[", "［", "【", "|", "｜", "=", "＝", "{", "｛", ":", "：", " "]
SCRIPT = ".chat.txt"
PLAY_THIS, OUTCOME = N_("▶ Play"), N_("%(green)s green, %(red)s red")


def serve(flow: Flow) -> None:
    """Until the editor leaves."""
    server_for(flow).start_io()


def server_for(flow: Flow) -> LanguageServer:
    server = LanguageServer(
        "jiaji", version("jiaji"), text_document_sync_kind=lsp.TextDocumentSyncKind.Incremental
    )
    desk = _Desk(server, flow)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        desk.tell(params.text_document.uri, desk.play(params.text_document.uri).told)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        await asyncio.sleep(PAUSE)
        if desk.version(uri) == params.text_document.version:
            desk.tell(uri, desk.typed(uri))

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        desk.tell(params.text_document.uri, desk.play(params.text_document.uri).told)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        desk.tell(params.text_document.uri, ())

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=TRIGGERS))
    def complete(params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
        return desk.complete(params.text_document.uri, params.position)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        return desk.hover(params.text_document.uri, params.position)

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    def lenses(params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        return desk.lenses(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, lsp.SemanticTokensLegend(list(KINDS), []))
    def coloured(params: lsp.SemanticTokensParams) -> lsp.SemanticTokens:
        return lsp.SemanticTokens(desk.coloured(params.text_document.uri))

    @server.command(PLAY)
    def play(uri: str, line: int) -> dict[str, object]:
        return desk.play_one(uri, line)

    return server


class _Desk:
    """What is open in the editor. `told` are the files about which something was said, by the script it was said for."""

    def __init__(self, server: LanguageServer, flow: Flow) -> None:
        self.server, self.flow = server, flow
        self.told: dict[str, set[str]] = {}

    # The texts

    def version(self, uri: str) -> int | None:
        """Which state of a text it is; None where the editor has it no more."""
        return next((one.version for one in self.open() if one.uri == uri), None)

    def open(self) -> list[TextDocument]:
        return list(self.server.workspace.text_documents.values())

    def read(self, path: Path) -> list[str]:
        """As it is in the editor, where it is open there. Raises Unreadable."""
        here = next((one for one in self.open() if _path(one.uri) == path), None)
        return lines_of(path, here.source) if here is not None else read_lines(path)

    def lines(self, path: Path) -> list[str]:
        """None of a file that cannot be read."""
        try:
            return self.read(path)
        except Unreadable:
            return []

    # What is wrong

    def typed(self, uri: str) -> list[Told]:
        return while_typing(self.flow, _path(uri), self.read) if uri.endswith(SCRIPT) else []

    def play(self, uri: str, line: int | None = None) -> Played:
        return played(self.flow, _path(uri), self.read, line) if uri.endswith(SCRIPT) else Played(())

    def play_one(self, uri: str, line: int) -> dict[str, object]:
        """The script that has this line, counted from 0."""
        done = self.play(uri, line + 1)
        self.tell(uri, done.told)
        red = len(done.reports) or len(done.told)
        said = translate(OUTCOME.of(green=done.green, red=red), spoken_in(self.lines(_path(uri))))
        for report in done.reports:
            self.server.window_log_message(lsp.LogMessageParams(lsp.MessageType.Info, report))
        kind = lsp.MessageType.Warning if red else lsp.MessageType.Info
        self.server.window_show_message(lsp.ShowMessageParams(kind, said))
        return {"green": done.green, "red": red, "reports": list(done.reports)}

    def tell(self, uri: str, told: Iterable[Told]) -> None:
        """Each at the file in which it is; where something was told before and is no more, that is told, too."""
        by_file: dict[str, list[lsp.Diagnostic]] = {uri: []}
        for one in told:
            there = uri if one.at.path == _path(uri) else from_fs_path(str(one.at.path)) or uri
            by_file.setdefault(there, []).append(self.diagnostic(one))
        for there in (self.told.get(uri, set()) - by_file.keys()) | by_file.keys():
            found = lsp.PublishDiagnosticsParams(there, by_file.get(there, []), version=self.version(there))
            self.server.text_document_publish_diagnostics(found)
        self.told[uri] = {there for there, found in by_file.items() if found}

    def diagnostic(self, one: Told) -> lsp.Diagnostic:
        row = max(one.at.line - 1, 0)
        line = next(iter(self.lines(one.at.path)[row:]), "")
        return lsp.Diagnostic(
            self.range(row, line, len(line) - len(line.lstrip()), len(line)),
            one.words,
            lsp.DiagnosticSeverity.Error if one.layer is None else lsp.DiagnosticSeverity.Warning,
            code=one.layer,
            source="jiaji",
        )

    # At the cursor

    def complete(self, uri: str, position: lsp.Position) -> list[lsp.CompletionItem]:
        lines = self.lines(_path(uri))
        row, line, column = self.here(lines, position)
        return [
            lsp.CompletionItem(
                label=one.shown,
                detail=one.what or None,
                documentation="\n\n".join(one.more) or None,
                sort_text=f"{number:04}",
                filter_text=f"{one.written} {one.shown}",
                text_edit=lsp.TextEdit(self.range(row, line, one.start, column), one.written),
            )
            for number, one in enumerate(suggestions(self.flow, _path(uri), lines, row, column))
        ]

    def hover(self, uri: str, position: lsp.Position) -> lsp.Hover | None:
        lines = self.lines(_path(uri))
        row, line, column = self.here(lines, position)
        name, start, end = name_at(line, column)
        found = meaning.meaning(self.flow, name, spoken_in(lines)) if name else None
        if found is None:
            return None
        said = "\n\n".join((f"**{found.name}**  {found.shown}", *found.more))
        content = lsp.MarkupContent(lsp.MarkupKind.Markdown, said)
        return lsp.Hover(content, self.range(row, line, start, end))

    # The whole text

    def lenses(self, uri: str) -> list[lsp.CodeLens]:
        lines = self.lines(_path(uri))
        title = translate(PLAY_THIS, spoken_in(lines))
        return [
            lsp.CodeLens(self.range(row, line, 0, len(line)), lsp.Command(title, PLAY, arguments=[uri, row]))
            for row, line in enumerate(lines)
            if keyword_of(line)[0] == "script" and uri.endswith(SCRIPT)
        ]

    def coloured(self, uri: str) -> list[int]:
        """Five numbers for each part: how far from the last one, down and to the right, how long, and what it is."""
        found: list[int] = []
        last_row = last_start = 0
        for row, line in enumerate(self.lines(_path(uri))):
            for part in parts(line):
                start = self.units(line[: part.start])
                length = self.units(line[part.start : part.start + part.length])
                right = start - last_start if row == last_row else start
                found += [row - last_row, right, length, KINDS.index(part.kind), 0]
                last_row, last_start = row, start
        return found

    # Positions

    def units(self, text: str) -> int:
        """How long the editor says that a text is."""
        return int(self.server.workspace.position_codec.client_num_units(text))

    def here(self, lines: list[str], position: lsp.Position) -> tuple[int, str, int]:
        """The row, its line, and the character in it."""
        row = position.line
        line = lines[row] if row < len(lines) else ""
        column = next((n for n in range(len(line)) if self.units(line[:n]) >= position.character), len(line))
        return row, line, column

    def range(self, row: int, line: str, start: int, end: int) -> lsp.Range:
        first, last = self.units(line[:start]), self.units(line[:end])
        return lsp.Range(lsp.Position(row, first), lsp.Position(row, last))


def _path(uri: str) -> Path:
    return Path(to_fs_path(uri) or "")
