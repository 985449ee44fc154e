"""Hears what the green scripts said and checked, from every process of pytest, and tells at the end what was missed.

A run of which less than `--min` percent of anything was said or checked fails.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import pytest

from bot.i18n import LANGUAGES, Lang

if TYPE_CHECKING:
    from bot.core import Flow
    from bot.rehearsal.coverage.report import Coverage
    from bot.rehearsal.playing.play_run import PlayedRun

HEARD = "heard"


def wants_coverage(config: pytest.Config) -> bool:
    return any(config.getoption(option) is not None for option in ("--coverage", "--min", "--report"))


def watched(flow: Flow) -> AbstractContextManager[set[str]]:
    """The values of the policy that are read meanwhile."""
    from bot.rehearsal.policy_values import read_in

    return read_in(flow)


def heard_in(played: PlayedRun, read: set[str]) -> tuple[str, str]:
    """What a run said and checked, as a property of a test that any process can read; `read` are values of the policy."""
    from bot.rehearsal.coverage.checked import checked_in, said_in
    from bot.rehearsal.policy_values import values_said_in
    from bot.rehearsal.reporting.transcript import named

    script = played.run.script
    values = read.union(*(values_said_in(one.after.flow, one.turns) for one in played.exchanges))
    said = said_in(played).union(f"policy:{name}" for name in values)
    return _heard(named(script.at, script.name), said, checked_in(played), script.spoken)


def heard_in_catalogue(name: str) -> tuple[str, str]:
    """What the golden catalogue of wording checks, as such a property."""
    from bot.rehearsal.policy_values import policy_values
    from bot.rehearsal.sources import texts_to_applicants
    from dialogs import MAIN_FLOW

    texts = (f"text:{lang}:{msgid}" for msgid in texts_to_applicants() for lang in LANGUAGES)
    values = (f"policy:{one.name}" for one in policy_values(MAIN_FLOW))
    return _heard(name, (), (*texts, *values))


def _heard(script: str, said: Iterable[str], checked: Iterable[str], spoken: str = "") -> tuple[str, str]:
    return HEARD, json.dumps([script, spoken, sorted(said), sorted(checked)], ensure_ascii=False)


class CoverageHook:
    """What was heard so far. Lives in the process that the others report to."""

    def __init__(self, config: pytest.Config) -> None:
        self.folder, self.least = config.getoption("--coverage"), config.getoption("--min")
        self.said: dict[str, set[str]] = {}
        self.checked: dict[str, set[str]] = {}
        self.spoken: Counter[Lang] = Counter()
        self.found: Coverage | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """What was read is taken off the report, or it would stand in the JUnit file, test after test."""
        if report.when == "call" and report.passed:
            for name, value in report.user_properties:
                if name == HEARD:
                    self._hear(*json.loads(str(value)))
        report.user_properties = [one for one in report.user_properties if one[0] != HEARD]

    def _hear(self, script: str, spoken: Lang | str, said: list[str], checked: list[str]) -> None:
        self.spoken.update(lang for lang in LANGUAGES if lang == spoken)
        for ids, by in ((said, self.said), (checked, self.checked)):
            for id in ids:
                by.setdefault(id, set()).add(script)

    @property
    def language(self) -> Lang:
        """That in which most of the scripts are written."""
        return self.spoken.most_common(1)[0][0] if self.spoken else "en"

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        from bot.rehearsal.coverage.report import coverage, write
        from dialogs import MAIN_FLOW

        said, checked = (
            {id: frozenset(scripts) for id, scripts in by.items()} for by in (self.said, self.checked)
        )
        self.found = coverage(MAIN_FLOW, said, checked)
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
        if self.found is None or (self.folder is None and self.least is None):
            return
        from bot.i18n import N_, translate
        from bot.rehearsal.coverage.report import summary

        for line in summary(self.found, self.language):
            terminalreporter.write_line(line)
        if not self.is_enough:
            little = N_("less than %(percent)s %% of something was said or checked")
            said = translate(little.of(percent=f"{self.least:g}"), self.language)
            terminalreporter.write_line(said, red=True)
