"""How much of a dialog the green scripts said and checked: in the terminal, as JSON, and as two drawings.

Coverage of the dialog, never of the code; what is missing is told with the place of its definition.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from bot.core import Flow
from bot.i18n import LANGUAGES, N_, Lang, Text, translate
from bot.rehearsal.coverage.walkable import Item, Kind, walkable
from bot.rehearsal.outline import life_walked, questions_drawn

if TYPE_CHECKING:
    from rich.table import Table

KINDS: dict[Kind, Text] = {
    "question": N_("questions"),
    "button": N_("buttons"),
    "ruling": N_("rulings"),
    "state": N_("states"),
    "transition": N_("transitions"),
    "error": N_("mistakes"),
    "command": N_("commands"),
    "letter": N_("lines of the letter"),
    "policy": N_("values of the policy"),
    "text": N_("texts"),
}
OF_THE_DIALOG, SAID, CHECKED, OF = N_("of the dialog"), N_("said"), N_("checked"), N_("of")
NOT_SAID, NOT_CHECKED = N_("not said"), N_("not checked")
MOST_SHOWN = 15

By = Mapping[str, frozenset[str]]
"""The scripts that come by something, by its id."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a kind were said and checked; texts are counted in each language."""

    kind: Kind
    lang: Lang | None
    said: int
    checked: int
    all: int

    def percent(self, count: int) -> float:
        """100 only where nothing is missing."""
        return 100.0 if count == self.all else min(99.9, round(100 * count / self.all, 1))

    def name(self, lang: Lang) -> str:
        named = translate(KINDS[self.kind], lang)
        return f"{named} ({self.lang})" if self.lang else named


@dataclass(frozen=True, slots=True)
class Coverage:
    """What there is, and by which scripts it was said and checked."""

    flow: Flow
    items: tuple[Item, ...]
    said: By
    checked: By

    @property
    def missing(self) -> tuple[Item, ...]:
        """What no script says."""
        return tuple(item for item in self.items if not item.is_among(self.said))

    @property
    def unchecked(self) -> tuple[Item, ...]:
        """What is said, and no script would notice if it were another thing."""
        return tuple(
            item for item in self.items if item.is_among(self.said) and not item.is_among(self.checked)
        )

    @property
    def shares(self) -> tuple[Share, ...]:
        return tuple(self._share(kind, lang) for kind, lang in _rows())

    def _share(self, kind: Kind, lang: Lang | None) -> Share:
        mine = [item for item in self.items if (item.kind, item.lang) == (kind, lang)]
        said, checked = (sum(item.is_among(by) for item in mine) for by in (self.said, self.checked))
        return Share(kind, lang, said, checked, len(mine))

    def reaches(self, least: float) -> bool:
        """Whether that many percent of each kind were said and checked."""
        return all(
            share.percent(count) >= least for share in self.shares for count in (share.said, share.checked)
        )


def coverage(flow: Flow, said: By, checked: By) -> Coverage:
    return Coverage(flow, walkable(flow), said, checked)


def scripts_by(item: Item, by: By) -> tuple[str, ...]:
    """The scripts that come by it, in order."""
    return tuple(sorted({script for id in item.ids_among(by) for script in by[id]}))


def _rows() -> Iterator[tuple[Kind, Lang | None]]:
    for kind in get_args(Kind):
        for lang in LANGUAGES if kind == "text" else (None,):
            yield kind, lang


# In the terminal


def summary(found: Coverage, lang: Lang) -> Iterator[str]:
    """A table of the shares, and what was not said or not checked."""
    from rich.console import Console

    console = Console(width=100, force_terminal=None)
    with console.capture() as capture:
        console.print(_table(found, lang))
    yield from capture.get().rstrip().splitlines()
    yield from missing_lines(found, lang)


def _table(found: Coverage, lang: Lang) -> Table:
    from rich import box
    from rich.table import Table

    drawn = Table(translate(OF_THE_DIALOG, lang), box=box.SIMPLE_HEAD)
    for column in (SAID, "%", CHECKED, "%", OF):
        drawn.add_column(translate(column, lang), justify="right")
    for share in found.shares:
        counts = (share.said, share.checked)
        cells = (cell for count in counts for cell in (str(count), f"{share.percent(count):g}"))
        style = "green" if counts == (share.all, share.all) else "red"
        drawn.add_row(share.name(lang), *cells, str(share.all), style=style)
    return drawn


def missing_lines(found: Coverage, lang: Lang, most: int = MOST_SHOWN) -> Iterator[str]:
    """What was not said or not checked, a line each, at most so many of a kind; the JSON has all."""
    for why, items in ((NOT_SAID, found.missing), (NOT_CHECKED, found.unchecked)):
        for kind, of in _rows():
            mine = [item for item in items if (item.kind, item.lang) == (kind, of)]
            for item in mine[:most]:
                named = f"{kind}{f' ({of})' if of else ''} {item.name.splitlines()[0]}"
                yield f"{item.at}: {translate(why, lang)}: {named}"
            if len(mine) > most:
                yield translate(N_("… and %(count)s more").of(count=len(mine) - most), lang)


# In files

JSON = "coverage.json"


def write(found: Coverage, folder: Path) -> None:
    """`coverage.json`, and `questions.mmd` and `life.mmd` with what was not said in red."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(_as_object(found), ensure_ascii=False, indent=1)
    (folder / JSON).write_text(f"{text}\n", "utf-8")
    (folder / "questions.mmd").write_text(questions_drawn(found.flow, "en", missing_keys(found)), "utf-8")
    (folder / "life.mmd").write_text(life_walked(missing_moves(found)), "utf-8")


def missing_keys(found: Coverage) -> frozenset[str]:
    return frozenset(item.name for item in found.missing if item.kind in ("question", "ruling"))


def missing_moves(found: Coverage) -> frozenset[str]:
    return frozenset(item.name for item in found.missing if item.kind == "transition")


def _as_object(found: Coverage) -> dict[str, object]:
    return {
        "shares": [
            {
                "of": one.kind,
                "lang": one.lang,
                "said": one.said,
                "checked": one.checked,
                "all": one.all,
                "percent_said": one.percent(one.said),
                "percent_checked": one.percent(one.checked),
            }
            for one in found.shares
        ],
        "items": [
            {
                "kind": item.kind,
                "lang": item.lang,
                "name": item.name,
                "file": item.at.file,
                "line": item.at.line,
                "said_by": scripts_by(item, found.said),
                "checked_by": scripts_by(item, found.checked),
            }
            for item in found.items
        ],
    }
