"""Bad weather on the way to Telegram, and a store that is away: everything is delivered in the end, nothing too early."""

from pathlib import Path

from bot.store import Keys, Store
from tests.fake_bot_api import FakeBotApi, running
from tests.fake_bot_api.weather import AFTER, BEFORE
from tests.faults.outages import (
    DRAIN_SECONDS,
    PEOPLE,
    locked,
    once,
    stopped,
    talk,
    upgrade_conversation,
    wanted,
    working,
)
from tests.support.databases import new_database, started_server

AWAY_SECONDS = 11.0
"""Longer than a commit waits for a lock."""


async def test_in_bad_weather_everything_is_delivered_and_nothing_too_early(tmp_path: Path) -> None:
    store = await Store.open(new_database("sqlite", tmp_path), Keys.read(tmp_path / "keys"))
    api = FakeBotApi()
    with running(api):
        people = [api.person(7000 + number, "en") for number in range(PEOPLE)]
        async with working(api, store):
            api.weather.share = 0.3
            await talk(people, 120)
        for person in people:
            assert once(person.texts) == once(wanted())
    await store.close()
    repeats = sum(len(person.texts) - len(wanted()) for person in people)
    assert 0 <= repeats <= api.weather.unheard
    assert api.weather.too_early == 0
    assert all(api.weather.faults[fault] for fault in BEFORE + AFTER)


async def test_a_locked_database_loses_nothing_and_is_caught_up_with(tmp_path: Path) -> None:
    url = new_database("sqlite", tmp_path)
    assert await upgrade_conversation(url, tmp_path, locked(url), AWAY_SECONDS) < DRAIN_SECONDS


async def test_a_database_server_that_is_down_loses_nothing_and_is_caught_up_with(tmp_path: Path) -> None:
    server = started_server()
    taken = await upgrade_conversation(str(server.get_uri()), tmp_path, stopped(server), AWAY_SECONDS)
    assert taken < DRAIN_SECONDS
