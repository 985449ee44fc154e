"""The stage: a run is played through the engine, without store and with a clock that only `wait` moves.

What falls due while the clock moves is retention's; what is over is forgotten, as the store forgets it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache

from bot.answer_types import Mistake
from bot.channels.refusals import LARGE, NOT_TEXT, OTHER_CONTACT
from bot.conversation import CleanFile, Conversation, Incoming, Reply, Tap, Turn
from bot.engine import take_turn
from bot.engine.talk import mark_of
from bot.flow import Flow
from bot.i18n import N_, Lang, Text
from bot.lifecycle import OVER
from bot.rehearsal import catalogue, told
from bot.rehearsal.beginning import begin
from bot.rehearsal.checks import look
from bot.rehearsal.keywords import is_chinese
from bot.rehearsal.matching import is_one
from bot.rehearsal.pairing import Pair, pair
from bot.rehearsal.scene import Difference, Scene
from bot.rehearsal.script import (
    At,
    Edit,
    Exchange,
    Expected,
    Press,
    Restart,
    Run,
    Say,
    Send,
    SendOther,
    Wait,
    Words,
)
from bot.rehearsal.seen import Seen
from bot.retention import Periods, due, next_step

TakeTurn = Callable[[Flow, Conversation, Incoming], Turn]
OTHERS: dict[str, Mistake] = {"sticker": NOT_TEXT, "other_contact": OTHER_CONTACT, "large_file": LARGE}
PERIODS = Periods()


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
    stage = _Stage(_addressed(flow, run.script.consulate) if run.script.consulate else flow, run, take_turn)
    stage.begin()
    exchanges = tuple(stage.play(exchange) for exchange in run.exchanges)
    return Performance(run, tuple(stage.turns), exchanges)


@dataclass(slots=True)
class _Shown:
    """A reply that is on the screen, and the conversation that it belongs to."""

    conversation: str
    reply: Reply


class NotThere(Exception):
    """What a line wants to use is not there; the text says what is."""

    def __init__(self, why: Text, got: str = "") -> None:
        super().__init__(why.msgid)
        self.why, self.got = why, got


@dataclass(slots=True)
class _Stage:
    flow: Flow
    run: Run
    take_turn: TakeTurn
    at: datetime = field(init=False)
    now: Conversation = field(init=False)
    turns: list[Seen] = field(default_factory=list)
    shown: list[_Shown] = field(default_factory=list)
    sent: list[tuple[str, str]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def begin(self) -> None:
        self.at = self.run.script.clock
        self.now = Conversation("rehearsal", self.flow.key, language=self.run.lang)
        start = self.run.script.starts_at
        if start is not None:
            led = begin(self.flow, self.run, start.at)
            self.now = led.conversation
            self.shown += [_Shown(self.now.id, reply) for reply in led.replies]
            self.files.update(led.play.files)

    def play(self, exchange: Exchange) -> Played:
        """Do it, and hold everything that came of it against what was expected."""
        before, found = len(self.turns), []
        chooses = self.now.state == "choosing_language"
        try:
            self.do(exchange)
        except NotThere as missing:
            line = exchange.line
            found.append(Difference("act", line.at, line.content, missing.got, missing.why))
        if chooses and self.now.state == "asking" and self.now.language != self.run.lang:
            found.append(_other_language(exchange, self.run, self.now.language))
        replies = tuple(reply for seen in self.turns[before:] for reply in seen.turn.replies)
        scene = Scene(self.flow, self.at, self.now, replies, self.files)
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
        found = told.difference(line, reply, self.now.language)
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
        why = catalogue.fault_in(reply, self.now.language)
        return Difference("text", at, "", reply.text, why) if why is not None else None

    # What is done

    def do(self, exchange: Exchange) -> None:
        match exchange.act:
            case Say(text):
                self.say(text)
            case Press() as press:
                tap = self.find(press)
                for _ in range(press.times):
                    self.hear(Incoming(self.at, tap=tap))
            case Send() as send:
                self.send(send)
            case Edit() as edit:
                self.edit(edit)
            case SendOther(kind):
                self.hear(Incoming(self.at, refused=OTHERS[kind]))
            case Wait() as wait:
                self.wait(wait)
            case Restart():
                self.restart()

    def hear(self, incoming: Incoming) -> None:
        self.keep(self.now, self.take_turn(self.flow, self.now, incoming))

    def keep(self, before: Conversation, turn: Turn) -> None:
        """What a turn led to; a conversation that is over is gone, and a blank one is in its place."""
        self.turns.append(Seen(before, turn.incoming, turn))
        self.shown += [_Shown(before.id, reply) for reply in turn.replies]
        self.now = turn.conversation
        if self.now.state in OVER:
            over = self.now
            self.now = Conversation(
                f"{over.id}+", over.flow, over.state, over.language, turn=1, last_heard=over.last_heard
            )
            self.sent.clear()

    def say(self, text: str) -> None:
        message = str(len(self.turns) + 1)
        self.sent.append((message, text))
        self.hear(Incoming(self.at, text=text, message=message))

    def find(self, press: Press) -> Tap:
        """The button on the screen. Raises NotThere."""
        there: list[str] = []
        for shown in reversed(self.shown):
            reply = shown.reply
            is_old = not self.is_current(shown)
            for button in (button for row in reply.buttons for button in row):
                if is_old is press.old:
                    if is_one(press.button, (button.code, button.label)):
                        return Tap(shown.conversation, reply.mark, reply.turn, button.code)
                    there.append(button.code)
        why = N_("no such old button was shown") if press.old else N_("no such button is shown here")
        raise NotThere(why, " | ".join(dict.fromkeys(there)))

    def is_current(self, shown: _Shown) -> bool:
        now, reply = self.now, shown.reply
        return (shown.conversation, reply.mark, reply.turn) == (now.id, mark_of(now.asked), now.asked_turn)

    def send(self, send: Send) -> None:
        from bot.file_cleaning import clean_now

        for path in send.paths:
            cleaned = clean_now(path.read_bytes())
            message = str(len(self.turns) + 1)
            if isinstance(cleaned, CleanFile):
                self.files[cleaned.ref.digest] = cleaned.content
                self.hear(Incoming(self.at, files=(cleaned,), message=message))
            else:
                self.hear(Incoming(self.at, refused=cleaned))

    def edit(self, edit: Edit) -> None:
        said = [number for number, (_, text) in enumerate(self.sent) if edit.old in (None, text)]
        if not said:
            raise NotThere(N_("no such message was sent"), " | ".join(text for _, text in self.sent[-5:]))
        message = self.sent[said[-1]][0]
        self.sent[said[-1]] = (message, edit.new)
        self.hear(Incoming(self.at, text=edit.new, message=message, edits=True))

    def wait(self, wait: Wait) -> None:
        until = wait.until if wait.lasting is None else self.at + wait.lasting
        assert until is not None
        if until < self.at:
            raise NotThere(N_("that is in the past"), self.at.isoformat(" ", "minutes"))
        while (step := next_step(self.now, PERIODS)) is not None and step <= until:
            turn = due(self.now, max(step, self.at), PERIODS)
            if turn is None:
                break
            self.at = max(step, self.at)
            self.keep(self.now, turn)
        self.at = until

    def restart(self) -> None:
        """What is stored is all that the next process knows."""
        from bot.codec import body_of, conversation_of

        now = self.now
        stored = conversation_of(
            body_of(now),
            id=now.id,
            flow=now.flow,
            state=now.state,
            language=now.language,
            version=now.version,
        )
        self.now = stored


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
