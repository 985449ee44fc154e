"""The pytest plugin: a `*.chat.txt` is collected as one item for each script, language and row.

A script that cannot be read is an item, too, so that the others still run; the exit code then is 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.i18n import LANGUAGES
from bot.rehearsal.coverage.pytest_hook import CoverageHook, walked_property, wants_coverage
from bot.rehearsal.scripts.script import At, Run, Unreadable

if TYPE_CHECKING:
    from bot.rehearsal.playing.play_run import PlayedRun
    from bot.rehearsal.playing.snapshot import Difference
    from bot.rehearsal.playing.update import Update

SUFFIX = ".chat.txt"
UNREADABLE = "unreadable_script"
EXIT_UNREADABLE = 2
UPDATE: pytest.StashKey[Update] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("jiaji", "scripted dialogs (*.chat.txt)")
    group.addoption("--lang", choices=LANGUAGES, help="play the scripts in this language only")
    group.addoption(
        "--update", action="store_true", help="accept new wording and e-mails; review what changed"
    )
    group.addoption(
        "--coverage", metavar="DIR", type=Path, help="what of the dialog the green scripts walked"
    )
    group.addoption(
        "--min", metavar="PERCENT", type=float, help="fail if the green scripts walked less of anything"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Tally(), "jiaji-tally")
    if wants_coverage(config) and not hasattr(config, "workerinput"):
        config.pluginmanager.register(CoverageHook(config), "jiaji-watch")
    if config.getoption("--update"):
        from bot.rehearsal.playing.update import Update, refusal

        why = refusal(config.getoption("numprocesses", None))
        if why is not None:
            raise pytest.UsageError(why.msgid)
        config.stash[UPDATE] = Update()
    for lang in LANGUAGES:
        config.addinivalue_line("markers", f"{lang}: a script played in this language")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.name.endswith(SUFFIX):
        return ScriptFile.from_parent(parent, path=file_path)
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    update = config.stash.get(UPDATE, None)
    if update is not None:
        from bot.rehearsal.playing.diff import where
        from bot.rehearsal.playing.update import TWO_WORDINGS

        for path in update.changed:
            terminalreporter.write_line(f"updated: {where(At(path, 0))}")
        for at in update.undecided:
            terminalreporter.write_line(f"{where(at)}: {TWO_WORDINGS.msgid}")


class ScriptFile(pytest.File):
    def collect(self) -> Iterator[pytest.Item]:
        wanted = self.config.getoption("--lang")
        try:
            runs = _runs(self.path)
        except Unreadable as unreadable:
            yield UnreadableItem.from_parent(self, name="unreadable", unreadable=unreadable)
            return
        for run in runs:
            if wanted in (None, run.lang):
                yield ScriptItem.from_parent(self, name=run.name, run=run)


def _runs(path: Path) -> list[Run]:
    """The runs of a file. Raises Unreadable."""
    from bot.rehearsal.scripts.dialog_names import faults
    from bot.rehearsal.scripts.expand import expand
    from bot.rehearsal.scripts.grammar import read_scripts
    from dialogs import MAIN_FLOW

    runs = [run for script in read_scripts(path) for run in expand(script)]
    unknown = faults(MAIN_FLOW, runs)
    if unknown:
        raise Unreadable(*unknown)
    return runs


class UnreadableItem(pytest.Item):
    """A file with faults: a failed test that tells each of them."""

    def __init__(self, *, unreadable: Unreadable, **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        self.unreadable = unreadable
        for lang in LANGUAGES:
            # Nobody chooses by language what no one can read.
            self.add_marker(lang)

    def runtest(self) -> None:
        self.user_properties.append((UNREADABLE, True))
        raise self.unreadable

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        return _failure(self, excinfo)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        first = self.unreadable.faults[0].at
        return first.path, max(first.line - 1, 0), self.name


class Red(Exception):
    """Something in a run is not as its script says."""

    def __init__(self, played: PlayedRun, differences: tuple[Difference, ...]) -> None:
        super().__init__(played.run.name)
        self.played, self.differences = played, differences


class ScriptItem(pytest.Item):
    """One run of a script."""

    def __init__(self, *, run: Run, **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        self.run = run
        self.add_marker(run.lang)

    def runtest(self) -> None:
        from bot.rehearsal.playing.play_run import play_run
        from dialogs import MAIN_FLOW

        try:
            played = play_run(MAIN_FLOW, self.run)
        except Unreadable:
            self.user_properties.append((UNREADABLE, True))
            raise
        update = self.config.stash.get(UPDATE, None)
        left = update.accept(played) if update is not None else played.differences
        if any(one.is_fault for one in left):
            self.user_properties.append((UNREADABLE, True))
        if left:
            raise Red(played, left)
        if wants_coverage(self.config):
            self.user_properties.append(walked_property(played.turns))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        return _failure(self, excinfo)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, self.run.script.at.line - 1, self.name


def _failure(item: pytest.Item, excinfo: pytest.ExceptionInfo[BaseException]) -> str:
    from bot.rehearsal.playing.diff import fault_message, red_report
    from bot.rehearsal.scripts.source import spoken_in

    match excinfo.value:
        case Unreadable(faults=faults):
            return "\n".join(fault_message(fault, spoken_in(item.path)) for fault in faults)
        case Red(played=played, differences=differences):
            return red_report(played, differences)
        case _:
            return str(pytest.Item.repr_failure(item, excinfo))


class Tally:
    """Hears every report, also those of other processes, and turns the exit code where a script was unreadable."""

    def __init__(self) -> None:
        self.unreadable = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.unreadable += report.when == "call" and (UNREADABLE, True) in _pairs(report)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        update = session.config.stash.get(UPDATE, None)
        if update is not None:
            update.write()
            session.exitstatus = session.exitstatus or int(bool(update.undecided))
        if self.unreadable:
            session.exitstatus = EXIT_UNREADABLE


def _pairs(report: pytest.TestReport) -> list[tuple[str, object]]:
    return [(name, value) for name, value in report.user_properties]
