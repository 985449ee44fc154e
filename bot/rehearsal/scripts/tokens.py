"""From lines of text to Lines with their keywords; an included file's lines stand where it is named.

Strict: a line that is none is a fault with the nearest keyword; what follows the first colon is not looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bot.i18n import LANGUAGES, N_, Lang, Text
from bot.rehearsal.scripts.keywords import CHECKS, LINES, found, is_chinese, nearest, words_of
from bot.rehearsal.scripts.script import At, Fault, Line, Unreadable
from bot.rehearsal.scripts.source import Read, home_of, inside, read_lines

WORD = re.compile(
    r"(?P<not>[!！]?)\s*(?P<word>[^:：()（）]*?)\s*(?:[(（]\s*(?P<only>[^)）]*?)\s*[)）])?\s*(?P<colon>[:：]|$)"
)
FIRST_WORD = re.compile(r"[!！]?\s*([\w-]+)")
"""What a line begins with, where another sign stands for the colon."""
BRACKETED = re.compile(r"[\[［【](.*)[\]］】]\s*")
BARE = ("restart", "silence")
ROW = ("|", "｜")
MOST_FILES = 50
NO_WORD = N_("A line begins with a word and a colon.")
ROW_HINT = N_("A row is written | like | this |.")


class Tokens:
    """The lines of a script and of what it includes, and every fault that was found."""

    def __init__(
        self, script: Path, values: Mapping[str, str] | None = None, read: Read = read_lines
    ) -> None:
        """`values` are those of the variables by which files are included; None while there are none yet."""
        self.folder = home_of(script)
        self.lines: list[Line] = []
        self.faults: list[Fault] = []
        self._files = 0
        self._values = values
        self._lines_of = read

    def read(self, path: Path) -> Tokens:
        self._read(path, (path,))
        return self

    def _read(self, path: Path, within: tuple[Path, ...]) -> None:
        self._files += 1
        try:
            source = self._lines_of(path)
        except Unreadable as unreadable:
            self.faults += unreadable.faults
            return
        for number, text in enumerate(source, 1):
            text = text.rstrip()
            if text and not text.startswith(("#", "＃")):
                self._line(At(path, number), text, within)

    def _line(self, at: At, text: str, within: tuple[Path, ...]) -> None:
        inner = text.lstrip()
        try:
            if inner.startswith(ROW):
                self._row_or_more(at, text, indented=inner is not text and inner != text)
            else:
                line = read_line(at, text)
                if line.kind != "include" or line.is_check:
                    self.lines.append(line)
                elif self._values is None and VARIABLE.search(line.content):
                    # The values stand further down: in the table.
                    self.lines.append(line)
                else:
                    self.include(line, within)
        except Unreadable as unreadable:
            in_table = bool(self.lines) and self.lines[-1].kind in ("examples", "row")
            self.faults += (
                replace(fault, hint=ROW_HINT) if in_table and fault.what == NO_WORD else fault
                for fault in unreadable.faults
            )

    def _row_or_more(self, at: At, text: str, *, indented: bool) -> None:
        """A row of a table, or, indented, one more line of the text above it."""
        if not indented:
            self.lines.append(Line(at, "row", text, raw=(text,)))
            return
        if not self.lines or self.lines[-1].kind == "row" or self.lines[-1].at.path != at.path:
            raise Unreadable(Fault(at, N_("There is no text above that this line could go on.")))
        last, more = self.lines[-1], text.lstrip()[1:].strip()
        self.lines[-1] = replace(last, content=f"{last.content}\n{more}", raw=(*last.raw, text))

    def include(self, line: Line, within: tuple[Path, ...]) -> None:
        """Raises Unreadable where there is no such file, or where it includes itself."""
        path = inside(self.folder, with_values(line.content, self._values or {}), line.at)
        if path.resolve() in {one.resolve() for one in within}:
            raise Unreadable(Fault(line.at, N_("%(name)s includes itself.").of(name=line.content)))
        if self._files >= MOST_FILES:
            raise Unreadable(Fault(line.at, N_("Too many files are included here.")))
        self._read(path, (*within, path))


def included(script: Path, line: Line, values: Mapping[str, str], read: Read) -> Tokens:
    """The lines of the file that a line of a script includes by a variable."""
    found = Tokens(script, values, read)
    try:
        found.include(line, (script,))
    except Unreadable as unreadable:
        found.faults += unreadable.faults
    return found


VARIABLE = re.compile(r"(?<!\\)[{｛]([^{}｛｝\n]*)[}｝]")


def with_values(text: str, values: Mapping[str, str]) -> str:
    """The text with those variables said that have a value."""
    return VARIABLE.sub(lambda match: values.get(match[1].strip(), match[0]), text)


def read_line(at: At, text: str) -> Line:
    """One line with its keyword. Raises Unreadable."""
    indented = text[0].isspace()
    inner = text.strip()
    bracketed = BRACKETED.fullmatch(inner)
    match = WORD.match(bracketed[1] if bracketed else inner)
    if match is None or (indented and bracketed):
        raise Unreadable(Fault(at, NO_WORD, _more(inner)))
    kind = found(CHECKS if indented else LINES, match["word"])
    if kind is None:
        raise Unreadable(_unknown(at, inner, match, indented=indented))
    if not match["colon"] and kind not in BARE and not (indented and match["not"]):
        raise Unreadable(Fault(at, N_("A colon is missing after %(word)s.").of(word=match["word"])))
    if match["not"] and not indented:
        raise Unreadable(Fault(at, N_("“!” stands before a check or after “%(bot)s”.").of(bot=N_("Bot:"))))
    content = inner[match.end() :].strip() if not bracketed else ""
    return Line(at, kind, content, _only(at, match["only"]), bool(match["not"]), indented, (text,))


def _only(at: At, word: str | None) -> Lang | None:
    if word is None:
        return None
    for lang in LANGUAGES:
        if word.casefold() == lang:
            return lang
    raise Unreadable(Fault(at, N_("%(word)s is no language here.").of(word=word), N_("Write zh or en.")))


def _unknown(at: At, inner: str, match: re.Match[str], *, indented: bool) -> Fault:
    word, here, there = match["word"], CHECKS if indented else LINES, LINES if indented else CHECKS
    if found(there, word) is not None:
        what = (
            N_("%(word)s must not be indented.")
            if indented
            else N_("%(word)s is a check: it must be indented.")
        )
        return Fault(at, what.of(word=word), N_("Indent the checks of a line, and nothing else."))
    if not match["colon"]:
        first = FIRST_WORD.match(inner)
        if first is not None and found(here, first[1]) is not None:
            return Fault(at, N_("A colon is missing after %(word)s.").of(word=first[1]))
        return Fault(at, NO_WORD, _near(inner, here) or _more(inner))
    return Fault(
        at, N_("%(word)s is no word of a script.").of(word=word), _near(word, here) or _all(word, here)
    )


def _near(word: str, table: dict[str, tuple[str, ...]]) -> Text | None:
    close = nearest(word, words_of(table, word), 0.5 if is_chinese(word) else 0.65)
    return N_("Did you mean %(word)s?").of(word=close) if close else None


def _all(word: str, table: dict[str, tuple[str, ...]]) -> Text:
    return N_("There are: %(words)s.").of(words=tuple(words_of(table, word)))


def _more(inner: str) -> Text:
    return N_("If it goes on with the line above, indent it and put a bar in front: %(line)s").of(
        line=f"  | {inner[:30]}"
    )
