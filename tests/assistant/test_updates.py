"""Reading updates: what a person says, whatever else stands beside it, and nothing where nothing is said."""

import copy
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.assistant import Received
from bot.channels.telegram.buttons import NO_TAP, callback_data
from bot.channels.telegram.reading import query_of, read
from bot.core import CleanFile, Incoming, Mistake, Tap
from bot.documents import MOST_BYTES
from tests.fake_bot_api import FakeBotApi
from tests.support.real_flow import PAGE

KEY = b"k" * 32
API = FakeBotApi()
PERSON = API.person()


async def fetch(file_id: str) -> tuple[CleanFile, ...] | Mistake:
    return (PAGE,)


async def heard(update: dict[str, Any]) -> Received | None:
    return await read(update, fetch, KEY)


async def said(update: dict[str, Any]) -> Incoming:
    found = await heard(update)
    assert found is not None
    return found.incoming


async def refusal(update: dict[str, Any]) -> str:
    refused = (await said(update)).refused
    assert refused is not None
    return refused.key


def tap(data: str) -> dict[str, Any]:
    message = {"message_id": 5, "date": 0, "chat": {"id": 7001, "type": "private"}}
    query = {"id": "77", "from": PERSON.user, "chat_instance": "1", "message": message, "data": data}
    return {"update_id": 1, "callback_query": query}


async def test_a_text_is_heard_with_its_time_its_number_and_who_said_it() -> None:
    update = PERSON.types("E12345678")
    number = str(update["message"]["message_id"])
    incoming = Incoming(datetime.fromtimestamp(API.clock, UTC), text="E12345678", message=number)
    assert await heard(update) == Received("telegram", "7001", str(update["update_id"]), incoming, "zh")


@pytest.mark.parametrize(
    ("code", "lang"), [("zh-hans", "zh"), ("zh", "zh"), ("en", "en"), ("fr", "en"), (None, "zh"), (7, "zh")]
)
async def test_the_language_of_the_phone_is_a_hint(code: object, lang: str) -> None:
    update = PERSON.types("x")
    update["message"]["from"] = {"id": 7001, "language_code": code}
    found = await heard(update)
    assert found is not None
    assert found.language == lang


async def test_a_changed_message_says_that_it_edits() -> None:
    sent = PERSON.types("a")
    incoming = await said(PERSON.edits(sent, "b"))
    assert (incoming.text, incoming.edits) == ("b", True)
    assert incoming.message == str(sent["message"]["message_id"])


async def test_a_button_of_ours_is_a_tap_and_its_query_can_be_answered() -> None:
    shown = Tap("c0ffee00", "0a1b2c", 3, "yes")
    update = tap(callback_data(KEY, "7001", shown))
    assert (await said(update)).tap == shown
    assert query_of(update) == "77"


@pytest.mark.parametrize("data", ["", "yes", callback_data(KEY, "7002", Tap("c0ffee00", "0a1b2c", 3, "yes"))])
async def test_a_button_that_is_not_ours_is_a_tap_for_no_conversation(data: str) -> None:
    assert (await said(tap(data))).tap is NO_TAP


async def test_files_are_fetched_and_a_photo_in_its_largest_size() -> None:
    asked: list[str] = []

    async def note(file_id: str) -> tuple[CleanFile, ...] | Mistake:
        asked.append(file_id)
        return (PAGE,)

    album = PERSON.sends_photo(b"x")
    album["message"]["photo"] = [{"file_id": "small"}, {"file_id": "large", "file_size": 9}]
    await read(album, note, KEY)
    document = await read(PERSON.sends_document("a.pdf", b"x"), note, KEY)
    assert document is not None
    assert document.incoming.files == (PAGE,)
    assert asked[0] == "large"


async def test_what_cannot_be_used_is_refused_in_a_sentence() -> None:
    large = PERSON.sends_document("a.pdf", b"x")
    large["message"]["document"]["file_size"] = MOST_BYTES + 1
    assert await refusal(large) == "file.large"
    assert await refusal(PERSON.sends_sticker()) == "not_text"
    assert await refusal(PERSON.shares_contact("+8613800000000", user=99)) == "other_contact"


async def test_an_own_contact_is_its_number() -> None:
    assert (await said(PERSON.shares_contact("+8613812345678"))).text == "+8613812345678"


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1},
        {"update_id": 1, "message": None},
        {"update_id": 1, "message": []},
        {"update_id": 1, "my_chat_member": {"chat": {"id": 7001, "type": "private"}}},
        {"update_id": 1, "message": {**PERSON.message(text="x"), "chat": {"id": -5, "type": "group"}}},
        {"update_id": 1, "channel_post": PERSON.message(text="x")},
        {"update_id": 1, "message": {**PERSON.message(text="x"), "from": None}},
        {"update_id": 1, "message": {**PERSON.message(text="x"), "date": 10**30}},
        {"update_id": 1, "callback_query": {"id": "7", "from": PERSON.user, "inline_message_id": "1"}},
    ],
)
async def test_what_is_not_from_a_person_in_a_private_chat_is_no_message(update: dict[str, Any]) -> None:
    assert await heard(update) is None


@pytest.mark.parametrize(
    "update",
    [{}, {"update_id": "1"}, {"update_id": None}, {"update_id": True}, {"update_id": -1}, [], "x", 1],
)
async def test_what_has_no_number_is_no_update(update: Any) -> None:
    with pytest.raises(ValidationError):
        await heard(update)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(JSON, JSON, JSON)
async def test_anything_beside_a_number_is_read_without_an_error(one: Any, other: Any, third: Any) -> None:
    update = {"update_id": 1, "message": one, "edited_message": other, "callback_query": third}
    assert await heard(update) is None or query_of(update) is not None
    query_of(update)


SPOILED: tuple[object, ...] = (None, [], {}, "", "x\ud800", -1, 10**40, 1.5, True, [{}])


async def test_a_message_with_any_part_of_it_spoiled_is_read_without_an_error() -> None:
    updates = [
        PERSON.types("x"),
        PERSON.edits(PERSON.types("x"), "y"),
        PERSON.sends_photo(b"x"),
        PERSON.sends_document("a", b"x"),
        PERSON.shares_contact("+86"),
        tap("x"),
    ]
    for update in updates:
        for path in [one for one in _paths(update) if one != ("update_id",)]:
            for wrong in SPOILED:
                spoiled = copy.deepcopy(update)
                _put(spoiled, path, wrong)
                found = await heard(spoiled)
                assert found is None or found.address == "7001"


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield (*path, key)
        yield from _paths(part, (*path, key))


def _put(value: Any, path: tuple[Any, ...], wrong: object) -> None:
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = wrong
