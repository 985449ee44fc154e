"""The explorer: one person who does anything at all, on the stage; every turn is held against the laws.

Each act says what of the answers it may change; what was done can be written down as a script.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bot.core import (
    OVER,
    SHANGHAI,
    SKIPPED,
    Conversation,
    Mistake,
    Odd,
    Reading,
    Reply,
    Spot,
    Understood,
    Unsure,
    Verdict,
    Walk,
    walk,
)
from bot.core.understanding import facts_in
from bot.core.values import Pending, Value, as_value
from bot.core.walk import Place
from bot.i18n import Lang
from bot.rehearsal.playing.as_played import bot_line
from bot.rehearsal.playing.sandbox import Sandbox
from bot.rehearsal.recording.script_header import ScriptHeader
from bot.rehearsal.scripts.script import CLOCK, Act, Edit, Press, Restart, Say, Send, SendOther, Wait
from bot.rehearsal.scripts.wording import act_lines
from tests.exploring.laws import LAWS
from tests.exploring.step import (
    Change,
    Step,
    World,
    any_of,
    begun_anew,
    everything,
    nothing,
    only,
    taken,
    with_more,
    without_entry,
)

SCRIPTS = Path(__file__).parent.parent / "scripts"


CRASH = "crash"
ONWARD = {"reviewing": "confirm", "ready": "sent"}


class Broken(AssertionError):
    """A law was broken, or the engine: the message is the walk as a script, with what was wrong around it."""

    def __init__(self, law: str, what: str, script: str) -> None:
        said = f"{law.replace('_', ' ')}: {what}"
        super().__init__(f"{said}\n\n{script}\n# {said}")
        self.law, self.script = law, script


@dataclass(frozen=True)
class Done:
    """Something that was done, and all that came of it."""

    act: Act
    replies: tuple[Reply, ...]


@dataclass
class Explorer:
    world: World
    lang: Lang
    sandbox: Sandbox
    done: list[Done] = field(default_factory=list)

    # Where the person stands

    @property
    def now(self) -> Conversation:
        return self.sandbox.now

    @property
    def today(self) -> date:
        return self.sandbox.at.astimezone(SHANGHAI).date()

    @property
    def walk(self) -> Walk:
        now = self.now
        return walk(self.world.flow, now.answers, self.today, now.acknowledged, now.revisiting)

    @property
    def place(self) -> Place:
        return self.walk.place

    @property
    def asked(self) -> Spot | None:
        """The question that waits for words, if one does."""
        return self.offering if self.now.pending is None else None

    @property
    def offering(self) -> Spot | None:
        """The question whose buttons answer it, also behind a list of things to change."""
        pending, spot = self.now.pending, self.place
        waits = self.now.state in ("asking", "revisiting") and (pending is None or pending.kind == "menu")
        return spot if waits and isinstance(spot, Spot) else None

    @property
    def menu(self) -> Pending | None:
        pending = self.now.pending
        return pending if pending is not None and pending.kind == "menu" else None

    def buttons(self, *, old: bool = False) -> list[str]:
        """The codes of the buttons on the screen that count, or of those that no longer do."""
        shown = [one for one in self.sandbox.shown if self.sandbox.is_current(one) is not old]
        codes = [button.code for one in shown for row in one.reply.buttons for button in row]
        return list(dict.fromkeys(codes))

    # What a person does

    def greet(self) -> None:
        self.do(Say("/start"), nothing)
        self.do(Say(self.lang), nothing)

    def say(self, text: str, may: Change = nothing, *, returns: bool = False) -> None:
        may = any_of(with_more(may, self.told_besides(text)), self.joined(text))
        self.do(Say(text), may, returns=returns)

    def joined(self, text: str) -> Change:
        """What follows at once may belong to the text before it."""
        last = next(iter([*self.now.answered_by_message.values()][-1:]), None)
        before = self.now.answers.get(last) if last is not None else None
        return only(last, f"{before}\n{text}") if last is not None and isinstance(before, str) else nothing

    def answer(self, spot: Spot, text: str) -> None:
        self.say(text, self.change_by(spot, text))

    def blurt(self, text: str) -> None:
        """Words that may mean anything here: at most what waits is changed by them."""
        pending, place = self.now.pending, self.place
        changes: list[Change] = [nothing]
        if isinstance(place, Spot):
            changes.append(only(place.key))
        elif isinstance(place, Verdict):
            # What is typed at a ruling may be another answer to what it is about.
            changes += [only(key) for key in place.fired.about]
        if self.now.state == "sent":
            changes.append(begun_anew)
        if self.now.state == "cancelling":
            changes.append(everything)
        elif self.menu is not None:
            changes += [self.meaning(str(code))[0] for code in self.menu.readings]
        elif pending is not None:
            changes.append(self.settled(pending))
        self.say(text, any_of(*changes), returns=True)

    def tap(self, code: str, *, times: int = 1) -> None:
        may, returns = self.meaning(code)
        self.do(Press(code, times=times), may, returns=returns)

    def tap_old(self, code: str) -> None:
        self.do(Press(code, old=True), nothing)

    def pick(self, number: int) -> None:
        """From a list of things to change, by its number."""
        assert self.menu is not None
        may, returns = self.meaning(str(self.menu.readings[number - 1]))
        self.say(str(number), may, returns=returns)

    def edit(self, old: str, text: str) -> None:
        """Change the last message that said this."""
        message = next(message for message, said in reversed(self.sandbox.sent) if said == old)
        key = self.now.answered_by_message.get(message)
        may = only(key) if key is not None else nothing
        self.do(Edit(text, old), with_more(may, self.told_besides(text)), returns=True)

    def send_file(self, name: str) -> None:
        files = [spot.key for spot in self.walk.passed if getattr(spot.question.kind, "takes_files", False)]
        self.do(Send((SCRIPTS / "files" / name,)), only(files[0]) if files else nothing)

    def send_sticker(self) -> None:
        self.do(SendOther("sticker"), nothing)

    def wait(self, act: Wait) -> None:
        self.do(act, lambda step: nothing(step) or everything(step))

    def restart(self) -> None:
        before = self.now
        self.do(Restart(), nothing)
        if self.now != before:
            raise Broken("restart", f"stored as {self.now}, not as {before}", self.script())

    def lead_on(self, steps: int) -> None:
        """Answer what leads to a letter, as far as that goes without a change of mind."""
        for _ in range(steps):
            if not self._step_on():
                break

    def _step_on(self) -> bool:
        if self.asked is not None:
            return self._answer_steadily(self.asked)
        if self.now.pending is None:
            code = "continue" if isinstance(self.place, Verdict) else ONWARD.get(self.now.state)
            if code in self.buttons():
                self.tap(code)
                return True
        return False

    def _answer_steadily(self, spot: Spot) -> bool:
        if getattr(spot.question.kind, "takes_files", False):
            self.send_file("letter.pdf")
            return True
        said = self._steadily_more(spot) if spot.group else self.world.steady.get(spot.question.key)
        if said is None and spot.question.optional:
            said = "skip"
        if said is None:
            return False
        self.answer(spot, said.replace("#", str(spot.entry[0] if spot.entry else 0)))
        return True

    def _steadily_more(self, spot: Spot) -> str:
        assert spot.group is not None
        if spot.group.gap is not None:
            return "yes" if spot.group.gap(self.walk.at(spot)) else "no"
        return "yes" if spot.entry[-1] < self.world.entries else "no"

    # What may come of it

    def read(self, spot: Spot, text: str) -> Reading[Any]:
        return spot.question.kind.read(text, self.today)

    def change_by(self, spot: Spot, text: str) -> Change:
        """What typing an answer may change."""
        if text == "skip":
            return only(spot.key, SKIPPED)
        match self.read(spot, text):
            case Understood(value):
                return taken(spot.key, value)
            case Mistake() | Odd() | Unsure():
                return nothing

    def told_besides(self, text: str) -> dict[str, Value]:
        """What the words tell about other questions than the one that waits."""
        found = facts_in(self.world.flow, text, self.today, self.now.answers).sure
        told = {key: as_value(value) for key, value in found.items()}
        spot = self.place
        if isinstance(spot, Spot) and spot.question.also is not None:
            told |= spot.question.also(text, self.walk.at(spot))
        told = {**self.now.told, **told}
        return {key: value for key, value in told.items() if not isinstance(spot, Spot) or key != spot.key}

    def meaning(self, code: str) -> tuple[Change, bool]:
        """What a button may change, and whether it asks for a question that was answered."""
        pending, spot = self.now.pending, self.offering
        if code in ("apply", "keep", "1", "2", "3") and pending is not None and pending.kind != "menu":
            return self.settled(pending), False
        if code == "erase":
            return everything, False
        if code in ("another", "/another"):
            return begun_anew, False
        if code.startswith("a."):
            return self._reopened(code[2:]), False
        if code in ("/skip", "/same") and spot is not None:
            return only(spot.key), False
        if spot is not None and code in [option.code for option in spot.question.kind.options]:
            return self.change_by(spot, code), False
        return nothing, code.startswith(("c.", "/back"))

    def settled(self, pending: Pending) -> Change:
        if pending.kind == "remove":
            return without_entry(pending.key)
        if pending.kind == "restart":
            return everything
        if pending.kind == "facts":
            return with_more(nothing, self.now.told)
        return only(pending.key, *pending.readings)

    def _reopened(self, group: str) -> Change:
        closed = [
            spot.key
            for spot in self.walk.passed
            if spot.group is not None
            and spot.key.startswith(f"{group}.")
            and spot.key.count(".") == group.count(".") + 2
        ]
        return only(closed[-1], "yes") if closed else nothing

    # Doing it

    def do(self, act: Act, may: Change, *, returns: bool = False) -> None:
        seen = len(self.sandbox.turns)
        try:
            self.sandbox.do(act)
        except Exception as error:
            self.done.append(Done(act, ()))
            raise Broken(CRASH, f"{type(error).__name__}: {error}", self.script()) from error
        turns = self.sandbox.turns[seen:]
        self.done.append(Done(act, tuple(reply for one in turns for reply in one.turn.replies)))
        for number, one in enumerate(turns):
            # The second of two taps finds that it was done.
            change = may if number == 0 or isinstance(act, Wait) else nothing
            moment = one.incoming.at if one.incoming is not None else self.sandbox.at
            self.judge(Step(self.world, act, moment, one.before, one.turn, change, returns))
        if self.now.state in OVER and turns:
            self.greet()

    def judge(self, step: Step) -> None:
        for law in LAWS:
            broken = law(step)
            if broken is not None:
                raise Broken(law.__name__, broken, self.script())

    def script(self) -> str:
        lines = [*ScriptHeader("走过的路", "zh", CLOCK).header([self.lang])]
        for done in self.done:
            lines += act_lines(done.act, "zh", lambda path: path.relative_to(SCRIPTS).as_posix())
            lines += [line for reply in done.replies for line in bot_line(reply, "zh")]
        return "\n".join([*lines, ""])


def explorer(world: World, lang: Lang, steps: int) -> Explorer:
    """Somebody who has come that far on the straight way."""
    led = _led(world, lang, steps)
    sandbox = replace(
        led.sandbox,
        turns=[*led.sandbox.turns],
        shown=[*led.sandbox.shown],
        sent=[*led.sandbox.sent],
        files={**led.sandbox.files},
    )
    return Explorer(world, lang, sandbox, [*led.done])


@cache
def _led(world: World, lang: Lang, steps: int) -> Explorer:
    if steps:
        led = explorer(world, lang, steps - 1)
        led.lead_on(1)
        return led
    sandbox = Sandbox(world.flow, CLOCK, Conversation("walk", world.flow.key), world.take_turn)
    led = Explorer(world, lang, sandbox)
    led.greet()
    return led
