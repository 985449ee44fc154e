"""What each command does; the words for them are in bot.core.command_words.

A command returns False where its word is no command at this place, so that it may be an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot.core.command_words import HELP
from bot.core.engine import prompts
from bot.core.engine.actions import call, later, menu, resume, revisit
from bot.core.engine.after_sending import begin_another, mark_sent, mark_unsent
from bot.core.engine.letters import show_earlier, show_letter
from bot.core.engine.prompt import Block
from bot.core.engine.settling import accept, postpone
from bot.core.engine.turn_draft import TurnDraft, where
from bot.core.flow import SKIPPED
from bot.core.lifecycle import allows
from bot.core.options import code_in
from bot.core.values import DataExport, Pending, as_value
from bot.core.walk import Spot, Verdict
from bot.i18n import LANGUAGES, N_, Lang


def _start(draft: TurnDraft) -> bool:
    """Whoever comes back is told where they are."""
    if draft.conversation.state in ("asking", "revisiting"):
        draft.say_first("welcome_back", *where(draft))
    return True


def _help(draft: TurnDraft) -> bool:
    draft.say_first("help", HELP)
    return True


def _status(draft: TurnDraft) -> bool:
    is_held_up = isinstance(draft.place, Verdict)
    end = N_("This is where we are:") if is_held_up else N_("Everything is answered.")
    draft.say_first("status", *(where(draft) or (end,)))
    return True


def _back(draft: TurnDraft) -> bool:
    """The answered question before this one is asked again; its answer stays until it is replaced."""
    place, answers = draft.place, draft.conversation.answers
    keys = [spot.key for spot in draft.walk.passed]
    here = keys.index(place.key) if isinstance(place, Spot) else len(keys)
    before = next((key for key in reversed(keys[:here]) if key in answers), None)
    if before is None or not revisit(draft, before):
        draft.say_first("back.none", N_("This is the first question; there is nothing before it."))
    return True


def _change(draft: TurnDraft) -> bool:
    prompt = prompts.review(draft.flow, draft.walk, (), confirmable=False)
    if not prompt.offers:
        draft.say_first("change.none", N_("You have not answered anything yet."))
    else:
        menu(draft, prompt)
    return True


def _review(draft: TurnDraft) -> bool:
    if draft.place is None and draft.conversation.state in ("reviewing", "ready"):
        draft.change(pending=None)
        return True
    return _change(draft)


def _preview(draft: TurnDraft) -> bool:
    show_letter(draft)
    return True


def _earlier(draft: TurnDraft) -> bool:
    if not draft.conversation.earlier:
        return False
    show_earlier(draft)
    return True


def _hello(draft: TurnDraft) -> bool:
    draft.say_first("hello_again", N_("Hello."))
    return True


def _thanks(draft: TurnDraft) -> bool:
    draft.say_first("thanks", N_("You are welcome."))
    return True


def _wait(draft: TurnDraft) -> bool:
    draft.say_first("waiting", N_("I wait here."))
    return True


def _unsure(draft: TurnDraft) -> bool:
    """Whoever does not know an answer may look it up; where that is an answer itself, the word is no command."""
    place = draft.place
    if not isinstance(place, Spot) or draft.conversation.pending is not None:
        return False
    if code_in(place.question.kind.options, "unsure") is not None:
        return False
    draft.say_first(
        "look_it_up",
        place.question.absent
        or N_(
            "That is all right. Send “later” and look it up, or skip it if it says so below; your answers are kept."
        ),
    )
    return True


def _why(draft: TurnDraft) -> bool:
    place = draft.place
    if isinstance(place, Spot):
        draft.say_first("why", place.question.why)
    elif isinstance(place, Verdict):
        draft.say_first("why", draft.flow.basis_told[place.ruling.basis])
    return True


def _example(draft: TurnDraft) -> bool:
    if isinstance(draft.place, Spot):
        draft.say_first("example", prompts.example(draft.place.question))
    return True


def _skip(draft: TurnDraft) -> bool:
    spot = draft.place
    if not isinstance(spot, Spot):
        return True
    question = spot.question
    draft.change(pending=None)
    if question.default is not None:
        accept(draft, spot, as_value(question.default), say_back=True)
    elif question.optional:
        accept(draft, spot, SKIPPED, say_back=False)
    elif not postpone(draft, spot):
        draft.say_first("skip.needed", N_("This one is needed."), question.why)
    return True


def _speak(language: Lang, draft: TurnDraft) -> bool:
    draft.change(language=language)
    return True


def _language(draft: TurnDraft) -> bool:
    """The word alone goes on to the next language, which of two is the other; the question is put again in it."""
    here = LANGUAGES.index(draft.conversation.language)
    return _speak(LANGUAGES[(here + 1) % len(LANGUAGES)], draft)


def _checklist(draft: TurnDraft) -> bool:
    draft.say_first("checklist", Block(draft.flow.checklist(draft.walk.answers)))
    return True


def _restart(draft: TurnDraft) -> bool:
    if draft.conversation.answers:
        draft.change(pending=Pending("restart"))
    return True


def _cancel(draft: TurnDraft) -> bool:
    state = draft.conversation.state
    if allows(state, "cancel"):
        draft.change(pending=Pending("cancel", state, (draft.conversation.asked,)))
        draft.fire("cancel")
    return True


def _export(draft: TurnDraft) -> bool:
    draft.reply("export", N_("Here is everything you told me."), document=DataExport())
    return True


def _person(draft: TurnDraft) -> bool:
    """Where there is a team, it is told, once it may read what was said."""
    if draft.flow.team is None:
        draft.say_first("person", draft.flow.person, draft.flow.elsewhere)
    elif not allows(draft.conversation.state, "call"):
        return True
    elif draft.conversation.is_shared:
        call(draft)
    else:
        draft.change(pending=Pending("share"))
    return True


def _unshare(draft: TurnDraft) -> bool:
    """Nobody of the team may read along any more."""
    if draft.flow.team is None:
        return False
    now, is_told = draft.conversation, draft.flow.is_shared(draft.walk.answers)
    if not now.is_shared and not is_told:
        draft.say_first("unshared.already", N_("Nobody of the team can read this."))
        return True
    draft.change(is_shared=False)
    if is_told:
        draft.change(answers={**now.answers, **draft.flow.unshared})
    draft.say_first("unshared", N_("From now on nobody of the team can read this."))
    return True


def _keep(draft: TurnDraft) -> bool:
    """Keeps everything that was to be erased, or the old answer of a revisited question; elsewhere it is no command."""
    if draft.conversation.state == "cancelling":
        resume(draft)
        later(draft)
        return True
    if draft.conversation.revisiting is None or draft.conversation.pending is not None:
        return False
    draft.change(revisiting=None, misses=0)
    return True


def _same(draft: TurnDraft) -> bool:
    """What the first one has; what need not be given is the same for all where it is left out. In a list of which each
    entry is another matter, what the entry before has."""
    spot = draft.place
    if not isinstance(spot, Spot) or not spot.entry:
        return False
    is_of_first, answers = spot.question.same_as_first, draft.walk.at(spot)
    value = (prompts.same if is_of_first else prompts.before)(spot, answers) if spot.entry[-1] else None
    if value is None and not (is_of_first and spot.question.optional):
        return False
    accept(draft, spot, SKIPPED if value is None else value, say_back=True)
    return True


def _later_command(draft: TurnDraft) -> bool:
    later(draft)
    return True


_COMMANDS: dict[str, Callable[[TurnDraft], bool]] = {
    "start": _start,
    "hello": _hello,
    "thanks": _thanks,
    "wait": _wait,
    "unsure": _unsure,
    "help": _help,
    "back": _back,
    "change": _change,
    "review": _review,
    "why": _why,
    "example": _example,
    "skip": _skip,
    "language": _language,
    **{lang: partial(_speak, lang) for lang in LANGUAGES},
    "preview": _preview,
    "sent": mark_sent,
    "unsent": mark_unsent,
    "another": begin_another,
    "earlier": _earlier,
    "checklist": _checklist,
    "status": _status,
    "restart": _restart,
    "cancel": _cancel,
    "delete": _cancel,
    "export": _export,
    "person": _person,
    "unshare": _unshare,
    "keep": _keep,
    "same": _same,
    "later": _later_command,
}


WHILE_CANCELLING = ("cancel", "delete", "keep", "wait", "language", *LANGUAGES)


def obey(draft: TurnDraft, name: str) -> bool:
    """Do what a command says. False where the word is no command at this place, so it may be an answer."""
    do = _COMMANDS.get(name)
    if do is None:
        return False
    if draft.conversation.state == "cancelling" and name not in WHILE_CANCELLING:
        # Whoever asks for something else wants to go on.
        resume(draft)
    is_obeyed = do(draft)
    draft.command = name if is_obeyed else draft.command
    return is_obeyed
