"""`jiaji erase`: one conversation goes, the others stay, and what is shown of it names nobody."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.assistant import Assistant, Received
from bot.core import Incoming
from bot.store import BACKUP_DAYS, Keys, Store
from dialogs import MAIN_FLOW
from tests.support.commands import jiaji

NUMBERS = count(1)


def ids_of(folder: Path, *people: str) -> list[str]:
    """The conversations of these people, begun where there are none."""

    async def begin() -> list[str]:
        store = await Store.open(f"sqlite:///{folder / 'jiaji.sqlite3'}", Keys.read(folder / "keys"))
        found = []
        for one in people:
            if await store.load("telegram", one) is None:
                incoming = Incoming(datetime.now(UTC), text="/start")
                await Assistant([MAIN_FLOW], store).hear(
                    [Received("telegram", one, str(next(NUMBERS)), incoming)]
                )
            known = await store.load("telegram", one)
            assert known is not None
            found.append(known.id)
        await store.close()
        return found

    return asyncio.run(begin())


def test_one_conversation_is_erased_and_the_proof_names_the_backups_but_nobody(tmp_path: Path) -> None:
    erased, kept = ids_of(tmp_path, "70017001", "70027002")
    assert jiaji("backup", tmp_path / "before", JIAJI_DATA=str(tmp_path)).exit_code == 0
    result = jiaji("erase", erased, JIAJI_DATA=str(tmp_path))
    until = datetime.now(UTC) + timedelta(days=BACKUP_DAYS)
    assert result.exit_code == 0
    for word in (erased, "gone from the database's files", "rows left: 0", f"until {until:%Y-%m-%d}"):
        assert word in result.output
    assert jiaji("backup", tmp_path / "after", JIAJI_DATA=str(tmp_path)).exit_code == 0
    proof = jiaji("erase", "--proof", JIAJI_DATA=str(tmp_path))
    assert (proof.exit_code, proof.output.count("held by the backup")) == (0, 1)
    assert "70017001" not in proof.output
    assert ids_of(tmp_path, "70027002") == [kept]
    assert ids_of(tmp_path, "70017001") != [erased]


@pytest.mark.parametrize("id", ["nobody00", "-pr_0f-x", "--nobody"])
def test_an_id_that_was_never_there_is_told(tmp_path: Path, id: str) -> None:
    ids_of(tmp_path, "70017001")
    for words in (["erase", id], ["erase", id, "--proof"]):
        result = jiaji(*words, JIAJI_DATA=str(tmp_path))
        assert (result.exit_code, f"no conversation {id}," in result.output) == (1, True)


def test_without_an_id_nothing_is_erased(tmp_path: Path) -> None:
    ids = ids_of(tmp_path, "70017001")
    assert jiaji("erase", JIAJI_DATA=str(tmp_path)).exit_code == 2
    assert ids_of(tmp_path, "70017001") == ids
