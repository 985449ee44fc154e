"""Hears every run's transcript, from every process of pytest, and writes the page at the end."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.i18n import LANGUAGES, Lang
from bot.rehearsal.coverage.pytest_hook import CoverageHook

if TYPE_CHECKING:
    from bot.rehearsal.playing.play_run import PlayedRun
    from bot.rehearsal.reporting.page import Outcome, Told
    from bot.rehearsal.reporting.transcript import Transcript

TRANSCRIPT = "transcript"
UNREADABLE = "unreadable_script"
"""The property of a test that could not be played."""


def told_by(played: PlayedRun) -> tuple[str, str]:
    """The transcript of a run, as a property of a test that any process can read."""
    from bot.rehearsal.reporting.transcript import transcript

    return TRANSCRIPT, json.dumps(transcript(played), ensure_ascii=False)


class ReportHook:
    """The runs so far, by their places. Lives in the process that the others report to."""

    def __init__(self, path: Path, coverage: CoverageHook) -> None:
        self.path, self.coverage = path, coverage
        self.reports: list[tuple[pytest.TestReport, Transcript | None, bool]] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """What was read is taken off the report, or it would stand in the JUnit file, test after test."""
        if report.when == "call":
            properties = dict(report.user_properties)
            told = json.loads(str(properties[TRANSCRIPT])) if TRANSCRIPT in properties else None
            self.reports.append((report, told, UNREADABLE in properties))
        report.user_properties = [one for one in report.user_properties if one[0] != TRANSCRIPT]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        from bot.rehearsal.reporting.page import page

        if self.coverage.found is not None:
            text = page(list(self._told()), self.coverage.found, self.language)
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(text, "utf-8")
            terminalreporter.write_line(str(self.path))

    @property
    def language(self) -> Lang:
        """That in which most of the scripts are written."""
        spoken = Counter(told["spoken"] for _, told, _ in self.reports if told is not None)
        return max(LANGUAGES, key=lambda lang: spoken[lang])

    def _told(self) -> Iterator[Told]:
        from bot.rehearsal.reporting.page import Told

        places = sorted(self.reports, key=lambda one: (one[0].location[0], one[0].location[1] or 0))
        for report, transcript, is_unread in places:
            outcome = _outcome(report, is_unread)
            if transcript is None:
                yield Told(outcome, report.location[0], report.location[2], (), str(report.longrepr))
            else:
                known = str(getattr(report, "wasxfail", ""))
                yield Told(outcome, transcript["script"], transcript["name"], transcript["parts"], known)


def _outcome(report: pytest.TestReport, is_unread: bool) -> Outcome:
    if is_unread:
        return "unread"
    if report.skipped:
        return "known"
    return "green" if report.passed else "red"
