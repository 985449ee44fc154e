"""One turn in the making: the conversation as it becomes, what is said, and where it then stands.

All that a turn changes goes through here, so that the derived place is never older than the answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zlib import crc32

from bot.core.answers_changed import Effects, effects
from bot.core.engine import prompts
from bot.core.engine.pending_prompts import CANCELLING, pending_prompt
from bot.core.engine.prompt import SHARE_NUMBER, Prompt
from bot.core.engine.rendering import render, rows
from bot.core.engine.told import gathered_prompt
from bot.core.flow import Change, Correction, Flow, Incomplete, Question
from bot.core.lifecycle import Mode, allows
from bot.core.review import changes
from bot.core.values import Conversation, Letter, Move, Passage, Pending, Reply, Tap, Value
from bot.core.walk import Place, Spot, Verdict, Walk, walk
from bot.i18n import N_, Text, translate

SAID_BACK = N_("✓ %(label)s: %(value)s")
IN_LETTER = N_("In the e-mail: %(words)s")


@dataclass(slots=True)
class TurnDraft:
    """One turn in the making."""

    flow: Flow
    conversation: Conversation
    today: date
    at: datetime | None = None
    replies: list[Reply] = field(default_factory=list)
    lead: list[Passage] = field(default_factory=list)
    lead_key: str = ""
    is_missed: bool = False
    is_album: bool = False
    is_paper_read: bool = False
    is_list_longer: bool = False
    is_reviewed: bool = False
    was_revisiting: bool = False
    prompting: bool = True
    moves: list[Move] = field(default_factory=list)
    command: str = ""
    _walk: Walk | None = None
    _made: Letter | Incomplete | None = None
    _changes: tuple[Change, ...] | None = None

    @property
    def walk(self) -> Walk:
        if self._walk is None:
            now = self.conversation
            self._walk = walk(self.flow, now.answers, self.today, now.acknowledged, now.revisiting)
        return self._walk

    @property
    def made(self) -> Letter | Incomplete:
        """What the answers make: the letter or, once one was sent, its correction; or what keeps them from being one."""
        if self._made is None:
            try:
                self._made = self.whole if not self.changes else self.flow.correct(self._correction)
            except Incomplete as incomplete:
                self._made = incomplete
        return self._made

    @property
    def whole(self) -> Letter:
        """The whole letter. Raises Incomplete."""
        return self.flow.compose(self.walk.answers, self.flow.address)

    @property
    def _correction(self) -> Correction:
        first, last = self.conversation.sent[0], self.conversation.sent[-1]
        then = walk(self.flow, first.answers, first.on).answers
        return Correction(self.flow.compose(then, self.flow.address), last.on, self.changes, self.whole)

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is no longer as it was sent; nothing where nothing was sent."""
        if self._changes is None:
            sent = self.conversation.sent
            before = walk(self.flow, sent[-1].answers, sent[-1].on) if sent else None
            self._changes = changes(self.flow, before, self.walk) if before is not None else ()
        return self._changes

    @property
    def place(self) -> Place:
        return self.walk.place

    def change(self, **changes: Any) -> None:
        self.conversation = self.conversation.changed(**changes)
        if not changes.keys().isdisjoint(("answers", "acknowledged", "revisiting", "sent")):
            self._walk = self._made = self._changes = None

    def fire(self, trigger: str, **facts: bool) -> bool:
        move = Mode(self.conversation.state, **facts).after(trigger)
        if move is None:
            return False
        self.moves.append(move)
        if move.dest != move.source:
            self.conversation = self.conversation.changed(state=move.dest)
        return True

    def reopen(self) -> None:
        """What was sent is asked about again."""
        if allows(self.conversation.state, "reopen"):
            self.fire("reopen")

    def say_first(self, key: str, *parts: object) -> None:
        """Something said at the head of the coming prompt."""
        self.lead_key = self.lead_key or key
        self.lead.append(Passage(key, parts))

    def say_back(self, question: Question[Any], value: Value) -> None:
        """What was taken as the answer, at the head of the coming prompt."""
        said = SAID_BACK.of(label=question.label, value=prompts.show(question, value))
        words = self.in_letter(question, value)
        self.say_first("understood", said, *((IN_LETTER.of(words=words),) if words else ()))

    def in_letter(self, question: Question[Any], value: Value) -> str:
        """How words of one's own will stand in the letter; "" where they are none, or stand there as they are."""
        words = question.in_letter(value, self.walk.answers) if question.in_letter is not None else ""
        return "" if words.rstrip(".") == str(value).rstrip(".") else words

    def reply(self, key: str, *parts: object, **more: Any) -> None:
        self.say((Passage(key, parts),), **more)

    def say(self, said: tuple[Passage, ...], **more: Any) -> None:
        text = render((part for one in said for part in one.parts), self.conversation.language)
        self.replies.append(Reply(said[-1].key, text, said=said, **more))

    def show(self, prompt: Prompt) -> None:
        """End the turn with a prompt, after what was to be said first; remember when this place was first put.

        A list to change from is forgotten with that: its numbers are no longer the last ones on the screen.
        """
        now = self.conversation
        if now.pending is not None and now.pending.kind == "menu":
            self.change(pending=None)
        prompted_in_turn = now.prompted_in_turn if now.asked == prompt.prompt_id else now.turn + 1
        self.change(asked=prompt.prompt_id, prompted_in_turn=prompted_in_turn, turn=now.turn + 1)
        self.say(
            (*self.lead, prompt.as_said()),
            buttons=rows(prompt, now.language),
            prompt_id=short_id(prompt.prompt_id),
            turn=prompted_in_turn,
            contact=translate(SHARE_NUMBER, now.language) if prompt.contact else None,
        )
        self.lead.clear()


