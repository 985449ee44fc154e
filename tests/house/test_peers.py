"""The benchmarks' peers do what they are compared for: they hold the whole conversation, and keep what they say they keep."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from telegram import Update
from telegram.warnings import PTBUserWarning

from bot.core import Reply, take_turn
from tests.benchmarks.peers.naive_store import NaiveBot
from tests.benchmarks.peers.ptb_bot import Step, application, crowded
from tests.benchmarks.phones import lines, write_dialog
from tests.fake_bot_api import FakeBotApi, Person, running
from tests.support.real_flow import FLOW, way

LINES = lines(tap="data:")


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with running(FakeBotApi()) as started:
        yield started


@pytest.fixture
def steps(tmp_path: Path) -> list[Step]:
    write_dialog(tmp_path / "dialog.json")
    return [Step.read(one) for one in json.loads((tmp_path / "dialog.json").read_text("utf-8"))]


async def say(person: Person, steps: Sequence[Step], said: Sequence[str], kept: Path | None) -> int:
    """To a bot that is started for it and stopped after it. Returns how much it remembers of this person then."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PTBUserWarning)
        bot = application("1:peer", person.api.url, steps, kept)
    await bot.initialize()
    for line in said:
        tap = line.startswith("data:")
        update = person.taps_data(line.removeprefix("data:")) if tap else person.types(line)
        await bot.process_update(Update.de_json(update, bot.bot))
    # Not shut down: what is to last is in the file already.
    await bot.bot.shutdown()
    return len(bot.user_data[person.chat])


async def test_the_peer_on_ptb_asks_the_same_and_keeps_each_answer(
    api: FakeBotApi, steps: list[Step]
) -> None:
    person = api.person()
    remembered = await say(person, steps, [said for said, _ in LINES], None)
    assert person.texts == [text for step in steps for text in step.texts]
    assert len(person.texts) == sum(count for _, count in LINES)
    assert remembered == len(LINES) - 1


async def test_the_peer_that_flushes_every_turn_goes_on_where_it_was_ended(
    api: FakeBotApi, steps: list[Step], tmp_path: Path
) -> None:
    person, kept = api.person(), tmp_path / "kept"
    await crowded(kept, 10, len(steps))
    said = [said for said, _ in LINES]
    assert await say(person, steps, said[:15], kept) == 14
    assert await say(person, steps, said[15:], kept) == len(said) - 1
    assert person.texts == [text for step in steps for text in step.texts]


async def test_the_peer_of_one_transaction_a_turn_says_what_the_engine_says(tmp_path: Path) -> None:
    said = list[Reply]()

    async def note(reply: Reply) -> None:
        said.append(reply)

    peer = NaiveBot(FLOW, f"sqlite:///{tmp_path / 'naive.sqlite3'}", note)
    await peer.start()
    expected = list[Reply]()
    for number, (conversation, incoming) in enumerate(way("study_f1", "zh")):
        await peer.hear(number, "somebody", incoming)
        await peer.hear(number, "somebody", incoming)
        expected += take_turn(FLOW, conversation, incoming).replies
    await peer.close()
    assert [reply.text for reply in said] == [reply.text for reply in expected]
