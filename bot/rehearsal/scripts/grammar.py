"""From the text of a `*.chat.txt` to its Scripts; every fault with its line and what to write instead.

No engine here: what a script's words mean for the dialog is looked at elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.core import SHANGHAI
from bot.i18n import LANGUAGES, N_, Lang, Text
from bot.rehearsal.scripts.keywords import CHECKS, LINES, is_chinese
from bot.rehearsal.scripts.script import At, Fault, Line, Row, Script, Unreadable
from bot.rehearsal.scripts.source import Read, home_of, inside, other_format, read_lines
from bot.rehearsal.scripts.table import is_table, read_table, row_of
from bot.rehearsal.scripts.tokens import Tokens, included

HEADER = (
    "languages",
    "time",
    "variable",
    "start",
    "data",
    "consulate",
    "team",
    "about",
    "tags",
    "known",
    "never",
)
AS_CHECK = N_("Where it is checked what the bot did, it is indented.")
SHANGHAI_TIME = ("北京时间", "上海时间", "UTC+8", "GMT+8", "CST")
CELLS = re.compile(r"(?<!\\)[|｜]")
NAME = re.compile(r"\w+", re.UNICODE)


def read_scripts(path: Path, read: Read = read_lines) -> tuple[Script, ...]:
    """The scripts of a file, in order. Raises Unreadable with every fault in it."""
    tokens = Tokens(path, read=read).read(path)
    drafts, faults = _drafts(path, tokens.lines), list(tokens.faults)
    scripts = []
    faults += (
        Fault(draft.at, N_("Two scripts here are named %(name)s.").of(name=draft.name))
        for number, draft in enumerate(drafts)
        if draft.name in {one.name for one in drafts[:number]}
    )
    for version in (version for draft in drafts for version in draft.versions(path, read)):
        script, wrong = version.finish(path)
        scripts.append(script)
        faults += wrong
    if not tokens.faults and not any(
        line.kind in ("user", "wait", "bot", "include") for line in tokens.lines
    ):
        hint = N_("Write at least what the user says and the bot answers.")
        faults.append(Fault(At(path, 0), N_("Nothing is said in this script."), hint))
    if faults:
        other = other_format(path, read)
        each_once = {(fault.at, fault.what): fault for fault in faults}.values()
        raise Unreadable(*([other] if other is not None else sorted(each_once, key=lambda fault: fault.at)))
    return tuple(scripts)


@dataclass(slots=True)
class _Draft:
    """A script in the making: its lines by where they belong."""

    at: At
    name: str
    header: dict[str, list[Line]] = field(default_factory=dict)
    body: list[Line] = field(default_factory=list)
    table: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    only_row: Row | None = None

    def add(self, line: Line) -> None:
        self.lines.append(line)
        if line.kind == "include":
            return
        if line.kind in ("examples", "row"):
            if line.kind == "row" and not self.table:
                self._fault(
                    line, N_("A row needs the line “%(word)s” above it.").of(word=self._said("examples"))
                )
            self.table.append(line)
        elif line.is_check or line.kind not in HEADER:
            self.body.append(line)
        elif self.body:
            hint = AS_CHECK if line.kind in CHECKS else None
            self._fault(
                line, N_("%(word)s belongs above the first message.").of(word=self._said(line.kind)), hint
            )
        else:
            self.header.setdefault(line.kind, []).append(line)

    def versions(self, path: Path, read: Read) -> list[_Draft]:
        """Itself, or where a file is included by a variable, one for each language and row."""
        if not any(line.kind == "include" for line in self.lines):
            return [self]
        rows = self._rows(home_of(path)) or (None,)
        found = [self._version(path, row, lang, read) for row in rows for lang in self._languages()]
        found[0].faults += self.faults
        return found

    def _version(self, path: Path, row: Row | None, lang: Lang, read: Read) -> _Draft:
        made = _Draft(self.at, self.name, only_row=row)
        values = {"lang": lang, **{name: value for _, name, value in self._variables()}}
        values |= row.values if row is not None else {}
        for line in self.lines:
            if line.kind == "include":
                more = included(path, line, values, read)
                made.faults += more.faults
                for one in more.lines:
                    made.add(one)
            elif line.kind not in ("languages", "examples", "row"):
                made.add(line)
        made.header["languages"] = [Line(self.at, "languages", lang)]
        return made

    def finish(self, path: Path) -> tuple[Script, list[Fault]]:
        rows = (self.only_row,) if self.only_row is not None else self._rows(home_of(path))
        script = Script(
            name=self.name,
            at=self.at,
            folder=home_of(path),
            spoken=self._spoken(),
            languages=self._languages(),
            time=self._only_one("time"),
            consulate=self._only_one("consulate"),
            team=self._only_one("team"),
            variables=self._variables(),
            data=tuple(self.header.get("data", ())),
            starts_at=self._only_one("start"),
            body=tuple(self.body),
            rows=rows,
            tags=tuple(self._tags()),
            known=self._only_one("known"),
            never=tuple(self.header.get("never", ())),
        )
        return script, self.faults

    def _fault(self, line: Line, what: Text, hint: Text | None = None) -> None:
        self.faults.append(Fault(line.at, what, hint))

    def _spoken(self) -> Lang:
        lines = [line for lines in self.header.values() for line in lines] + self.body
        first = lines[0].raw[0] if lines else self.name
        return "zh" if is_chinese(re.split("[:：]", first)[0]) else "en"

    def _said(self, kind: str) -> str:
        """A keyword in the writing of this script."""
        is_zh = self._spoken() == "zh"
        return next(word for word in LINES[kind] if is_chinese(word) is is_zh)

    def _only_one(self, kind: str) -> Line | None:
        lines = self.header.get(kind, [])
        for again in lines[1:]:
            self._fault(again, N_("%(word)s stands here twice.").of(word=self._said(kind)))
        return lines[0] if lines else None

    def _languages(self) -> tuple[Lang, ...]:
        line = self._only_one("languages")
        if line is None:
            return LANGUAGES
        named = [word.strip().casefold() for word in re.split("[,，、|]", line.content)]
        for word in named:
            if word not in LANGUAGES:
                self._fault(line, N_("%(word)s is no language here.").of(word=word), N_("Write zh or en."))
        return tuple(lang for lang in LANGUAGES if lang in named)

    def _tags(self) -> Iterator[str]:
        for line in self.header.get("tags", []):
            for word in filter(None, (one.strip() for one in re.split("[,，、|]", line.content))):
                if not NAME.fullmatch(word) or word in LANGUAGES:
                    self._fault(
                        line,
                        N_("%(word)s is no tag.").of(word=word),
                        N_("A tag is one word: letters and digits."),
                    )
                yield word

    def _variables(self) -> tuple[tuple[Line, str, str], ...]:
        found = []
        for line in self.header.get("variable", []):
            name, sign, value = split_at_equals(line.content)
            if not sign or not NAME.fullmatch(name) or name == "lang":
                hint = N_("For example passport = E12345678; {lang} is there already.")
                self._fault(line, N_("A name, an equals sign and a value are expected here."), hint)
            found.append((line, name, value))
        return tuple(found)

    def _rows(self, home: Path) -> tuple[Row, ...]:
        heads = [line for line in self.table if line.kind == "examples"]
        if not heads:
            return ()
        for again in heads[1:]:
            self._fault(again, N_("%(word)s stands here twice.").of(word=self._said("examples")))
        names = _cells(heads[0].content)
        if len(names) == 1 and is_table(names[0]):
            return self._rows_of_file(heads[0], home)
        if not names or not all(NAME.fullmatch(name) for name in names):
            hint = N_("For example value | id.")
            self._fault(heads[0], N_("The names of the columns are expected here."), hint)
        rows = [self._row(line, names) for line in self.table if line.kind == "row"]
        if not rows:
            self._fault(
                heads[0], N_("There is no row below the examples."), N_("A row is written | like | this |.")
            )
        return tuple(rows)

    def _rows_of_file(self, head: Line, home: Path) -> tuple[Row, ...]:
        try:
            return read_table(inside(home, head.content, head.at), head.at)
        except Unreadable as unreadable:
            self.faults += unreadable.faults
            return ()

    def _row(self, line: Line, names: list[str]) -> Row:
        cells = _cells(line.content)
        if len(cells) != len(names):
            what = N_("This row has %(found)s cells; there are %(wanted)s columns.")
            self._fault(
                line, what.of(found=len(cells), wanted=len(names)), N_("A bar in a cell is written \\|.")
            )
        return row_of(names, cells, line.at.line)


def _drafts(path: Path, lines: list[Line]) -> list[_Draft]:
    name = path.name.removesuffix(".txt").removesuffix(".chat")
    drafts = [_Draft(At(path, 1), name)]
    is_named = False
    for line in lines:
        if line.kind != "script":
            drafts[-1].add(line)
            continue
        draft = _Draft(line.at, line.content.replace("::", ":") or name)
        if is_named or drafts[-1].body:
            drafts.append(draft)
        else:
            draft.header, draft.lines = drafts[-1].header, drafts[-1].lines
            drafts[-1] = draft
        is_named = True
    return drafts


def _cells(content: str) -> list[str]:
    cells = [cell.strip().replace("\\|", "|") for cell in CELLS.split(content)]
    if cells and not cells[0]:
        cells = cells[1:]
    return cells[:-1] if cells and not cells[-1] and len(cells) > 1 else cells


def split_at_equals(content: str) -> tuple[str, str, str]:
    """What stands before and after the first equals sign, either width."""
    match = re.search("[=＝]", content)
    if match is None:
        return content.strip(), "", ""
    return content[: match.start()].strip(), "=", content[match.end() :].strip()


def read_moment(text: str) -> datetime | None:
    """`2026-03-02 09:00 Asia/Shanghai` or `…+08:00`; the zone may be left out, and so may the time (then 09:00)."""
    words = text.replace("：", ":").split()
    zone = SHANGHAI
    if words and words[-1] in SHANGHAI_TIME:
        words.pop()
    elif words and "/" in words[-1] and not words[-1][0].isdigit():
        try:
            zone = ZoneInfo(words.pop())
        except (KeyError, ValueError, OSError):
            return None
    if len(words) == 1 and "T" not in words[0]:
        words.append("09:00")
    try:
        found = datetime.fromisoformat("T".join(words))
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=zone)
