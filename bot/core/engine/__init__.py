"""take_turn(): a message in, the conversation after it and the replies out; no I/O, no clock, no await.

Commands are understood before answers; whatever is sent, the conversation stands somewhere sensible after it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import count

from bot.core.command_words import PLEASANTRIES, command_in
from bot.core.engine import offers
from bot.core.engine.actions import end_list_of_one
from bot.core.engine.after_sending import hear_of_it
from bot.core.engine.agreeing import agree
from bot.core.engine.answering import answer, choose_option, edited, miss_at_reading
from bot.core.engine.asides import is_aside, reply_to, speak_of
from bot.core.engine.at_the_list import hear_at_list, miss_at_list
from bot.core.engine.commands import obey
from bot.core.engine.correcting import add_lacking, correct, reconsider, set_at_review
from bot.core.engine.gathering import facts_of, gather, offer_gathered
from bot.core.engine.joining import is_full, join
from bot.core.engine.of_others import ask_whose
from bot.core.engine.papers import read_quietly
from bot.core.engine.prompt import Block
from bot.core.engine.sent_files import hear_caption, sent_files
from bot.core.engine.settling import miss
from bot.core.engine.split_reply import LONGEST, split_reply
from bot.core.engine.sympathy import sympathise
from bot.core.engine.team import hear_for_team, is_with_team
from bot.core.engine.told_and_asked import answer_and_correction, answer_and_question
from bot.core.engine.told_otherwise import propose_otherwise
from bot.core.engine.turn_draft import TurnDraft, current, derive_state, is_current, waiting, where
from bot.core.engine.upgrading import upgrade_conversation
from bot.core.flow import Flow
from bot.core.lifecycle import OVER
from bot.core.reading import Mistake
from bot.core.typed_text import plain
from bot.core.understanding import act_of, command_meant
from bot.core.upgrade import fingerprint
from bot.core.values import SHANGHAI, Conversation, Incoming, Passage, Turn
from bot.core.walk import Spot, Verdict, Walk, walk
from bot.i18n import LANGUAGES, N_, InEachLanguage, Lang, written_in

COMMAND_MEANT = N_("I took that as the answer. To command instead, send /%(command)s.")
STALE = N_("That button belongs to an earlier question. Nothing has changed; we are here:")


AT_FIRST = ("help", "person", "export", "unshare")
"""What is obeyed before a language is chosen, too; who says it in words has chosen theirs."""
ERASING = ("cancel", "delete")

TakeTurn = Callable[[Flow, Conversation, Incoming], Turn]


def take_turn(flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
    """One message and what it does. `incoming.at` must be aware; its date in Shanghai is today."""
    today = incoming.at.astimezone(SHANGHAI).date()
    draft = TurnDraft(flow, conversation, today, incoming.at)
    # An edit, or what was late, may be older than what was heard last.
    draft.change(last_heard=max(incoming.at, conversation.last_heard or incoming.at), reminded=False)
    if conversation.state in OVER:
        draft.fire("begin")
    if conversation.fingerprint != fingerprint(flow) and not is_with_team(conversation):
        upgrade_conversation(draft)
    derive_state(draft)
    before = draft.walk
    _remember_review(draft)
    if is_with_team(conversation):
        hear_for_team(draft, incoming)
    elif draft.conversation.state == "choosing_language":
        _choose_language(draft, incoming)
    elif incoming.refused is not None:
        miss(draft, incoming.refused)
        hear_caption(draft, incoming.text)
    elif incoming.tap is not None:
        _tapped(draft, incoming)
    elif incoming.files:
        sent_files(draft, incoming.files)
        hear_caption(draft, incoming.text)
    elif incoming.edits:
        edited(draft, incoming)
    else:
        _typed(draft, incoming.text or "", incoming.message, conversation.last_heard)
    end_list_of_one(draft)
    derive_state(draft)
    if flow.team is not None and not conversation.is_shared and flow.is_shared(draft.walk.answers):
        draft.change(is_shared=True)
    if draft.prompting:
        offer_gathered(draft)
        derive_state(draft)
        _tell_notes(draft, before)
        _open_section(draft, before)
        _show(draft, is_last=not incoming.more_follows)
    else:
        draft.change(turn=conversation.turn + 1)
    if draft.conversation.is_cut != is_full(incoming.text):
        draft.change(is_cut=is_full(incoming.text))
    sympathise(draft, conversation)
    replies = tuple(part for reply in draft.replies for part in split_reply(reply))
    return Turn(incoming, draft.conversation, replies, tuple(draft.moves), draft.command, conversation.asked)


def _remember_review(draft: TurnDraft) -> None:
    """Whether everything was put before them already: one answer is asked again from there, or none."""
    now = draft.conversation
    draft.was_revisiting = now.state == "revisiting"
    at = walk(draft.flow, now.answers, draft.today, now.acknowledged) if draft.was_revisiting else draft.walk
    draft.is_reviewed = at.place is None


def _show(draft: TurnDraft, *, is_last: bool) -> None:
    """What waits; but between the parts of an album only what is to be said of the part."""
    if is_last:
        draft.show(current(draft))
        return
    if draft.lead:
        draft.say(tuple(draft.lead))
    draft.change(turn=draft.conversation.turn + 1)


def _tell_notes(draft: TurnDraft, before: Walk) -> None:
    """A note is said once: on the turn on which the way first leads past it."""
    told = {verdict.ruling.key for verdict in before.notes}
    for verdict in draft.walk.notes:
        if verdict.ruling.key not in told:
            draft.say_first(f"note.{verdict.ruling.key}", verdict.says(verdict.ruling.text))


def _open_section(draft: TurnDraft, before: Walk) -> None:
    """On the first question of a section: how far it is, and what the section opens with, as its own message."""
    place, section = draft.place, None
    if isinstance(place, Spot) and place.key not in draft.conversation.answers and place != before.place:
        spots = draft.walk.passed
        here = spots.index(place)
        if here == 0 or spots[here - 1].section != place.section:
            section = draft.flow.sections[place.section]
    if section is None:
        return
    draft.say_first("section", *where(draft))
    if section.opens_with is not None:
        draft.say((*draft.lead, Passage("section", (Block(section.opens_with(draft.walk.answers)),))))
        draft.lead.clear()


def _choose_language(draft: TurnDraft, incoming: Incoming) -> None:
    sent = incoming.text or ""
    command = command_in(sent) if incoming.tap is None else None
    if command in ERASING:
        # It is asked in the words of whoever wants it; the choice waits meanwhile.
        draft.change(language=_written_in(sent) or draft.conversation.language)
        obey(draft, command)
        return
    # An old button says nothing about the language of the person who taps it.
    word = incoming.tap.code if incoming.tap is not None else _by_number(sent) or _written_in(sent) or command
    read_quietly(draft, incoming.files)
    if word in LANGUAGES:
        draft.change(language=word)
        draft.fire("choose_language")
        draft.reply("intro", *draft.flow.intro)
    elif not draft.conversation.asked:
        draft.say_first("hello", InEachLanguage(draft.flow.title))
    if command in AT_FIRST:
        obey(draft, command)
    elif word in LANGUAGES and incoming.text:
        # Whoever tells everything at once is not asked for it again.
        gather(draft, facts_of(draft, incoming.text))


def _written_in(sent: str) -> Lang | None:
    """Whoever writes in a language has chosen it, but not who taps a command in the menu or names a language."""
    is_meant = command_in(sent) in (None, *PLEASANTRIES, *AT_FIRST, *ERASING)
    return written_in(sent) if is_meant and not sent.lstrip().startswith("/") else None


def _by_number(sent: str) -> Lang | None:
    return dict(zip(map(str, count(1)), LANGUAGES, strict=False)).get(plain(sent))


def _tapped(draft: TurnDraft, incoming: Incoming) -> None:
    tap, now = incoming.tap, draft.conversation
    assert tap is not None
    if not is_current(tap, now):
        draft.say_first("stale", STALE)
    elif tap.code.startswith("/"):
        obey(draft, tap.code[1:])
    elif not offers.tap(draft, tap.code):
        _heard_option(draft, tap.code)


def _heard_option(draft: TurnDraft, code: str) -> None:
    """A button answers only with what its question offers: "keep" is no name."""
    spot = waiting(draft)
    if spot is not None and code in {one.code for one in spot.question.kind.options}:
        choose_option(draft, spot, code)
    else:
        draft.say_first("stale", STALE)


def _typed(draft: TurnDraft, text: str, message: str | None, heard_before: datetime | None) -> None:
    if len(text) > LONGEST:
        miss(
            draft,
            Mistake(
                "too_long",
                N_(
                    "That was %(length)s characters; I can read %(longest)s at once. Please send it shorter."
                ).of(length=len(text), longest=LONGEST),
            ),
        )
        return
    spot = waiting(draft)
    command, is_answer = command_meant(spot.question if spot is not None else None, text, draft.today)
    both = answer_and_question(draft, text) if command is None else None
    if both is not None:
        _typed(draft, both.told, message, heard_before)
        if act_of(both.asked) == "question" or is_aside(draft, both.asked):
            reply_to(draft, "question", both.asked)
        return
    behind = add_lacking(draft, text) if command is None else None
    if behind is not None:
        if behind:
            _typed(draft, behind, message, heard_before)
        return
    changed = answer_and_correction(draft, text) if command is None else None
    if changed is not None:
        told, correction = changed
        if told:
            _typed(draft, told, message, heard_before)
        if (
            correct(draft, correction)
            or (command_in(correction) == "change" and obey(draft, "change"))
            or told
        ):
            return
    if (
        (command is not None and obey(draft, command))
        or (not is_answer and correct(draft, text))
        or hear_of_it(draft, text)
        or (message is not None and join(draft, text, heard_before))
        or agree(draft, text)
        or hear_at_list(draft, text)
    ):
        return
    if not offers.choose(draft, plain(text)) and not ask_whose(draft, text):
        _heard_words(draft, text, message)
    if is_answer:
        draft.say_first("command.meant", COMMAND_MEANT.of(command=command_in(text)))


def _heard_at_ruling(draft: TurnDraft, verdict: Verdict, text: str) -> bool:
    """Another answer comes before a wish to go on, but for a choice that is only told along with that wish."""
    wanted = offers.chosen_in_the_end(draft, text)
    return reconsider(draft, verdict, text, goes_on=wanted is not None) or (
        wanted is not None and offers.act(draft, wanted)
    )


def _heard_words(draft: TurnDraft, text: str, message: str | None) -> None:
    """Words that are neither a command nor a choice: an answer where a question waits."""
    pending = draft.conversation.pending
    if miss_at_list(draft, text):
        return
    spot = draft.place if isinstance(draft.place, Spot) else None
    if pending is not None and pending.kind in ("readings", "odd"):
        spot = draft.walk.spot(pending.key)
        if spot is not None and miss_at_reading(draft, spot, text):
            return
        if draft.conversation.pending is None:
            # What waited holds; the words are about what comes next.
            spot = draft.place if isinstance(draft.place, Spot) else None
    if pending is not None and pending.kind != "cancel":
        draft.change(pending=None)
    if pending is None and isinstance(draft.place, Verdict) and _heard_at_ruling(draft, draft.place, text):
        return
    if spot is None and pending is None and (set_at_review(draft, text) or speak_of(draft, text)):
        return
    if spot is None and (gather(draft, facts_of(draft, text)) or propose_otherwise(draft, text)):
        return
    if spot is not None and draft.conversation.state in ("asking", "revisiting"):
        answer(draft, spot, text, message)
    elif draft.conversation.state != "cancelling" or text:
        draft.say_first("choose", offers.CHOOSE)
