"""What `jiaji test` would say of a text that is being written, each thing at its line.

While it is typed: what cannot be read, names that there are none of, a start out of reach. When it is played: what
differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.core import Flow
from bot.i18n import Lang
from bot.rehearsal.playing.diff import difference_words, fault_words, first_causes, red_report
from bot.rehearsal.playing.play_run import PlayedRun, play_run, sandbox_for
from bot.rehearsal.playing.snapshot import Layer
from bot.rehearsal.scripts.keywords import is_chinese
from bot.rehearsal.scripts.runs import read_runs
from bot.rehearsal.scripts.script import At, Fault, Run, Unreadable
from bot.rehearsal.scripts.source import Read


@dataclass(frozen=True, slots=True)
class Told:
    """`layer` is None where a script cannot be read."""

    at: At
    words: str
    layer: Layer | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """What came of playing scripts; `reports` are what `jiaji test` prints of the red ones."""

    told: tuple[Told, ...]
    green: int = 0
    reports: tuple[str, ...] = ()


def while_typing(flow: Flow, path: Path, read: Read) -> list[Told]:
    runs, faults = _read(flow, path, read)
    for run in {_start(run): run for run in runs}.values():
        try:
            sandbox_for(flow, run)
        except Unreadable as unreadable:
            faults += unreadable.faults
    return _told(faults, path, read)


def played(flow: Flow, path: Path, read: Read, line: int | None = None) -> Played:
    """All scripts of a file, or the one that has this line."""
    runs, faults = _read(flow, path, read)
    if line is not None:
        mine = max((run.script.at.line for run in runs if run.script.at.line <= line), default=0)
        runs = [run for run in runs if run.script.at.line == mine]
    done: list[PlayedRun] = []
    for run in runs:
        try:
            done.append(play_run(flow, run))
        except Unreadable as unreadable:
            faults += unreadable.faults
    red = [one for one in done if one.differences]
    return Played(
        (*_told(faults, path, read), *(told for one in red for told in _differing(one))),
        len(done) - len(red),
        tuple(f"{one.run.name}\n{red_report(one, one.differences)}" for one in red),
    )


def _read(flow: Flow, path: Path, read: Read) -> tuple[list[Run], list[Fault]]:
    try:
        return read_runs(flow, path, read=read), []
    except Unreadable as unreadable:
        return [], list(unreadable.faults)


def _start(run: Run) -> object:
    """What it begins with: runs that begin alike begin alike."""
    answers = tuple((key, value) for _, key, value in run.data)
    return run.lang, run.clock, run.has_team, run.starts_at, answers


def _told(faults: Iterable[Fault], path: Path, read: Read) -> list[Told]:
    spoken: Lang = "zh" if _is_chinese(path, read) else "en"
    return list(dict.fromkeys(Told(fault.at, fault_words(fault, spoken)) for fault in faults))


def _is_chinese(path: Path, read: Read) -> bool:
    try:
        return is_chinese("".join(read(path)))
    except Unreadable:
        return False


def _differing(red: PlayedRun) -> Iterator[Told]:
    spoken = red.run.script.spoken
    for one in first_causes(red, red.differences):
        yield Told(one.at, f"[{red.run.lang}] {difference_words(one, spoken)}", one.layer)
