"""A table of examples in a file of its own, as a spreadsheet saves it: the names of the columns in the first line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from pathlib import Path

from bot.i18n import N_
from bot.rehearsal.scripts.script import At, Fault, Row, Unreadable

ENCODINGS = ("utf-8-sig", "gb18030")
"""Excel in China saves a CSV in the second."""
MOST_BYTES = 1 << 20


def is_table(name: str) -> bool:
    return name.casefold().endswith((".csv", ".xlsx", ".xls", ".ods"))


def read_table(path: Path, at: At) -> tuple[Row, ...]:
    """Raises Unreadable, at the line that names the file."""
    cells = _of_csv(path, at) if path.suffix.casefold() == ".csv" else _of_workbook(path, at)
    lines = [line for line in cells if any(map(str.strip, line))]
    names = [name.strip() for name in lines[0]] if lines else []
    if len(lines) < 2 or not all(name.isidentifier() for name in names):
        hint = N_("The first line has the names of the columns, for example value,id.")
        raise Unreadable(Fault(at, N_("There is no table in %(name)s.").of(name=path.name), hint))
    wrong = next((number for number, line in enumerate(lines, 1) if len(line) != len(names)), None)
    if wrong is not None:
        what = N_("Line %(number)s of %(name)s has %(found)s cells; there are %(wanted)s columns.")
        raise Unreadable(
            Fault(at, what.of(number=wrong, name=path.name, found=len(lines[wrong - 1]), wanted=len(names)))
        )
    return tuple(row_of(names, [cell.strip() for cell in line], n) for n, line in enumerate(lines[1:], 2))


def _of_csv(path: Path, at: At) -> Iterable[list[str]]:
    text = _text(path, at)
    return csv.reader(io.StringIO(text), delimiter=_delimiter(text))


def _of_workbook(path: Path, at: At) -> Iterable[list[str]]:
    """The first sheet. Raises Unreadable, also where what reads workbooks is not installed."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise Unreadable(Fault(at, N_("Workbooks cannot be read here."), AS_CSV)) from None
    try:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(_bytes(path, at))).get_sheet_by_index(0).to_python()
    except CalamineError:
        raise Unreadable(
            Fault(at, N_("%(name)s is no workbook that can be read.").of(name=path.name), AS_CSV)
        ) from None
    return [[_as_text(cell) for cell in row] for row in rows]


AS_CSV = N_("Save it as CSV: in Excel, Save as, CSV UTF-8.")


def _as_text(cell: object) -> str:
    """As a script has it: 2026-03-02, 09:30, 3 and not 3.0."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case time():
            return f"{cell:%H:%M}"
        case datetime():
            return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
        case _:
            return str(cell)


def _delimiter(text: str) -> str:
    """What parts the names of the columns: Excel writes semicolons where a comma is for decimals, and tabs for text."""
    first = text.lstrip().partition("\n")[0]
    return next((sign for sign in (";", "\t") if sign in first and "," not in first), ",")


def row_of(names: Sequence[str], cells: Sequence[str], number: int) -> Row:
    name = " ".join(cell for cell in cells if cell) or str(number)
    return Row(name[:40].replace("::", ":"), dict(zip(names, cells, strict=False)))


def _text(path: Path, at: At) -> str:
    content = _bytes(path, at)
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(Fault(at, UNREADABLE.of(name=path.name)))


def _bytes(path: Path, at: At) -> bytes:
    content = path.read_bytes()[: MOST_BYTES + 1]
    if len(content) > MOST_BYTES:
        raise Unreadable(Fault(at, UNREADABLE.of(name=path.name)))
    return content


UNREADABLE = N_("%(name)s is no text that can be read, or larger than 1 MB.")
