"""Skeletons of scripts for what no script has walked: a short way to each thing, played and green; or what is
to be filled in.

A skeleton that is written walks other missing things on its way, and those need none of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from bot.core import Flow, Question
from bot.i18n import N_, Lang, Text, translate
from bot.rehearsal.blank_files import accepted_file
from bot.rehearsal.coverage.walkable import Item, walkable, walked_in
from bot.rehearsal.playing.play_run import play_run
from bot.rehearsal.recording.acts_from_turns import NotRecordable, RecordedAct
from bot.rehearsal.recording.attachments import SUFFIX, Attachments
from bot.rehearsal.recording.save_if_green import keep
from bot.rehearsal.recording.script_header import ScriptHeader
from bot.rehearsal.scripts.runs import read_runs
from bot.rehearsal.scripts.script import CLOCK, Send, Unreadable
from bot.rehearsal.sources import ANYTHING
from bot.rehearsal.suggesting.searching import Way, ways_to

LANG: Lang = "zh"
"""The search is in one language; a skeleton plays in both where it can."""
NO_WAY = ("letter", "policy")
"""What no message leads to by itself."""
NAME = re.compile(r"[^a-z0-9]+")
WALKS = N_("No script has come by this: %(item)s, %(at)s")
FILL_IN = N_("To be filled in: no way was found to %(item)s, %(at)s. What leads to it is missing at the end.")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A thing that no script walks, and the skeleton that does; None where no way was found.

    `to_fill_in` says that the skeleton ends before it.
    """

    item: Item
    script: Path | None = None
    to_fill_in: bool = False


def walked_by(flow: Flow, scripts: Iterable[Path]) -> frozenset[str]:
    """What the green runs of these scripts walk."""
    found: set[str] = set()
    for script in scripts:
        try:
            played_runs = [play_run(flow, run) for run in read_runs(flow, script)]
        except Unreadable:
            continue
        for played in played_runs:
            if not played.differences:
                found |= walked_in(played.turns)
    return frozenset(found)


def suggest(flow: Flow, walked: frozenset[str], out: Path, spoken: Lang) -> Iterator[Suggestion]:
    """Raises OSError."""
    # A text is one thing here, in whichever of the languages it is missing.
    there = (item for item in walkable(flow) if item.kind not in NO_WAY)
    missing = tuple({_id(item): item for item in there if not item.is_among(walked)}.values())
    ways = _ways(flow, missing)
    written: dict[Path, frozenset[str]] = {}
    # The longest ways first: they walk the most of what others lead to.
    for item in sorted(missing, key=lambda item: -_length(_way(item, ways))):
        script = next((script for script, ids in written.items() if _is_walked(item, ids)), None)
        way, note = _way(item, ways), WALKS
        if script is None and way is None:
            way, note = _way_before(flow, item, ways), FILL_IN
        if script is None and way is not None:
            script = _write(flow, item, note, way, out, len(written) + 1, spoken)
            if script is not None:
                written[script] = walked_by(flow, [script])
        yield Suggestion(item, script, to_fill_in=note is FILL_IN)


def _ways(flow: Flow, missing: tuple[Item, ...]) -> dict[str, Way]:
    before = {f"question:{key}" for item in missing for key in _questions_before(flow, item)[:1]}
    with TemporaryDirectory() as folder:
        page = Path(folder) / "1.pdf"
        page.write_bytes(accepted_file(*PAGE))
        return ways_to(flow, frozenset({*map(_id, missing), *before}), CLOCK, page)


def _id(item: Item) -> str:
    """As the search would meet it."""
    return item.id.replace(f"text:{item.lang}:", f"text:{LANG}:", 1)


def _is_walked(item: Item, ids: frozenset[str]) -> bool:
    return item.is_among(ids) or _id(item) in ids


def _way(item: Item, ways: Mapping[str, Way]) -> Way | None:
    if item.name.endswith(ANYTHING):
        start = item.id.removesuffix(ANYTHING)
        return next((way for id, way in ways.items() if id.startswith(start)), None)
    return ways.get(_id(item))


def _length(way: Way | None) -> int:
    return len(way.acts) if way is not None else -1


def _way_before(flow: Flow, item: Item, ways: Mapping[str, Way]) -> Way | None:
    """The way to the nearest question before a question or a ruling."""
    keys = _questions_before(flow, item)
    return next((ways[id] for id in (f"question:{key}" for key in keys) if id in ways), None)


def _questions_before(flow: Flow, item: Item) -> list[str]:
    """The nearest first."""
    if item.kind not in ("question", "ruling"):
        return []
    steps = [step for section in flow.sections for step in section.steps]
    keys = [step.key for step in steps]
    at = next((number for number, key in enumerate(keys) if item.name.startswith(key)), len(steps))
    return [step.key for step in reversed(steps[:at]) if isinstance(step, Question)]


def _write(flow: Flow, item: Item, note: Text, way: Way, out: Path, number: int, spoken: Lang) -> Path | None:
    """The skeleton; None where it would not be green."""
    said = f"{item.kind} {item.name.splitlines()[0]}"
    attachments = Attachments(out / f"{number:02}-{_slug(said)}{SUFFIX}")
    note = note.of(item=said, at=str(item.at))
    header = ScriptHeader(said, spoken, CLOCK, flow.address, notes=(translate(note, spoken),))
    page = (
        (attachments.put(accepted_file(*PAGE), PAGE[0]),)
        if any(isinstance(act, Send) for act in way.acts)
        else ()
    )
    acts = [RecordedAct(Send(page) if isinstance(act, Send) else act) for act in way.acts]
    try:
        keep(flow, header, acts, LANG, attachments)
    except NotRecordable:
        return None
    return attachments.script


def _slug(said: str) -> str:
    return NAME.sub("-", said.casefold())[:50].strip("-")


PAGE: tuple[Literal["pdf"], int, int] = ("pdf", 2, 0)
