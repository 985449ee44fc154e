"""Programs of other days, taken from this repository's history and run as an operator runs them."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from bot.store.schema import MIGRATIONS, REVISIONS
from tests.support.not_run import NOT_RUN

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Program:
    """As it was at some commit, on the database of `settings`."""

    folder: Path
    settings: Mapping[str, str]

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("JIAJI_")}
        return inherited | {"PYTHONPATH": str(self.folder), **self.settings}

    def run(self, *command: str | Path, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot", *map(str, command)],
            cwd=self.folder,
            env=self.environment,
            input=typed,
            capture_output=True,
            text=True,
        )

    def started(self, *command: str, log: IO[bytes]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *command], cwd=self.folder, env=self.environment, stderr=log
        )

    def does(self, *command: str | Path, typed: str = "") -> str:
        done = self.run(*command, typed=typed)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def on(self, database: str) -> Program:
        return self.with_settings(JIAJI_DATABASE_URL=database)

    def with_settings(self, **settings: str) -> Program:
        return Program(self.folder, {**self.settings, **settings})


def git(*words: str) -> bytes:
    return subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, check=True).stdout


@pytest.fixture
def began(record_property: Callable[[str, object], None]) -> str:
    """The commit with which today's schema began; the commit before it has the last program of the schema before."""
    (newest,) = (MIGRATIONS / "versions").glob(f"{REVISIONS[-1]}_*.py")
    try:
        (commit,) = git("log", "--diff-filter=A", "--format=%H", "--", str(newest)).decode().split()[-1:]
        git("cat-file", "-e", f"{commit}^:bot")
    except (OSError, subprocess.CalledProcessError, ValueError):
        why = "the way back to an earlier program, for the history of this repository is not here"
        record_property(NOT_RUN, why)
        pytest.skip(why)
    return commit


def program(commit: str, folder: Path, database: str) -> Program:
    with tarfile.open(fileobj=io.BytesIO(git("archive", commit, "bot", "dialogs", "locales"))) as packed:
        packed.extractall(folder / commit, filter="data")
    return Program(folder / commit, {"JIAJI_DATA": str(folder / "data"), "JIAJI_DATABASE_URL": database})
