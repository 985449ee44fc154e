"""Sealing and keys: a value opens with its key at its own place, and every other way is refused."""

import json
import os
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store import Key, Keys, KeysError, Store, StoreError, Tampered
from bot.store.sealing import PADDED, VERSION, padded
from tests.support.databases import new_database

PLACE = "transcript|said|c0ffee00|3|1"


def is_refused(key: Key, sealed: bytes, place: str = PLACE) -> bool:
    try:
        key.open(sealed, place)
    except Tampered:
        return True
    return False


@given(st.binary(max_size=500), st.text(max_size=50))
def test_what_was_sealed_opens_at_its_place(content: bytes, place: str) -> None:
    key = Key.new()
    assert key.open(key.seal(content, place), place) == content


def test_ten_thousand_tampered_values_are_refused() -> None:
    random, key = Random(1), Key.new()
    sealed = key.seal(b"E12345678", PLACE)

    def tampered(number: int) -> bytes:
        match number % 3:
            case 0:
                at = random.randrange(len(sealed))
                return sealed[:at] + bytes([sealed[at] ^ 1 << random.randrange(8)]) + sealed[at + 1 :]
            case 1:
                return sealed[: random.randrange(len(sealed))]
            case _:
                return sealed + os.urandom(random.randrange(1, 5))

    assert all(is_refused(key, tampered(number)) for number in range(10_000))


@pytest.mark.parametrize(
    "place", ["transcript|said|c0ffee00|3|2", "transcript|said|c0ffee01|3|1", "conversations|body|c0ffee00|3"]
)
def test_a_value_moved_to_another_place_is_refused(place: str) -> None:
    key = Key.new()
    assert is_refused(key, key.seal(b"E12345678", PLACE), place)


def test_a_value_of_another_conversation_is_refused() -> None:
    assert is_refused(Key.new(), Key.new().seal(b"E12345678", PLACE))


def test_a_key_says_nothing_of_itself() -> None:
    content = os.urandom(32)
    assert content.hex() not in repr(Key(content))
    assert repr(content) not in repr(Key(content))


def test_the_length_of_what_is_sealed_does_not_tell_one_choice_from_another() -> None:
    key = Key.new()
    purposes = [
        "humanitarian",
        "study",
        "business",
        "convention",
        "annual_meeting",
        "graduation",
        "wedding",
        "tourism",
    ]
    assert len({len(key.seal(json.dumps({"purpose": one}).encode(), PLACE)) for one in purposes}) == 1


@given(st.integers(0, 1 << 22))
def test_hiding_a_length_costs_a_step_or_an_eighth(length: int) -> None:
    assert length < len(padded(bytes(length))) <= max(length + 256, length * 9 / 8 + 1)


def test_what_was_sealed_before_lengths_were_hidden_opens_and_is_not_taken_for_the_other() -> None:
    key = Key.new()
    before = key._sealed(VERSION, b"E12345678", PLACE)
    assert key.open(before, PLACE) == b"E12345678"
    assert is_refused(key, PADDED + before[1:])
    assert is_refused(key, VERSION + key.seal(b"E12345678", PLACE)[1:])


# Master keys


def test_a_key_file_is_made_for_its_owner_alone_and_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    id = Keys.read(folder).add()
    assert (folder.stat().st_mode & 0o777, (folder / f"{id}.key").stat().st_mode & 0o777) == (0o700, 0o600)
    assert Keys.read(folder).active == id


def test_the_last_key_is_the_active_one(tmp_path: Path) -> None:
    keys = Keys.read(tmp_path / "keys")
    first, second = keys.add(), keys.add()
    assert (first[:4], second[:4], keys.active) == ("0001", "0002", second)


@pytest.mark.parametrize("wide", ["keys", "file"])
def test_keys_that_others_may_read_are_refused(tmp_path: Path, wide: str) -> None:
    folder = tmp_path / "keys"
    id = Keys.read(folder).add()
    (folder if wide == "keys" else folder / f"{id}.key").chmod(0o755)
    with pytest.raises(KeysError, match="chmod"):
        Keys.read(folder)


@pytest.mark.parametrize("content", [b"", b"short", bytes(32)])
def test_a_damaged_key_is_refused(tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "keys"
    id = Keys.read(folder).add()
    (folder / f"{id}.key").write_bytes(content)
    with pytest.raises(KeysError, match="damaged"):
        Keys.read(folder)


def test_a_key_added_by_somebody_else_after_the_start_is_found(tmp_path: Path) -> None:
    keys = Keys.read(tmp_path / "keys")
    keys.add()
    later = Keys.read(tmp_path / "keys").add()
    assert keys.named(later) is not None


async def test_a_store_without_its_key_is_not_opened_and_no_new_key_is_made(
    database: str, tmp_path: Path
) -> None:
    folder = tmp_path / "keys"
    await (await Store.open(database, Keys.read(folder))).close()
    (path,) = folder.iterdir()
    path.rename(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="missing"):
        await Store.open(database, Keys.read(folder))
    assert list(folder.iterdir()) == []


async def test_a_store_is_not_opened_with_the_key_of_another(tmp_path: Path) -> None:
    url, folder = new_database("sqlite", tmp_path), tmp_path / "keys"
    await (await Store.open(url, Keys.read(folder))).close()
    (path,) = folder.iterdir()
    path.unlink()
    Keys.read(folder).add()
    with pytest.raises(StoreError, match=r"missing|other keys"):
        await Store.open(url, Keys.read(folder))
