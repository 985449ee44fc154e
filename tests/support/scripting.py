"""Scripts for tests: written into a folder, read, cast and played on the small dialog or the real one."""

from __future__ import annotations

from pathlib import Path

from bot.core import Flow
from bot.i18n import translate
from bot.rehearsal.playing.play_run import PlayedRun, play_run
from bot.rehearsal.playing.snapshot import Difference
from bot.rehearsal.scripts.runs import read_runs
from bot.rehearsal.scripts.script import Run, Unreadable
from dialogs import MAIN_FLOW
from tests.support.real_flow import FLOW


def runs(path: Path, flow: Flow = FLOW) -> list[Run]:
    """Raises Unreadable."""
    return read_runs(flow, path)


def written(folder: Path, text: str | bytes, name: str = "one.chat.txt") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def play_scripts(folder: Path, text: str | bytes, flow: Flow = FLOW) -> list[PlayedRun]:
    return [play_run(flow, run) for run in runs(written(folder, text), flow)]


def is_green(path: Path) -> bool:
    """Whether there is something in it and all of it plays as it is written."""
    played = [play_run(MAIN_FLOW, run) for run in runs(path)]
    return bool(played) and not any(one.differences for one in played)


def differences(folder: Path, text: str, flow: Flow = FLOW) -> list[Difference]:
    return [one for played in play_scripts(folder, text, flow) for one in played.differences]


def faults_in(folder: Path, text: str | bytes, flow: Flow = FLOW) -> list[str]:
    """Each fault as `line: what it is. hint`, in English."""
    try:
        play_scripts(folder, text, flow)
    except Unreadable as unreadable:
        return [
            f"{fault.at.line}: {translate(fault.what, 'en')} {translate(fault.hint or '', 'en')}".strip()
            for fault in unreadable.faults
        ]
    return []
