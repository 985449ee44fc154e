"""Files, on SQLite and on PostgreSQL: kept while an answer refers to them, and never before anything was agreed to."""

from itertools import count

import pytest
from sqlalchemy import func, select

from bot.assistant import Assistant, Received
from bot.core import CleanFile, FileRef, Incoming
from bot.store import FileGone, Store
from bot.store.tables import files
from tests.conftest import AT
from tests.support.real_flow import FLOW, way

NUMBERS = count(1)


def page(name: str) -> CleanFile:
    return CleanFile(FileRef(name * 64, "pdf", 1, 3, "proof.pdf"), name.encode())


async def hear(store: Store, *sent: Incoming) -> None:
    heard = [Received("test", "a", str(next(NUMBERS)), one, "en") for one in sent]
    await Assistant([FLOW], store).hear(heard)


def sending(file: CleanFile) -> Incoming:
    return Incoming(AT, files=(file,))


def saying(text: str) -> Incoming:
    return Incoming(AT, text=text)


async def stored(store: Store) -> int:
    async with store._engine.connect() as connection:
        return int((await connection.execute(select(func.count()).select_from(files))).scalar_one())


def until_the_proof() -> list[Incoming]:
    """What a persona says up to its proof, and the proof."""
    said = [incoming for _, incoming in way("humanitarian", "en")]
    last = max(number for number, one in enumerate(said) if one.files)
    return said[: last + 1]


async def test_a_stranger_s_files_are_refused_and_none_is_stored(store: Store) -> None:
    for name in "abcdefgh":
        await hear(store, sending(page(name)))
    assert await stored(store) == 0


async def test_a_file_is_stored_as_an_answer_and_goes_when_another_takes_its_place(store: Store) -> None:
    await hear(store, *until_the_proof())
    known = await store.load("test", "a")
    assert known is not None
    assert await stored(store) == len(known.files) == 1
    async with store.transaction() as transaction:
        key = (await transaction.load([("test", "a")]))["test", "a"][FLOW.key].key
    (old,) = known.files
    await hear(store, saying("change"), saying("proof"), sending(page("f")))
    known = await store.load("test", "a")
    assert known is not None
    assert known.files == {"f" * 64}
    assert await stored(store) == 1
    with pytest.raises(FileGone):
        await store.file(known.id, key, old)


async def test_starting_over_leaves_no_file(store: Store) -> None:
    await hear(store, *until_the_proof())
    await hear(store, saying("start over"), saying("yes"))
    known = await store.load("test", "a")
    assert known is not None
    assert await stored(store) == len(known.files) == 0
