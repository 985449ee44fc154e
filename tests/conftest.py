"""What many tests start from: a database of each kind, a clock, and a store on both.

What a machine is too poor for is told at the end, in plain words.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store import Keys, Store
from tests.support.browser import chromium as chromium
from tests.support.databases import KINDS, laid_out_database
from tests.support.not_run import NOT_RUN
from tests.support.programs import began as began

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A store's clock: it stands until a test moves it."""

    at: datetime = AT

    def __call__(self) -> int:
        return int(self.at.timestamp() * 1000)


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database that holds nothing yet, SQLite and PostgreSQL in turn."""
    return laid_out_database(request.param, tmp_path)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(database: str, tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    opened = await Store.open(database, Keys.read(tmp_path / "keys"), now=clock)
    yield opened
    await opened.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("skipped")]
    for why in sorted(
        {str(why) for report in reports for name, why in report.user_properties if name == NOT_RUN}
    ):
        terminalreporter.write_line(f"not run: {why}")
