"""The page: one file that needs nothing else, no script and no other address, in one language.

Jinja escapes whatever is put in; nothing is marked safe.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from bot.i18n import N_, Lang, Text, translate
from bot.rehearsal.coverage.report import (
    CHECKED,
    KINDS,
    NOT_CHECKED,
    NOT_SAID,
    OF,
    OF_THE_DIALOG,
    SAID,
    Coverage,
    missing_keys,
    missing_moves,
    scripts_by,
)
from bot.rehearsal.coverage.walkable import Item
from bot.rehearsal.reporting.drawings import columns, life
from bot.rehearsal.reporting.transcript import Part

Outcome = Literal["green", "red", "known", "unread"]
OUTCOMES: dict[Outcome, Text] = {
    "red": N_("red"),
    "unread": N_("cannot be read"),
    "known": N_("known problem"),
    "green": N_("green"),
}
TEXTS: dict[str, Text] = {
    "title": N_("What the scripts say"),
    "coverage": N_("What was said and checked"),
    "scripts": N_("The scripts"),
    "drawings": N_("The dialog, drawn"),
    "questions": N_("The questions, and the rulings behind each"),
    "life": N_("The life of a conversation: from the state on the left to the one above"),
    "legend": N_("Red: no script says it."),
    "said": SAID,
    "checked": CHECKED,
    "of": OF,
    "of_the_dialog": OF_THE_DIALOG,
    "not_said": NOT_SAID,
    "not_checked": NOT_CHECKED,
    "said_by": N_("said by"),
    "checked_by": N_("checked by"),
    "walks": N_("What it says; ✓ what it checks"),
    "if": N_("if"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """How a run ended; `why` is what there is to read where there are no parts, or a known problem's reason."""

    outcome: Outcome
    script: str
    name: str
    parts: Sequence[Part]
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """Something of the dialog, and the scripts by their numbers."""

    item: Item
    name: str
    said: tuple[tuple[int, str], ...]
    checked: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Script:
    number: int
    name: str
    runs: tuple[Told, ...]
    walks: tuple[tuple[str, bool], ...]
    worst: Outcome


def page(told: Sequence[Told], found: Coverage, lang: Lang) -> str:
    """`told` in the order in which it is to be read."""
    scripts = tuple(_scripts(told, found, lang))
    counts = {outcome: sum(one.outcome == outcome for one in told) for outcome in OUTCOMES}
    numbers = {script.name: script.number for script in scripts}
    return _template().render(
        tag="zh-Hans" if lang == "zh" else "en",
        texts={name: translate(text, lang) for name, text in TEXTS.items()},
        outcomes={outcome: translate(text, lang) for outcome, text in OUTCOMES.items()},
        counts={outcome: count for outcome, count in counts.items() if count},
        shares=[(share.name(lang), share) for share in found.shares],
        kinds=[
            (translate(KINDS[kind], lang), [_row(item, found, numbers) for item in items])
            for kind, items in groupby(found.items, key=lambda item: item.kind)
        ],
        scripts=scripts,
        columns=columns(found.flow, lang, missing_keys(found)),
        life=life(missing_moves(found)),
    )


@cache
def _template() -> Template:
    loader = PackageLoader("bot.rehearsal.reporting", "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("report.html")


def _row(item: Item, found: Coverage, numbers: dict[str, int]) -> _Row:
    said, checked = (
        tuple((numbers.get(script, 0), script) for script in scripts_by(item, by))
        for by in (found.said, found.checked)
    )
    return _Row(item, _name(item), said, checked)


def _name(item: Item) -> str:
    """A text is shown in the language in which it is said."""
    if item.lang is not None:
        return translate(Text(item.name), item.lang)
    return item.name


def _scripts(told: Sequence[Told], found: Coverage, lang: Lang) -> Iterator[_Script]:
    """The scripts with their runs, the red ones first."""
    walks: dict[str, list[tuple[str, bool]]] = {}
    for item in found.items:
        checked = scripts_by(item, found.checked)
        for script in scripts_by(item, found.said) if item.kind != "text" else ():
            named = f"{translate(KINDS[item.kind], lang)}: {item.name}"
            walks.setdefault(script, []).append((named, script in checked))
    by_script: dict[str, list[Told]] = {}
    for one in told:
        by_script.setdefault(one.script, []).append(one)
    order = list(OUTCOMES)
    worst = {name: min((one.outcome for one in runs), key=order.index) for name, runs in by_script.items()}
    # Sorted is stable: the order of the files stays.
    for number, name in enumerate(sorted(by_script, key=lambda name: order.index(worst[name])), 1):
        yield _Script(number, name, tuple(by_script[name]), tuple(walks.get(name, ())), worst[name])
