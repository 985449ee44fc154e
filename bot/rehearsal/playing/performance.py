"""The performance of a script: each exchange done on the stage, and what came of it held against what was expected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from bot.core import Conversation, Flow, Reply, take_turn
from bot.i18n import N_, Lang
from bot.rehearsal.playing import catalogue, told
from bot.rehearsal.playing.beginning import begin
from bot.rehearsal.playing.checks import look
from bot.rehearsal.playing.pairing import Pair, pair
from bot.rehearsal.playing.scene import Difference, Scene
from bot.rehearsal.playing.seen import Seen
from bot.rehearsal.playing.stage import NotThere, Shown, Stage, TakeTurn
from bot.rehearsal.scripts.keywords import is_chinese
from bot.rehearsal.scripts.script import At, Exchange, Expected, Run, Words


@dataclass(frozen=True, slots=True)
class Played:
    """An exchange as it went: which line found which replies, and what was not as expected."""

    exchange: Exchange
    pairs: tuple[Pair, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Performance:
    """How a run went. `turns` is everything that was seen; it is green without `differences`."""

    run: Run
    turns: tuple[Seen, ...]
    exchanges: tuple[Played, ...]

    @property
    def differences(self) -> tuple[Difference, ...]:
        return tuple(one for exchange in self.exchanges for one in exchange.differences)


@lru_cache(maxsize=64)
def _addressed(flow: Flow, address: str) -> Flow:
    return flow.addressed_to(address)


def perform(flow: Flow, run: Run, take_turn: TakeTurn = take_turn) -> Performance:
    """Play a run to its end, whatever differs on the way. Raises Unreadable where its start is out of reach."""
    rehearsal = _Rehearsal(run, stage_for(flow, run, take_turn))
    exchanges = tuple(rehearsal.play(exchange) for exchange in run.exchanges)
    return Performance(run, tuple(rehearsal.stage.turns), exchanges)


def stage_for(flow: Flow, run: Run, take_turn: TakeTurn = take_turn) -> Stage:
    """As it is when a run begins. Raises Unreadable where its start is out of reach."""
    flow = _addressed(flow, run.script.consulate) if run.script.consulate else flow
    stage = Stage(flow, run.script.clock, Conversation("rehearsal", flow.key, language=run.lang), take_turn)
    start = run.script.starts_at
    if start is not None:
        led = begin(flow, run, start.at)
        stage.now = led.conversation
        stage.shown += [Shown(stage.now.id, reply) for reply in led.replies]
        stage.files.update(led.play.files)
    return stage


@dataclass(frozen=True, slots=True)
class _Rehearsal:
    run: Run
    stage: Stage

    def play(self, exchange: Exchange) -> Played:
        """Do it, and hold everything that came of it against what was expected."""
        stage = self.stage
        found: list[Difference] = []
        before = len(stage.turns)
        chooses = stage.now.state == "choosing_language"
        try:
            stage.do(exchange.act)
        except NotThere as missing:
            line = exchange.line
            found.append(Difference("act", line.at, line.content, missing.got, missing.why))
        if chooses and stage.now.state == "asking" and stage.now.language != self.run.lang:
            found.append(_other_language(exchange, self.run, stage.now.language))
        replies = tuple(reply for seen in stage.turns[before:] for reply in seen.turn.replies)
        scene = Scene(stage.flow, stage.at, stage.now, replies, stage.files)
        pairs = tuple(pair(exchange.expected, replies))
        for one in pairs:
            found += self.compare(exchange, one, scene)
        last = replies[-1] if replies else None
        found += filter(None, (look(check, scene, last) for check in exchange.checks))
        return Played(exchange, pairs, tuple(found))

    def compare(self, exchange: Exchange, paired: Pair, scene: Scene) -> list[Difference]:
        line, replies = paired
        if line is None:
            return [_unexpected(exchange, replies[0])]
        if not replies:
            at = line.line
            return [Difference("id", at.at, at.content, "", N_("nothing more was said"), at)]
        found = [self.as_told(line, replies[0])] if len(replies) == 1 else []
        found += [self.in_its_words(line.line.at, reply) for reply in replies]
        found += [look(check, scene, replies[-1]) for check in line.checks]
        return [one for one in found if one is not None]

    def as_told(self, line: Expected, reply: Reply) -> Difference | None:
        found = told.difference(line, reply, self.stage.now.language)
        is_meant_for_one = (
            isinstance(line.told, Words) and line.line.only is None and len(self.run.script.languages) > 1
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
        why = catalogue.fault_in(reply, self.stage.now.language)
        return Difference("text", at, "", reply.text, why) if why is not None else None


def _other_language(exchange: Exchange, run: Run, language: Lang) -> Difference:
    line, note = (
        exchange.line,
        N_("this run is in %(lang)s: choose the language with {lang}, or write one language above"),
    )
    return Difference("act", line.at, run.lang, language, note.of(lang=run.lang))


def _unexpected(exchange: Exchange, reply: Reply) -> Difference:
    note = N_("no line accounts for this reply")
    at = exchange.expected[-1].line.at if exchange.expected else exchange.line.at
    return Difference("id", at, "", told.name_of(reply), note)
