"""The pytest plugin: a `*.chat.txt` is collected as one item for each script, language and row.

A script that cannot be read is an item, too, so that the others still run; the exit code then is 2.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.i18n import LANGUAGES
from bot.rehearsal.coverage.pytest_hook import (
    CoverageHook,
    heard_in,
    heard_in_catalogue,
    wants_coverage,
    watched,
)
from bot.rehearsal.reporting.pytest_hook import UNREADABLE, ReportHook, told_by
from bot.rehearsal.scripts.script import At, Run, Unreadable

if TYPE_CHECKING:
    from bot.core import Flow, TakeTurn
    from bot.rehearsal.playing.play_run import PlayedRun
    from bot.rehearsal.playing.rewriting import Rewriting
    from bot.rehearsal.playing.snapshot import Difference

SUFFIX = ".chat.txt"
WORDING = ".wording.txt"
EXIT_UNREADABLE = 2
EXIT_NO_DIALOG = 3
REWRITING: pytest.StashKey[Rewriting] = pytest.StashKey()
NO_DIALOG: pytest.StashKey[str] = pytest.StashKey()
EXPRESSION = re.compile(r"\b(?:and|or|not)\b")
"""With one of these words it may be an expression of pytest, where it is no part of a name."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("jiaji", "scripted dialogs (*.chat.txt)")
    group.addoption("--lang", choices=LANGUAGES, help="play the scripts in this language only")
    group.addoption(
        "--channel", choices=("web",), help="play them through the forms and pages of this channel"
    )
    group.addoption("--named", metavar="WORDS", help="only the scripts whose name or file has this in it")
    group.addoption(
        "--update", action="store_true", help="accept new wording and e-mails; review what changed"
    )
    group.addoption("--ask", action="store_true", help="with --update: show each change, and wait for y or n")
    group.addoption(
        "--coverage", metavar="DIR", type=Path, help="what of the dialog the green scripts said and checked"
    )
    group.addoption(
        "--report",
        metavar="FILE",
        type=Path,
        help="all that was played, and what was covered, as one HTML page",
    )
    group.addoption(
        "--min", metavar="PERCENT", type=float, help="fail if they said or checked less of anything"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Tally(), "jiaji-tally")
    if wants_coverage(config) and not hasattr(config, "workerinput"):
        coverage = CoverageHook(config)
        config.pluginmanager.register(coverage, "jiaji-watch")
        report = config.getoption("--report")
        if report is not None:
            config.pluginmanager.register(ReportHook(report, coverage), "jiaji-report")
    if config.getoption("--update"):
        from bot.rehearsal.playing.approving import Approval
        from bot.rehearsal.playing.rewriting import Rewriting, refusal

        why = refusal(config.getoption("numprocesses", None))
        if why is not None:
            raise pytest.UsageError(why.msgid)
        config.stash[REWRITING] = Rewriting(Approval(asks=config.getoption("--ask")))
    for lang in LANGUAGES:
        config.addinivalue_line("markers", f"{lang}: a script played in this language")


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """A script is collected here and nowhere else: other plugins would run what looks like Python in a text file."""
    found = yield
    if file_path.name.endswith(SUFFIX):
        return [ScriptFile.from_parent(parent, path=file_path)]
    if file_path.name.endswith(WORDING):
        return [WordingFile.from_parent(parent, path=file_path)]
    return found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Lines are counted from 1, in JUnit files, too."""
    report = yield
    if isinstance(item, ScriptItem | UnreadableItem):
        path, line, name = report.location
        report.location = (path, (line or 0) + 1, name)
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`--named` chooses by a part of the name, whatever signs are in it; else it is read as pytest's `-k`.

    A dialog that cannot be loaded is told here, once, whatever number of scripts there is.
    """
    missing = config.stash.get(NO_DIALOG, None)
    if missing is not None:
        pytest.exit(missing, returncode=EXIT_NO_DIALOG)
    named = config.getoption("--named")
    if not named:
        return
    wanted = named.casefold()
    left = [item for item in items if wanted in f"{item.path.name} {item.name}".casefold()]
    if not left and EXPRESSION.search(named):
        config.option.keyword = named
        return
    config.hook.pytest_deselected(items=[item for item in items if item not in left])
    items[:] = left


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    update = config.stash.get(REWRITING, None)
    if update is not None:
        from bot.rehearsal.playing.diff import where
        from bot.rehearsal.playing.rewriting import TWO_WORDINGS

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
        except NoDialog as missing:
            self.config.stash[NO_DIALOG] = str(missing)
            return
        for run in runs:
            if wanted in (None, run.lang):
                yield ScriptItem.from_parent(self, name=run.name, run=run)


