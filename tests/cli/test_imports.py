"""A command answers at once: it imports what it needs, and nothing that is heavy besides; counted in modules, not seconds."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_operating import with_a_store

TALKING = frozenset({"telegram", "aiohttp", "uvicorn", "starlette", "jinja2", "prometheus_client"})
READING = frozenset({"PIL", "pikepdf", "numpy", "onnxruntime", "rapidocr", "zxingcpp", "pypdfium2"})
DIALOG = frozenset(
    {"dialogs", "babel", "phonenumbers", "email_validator", "opencc", "bot.rehearsal", "pytest"}
)
STORE = frozenset({"sqlalchemy", "alembic", "asyncpg", "cryptography", "bot.core"})

RUN = """
import sys
from bot.cli import main
for line in sys.argv[1:]:
    sys.argv = ["jiaji", *line.split()]
    try:
        main()
    except SystemExit:
        pass
print("imported:", *sys.modules)
"""


def imported(folder: Path, *commands: str) -> set[str]:
    """All modules that these commands need, one after the other in one process."""
    environment = {"JIAJI_DATA": str(folder), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", RUN, *commands], capture_output=True, text=True, env=environment, check=True
    )
    return set(done.stdout.splitlines()[-1].removeprefix("imported:").split())


@pytest.mark.parametrize(
    ("commands", "heavy"),
    [
        (["--version", "--help", "run"], TALKING | READING | DIALOG | STORE),
        (
            ["keys status", "outbox", "troubles", "erase --proof", "backup copy", "doctor"],
            TALKING | READING | DIALOG | {"alembic", "asyncpg", "bot.answers", "bot.documents.reading"},
        ),
        (
            ["outline"],
            TALKING | READING | STORE - {"bot.core"} | {"phonenumbers", "email_validator", "pytest"},
        ),
        (["chat"], TALKING | READING | {"phonenumbers", "email_validator", "pytest", "asyncpg"}),
    ],
    ids=["saying", "operating", "outline", "chat"],
)
def test_a_command_imports_nothing_heavy_that_it_does_not_use(
    tmp_path: Path, commands: list[str], heavy: frozenset[str]
) -> None:
    with_a_store(tmp_path)
    said = [one.replace("copy", str(tmp_path / "copy")) for one in commands]
    assert sorted(imported(tmp_path, *said) & heavy) == []


def test_the_child_that_cleans_a_file_loads_neither_store_nor_dialog_nor_what_reads_papers() -> None:
    asked = "import bot.documents.child, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert (
        set(done.stdout.split()) & (TALKING | DIALOG | {"sqlalchemy", "bot.answers", "bot.documents.reading"})
        == set()
    )
