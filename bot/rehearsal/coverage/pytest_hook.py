"""Hears what the green scripts walked, from every process of pytest, and tells at the end what was missed.

A run that walked less than `--min` percent of anything fails.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.rehearsal.playing.recorded_turn import RecordedTurn

if TYPE_CHECKING:
    from bot.rehearsal.coverage.report import Coverage

WALKED = "witnessed"


def wants_coverage(config: pytest.Config) -> bool:
    return config.getoption("--coverage") is not None or config.getoption("--min") is not None


def walked_property(turns: tuple[RecordedTurn, ...]) -> tuple[str, str]:
    """What these turns walked, as a property of a test that any process can read."""
    from bot.rehearsal.coverage.walkable import walked_in

    return WALKED, json.dumps(sorted(walked_in(turns)), ensure_ascii=False)


class CoverageHook:
    """What was walked so far. Lives in the process that the others report to."""

    def __init__(self, config: pytest.Config) -> None:
        self.folder, self.least = config.getoption("--coverage"), config.getoption("--min")
        self.walked: set[str] = set()
        self.found: Coverage | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """What was read is taken off the report, or it would stand in the JUnit file, test after test."""
        if report.when == "call" and report.passed:
            for name, value in report.user_properties:
                if name == WALKED:
                    self.walked.update(json.loads(str(value)))
        report.user_properties = [one for one in report.user_properties if one[0] != WALKED]

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        from bot.rehearsal.coverage.report import coverage, write
        from dialogs import MAIN_FLOW

        self.found = coverage(MAIN_FLOW, frozenset(self.walked))
        if self.folder is not None:
            write(self.found, self.folder)
        if not self.is_enough and session.exitstatus in (
            pytest.ExitCode.OK,
            pytest.ExitCode.NO_TESTS_COLLECTED,
        ):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @property
    def is_enough(self) -> bool:
        return self.least is None or self.found is None or self.found.reaches(self.least)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.found is None:
            return
        from bot.rehearsal.coverage.report import summary

        for line in summary(self.found):
            terminalreporter.write_line(line)
        if not self.is_enough:
            terminalreporter.write_line(f"less than {self.least:g} % of something was walked", red=True)
