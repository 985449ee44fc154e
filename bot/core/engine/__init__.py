"""take_turn(): a message in, the conversation after it and the replies out. No I/O, no clock, no await.

Commands are understood before answers; whatever is sent, the conversation stands somewhere sensible after it.
"""

from __future__ import annotations

from bot.core.command_words import PLEASANTRIES, command_in
from bot.core.engine import offers as choosing
from bot.core.engine import prompts
from bot.core.engine.answering import answer, edited, miss, sent_files
from bot.core.engine.commands import obey
from bot.core.engine.split_reply import LONGEST, parts
from bot.core.engine.turn_draft import Talk, current, mark_of, settle_state, where
from bot.core.engine.upgrading import catch_up
from bot.core.flow import Flow
from bot.core.lifecycle import OVER
from bot.core.reading import Mistake
from bot.core.typed_text import plain
from bot.core.upgrade import edition
from bot.core.values import SHANGHAI, Conversation, Incoming, Said, Turn
from bot.core.walk import Spot, Walk
from bot.i18n import LANGUAGES, N_, InBoth

STALE = N_("That button belongs to an earlier question. Nothing has changed; we are here:")


def take_turn(flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
    """One message and what it does. `incoming.at` must be aware; its date in Shanghai is today."""
    today = incoming.at.astimezone(SHANGHAI).date()
    talk = Talk(flow, conversation, today)
    if conversation.last_heard != today or conversation.reminded:
        talk.becomes(last_heard=today, reminded=False)
    if conversation.state in OVER:
        talk.pull("begin")
    if conversation.edition != edition(flow):
        catch_up(talk)
    settle_state(talk)
    before = talk.walk
    if talk.conversation.state == "choosing_language":
        _choose_language(talk, incoming)
    elif incoming.refused is not None:
        miss(talk, incoming.refused)
    elif incoming.tap is not None:
        _tapped(talk, incoming)
    elif incoming.files:
        sent_files(talk, tuple(file.ref for file in incoming.files))
    elif incoming.edits:
        edited(talk, incoming)
    else:
        _typed(talk, incoming.text or "", incoming.message)
    settle_state(talk)
    if talk.prompting:
        _tell_notes(talk, before)
        _open_section(talk, before)
        talk.show(current(talk))
    else:
        talk.becomes(turn=conversation.turn + 1)
    replies = tuple(part for reply in talk.replies for part in parts(reply))
    return Turn(incoming, talk.conversation, replies, tuple(talk.moves), talk.command)


def _tell_notes(talk: Talk, before: Walk) -> None:
    """A note is said once: on the turn on which the way first leads past it."""
    told = {verdict.ruling.key for verdict in before.notes}
    for verdict in talk.walk.notes:
        if verdict.ruling.key not in told:
            talk.first_say(f"note.{verdict.ruling.key}", verdict.says(verdict.ruling.text))


def _open_section(talk: Talk, before: Walk) -> None:
    """On the first question of a section: how far it is, and what the section opens with, as its own message."""
    place, section = talk.place, None
    if isinstance(place, Spot) and place.key not in talk.conversation.answers and place != before.place:
        spots = talk.walk.passed
        here = spots.index(place)
        if here == 0 or spots[here - 1].section != place.section:
            section = talk.flow.sections[place.section]
    if section is None:
        return
    talk.first_say("section", *where(talk))
    if section.opens_with is not None:
        talk.say((*talk.lead, Said("section", (prompts.Block(section.opens_with(talk.walk.answers)),))))
        talk.lead.clear()


def _choose_language(talk: Talk, incoming: Incoming) -> None:
    if incoming.tap is not None:
        # An old button says nothing about the language of the person who taps it.
        word: str | None = incoming.tap.code
    else:
        sent = incoming.text or ""
        word = {"1": "zh", "2": "en"}.get(plain(sent)) or _written_in(sent) or command_in(sent)
    if word not in LANGUAGES:
        if not talk.conversation.asked:
            talk.first_say("hello", InBoth(talk.flow.title))
        return
    talk.becomes(language=word)
    talk.pull("choose_language")
    talk.reply("intro", *talk.flow.intro)


def _written_in(sent: str) -> str | None:
    """Whoever writes in a language has chosen it."""
    if command_in(sent) not in (None, *PLEASANTRIES):
        return None
    if any("\u4e00" <= char <= "\u9fff" for char in sent):
        return "zh"
    return "en" if sum("a" <= char <= "z" for char in sent.lower()) >= 2 else None


def _tapped(talk: Talk, incoming: Incoming) -> None:
    tap, now = incoming.tap, talk.conversation
    assert tap is not None
    if tap.conversation != now.id or tap.turn != now.asked_turn or tap.mark != mark_of(now.asked):
        talk.first_say("stale", STALE)
    elif tap.code.startswith("/"):
        obey(talk, tap.code[1:])
    elif not choosing.tap(talk, tap.code):
        _heard_option(talk, tap.code)


def _heard_option(talk: Talk, code: str) -> None:
    """A button answers only with what its question offers: "keep" is no name."""
    if isinstance(talk.place, Spot) and code in {one.code for one in talk.place.question.answer.options}:
        _heard_words(talk, code, None)
    else:
        talk.first_say("stale", STALE)


def _typed(talk: Talk, text: str, message: str | None) -> None:
    if len(text) > LONGEST:
        miss(
            talk,
            Mistake(
                "too_long",
                N_(
                    "That was %(length)s characters; I can read %(longest)s at once. Please send it shorter."
                ).of(length=len(text), longest=LONGEST),
            ),
        )
        return
    command = command_in(text)
    if command is not None and obey(talk, command):
        return
    if not choosing.choose(talk, plain(text)):
        _heard_words(talk, text, message)


def _heard_words(talk: Talk, text: str, message: str | None) -> None:
    """Words that are neither a command nor a choice: an answer where a question waits."""
    pending = talk.conversation.pending
    spot = talk.place if isinstance(talk.place, Spot) else None
    if pending is not None and pending.kind in ("readings", "odd"):
        spot = talk.walk.spot(pending.key)
    if pending is not None and pending.kind != "cancel":
        talk.becomes(pending=None)
    if spot is not None and talk.conversation.state in ("asking", "revisiting"):
        answer(talk, spot, text, message)
    elif talk.conversation.state != "cancelling" or text:
        talk.first_say("choose", choosing.CHOOSE)
