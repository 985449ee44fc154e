"""The sandbox: what a person does, done on the engine, without a store and with a clock that only `wait` moves.

What falls due while the clock moves is retention's; what is over is forgotten, as the store forgets it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from bot.channels.refusals import LARGE, NOT_TEXT, OTHER_CONTACT
from bot.core import (
    OVER,
    Conversation,
    Fact,
    Flow,
    Incoming,
    Mistake,
    Order,
    Paper,
    Periods,
    Reply,
    TakeTurn,
    Tap,
    Turn,
    due,
    follow_order,
    next_step,
    short_id,
    take_turn,
)
from bot.documents import mistake
from bot.i18n import LANGUAGES, N_, Text, translate
from bot.rehearsal.blank_files import accepted_file
from bot.rehearsal.playing.recorded_turn import RecordedTurn
from bot.rehearsal.scripts.matching import is_one
from bot.rehearsal.scripts.script import (
    Act,
    Edit,
    Press,
    Restart,
    Say,
    Send,
    SendOther,
    SendPaper,
    TeamAct,
    Wait,
)

OTHERS: dict[str, Mistake] = {
    "sticker": NOT_TEXT,
    "other_contact": OTHER_CONTACT,
    "large_file": LARGE,
    "late_file": mistake("file.late"),
}
PERIODS = Periods()


@dataclass(frozen=True, slots=True)
class Shown:
    """A reply that is on the screen, and the conversation that it belongs to."""

    conversation: str
    reply: Reply


class NotThere(Exception):
    """What somebody wants to use is not there; the text says what is."""

    def __init__(self, why: Text, got: str = "", layer: Literal["act", "buttons"] = "act") -> None:
        super().__init__(why.msgid)
        self.why, self.got, self.layer = why, got, layer


def button_name(code: str, label: str) -> str:
    """`code（label）`, as testers find it whichever of the two they have in mind."""
    return code if code == label else f"{code}（{label}）"


def _no_button(press: Press, elsewhere: bool) -> Text:
    if elsewhere and press.old:
        return N_("this button is still the current one: leave out “old”")
    if elsewhere:
        return N_("this button was shown earlier and no longer counts: it is an old button now")
    return N_("no such old button was shown") if press.old else N_("no such button is shown here")


@dataclass(slots=True)
class Sandbox:
    """A conversation on the engine. `sent` are the messages that can be edited, `files` the bytes by digest."""

    flow: Flow
    at: datetime
    now: Conversation
    take_turn: TakeTurn = take_turn
    turns: list[RecordedTurn] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    sent: list[tuple[str, str]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def do(self, act: Act) -> None:
        """Raises NotThere."""
        match act:
            case Say(text):
                self.say(text)
            case Press() as press:
                tap = self.find(press)
                for _ in range(press.times):
                    self.hear(Incoming(self.at, tap=tap))
            case Send() as send:
                self.send(send)
            case SendPaper() as paper:
                self.send_paper(paper)
            case Edit() as edit:
                self.edit(edit)
            case SendOther(kind):
                self.hear(Incoming(self.at, refused=OTHERS[kind]))
            case Wait() as wait:
                self.wait(wait)
            case Restart():
                self.restart()
            case TeamAct() as team:
                self.follow(team)

    def hear(self, incoming: Incoming) -> None:
        self.keep(self.now, self.take_turn(self.flow, self.now, incoming))

    def follow(self, act: TeamAct) -> None:
        """What somebody of the team does. Raises NotThere."""
        turn = follow_order(self.flow, self.now, Order(act.kind, self.at, act.text, act.key))
        if turn is None:
            raise NotThere(N_("the team cannot do that here"), self.now.state)
        self.keep(self.now, turn)

    def keep(self, before: Conversation, turn: Turn) -> None:
        """What a turn led to; a conversation that is over is gone, and a blank one is in its place."""
        self.turns.append(RecordedTurn(self.at, before, turn.incoming, turn))
        self.shown += [Shown(before.id, reply) for reply in turn.replies]
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
        elsewhere = False
        for shown in reversed(self.shown):
            reply = shown.reply
            is_old = not self.is_current(shown)
            for button in (button for row in reply.buttons for button in row):
                if is_old is press.old:
                    if is_one(press.button, (button.code, button.label)):
                        return Tap(shown.conversation, reply.prompt_id, reply.turn, button.code)
                    there.append(button_name(button.code, button.label))
                elif is_one(press.button, (button.code, button.label)):
                    elsewhere = True
        why = self._other_language(press) or _no_button(press, elsewhere)
        raise NotThere(why, " | ".join(dict.fromkeys(there)), "buttons")

    def _other_language(self, press: Press) -> Text | None:
        """For a label that the button has in another language: what to write instead."""
        current = [shown.reply for shown in self.shown if self.is_current(shown)]
        for reply in current:
            labels = [label for one in reply.said for label in one.labels]
            buttons = [button for row in reply.buttons for button in row]
            for button, label in zip(buttons, labels, strict=False):
                if any(is_one(press.button, (translate(label, lang),)) for lang in LANGUAGES):
                    return N_("that is what it shows in another language: write its code, %(code)s").of(
                        code=button.code
                    )
        return None

    def is_current(self, shown: Shown) -> bool:
        now, reply = self.now, shown.reply
        return (shown.conversation, reply.prompt_id, reply.turn) == (
            now.id,
            short_id(now.asked),
            now.prompted_in_turn,
        )

    def send(self, send: Send) -> None:
        from bot.documents import clean_now

        for path in send.paths:
            cleaned = clean_now(path.read_bytes())
            message = str(len(self.turns) + 1)
            if isinstance(cleaned, Mistake):
                self.hear(Incoming(self.at, refused=cleaned))
            else:
                self.files |= {one.ref.digest: one.content for one in cleaned}
                self.hear(Incoming(self.at, files=cleaned, message=message))

    def send_paper(self, sent: SendPaper) -> None:
        """An empty page, on which was read what the script says."""
        from bot.documents import clean_now
        from bot.documents.reading import PAPER_MISTAKES

        cleaned = clean_now(accepted_file("jpg", 1, len(self.files)))
        assert not isinstance(cleaned, Mistake)
        facts = tuple(Fact(key, text) for key, text in sent.facts)
        paper = Paper(sent.kind, facts, sent.asked, PAPER_MISTAKES.get(sent.mistake), sent.lacks)
        file = replace(cleaned[0], paper=paper, ref=replace(cleaned[0].ref, shows=paper.shows))
        self.files[file.ref.digest] = file.content
        self.hear(Incoming(self.at, files=(file,), message=str(len(self.turns) + 1)))

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
        from bot.core import body_of, conversation_of

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
