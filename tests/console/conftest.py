"""What tests of the console start from: one on each kind of database, with a conversation that the team may read."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conftest import Clock
from tests.console.browsing import Staffed
from tests.support.databases import new_database
from tests.support.small_flow import FLOW


@pytest.fixture
async def staffed(tmp_path: Path, clock: Clock) -> AsyncIterator[Staffed]:
    opened = await Staffed.open(new_database("sqlite", tmp_path), tmp_path, clock, FLOW)
    yield opened
    await opened.close()


@pytest.fixture
async def on_either(database: str, tmp_path: Path, clock: Clock) -> AsyncIterator[Staffed]:
    opened = await Staffed.open(database, tmp_path, clock, FLOW)
    yield opened
    await opened.close()
