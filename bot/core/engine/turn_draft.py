"""One turn in the making: the conversation as it becomes, what is said, and where it then stands.

Everything a turn changes goes through here, so that the derived place is never older than the answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zlib import crc32

from bot.core.answers_changed import Effects, effects
from bot.core.engine import prompts
from bot.core.engine.prompts import Prompt
from bot.core.flow import Flow, Incomplete
from bot.core.lifecycle import Life, allows
from bot.core.progress import left
from bot.core.values import Conversation, Letter, Move, Pending, Reply, Said, changed
from bot.core.walk import Place, Spot, Verdict, Walk, walk
from bot.i18n import N_, Text, translate


@dataclass(slots=True)
class Talk:
    """One turn in the making."""

    flow: Flow
    conversation: Conversation
    today: date
    replies: list[Reply] = field(default_factory=list)
    lead: list[Said] = field(default_factory=list)
    lead_key: str = ""
    prompting: bool = True
    moves: list[Move] = field(default_factory=list)
    command: str = ""
    _walk: Walk | None = None
    _made: Letter | Incomplete | None = None

    @property
    def walk(self) -> Walk:
        if self._walk is None:
            now = self.conversation
            self._walk = walk(self.flow, now.answers, self.today, now.acknowledged, now.revisiting)
        return self._walk

    @property
    def made(self) -> Letter | Incomplete:
        """What the answers make: the letter, or what keeps them from being one."""
        if self._made is None:
            try:
                self._made = self.flow.compose(self.walk.answers, self.flow.address)
            except Incomplete as incomplete:
                self._made = incomplete
        return self._made

    @property
    def place(self) -> Place:
        return self.walk.place

    def becomes(self, **changes: Any) -> None:
        self.conversation = changed(self.conversation, changes)
        if not changes.keys().isdisjoint(("answers", "acknowledged", "revisiting")):
            self._walk = self._made = None

    def pull(self, trigger: str, **facts: bool) -> bool:
        move = Life(self.conversation.state, **facts).takes(trigger)
        if move is None:
            return False
        self.moves.append(move)
        if move.dest != move.source:
            self.conversation = changed(self.conversation, {"state": move.dest})
        return True

    def reopen(self) -> None:
        """What was sent is asked about again."""
        if allows(self.conversation.state, "reopen"):
            self.pull("reopen")

    def first_say(self, key: str, *parts: object) -> None:
        """Something said at the head of the coming prompt."""
        self.lead_key = self.lead_key or key
        self.lead.append(Said(key, parts))

    def reply(self, key: str, *parts: object, **more: Any) -> None:
        self.say((Said(key, parts),), **more)

    def say(self, said: tuple[Said, ...], **more: Any) -> None:
        text = prompts.render((part for one in said for part in one.parts), self.conversation.language)
        self.replies.append(Reply(said[-1].key, text, said=said, **more))

    def show(self, prompt: Prompt) -> None:
        """End the turn with a prompt, after what was to be said first; remember when this place was first put.

        A list to change from is forgotten with that: its numbers are no longer the last ones on the screen.
        """
        now = self.conversation
        if now.pending is not None and now.pending.kind == "menu":
            self.becomes(pending=None)
        asked_turn = now.asked_turn if now.asked == prompt.mark else now.turn + 1
        self.becomes(asked=prompt.mark, asked_turn=asked_turn, turn=now.turn + 1)
        self.say(
            (*self.lead, prompt.as_said()),
            buttons=prompts.rows(prompt, now.language),
            mark=mark_of(prompt.mark),
            turn=asked_turn,
            contact=translate(prompts.SHARE_NUMBER, now.language) if prompt.contact else None,
        )
        self.lead.clear()


def mark_of(mark: str) -> str:
    """A place's mark as short ASCII for a button, whatever its key."""
    return f"{crc32(mark.encode()) & 0xFFFFFF:06x}"


def settle_state(talk: Talk) -> None:
    """Derive the mode anew, with this day's date."""
    now = talk.conversation
    if not allows(now.state, "look"):
        return
    place = talk.place
    revisiting = now.revisiting is not None and isinstance(place, Spot) and place.key == now.revisiting
    if now.revisiting and not revisiting:
        talk.becomes(revisiting=None)
    strength = place.ruling.strength if isinstance(place, Verdict) else ""
    talk.pull(
        "look",
        is_revisiting=revisiting,
        is_paused=strength == "pause",
        is_stopped=strength == "stop",
        is_all_answered=place is None,
        is_complete=place is None and now.state == "ready" and not problems(talk),
    )


def where(talk: Talk) -> tuple[Text, ...]:
    """The section and how much is left; nothing where no question waits."""
    place = talk.place
    if not isinstance(place, Spot):
        return ()
    sections = talk.flow.sections
    shortest, longest = left(talk.flow, talk.walk, talk.conversation.answers)
    shown = {"number": place.section + 1, "all": len(sections), "title": sections[place.section].title}
    if longest == 0:
        return (N_("Part %(number)s of %(all)s: %(title)s.").of(**shown),)
    if shortest == longest:
        return (
            N_("Part %(number)s of %(all)s: %(title)s. About %(count)s left to answer.").of(
                **shown, count=longest
            ),
        )
    return (
        N_("Part %(number)s of %(all)s: %(title)s. About %(shortest)s to %(longest)s left to answer.").of(
            **shown, shortest=shortest, longest=longest
        ),
    )


def problems(talk: Talk) -> tuple[tuple[str, Text], ...]:
    return talk.made.problems if isinstance(talk.made, Incomplete) else ()


def current(talk: Talk) -> Prompt:
    """The prompt of what waits: something pending, or the place."""
    now, place = talk.conversation, talk.place
    if now.state == "choosing_language":
        return prompts.ask_language()
    if now.state == "cancelling":
        return prompts.CANCELLING
    if now.pending is not None and now.pending.kind != "menu":
        return prompts.pending(talk.walk, now.pending, _effects(talk, now.pending))
    if isinstance(place, Spot):
        return prompts.ask(
            talk.walk, now, place, again=now.misses == 1 and talk.lead_key.startswith("mistake.")
        )
    if isinstance(place, Verdict):
        return prompts.rule(talk.flow, talk.walk, place)
    if now.state == "ready":
        offers = (prompts.Offer("sent", N_("I have sent it")), prompts.CHANGE)
        return Prompt("ready", "ready", (N_("Your e-mail is ready. Have you sent it?"),), offers)
    if now.state == "sent":
        return Prompt("sent", "sent", (N_("Your e-mail is on its way."),), (prompts.CHANGE,))
    # Whoever asked for something else at the review has it before their eyes.
    again = now.asked == "review" and talk.lead_key not in ("", "understood", "section")
    return prompts.review(talk.flow, talk.walk, problems(talk), confirmable=True, again=again)


def _effects(talk: Talk, pending: Pending) -> Effects:
    if pending.kind != "change":
        return Effects()
    return effects(talk.flow, talk.conversation.answers, pending.key, pending.readings[0], talk.today)