def _runs(path: Path) -> list[Run]:
    """The runs of a file. Raises Unreadable."""
    from bot.rehearsal.scripts.runs import read_runs

    return read_runs(the_dialog(), path)


class NoDialog(Exception):
    """The dialog cannot be loaded: a broken policy, say."""


def the_dialog() -> Flow:
    """Raises NoDialog."""
    try:
        from dialogs import MAIN_FLOW
    except Exception as error:
        raise NoDialog(f"The dialog cannot be loaded: {type(error).__name__}: {error}") from None
    return MAIN_FLOW


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


def _turns_by(channel: str | None) -> TakeTurn:
    """Straight on the engine, or through a channel; imported only for those who ask for it."""
    if channel is None:
        from bot.core import take_turn

        return take_turn
    from bot.rehearsal.playing.on_the_web import take_turn_on_the_web

    return take_turn_on_the_web


class ScriptItem(pytest.Item):
    """One run of a script."""

    def __init__(self, *, run: Run, **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        self.run = run
        self.add_marker(run.lang)
        for tag in run.script.tags:
            self.config.addinivalue_line("markers", f"{tag}: scripts with this tag")
            self.add_marker(tag)
        if run.script.known is not None:
            why = run.script.known.content
            self.add_marker(pytest.mark.xfail(reason=why, raises=Red, strict=True))

    def runtest(self) -> None:
        wants = wants_coverage(self.config)
        try:
            with watched(the_dialog()) if wants else nullcontext(set()) as read:
                played = self.play()
        except Unreadable:
            self.user_properties.append((UNREADABLE, True))
            raise
        if self.config.getoption("--report") is not None:
            self.user_properties.append(told_by(played))
        update = self.config.stash.get(REWRITING, None)
        left = update.accept(played) if update is not None else played.differences
        if left:
            raise Red(played, left)
        if wants:
            self.user_properties.append(heard_in(played, read))

    def play(self) -> PlayedRun:
        from bot.rehearsal.playing.play_run import play_run

        return play_run(the_dialog(), self.run, _turns_by(self.config.getoption("--channel")))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        return _failure(self, excinfo)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, self.run.script.at.line - 1, self.name


class WordingFile(pytest.File):
    """The golden catalogue of wording: one item, for both languages together."""

    def collect(self) -> Iterator[pytest.Item]:
        yield WordingItem.from_parent(self, name="wording")


class NewWording(Exception):
    """The bot says something in other words than those that were accepted."""


class WordingItem(pytest.Item):
    def __init__(self, **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        for lang in LANGUAGES:
            self.add_marker(lang)

    def runtest(self) -> None:
        from bot.rehearsal.coverage.wording import changes, report
        from bot.rehearsal.playing.diff import where

        found = changes(the_dialog(), self.path.read_text("utf-8"))
        if not found:
            if wants_coverage(self.config):
                self.user_properties.append(heard_in_catalogue(where(At(self.path, 0))))
            return
        update = self.config.stash.get(REWRITING, None)
        if update is None:
            raise NewWording(report(found))
        update.catalogues.append((self.path, found))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        if isinstance(excinfo.value, NewWording):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, 0, self.name


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
        update = session.config.stash.get(REWRITING, None)
        if update is not None:
            with _on_the_terminal(session.config):
                update.write(the_dialog())
            session.exitstatus = session.exitstatus or int(bool(update.undecided or update.refused))
        if self.unreadable:
            session.exitstatus = EXIT_UNREADABLE


@contextmanager
def _on_the_terminal(config: pytest.Config) -> Iterator[None]:
    """What is printed is seen, and what is typed is read."""
    capturing = config.pluginmanager.getplugin("capturemanager")
    capturing.suspend(in_=True)
    yield
    capturing.resume()


def _pairs(report: pytest.TestReport) -> list[tuple[str, object]]:
    return [(name, value) for name, value in report.user_properties]
