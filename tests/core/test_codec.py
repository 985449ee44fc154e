"""What is stored comes back as it was, whatever kind of value it is; and bodies of an older time are read."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from types import GenericAlias
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import (
    SHANGHAI,
    Conversation,
    FileRef,
    Month,
    SentRequest,
    Value,
    Year,
    body_of,
    conversation_of,
)
from bot.core.codec import pack, unpack

TEXT = st.text(alphabet=st.characters(codec=None))
FILES = st.builds(FileRef, TEXT, st.sampled_from(["pdf", "jpg"]), st.integers(), st.integers(), TEXT)
VALUES: Mapping[type, st.SearchStrategy[Any]] = {
    str: TEXT,
    date: st.dates(),
    time: st.times(),
    Month: st.builds(Month, st.integers(1, 9999), st.integers(1, 12)),
    Year: st.builds(Year, st.integers(1, 9999)),
    tuple: st.lists(FILES).map(tuple),
}
KINDS = [one.__origin__ if isinstance(one, GenericAlias) else one for one in get_args(Value)]
"""What an answer can be: a new kind is looked for here, and in pack(), where the type check names it."""


def again(conversation: Conversation) -> Conversation:
    now = conversation
    return conversation_of(
        body_of(now), id=now.id, flow=now.flow, state=now.state, language=now.language, version=now.version
    )


def test_every_kind_of_value_is_tried() -> None:
    assert set(VALUES) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_a_value_of_each_kind_comes_back_as_it_was(kind: type, data: st.DataObject) -> None:
    value = data.draw(VALUES[kind])
    packed = json.loads(json.dumps(pack(value)))
    assert unpack(packed) == value
    assert type(unpack(packed)) is type(value)


@given(st.datetimes(timezones=st.just(UTC)))
def test_the_moment_somebody_was_heard_comes_back(moment: datetime) -> None:
    assert again(Conversation("c0ffee00", "pets", last_heard=moment)).last_heard == moment


def test_a_body_of_an_older_time_has_the_day_in_shanghai_alone() -> None:
    body = json.loads(body_of(Conversation("c0ffee00", "pets"))) | {"last_heard": "2026-11-24"}
    old = conversation_of(
        json.dumps(body).encode(), id="c0ffee00", flow="pets", state="asking", language="en", version=1
    )
    assert old.last_heard == datetime(2026, 11, 24, tzinfo=SHANGHAI)


@given(st.dates(), st.dictionaries(TEXT, VALUES[date]))
def test_what_was_sent_comes_back_with_its_day(day: date, answers: dict[str, Value]) -> None:
    sent = SentRequest(answers, day)
    now = Conversation("c0ffee00", "pets", sent=(sent, sent), earlier=(sent,))
    assert again(now) == now
