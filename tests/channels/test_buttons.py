"""Buttons that cannot be forged: only what was shown in a chat comes back from it as a tap."""

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.buttons import LONGEST_DATA, NO_TAP, callback_data, read_tap
from bot.channels.telegram.reading import read
from bot.core import (
    CleanFile,
    Group,
    Incoming,
    Mistake,
    Question,
    Ruling,
    Step,
    Tap,
    concrete,
    short_id,
    take_turn,
)
from tests.support.real_flow import FLOW, way
from tests.support.sizes import full

KEY, CHAT = b"k" * 32, "7001"
MARK = short_id("asking passport_number")
TAP = Tap("c0ffee00", MARK, 123, "c.members.12.visas.13.visa_class")
NAMES = ("humanitarian", "study_f1", "business", "group", "no_appointment")
LETTERS = "0123456789abcdefABCDEF:._-/=é \x00"


def test_a_tap_comes_back_as_it_was() -> None:
    assert read_tap(KEY, CHAT, callback_data(KEY, CHAT, TAP)) == TAP


@given(st.text("abcdefxyz_./-", max_size=30), st.integers(0, 9_999_999))
def test_any_code_comes_back_as_it_was(code: str, turn: int) -> None:
    tap = Tap("c0ffee00", MARK, turn, code)
    assert read_tap(KEY, CHAT, callback_data(KEY, CHAT, tap)) == tap


async def test_of_many_changed_buttons_none_is_a_tap() -> None:
    shown = [data for name in NAMES for data in _shown(name)]
    for data in shown[:50]:
        assert await _tapped(data) is not NO_TAP
    changed = _changed(shown, random.Random(7), full(20_000, 100_000))
    accepted = [one for one in changed if await _tapped(one) is not NO_TAP]
    assert accepted == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_tap_is_no_step_wherever_somebody_stands(name: str) -> None:
    for before, incoming in way(name, "zh")[1:]:
        turn = take_turn(FLOW, before, Incoming(incoming.at, tap=NO_TAP))
        assert turn.conversation == replace(before, turn=before.turn + 1)
        assert turn.replies


def _shown(name: str) -> Iterator[str]:
    """The data of every button on a persona's way."""
    for before, incoming in way(name, "zh"):
        for reply in take_turn(FLOW, before, incoming).replies:
            for button in (button for row in reply.buttons for button in row):
                yield callback_data(KEY, CHAT, Tap(before.id, reply.prompt_id, reply.turn, button.code))


async def _tapped(data: str) -> Tap | None:
    """As it comes from Telegram."""
    chat = {"id": int(CHAT), "type": "private"}
    query = {"id": "1", "from": {"id": int(CHAT)}, "message": {"chat": chat}, "data": data}
    heard = await read({"update_id": 1, "callback_query": query}, _fetch, KEY)
    assert heard is not None
    return heard.incoming.tap


async def _fetch(file_id: str) -> tuple[CleanFile, ...] | Mistake:
    raise AssertionError("no file here")


def _changed(data: list[str], chance: random.Random, count: int) -> Iterator[str]:
    """A letter put in, taken out, changed or its case changed; two buttons mixed; a mark, turn or code replaced."""
    known = set(data)
    while count:
        one, other = chance.sample(data, 2)
        at, letter = chance.randrange(len(one)), chance.choice(LETTERS)
        changed = (
            one[:at] + letter + one[at:],
            one[:at] + one[at + 1 :],
            one[:at] + letter + one[at + 1 :],
            one[:at] + one[at].swapcase() + one[at + 1 :],
            one[:at] + other[at:],
            one[:at],
            one + letter,
            other[:8] + one[8:],
        )[chance.randrange(8)]
        if changed not in known:
            count -= 1
            yield changed


@pytest.mark.parametrize(
    "data", ["", ":", ":::", "x" * 64, "é" * 32, "\ud800" * 9, "AAAAAAAA", "AAAAAAAA1:2:3:4"]
)
def test_what_is_no_button_at_all_is_no_tap(data: str) -> None:
    assert read_tap(KEY, CHAT, data) is NO_TAP


def test_another_persons_button_and_another_keys_button_are_none() -> None:
    data = callback_data(KEY, CHAT, TAP)
    assert read_tap(KEY, "7002", data) is NO_TAP
    assert read_tap(b"K" * 32, CHAT, data) is NO_TAP


def test_every_code_of_the_dialog_fits_after_ten_thousand_turns() -> None:
    longest = max(_codes(), key=len)
    assert len(callback_data(KEY, CHAT, Tap("c0ffee00", MARK, 9_999_999, longest)).encode()) <= LONGEST_DATA


def _codes() -> Iterator[str]:
    for section in FLOW.sections:
        for step in section.steps:
            yield from _codes_of(step, ())


def _codes_of(step: Step, most: tuple[int, ...]) -> Iterator[str]:
    key = concrete(step.key, most)
    if isinstance(step, Group):
        yield f"r.{concrete(step.key, most)}.{step.at_most - 1}"
        for inner in (step.more, *step.steps):
            yield from _codes_of(inner, (*most, step.at_most - 1))
    if isinstance(step, Question):
        yield from _options(step)
    if not isinstance(step, Ruling):
        yield f"c.{key}"


def _options(question: Question[Any]) -> Iterator[str]:
    return (option.code for option in question.kind.options)


def test_too_long_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        callback_data(KEY, CHAT, Tap("c0ffee00", MARK, 1, "x" * 50))
