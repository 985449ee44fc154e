"""How much of a dialog the green scripts walked: in the terminal, as JSON, and as two drawings.

Coverage of the dialog, never of the code; what is missing is told with the place of its definition.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from bot.core import Flow
from bot.i18n import LANGUAGES, Lang
from bot.rehearsal.coverage.walkable import Item, Kind, walkable
from bot.rehearsal.outline import life_walked, questions_drawn

if TYPE_CHECKING:
    from rich.table import Table

PLURAL: dict[Kind, str] = {
    "question": "questions asked",
    "ruling": "rulings fired",
    "transition": "transitions taken",
    "error": "errors raised",
    "command": "commands used",
    "text": "texts said",
}
MOST_SHOWN = 15


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a kind were walked; texts are counted in each language."""

    kind: Kind
    lang: Lang | None
    walked: int
    all: int

    @property
    def percent(self) -> float:
        """100 only where nothing is missing."""
        return 100.0 if self.walked == self.all else min(99.9, round(100 * self.walked / self.all, 1))

    @property
    def name(self) -> str:
        return f"{PLURAL[self.kind]} ({self.lang})" if self.lang else PLURAL[self.kind]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What there is, and the ids of what was walked."""

    flow: Flow
    items: tuple[Item, ...]
    walked: frozenset[str]

    @property
    def missing(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if not item.is_among(self.walked))

    @property
    def shares(self) -> tuple[Share, ...]:
        missing = self.missing
        return tuple(_share(kind, lang, self.items, missing) for kind, lang in _rows())

    def reaches(self, least: float) -> bool:
        """Whether that many percent of each kind were walked."""
        return all(share.percent >= least for share in self.shares)


def coverage(flow: Flow, walked: frozenset[str]) -> Coverage:
    return Coverage(flow, walkable(flow), walked)


def _rows() -> Iterator[tuple[Kind, Lang | None]]:
    for kind in get_args(Kind):
        for lang in LANGUAGES if kind == "text" else (None,):
            yield kind, lang


def _share(kind: Kind, lang: Lang | None, items: tuple[Item, ...], missing: tuple[Item, ...]) -> Share:
    everything = sum((item.kind, item.lang) == (kind, lang) for item in items)
    return Share(
        kind, lang, everything - sum((item.kind, item.lang) == (kind, lang) for item in missing), everything
    )


# In the terminal


def summary(found: Coverage) -> Iterator[str]:
    """A table of the shares, and what was not walked."""
    from rich.console import Console

    console = Console(width=100, force_terminal=None)
    with console.capture() as capture:
        console.print(_table(found))
    yield from capture.get().rstrip().splitlines()
    yield from missing_lines(found)


def _table(found: Coverage) -> Table:
    from rich import box
    from rich.table import Table

    drawn = Table("of the dialog", box=box.SIMPLE_HEAD)
    for column in ("walked", "of", "%"):
        drawn.add_column(column, justify="right")
    for share in found.shares:
        style = "green" if share.walked == share.all else "red"
        drawn.add_row(share.name, str(share.walked), str(share.all), f"{share.percent:g}", style=style)
    return drawn


def missing_lines(found: Coverage, most: int = MOST_SHOWN) -> Iterator[str]:
    """What was not walked, a line each, at most so many of a kind; the JSON has all."""
    missing = found.missing
    for kind, lang in _rows():
        mine = [item for item in missing if (item.kind, item.lang) == (kind, lang)]
        for item in mine[:most]:
            yield f"{item.at}: {kind}{f' ({lang})' if lang else ''} {item.name.splitlines()[0]}"
        if len(mine) > most:
            yield f"… and {len(mine) - most} more"


# In files

JSON = "coverage.json"


def write(found: Coverage, folder: Path) -> None:
    """`coverage.json`, and `questions.mmd` and `life.mmd` with what was not walked in red."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(_as_object(found), ensure_ascii=False, indent=1)
    (folder / JSON).write_text(f"{text}\n", "utf-8")
    missing = found.missing
    keys = frozenset(item.name for item in missing if item.kind in ("question", "ruling"))
    (folder / "questions.mmd").write_text(questions_drawn(found.flow, "en", keys), "utf-8")
    moves = frozenset(item.name for item in missing if item.kind == "transition")
    (folder / "life.mmd").write_text(life_walked(moves), "utf-8")


def _as_object(found: Coverage) -> dict[str, object]:
    return {
        "shares": [
            {"of": one.kind, "lang": one.lang, "walked": one.walked, "all": one.all, "percent": one.percent}
            for one in found.shares
        ],
        "items": [
            {
                "kind": item.kind,
                "lang": item.lang,
                "name": item.name,
                "file": item.at.file,
                "line": item.at.line,
                "walked": item.is_among(found.walked),
            }
            for item in found.items
        ],
    }
