"""Plays a run: each exchange is done in the sandbox, and what came of it is compared with what the script expects."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from bot.core import Conversation, Flow, Reply, TakeTurn, Team, take_turn
from bot.i18n import N_, Lang
from bot.rehearsal.playing import catalogue, reply_match
from bot.rehearsal.playing.capturing import captured_in, with_captured
from bot.rehearsal.playing.checks import run_check
from bot.rehearsal.playing.pairing import Pair, pair
from bot.rehearsal.playing.recorded_turn import RecordedTurn
from bot.rehearsal.playing.sandbox import NotThere, Sandbox, Shown
from bot.rehearsal.playing.snapshot import Difference, Snapshot
from bot.rehearsal.playing.start_point import begin
from bot.rehearsal.scripts.keywords import is_chinese
from bot.rehearsal.scripts.script import At, Exchange, Expected, Run, Words
from bot.rehearsal.scripts.tokens import with_values


@dataclass(frozen=True, slots=True)
class PlayedExchange:
    """An exchange as it went: which line found which replies, what was not as expected, and what there was to see."""

    exchange: Exchange
    turns: tuple[RecordedTurn, ...]
    pairs: tuple[Pair, ...]
    differences: tuple[Difference, ...]
    after: Snapshot


@dataclass(frozen=True, slots=True)
class PlayedRun:
    """How a run went. `turns` is everything that was seen; it is green without `differences`."""

    run: Run
    exchanges: tuple[PlayedExchange, ...]

    @property
    def turns(self) -> tuple[RecordedTurn, ...]:
        return tuple(one for exchange in self.exchanges for one in exchange.turns)

    @property
    def differences(self) -> tuple[Difference, ...]:
        return tuple(one for exchange in self.exchanges for one in exchange.differences)


@lru_cache(maxsize=64)
def _addressed(flow: Flow, address: str) -> Flow:
    return flow.addressed_to(address)


@lru_cache(maxsize=64)
def _with_team(flow: Flow) -> Flow:
    """A script in which the team does something has a team in it."""
    return flow.with_team(Team())


def play_run(flow: Flow, run: Run, take_turn: TakeTurn = take_turn) -> PlayedRun:
    """Play a run to its end, whatever differs on the way. Raises Unreadable where its start is out of reach."""
    return play_in(sandbox_for(flow, run, take_turn), run)


def play_in(sandbox: Sandbox, run: Run) -> PlayedRun:
    """From where a sandbox stands."""
    rehearsal = _Player(run, sandbox)
    return PlayedRun(run, tuple(rehearsal.play(exchange) for exchange in run.exchanges))


def sandbox_for(flow: Flow, run: Run, take_turn: TakeTurn = take_turn) -> Sandbox:
    """As it is when a run begins. Raises Unreadable where its start is out of reach."""
    flow = _addressed(flow, run.consulate) if run.consulate else flow
    if run.has_team:
        flow = _with_team(flow)
    sandbox = Sandbox(flow, run.clock, Conversation("rehearsal", flow.key, language=run.lang), take_turn)
    start = run.script.starts_at
    if start is not None:
        led = begin(flow, run, start.at)
        sandbox.now = led.conversation
        sandbox.shown += [Shown(sandbox.now.id, reply) for reply in led.replies]
        sandbox.files.update(led.files)
    return sandbox


@dataclass(frozen=True, slots=True)
class _Player:
    run: Run
    sandbox: Sandbox
    captured: dict[str, str] = field(default_factory=dict)

    def play(self, exchange: Exchange) -> PlayedExchange:
        """Do it, and hold everything that came of it against what was expected."""
        exchange = with_captured(exchange, self.captured)
        sandbox = self.sandbox
        found: list[Difference] = []
        before = len(sandbox.turns)
        chooses = sandbox.now.state == "choosing_language"
        try:
            sandbox.do(exchange.act)
        except NotThere as missing:
            line = exchange.line
            wanted = with_values(line.content, self.run.values)
            found.append(Difference(missing.layer, line.at, wanted, missing.got, missing.why))
        if chooses and sandbox.now.state == "asking" and sandbox.now.language != self.run.lang:
            found.append(_other_language(exchange, self.run, sandbox.now.language))
        turns = tuple(sandbox.turns[before:])
        replies = tuple(reply for seen in turns for reply in seen.turn.replies)
        snapshot = Snapshot(sandbox.flow, sandbox.at, sandbox.now, replies, sandbox.files)
        pairs = tuple(pair(exchange.expected, replies))
        for one in pairs:
            found += self.compare(exchange, one, snapshot)
        found += filter(None, (reply_match.never(one, reply) for one in self.run.never for reply in replies))
        last = replies[-1] if replies else None
        found += filter(None, (run_check(check, snapshot, last) for check in exchange.checks))
        return PlayedExchange(exchange, turns, pairs, tuple(found), snapshot)

    def compare(self, exchange: Exchange, paired: Pair, snapshot: Snapshot) -> list[Difference]:
        line, replies = paired
        if line is None:
            return [_unexpected(exchange, replies[0])]
        if not replies:
            at, wanted = line.line, with_values(line.line.content, self.run.values)
            return [Difference("id", at.at, wanted, "", N_("nothing more was said"), at)]
        found = [self.as_written(line, reply) for reply in replies]
        found += [self.in_its_words(line.line.at, reply) for reply in replies]
        found += [run_check(check, snapshot, replies[-1]) for check in line.checks]
        self.captured.update(captured_in(line.checks, replies[-1]))
        return [one for one in found if one is not None]

    def as_written(self, line: Expected, reply: Reply) -> Difference | None:
        found = reply_match.difference(line, reply, self.sandbox.now.language)
        is_meant_for_one = (
            isinstance(line.says, Words) and line.line.only is None and len(self.run.script.languages) > 1
        )
        if (
            found is not None
            and is_meant_for_one
            and is_chinese(line.line.content) is not (self.run.lang == "zh")
        ):
            note = N_("this run is in %(lang)s: write the line for one language, as %(line)s")
            other = "en" if self.run.lang == "zh" else "zh"
            named = f"机器人({other})：" if self.run.script.spoken == "zh" else f"Bot({other}):"
            return replace(found, note=note.of(lang=self.run.lang, line=named), is_fault=False)
        return found

    def in_its_words(self, at: At, reply: Reply) -> Difference | None:
        why = catalogue.fault_in(reply, self.sandbox.now.language)
        return Difference("text", at, "", reply.text, why) if why is not None else None


def _other_language(exchange: Exchange, run: Run, language: Lang) -> Difference:
    line, note = (
        exchange.line,
        N_("this run is in %(lang)s: choose the language with {lang}, or write one language above"),
    )
    return Difference("act", line.at, run.lang, language, note.of(lang=run.lang))


def _unexpected(exchange: Exchange, reply: Reply) -> Difference:
    note = N_("no line accounts for this reply")
    line = exchange.silence or (exchange.expected[-1].line if exchange.expected else exchange.line)
    at = line.at
    return Difference("id", at, "", reply_match.name_of(reply), note)