def short_id(prompt_id: str) -> str:
    """A place's mark as short ASCII for a button, whatever its key."""
    return f"{crc32(prompt_id.encode()) & 0xFFFFFF:06x}"


def waiting(draft: TurnDraft) -> Spot | None:
    """The question that waits for an answer, where nothing else is pending."""
    now, place = draft.conversation, draft.place
    is_asking = now.pending is None and now.state in ("asking", "revisiting")
    return place if is_asking and isinstance(place, Spot) else None


def is_current(tap: Tap, now: Conversation) -> bool:
    """Whether a button is one of those under the prompt that waits."""
    return (tap.conversation, tap.turn, tap.prompt_id) == (now.id, now.prompted_in_turn, short_id(now.asked))


def derive_state(draft: TurnDraft) -> None:
    """Derive the mode anew, with this day's date."""
    now = draft.conversation
    if not allows(now.state, "rederive"):
        return
    place = draft.place
    revisiting = now.revisiting is not None and isinstance(place, Spot) and place.key == now.revisiting
    if now.revisiting and not revisiting:
        draft.change(revisiting=None)
    strength = place.ruling.strength if isinstance(place, Verdict) else ""
    draft.fire(
        "rederive",
        is_revisiting=revisiting,
        is_paused=strength == "pause",
        is_stopped=strength == "stop",
        is_all_answered=place is None,
        is_as_sent=bool(now.sent) and not draft.changes,
        is_complete=place is None and now.state == "ready" and not problems(draft),
    )


def where(draft: TurnDraft) -> tuple[Text, ...]:
    """The section and how many there are; nothing where no question waits."""
    place = draft.place
    if not isinstance(place, Spot):
        return ()
    sections = draft.flow.sections
    shown = {"number": place.section + 1, "all": len(sections), "title": sections[place.section].title}
    return (N_("Part %(number)s of %(all)s: %(title)s.").of(**shown),)


def problems(draft: TurnDraft) -> tuple[tuple[str, Text], ...]:
    return draft.made.problems if isinstance(draft.made, Incomplete) else ()


BESIDE = ("mistake.", "aside.", "told_early", "why")
"""What is said while a question waits; its words stand in the message before."""


def current(draft: TurnDraft) -> Prompt:
    """The prompt of what waits: something pending, or the place."""
    now, place = draft.conversation, draft.place
    if now.state == "choosing_language":
        return prompts.ask_language()
    if now.state == "cancelling":
        return CANCELLING
    if now.pending is not None and now.pending.kind == "facts":
        # Whoever asked something in between has it before their eyes; what was added since stands nowhere yet.
        is_above = now.asked == "facts" and not draft.is_list_longer
        again = is_above and draft.lead_key not in ("", "understood", "facts.dropped")
        return gathered_prompt(draft.flow, now, draft.today, again=again)
    if now.pending is not None and now.pending.kind != "menu":
        prompt = pending_prompt(draft.walk, now.pending, _effects(draft, now.pending))
        # “Which of these is your province?” is not asked twice.
        return replace(prompt, parts=()) if now.pending.kind == "readings" and _asks(draft.lead) else prompt
    if isinstance(place, Spot):
        is_above = now.asked == place.key and draft.lead_key.startswith(BESIDE)
        return prompts.ask(
            draft.walk, now, place, again=now.misses == 1 and draft.is_missed, is_above=is_above
        )
    if isinstance(place, Verdict):
        return prompts.rule(draft.flow, draft.walk, place)
    if now.state == "ready":
        return prompts.READY
    if now.state == "sent":
        return prompts.after_sending(draft.flow)
    if now.sent and not problems(draft):
        return prompts.review_changes(draft.changes, now.sent[-1].on)
    # Whoever changed something at the review, or asked for something else, has it before their eyes.
    is_seen = draft.is_reviewed and draft.command != "review"
    again = is_seen and (draft.is_album or draft.was_revisiting or draft.lead_key not in ("", "section"))
    missing = problems(draft)
    return prompts.review(draft.flow, draft.walk, missing, confirmable=True, again=again and not missing)


def _asks(lead: list[Passage]) -> bool:
    last = lead[-1].parts[-1] if lead and lead[-1].parts else None
    return isinstance(last, Text) and last.msgid.endswith("?")


def _effects(draft: TurnDraft, pending: Pending) -> Effects:
    if pending.kind != "change":
        return Effects()
    return effects(draft.flow, draft.conversation.answers, pending.key, pending.readings[0], draft.today)
