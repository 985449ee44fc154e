"""An upgrade and the way back, as deploy/runbook.md tells it, with the programs of those days."""

import asyncio
import hashlib
import re
from pathlib import Path

import pytest

from bot.core import Conversation
from bot.store import Keys, Store
from tests.support.databases import KINDS, new_database
from tests.support.programs import ROOT, Program, program
from tests.support.sizes import full


def kept(database: str, folder: Path) -> Conversation | None:
    """What today's program finds there."""

    async def look() -> Conversation | None:
        store = await Store.open(database, Keys.read(folder / "data" / "keys"))
        try:
            return await store.load("terminal", "here")
        finally:
            await store.close()

    return asyncio.run(look())


def answers(database: str, folder: Path) -> dict[str, object]:
    found = kept(database, folder)
    assert found is not None
    return dict(found.answers)


def prints_of(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.sqlite3*")}


def restored(old: Program, kind: str, folder: Path) -> Program:
    """The program before on a new database of its own, with what its backup holds."""
    (folder / "back").mkdir(mode=0o700)
    again = old.on(new_database(kind, folder / "back"))
    again.does("restore", folder / "before.jiaji")
    return again


@pytest.mark.parametrize("kind", full(KINDS[:1], KINDS))
def test_the_program_before_refuses_and_goes_on_from_the_backup_that_it_made(
    kind: str, began: str, tmp_path: Path
) -> None:
    database = new_database(kind, tmp_path)
    old = program(f"{began}^", tmp_path, database)
    new = Program(ROOT, old.settings)
    # Before the upgrade
    old.does("chat", "--lang", "en", typed="ok\none\n")
    asked = old.does("chat")
    old.does("backup", tmp_path / "before.jiaji")
    # The new version, for a while
    new.does("chat", typed="ok\nyes\n")
    before = prints_of(tmp_path)
    refused = old.run("chat")
    assert (refused.returncode, refused.stderr.count("\n"), "newer" in refused.stderr) == (2, 1, True)
    assert prints_of(tmp_path) == before, "a program that refuses changed something"
    assert new.run("restore", tmp_path / "before.jiaji").returncode == 2, "a database in use was written over"
    # Back
    again = restored(old, kind, tmp_path)
    assert again.does("chat") == asked, "it does not ask what it asked when it was copied"
    again.does("chat", typed="yes\n")
    assert (
        answers(again.settings["JIAJI_DATABASE_URL"], tmp_path).items()
        >= {"party": "one", "appointment_booked": "yes"}.items()
    )


@pytest.mark.parametrize("kind", full(KINDS[:1], KINDS))
def test_who_was_forgotten_meanwhile_is_forgotten_again_by_the_list_of_the_runbook(
    kind: str, began: str, tmp_path: Path
) -> None:
    database = new_database(kind, tmp_path)
    old = program(f"{began}^", tmp_path, database)
    new = Program(ROOT, old.settings)
    old.does("chat", "--lang", "en", typed="ok\none\n")
    old.does("backup", tmp_path / "before.jiaji")
    here = kept(database, tmp_path)
    assert here is not None
    new.does("erase", here.id)
    again = restored(old, kind, tmp_path)
    for id in re.findall(r"(?m)^\S+", new.does("erase", "--proof")):
        again.does("erase", id)
    assert kept(again.settings["JIAJI_DATABASE_URL"], tmp_path) is None


@pytest.mark.parametrize("kind", full(KINDS[:1], KINDS))
def test_a_program_of_the_same_schema_goes_on_with_what_a_later_one_wrote(
    kind: str, began: str, tmp_path: Path
) -> None:
    """Where this fails, what is kept can no longer be read by the program before: that takes a schema of its own."""
    database = new_database(kind, tmp_path)
    old = program(began, tmp_path, database)
    new = Program(ROOT, old.settings)
    new.does("chat", "--lang", "en", typed="ok\none\n")
    old.does("chat", typed="yes\n")
    assert answers(database, tmp_path).items() >= {"party": "one", "appointment_booked": "yes"}.items()
