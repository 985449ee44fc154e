"""Backup and restore, between both kinds of database; keys rotated while people talk."""

import asyncio
import gzip
import json
from itertools import count
from pathlib import Path

import pytest

from bot.assistant import Assistant, Received
from bot.core import Incoming
from bot.store import CopyError, Keys, KeysError, Store, back_up, restore, retire
from tests.conftest import AT
from tests.support.databases import KINDS, new_database
from tests.support.small_flow import FLOW

NUMBERS = count(1)


async def say(assistant: Assistant, *texts: str, address: str = "a") -> None:
    for text in texts:
        await assistant.hear([Received("test", address, str(next(NUMBERS)), Incoming(AT, text=text), "en")])


async def test_a_copy_taken_under_way_fills_the_other_kind_of_database(database: str, tmp_path: Path) -> None:
    keys = Keys.read(tmp_path / "keys")
    store = await Store.open(database, keys)
    await say(Assistant([FLOW], store), "en", "cat", "Momo")
    async with store.upkeep() as upkeep:
        for _ in range(20):
            await upkeep.note("noted")
    writing = asyncio.create_task(say(Assistant([FLOW], store), *["en"] * 30, address="b"))
    assert await back_up(database, keys, tmp_path / "copy.gz") > 5
    await writing
    await store.close()
    other = "postgresql" if database.startswith("sqlite") else "sqlite"
    target = new_database(other, tmp_path)
    await restore(target, keys, tmp_path / "copy.gz")
    again = await Store.open(target, keys)
    await say(Assistant([FLOW], again), "help")
    now = await again.load("test", "a")
    assert now is not None
    assert dict(now.answers) == {"pet": "cat", "name": "Momo"}
    async with again.upkeep() as upkeep:
        await upkeep.note("noted")
    await again.close()


async def test_a_copy_is_for_its_owner_alone_and_overwrites_nothing(tmp_path: Path) -> None:
    url, keys = new_database("sqlite", tmp_path), Keys.read(tmp_path / "keys")
    await (await Store.open(url, keys)).close()
    await back_up(url, keys, tmp_path / "copy.gz")
    assert (tmp_path / "copy.gz").stat().st_mode & 0o777 == 0o600
    with pytest.raises(CopyError, match="already"):
        await back_up(url, keys, tmp_path / "copy.gz")


@pytest.mark.parametrize("harm", ["cut", "changed", "foreign", "empty", "not zipped", "another table"])
async def test_a_damaged_copy_changes_nothing(database: str, tmp_path: Path, harm: str) -> None:
    keys = Keys.read(tmp_path / "keys")
    source = new_database("sqlite", tmp_path / "source")
    store = await Store.open(source, keys)
    await say(Assistant([FLOW], store), "en", "cat")
    await store.close()
    copy = tmp_path / "copy.gz"
    await back_up(source, keys, copy)
    lines = gzip.decompress(copy.read_bytes()).splitlines(keepends=True)
    broken = {
        "cut": gzip.compress(b"".join(lines[:-2])),
        "changed": gzip.compress(b"".join([*lines[:3], lines[2], *lines[4:]])),
        "foreign": gzip.compress(b'{"some":"thing"}\n'),
        "another table": gzip.compress(lines[0].replace(b'"secrets"', b'"secrecy"') + b"".join(lines[1:])),
        "empty": b"",
        "not zipped": b"no zip at all",
    }
    copy.write_bytes(broken[harm])
    with pytest.raises(CopyError, match="nothing was changed here"):
        await restore(database, keys, copy)
    fresh = await Store.open(database, keys)
    async with fresh.upkeep() as upkeep:
        assert (await upkeep.counts()).waiting == 0
    await fresh.close()


