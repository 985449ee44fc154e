"""The pytest plugin: a `*.chat.txt` is collected as one item for each script, language and row.

A script that cannot be read is an item, too, so that the others still run; the exit code then is 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.i18n import LANGUAGES
from bot.rehearsal.coverage.watching import Watch, as_property, is_watched
from bot.rehearsal.scripts.script import At, Run, Unreadable

if TYPE_CHECKING:
    from bot.rehearsal.playing.accepting import Accepting
    from bot.rehearsal.playing.performance import Performance
    from bot.rehearsal.playing.scene import Difference

SUFFIX = ".chat.txt"
UNREADABLE = "unreadable_script"
EXIT_UNREADABLE = 2
ACCEPTING: pytest.StashKey[Accepting] = pytest.StashKey()


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
    if is_watched(config) and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Watch(config), "jiaji-watch")
    if config.getoption("--update"):
        from bot.rehearsal.playing.accepting import Accepting, refusal

        why = refusal(config.getoption("numprocesses", None))
        if why is not None:
            raise pytest.UsageError(why.msgid)
        config.stash[ACCEPTING] = Accepting()
    for lang in LANGUAGES:
        config.addinivalue_line("markers", f"{lang}: a script played in this language")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.name.endswith(SUFFIX):
        return ScriptFile.from_parent(parent, path=file_path)
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    accepting = config.stash.get(ACCEPTING, None)
    if accepting is not None:
        from bot.rehearsal.playing.accepting import TWO_WORDINGS
        from bot.rehearsal.playing.diff import where

        for path in accepting.changed:
            terminalreporter.write_line(f"updated: {where(At(path, 0))}")
        for at in accepting.undecided:
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
    from bot.rehearsal.scripts.casting import cast
    from bot.rehearsal.scripts.grammar import read_scripts
    from bot.rehearsal.scripts.known import faults
    from dialogs import FLOWS

    runs = [run for script in read_scripts(path) for run in cast(script)]
    unknown = faults(FLOWS["expedited_interview"], runs)
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
        return _told(self, excinfo)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        first = self.unreadable.faults[0].at
        return first.path, max(first.line - 1, 0), self.name


class Red(Exception):
    """Something in a run is not as its script says."""

    def __init__(self, performance: Performance, differences: tuple[Difference, ...]) -> None:
        super().__init__(performance.run.name)
        self.performance, self.differences = performance, differences


class ScriptItem(pytest.Item):
    """One run of a script."""

    def __init__(self, *, run: Run, **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        self.run = run
        self.add_marker(run.lang)

    def runtest(self) -> None:
        from bot.rehearsal.playing.performance import perform
        from dialogs import FLOWS

        try:
            performance = perform(FLOWS["expedited_interview"], self.run)
        except Unreadable:
            self.user_properties.append((UNREADABLE, True))
            raise
        accepting = self.config.stash.get(ACCEPTING, None)
        left = accepting.accept(performance) if accepting is not None else performance.differences
        if any(one.is_fault for one in left):
            self.user_properties.append((UNREADABLE, True))
        if left:
            raise Red(performance, left)
        if is_watched(self.config):
            self.user_properties.append(as_property(performance.turns))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        return _told(self, excinfo)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, self.run.script.at.line - 1, self.name


def _told(item: pytest.Item, excinfo: pytest.ExceptionInfo[BaseException]) -> str:
    from bot.rehearsal.playing.diff import told_fault, told_run
    from bot.rehearsal.scripts.source import spoken_in

    match excinfo.value:
        case Unreadable(faults=faults):
            return "\n".join(told_fault(fault, spoken_in(item.path)) for fault in faults)
        case Red(performance=performance, differences=differences):
            return told_run(performance, differences)
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
        accepting = session.config.stash.get(ACCEPTING, None)
        if accepting is not None:
            accepting.write()
            session.exitstatus = session.exitstatus or int(bool(accepting.undecided))
        if self.unreadable:
            session.exitstatus = EXIT_UNREADABLE


def _pairs(report: pytest.TestReport) -> list[tuple[str, object]]:
    return [(name, value) for name, value in report.user_properties]
