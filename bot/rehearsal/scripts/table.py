"""A table of examples in a file of its own, as a spreadsheet saves it: the names of the columns in the first line."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from bot.i18n import N_
from bot.rehearsal.scripts.script import At, Fault, Row, Unreadable

ENCODINGS = ("utf-8-sig", "gb18030")
"""Excel in China saves a CSV in the second."""
MOST_BYTES = 1 << 20


def is_table(name: str) -> bool:
    return name.casefold().endswith((".csv", ".xlsx", ".xls"))


def read_table(path: Path, at: At) -> tuple[Row, ...]:
    """Raises Unreadable, at the line that names the file."""
    if path.suffix.casefold() != ".csv":
        hint = N_("Save it as CSV: in Excel, Save as, CSV UTF-8.")
        raise Unreadable(Fault(at, N_("A table is read from a CSV file."), hint))
    text = _text(path, at)
    parted = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    lines = [line for line in parted if any(map(str.strip, line))]
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


def _delimiter(text: str) -> str:
    """What parts the names of the columns: Excel writes semicolons where a comma is for decimals, and tabs for text."""
    first = text.lstrip().partition("\n")[0]
    return next((sign for sign in (";", "\t") if sign in first and "," not in first), ",")


def row_of(names: Sequence[str], cells: Sequence[str], number: int) -> Row:
    name = " ".join(cell for cell in cells if cell) or str(number)
    return Row(name[:40].replace("::", ":"), dict(zip(names, cells, strict=False)))


def _text(path: Path, at: At) -> str:
    content = path.read_bytes()[: MOST_BYTES + 1]
    for encoding in ENCODINGS if len(content) <= MOST_BYTES else ():
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(
        Fault(at, N_("%(name)s is no text that can be read, or larger than 1 MB.").of(name=path.name))
    )
