"""What can be counted about the bot, for Prometheus: numbers only, and no label that tells anything about anybody."""

from __future__ import annotations

from time import perf_counter
from typing import TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.assistant import Document, Send, TooMany, Undeliverable
from bot.channels.channel import Receive, Watch
from bot.core import Conversation, Flow, Incoming, TakeTurn, Turn
from bot.store import Counts, Outgoing, StoreDown

WEEK = 604_800
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0)
Update = TypeVar("Update")


class Metrics:
    """Wrapped around what it counts: nothing that is counted knows of it."""

    PAGE_TYPE = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self.registry = mine = CollectorRegistry()
        ProcessCollector(registry=mine)
        self.turns = Counter(
            "jiaji_turns", "Turns of the dialog, by whether the engine failed", ["outcome"], registry=mine
        )
        self.updates = Counter(
            "jiaji_updates", "Updates received, by what became of them", ["channel", "outcome"], registry=mine
        )
        self.update_seconds = Histogram(
            "jiaji_update_seconds",
            "From an update to its commit",
            ["channel"],
            buckets=SECONDS,
            registry=mine,
        )
        self.commit_seconds = Histogram(
            "jiaji_commit_seconds",
            "One commit, with its wait for the database",
            buckets=SECONDS,
            registry=mine,
        )
        self.refused = Counter(
            "jiaji_calls_refused",
            "Calls that were no update, by status",
            ["channel", "status"],
            registry=mine,
        )
        self.asked = Counter(
            "jiaji_asked",
            "Times that a channel was asked for updates, by whether it answered",
            ["channel", "outcome"],
            registry=mine,
        )
        self.sends = Counter(
            "jiaji_sends", "Tries to send, by outcome", ["channel", "outcome"], registry=mine
        )
        self.send_seconds = Histogram(
            "jiaji_send_seconds", "One try to send", ["channel"], buckets=SECONDS, registry=mine
        )
        self.store_up = Gauge("jiaji_store_up", "1 if the database answers", registry=mine)
        self.waiting = Gauge("jiaji_outbox_waiting", "Replies in the store not yet settled", registry=mine)
        self.oldest = Gauge("jiaji_outbox_oldest_seconds", "How long the oldest has waited", registry=mine)
        self.dead = Gauge("jiaji_dead_letters", "Replies given up, by reason", ["reason"], registry=mine)
        self.backup = Gauge(
            "jiaji_backup_age_seconds",
            "How old the last backup is; a week where there was none",
            registry=mine,
        )
        self.erased_late = Gauge(
            "jiaji_erased_late",
            "Conversations that were erased and can still be read from the database's files after a quarter of an hour",
            registry=mine,
        )
        self.aside = Gauge("jiaji_updates_set_aside", "Updates that nobody could read", registry=mine)

    def receive(self, channel: str, receive: Receive[Update]) -> Receive[Update]:
        seconds = self.update_seconds.labels(channel)

        async def counted(update: Update) -> None:
            outcome, started = "failed", perf_counter()
            try:
                await receive(update)
                outcome = "kept"
                seconds.observe(perf_counter() - started)
            except StoreDown:
                outcome = "down"
                raise
            finally:
                self.updates.labels(channel, outcome).inc()

        return counted

    def take_turn(self, take_turn: TakeTurn) -> TakeTurn:
        def counted(flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
            outcome = "failed"
            try:
                turn = take_turn(flow, conversation, incoming)
                outcome = "taken"
                return turn
            finally:
                self.turns.labels(outcome).inc()

        return counted

    def send(self, channel: str, send: Send) -> Send:
        seconds = self.send_seconds.labels(channel)

        async def counted(outgoing: Outgoing, document: Document | None) -> None:
            outcome = "failed"
            try:
                with seconds.time():
                    await send(outgoing, document)
                outcome = "delivered"
            except Undeliverable:
                outcome = "refused"
                raise
            except TooMany:
                outcome = "throttled"
                raise
            finally:
                self.sends.labels(channel, outcome).inc()

        return counted

    def watch(self, channel: str) -> Watch:
        def refused(status: int) -> None:
            self.refused.labels(channel, str(status)).inc()

        def asked(is_answered: bool) -> None:
            self.asked.labels(channel, "answered" if is_answered else "failed").inc()

        return Watch(refused, asked)

    def note(self, counts: Counts | None) -> None:
        """What the store holds; None if it does not answer, and then the last figures stay."""
        self.store_up.set(counts is not None)
        if counts is None:
            return
        self.waiting.set(counts.waiting)
        self.oldest.set(counts.oldest_ms / 1000)
        self.aside.set(counts.set_aside)
        self.erased_late.set(counts.erased_late)
        self.backup.set(WEEK if counts.backup_ms is None else counts.backup_ms / 1000)
        self.dead.clear()
        for reason, count in counts.dead.items():
            self.dead.labels(reason).set(count)

    def page(self) -> bytes:
        return generate_latest(self.registry)