async def test_a_copy_to_which_somebody_added_staff_of_their_own_is_refused(
    database: str, tmp_path: Path
) -> None:
    """With a checksum that fits: a copy is kept elsewhere, and whoever keeps it has no master key."""
    keys = Keys.read(tmp_path / "keys")
    source = new_database("sqlite", tmp_path / "source")
    await (await Store.open(source, keys)).close()
    copy = tmp_path / "copy.gz"
    await back_up(source, keys, copy)
    *lines, end = gzip.decompress(copy.read_bytes()).splitlines(keepends=True)
    columns = json.loads(lines[0])["tables"]["audit"]
    values = {"id": 99, "at": 1, "event": "invented", "conversation": None, "count": None}
    added = json.dumps(["audit", [values[name] for name in columns]]).encode() + b"\n"
    told = json.loads(end)
    told["rows"] += 1
    copy.write_bytes(gzip.compress(b"".join([*lines, added, json.dumps(told).encode() + b"\n"])))
    with pytest.raises(CopyError, match="damaged or changed"):
        await restore(database, keys, copy)


async def test_a_store_that_is_in_use_is_not_written_over(database: str, tmp_path: Path) -> None:
    keys = Keys.read(tmp_path / "keys")
    store = await Store.open(database, keys)
    await say(Assistant([FLOW], store), "en", "cat")
    await back_up(database, keys, tmp_path / "copy.gz")
    with pytest.raises(CopyError, match="not empty"):
        await restore(database, keys, tmp_path / "copy.gz")
    await store.close()


async def test_a_copy_is_not_restored_without_its_keys(tmp_path: Path) -> None:
    url, keys = new_database("sqlite", tmp_path), Keys.read(tmp_path / "keys")
    await (await Store.open(url, keys)).close()
    await back_up(url, keys, tmp_path / "copy.gz")
    with pytest.raises(KeysError, match="missing"):
        await restore(
            new_database("sqlite", tmp_path / "new"), Keys.read(tmp_path / "others"), tmp_path / "copy.gz"
        )


# Rotation


async def rotated(store: Store) -> int:
    steps = 0
    while True:
        async with store.rewrapping() as rewrapping:
            if not await rewrapping.step():
                return steps
        steps += 1


@pytest.mark.parametrize("kind", KINDS)
async def test_keys_are_rotated_while_people_talk_and_the_old_one_is_then_free(
    kind: str, tmp_path: Path
) -> None:
    keys = Keys.read(tmp_path / "keys")
    store = await Store.open(new_database(kind, tmp_path), keys)
    old = keys.active
    assistant = Assistant([FLOW], store)
    people = [f"p{number}" for number in range(40)]
    await asyncio.gather(*(say(assistant, "en", address=one) for one in people))
    new = keys.add()
    await asyncio.gather(rotated(store), *(say(assistant, "cat", "Momo", address=one) for one in people))
    async with store.rewrapping() as rewrapping:
        assert await rewrapping.uses() == {new: 41}
    await retire(store, old)
    assert sorted(path.name for path in keys.folder.iterdir()) == [f"{new}.key"]
    found = [await store.load("test", one) for one in people]
    assert all(one is not None and one.answers["name"] == "Momo" for one in found)
    await store.close()


async def test_a_key_is_not_retired_while_a_process_that_was_not_restarted_seals_with_it(
    database: str, tmp_path: Path
) -> None:
    running = await Store.open(database, Keys.read(tmp_path / "keys"), "bot-1")
    old = running.vault.keys.active
    async with running.upkeep() as upkeep:
        await upkeep.present("bot-1", old)
    Keys.read(tmp_path / "keys").add()
    admin = await Store.open(database, Keys.read(tmp_path / "keys"), "admin")
    await rotated(admin)
    with pytest.raises(KeysError, match="bot-1"):
        await retire(admin, old)
    async with running.upkeep() as upkeep:
        await upkeep.leave("bot-1")
    await retire(admin, old)
    # It goes on with the key that is left, and what it keeps can be read after a restart.
    await say(Assistant([FLOW], running), "en", "cat", address="late")
    await running.close()
    await admin.close()
    again = await Store.open(database, Keys.read(tmp_path / "keys"))
    found = await again.load("test", "late")
    assert found is not None
    assert found.answers["pet"] == "cat"
    await again.close()
