"""Metrics and the pages for whoever watches the bot: what happened is counted, and nobody can be told from it."""

import asyncio
from collections.abc import Mapping
from time import monotonic
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette

from bot.assistant import Assistant, Document, Outbox, Pace, Received, TooMany, Undeliverable
from bot.core import Conversation, Flow, Incoming, Reply, Turn, take_turn
from bot.serving.health import health
from bot.serving.http import site
from bot.serving.metrics import Metrics
from bot.store import Key, Outgoing, Store, StoreDown
from tests.support.calling import Call
from tests.support.small_flow import AT, FLOW

OUTGOING = Outgoing("test", "a", "c0ffee00", 1, 1, Reply("x", "x"), Key.new())


def samples(metrics: Metrics) -> dict[tuple[str, str], float]:
    """Each figure by its name and the values of its labels."""
    page = metrics.page().decode()
    return {
        (one.name, " ".join(one.labels.values())): one.value
        for family in text_string_to_metric_families(page)
        for one in family.samples
    }


async def get(app: Starlette, path: str) -> tuple[int, str]:
    status, headers = await Call(method="GET", path=path, headers={}).to(app)
    return status, headers.get("content-type", "")


@pytest.mark.parametrize(
    ("error", "outcome"), [(None, "kept"), (StoreDown("x"), "down"), (ValueError("x"), "failed")]
)
async def test_updates_are_counted_by_what_became_of_them(error: Exception | None, outcome: str) -> None:
    async def receive(update: Mapping[str, Any]) -> None:
        if error is not None:
            raise error

    metrics = Metrics()
    await asyncio.gather(metrics.receive("test", receive)({"update_id": 1}), return_exceptions=True)
    found = samples(metrics)
    assert found["jiaji_updates_total", f"test {outcome}"] == 1
    assert found.get(("jiaji_update_seconds_count", "test"), 0) == (error is None)


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (None, "delivered"),
        (Undeliverable("x"), "refused"),
        (TooMany(3), "throttled"),
        (TimeoutError("x"), "failed"),
    ],
)
async def test_sends_are_counted_by_their_outcome(error: Exception | None, outcome: str) -> None:
    async def send(outgoing: Outgoing, document: Document | None) -> None:
        if error is not None:
            raise error

    metrics = Metrics()
    (raised,) = await asyncio.gather(metrics.send("test", send)(OUTGOING, None), return_exceptions=True)
    assert raised is error
    found = samples(metrics)
    assert found["jiaji_sends_total", f"test {outcome}"] == 1
    assert found["jiaji_send_seconds_count", "test"] == 1


def test_a_channel_that_does_not_answer_is_told_from_one_that_has_nothing_to_say() -> None:
    metrics = Metrics()
    watch = metrics.watch("test")
    for is_answered in (True, False, False):
        watch.asked(is_answered)
    found = samples(metrics)
    assert (found["jiaji_asked_total", "test answered"], found["jiaji_asked_total", "test failed"]) == (1, 2)


def test_turns_are_counted_and_a_fault_of_the_engine_stands_out() -> None:
    def broken(flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
        raise ValueError("x")

    metrics, somebody = Metrics(), Conversation("c0ffee00", FLOW.key)
    turn = metrics.take_turn(take_turn)(FLOW, somebody, Incoming(AT, text="/start"))
    assert turn.conversation.turn == 1
    with pytest.raises(ValueError, match="x"):
        metrics.take_turn(broken)(FLOW, somebody, Incoming(AT, text="/start"))
    found = samples(metrics)
    assert (found["jiaji_turns_total", "taken"], found["jiaji_turns_total", "failed"]) == (1, 1)


async def test_the_pages_tell_what_waits_in_the_store_and_how_long_commits_take(store: Store) -> None:
    metrics = Metrics()
    store.on_commit = metrics.commit_seconds.observe
    app = site(health(store, metrics))
    await Assistant([FLOW], store).hear([Received("test", "7001", "1", Incoming(AT, text="/start"), "en")])
    assert await get(app, "/healthz") == (200, "text/plain; charset=utf-8")
    assert (await get(app, "/readyz"))[0] == 200
    status, kind = await get(app, "/metrics")
    assert (status, kind.split(";")[0]) == (200, "text/plain")
    found = samples(metrics)
    assert (found["jiaji_store_up", ""], found["jiaji_outbox_waiting", ""]) == (1, 1)
    assert found["jiaji_commit_seconds_count", ""] >= 2
    assert found["process_open_fds", ""] > 0


async def test_a_dead_letter_is_told_by_its_reason_and_gone_when_it_is_tried_again(store: Store) -> None:
    async def refuse(outgoing: Outgoing, document: Document | None) -> None:
        raise Undeliverable("Forbidden")

    metrics, outbox = Metrics(), Outbox(store, "test", refuse, Pace(0, 0))
    app = site(health(store, metrics))
    await Assistant([FLOW], store).hear([Received("test", "7001", "1", Incoming(AT, text="/start"), "en")])
    await outbox.drain()
    await get(app, "/metrics")
    assert samples(metrics)["jiaji_dead_letters", "Forbidden"] == 1
    async with store.upkeep() as upkeep:
        assert await upkeep.send_again() == 1
    await get(app, "/metrics")
    assert ("jiaji_dead_letters", "Forbidden") not in samples(metrics)


async def test_a_store_that_hangs_is_said_in_time_however_many_ask(store: Store) -> None:
    app = site(health(store, Metrics(), patience=0.05))
    async with store.upkeep() as upkeep:
        # Whoever wants to know waits for this commit.
        await upkeep.lease("ready", store.holder, 0)
        answers = await asyncio.gather(*(get(app, "/readyz") for _ in range(50)))
        assert {status for status, _ in answers} == {503}
        assert (await get(app, "/healthz"))[0] == 200
    until = monotonic() + 5
    while (await get(app, "/readyz"))[0] == 503:
        assert monotonic() < until
