"""What each command does; the words for them are in bot.core.command_words.

A command returns False where its word is no command at this place, so that it may be an answer.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.core.command_words import HELP
from bot.core.engine import prompts
from bot.core.engine.actions import later, menu, resume, revisit
from bot.core.engine.answering import as_value, settle
from bot.core.engine.turn_draft import Talk, where
from bot.core.flow import SKIPPED
from bot.core.lifecycle import allows
from bot.core.options import code_in
from bot.core.values import Everything, Pending
from bot.core.walk import Spot, Verdict
from bot.i18n import N_


def _start(talk: Talk) -> bool:
    """Whoever comes back is told where they are."""
    if talk.conversation.state in ("asking", "revisiting"):
        talk.first_say("welcome_back", *where(talk))
    return True


def _help(talk: Talk) -> bool:
    talk.first_say("help", HELP)
    return True


def _status(talk: Talk) -> bool:
    talk.first_say("status", *(where(talk) or (N_("All questions are answered."),)))
    return True


def _back(talk: Talk) -> bool:
    """The answered question before this one is asked again; its answer stays until it is replaced."""
    place, answers = talk.place, talk.conversation.answers
    keys = [spot.key for spot in talk.walk.passed]
    here = keys.index(place.key) if isinstance(place, Spot) else len(keys)
    before = next((key for key in reversed(keys[:here]) if key in answers), None)
    if before is None or not revisit(talk, before):
        talk.first_say("back.none", N_("This is the first question; there is nothing before it."))
    return True


def _change(talk: Talk) -> bool:
    prompt = prompts.review(talk.flow, talk.walk, (), confirmable=False)
    if not prompt.offers:
        talk.first_say("change.none", N_("You have not answered anything yet."))
    else:
        menu(talk, prompt)
    return True


def _review(talk: Talk) -> bool:
    if talk.place is None and talk.conversation.state in ("reviewing", "ready"):
        talk.becomes(pending=None)
        return True
    return _change(talk)


def _hello(talk: Talk) -> bool:
    talk.first_say("hello_again", N_("Hello."))
    return True


def _thanks(talk: Talk) -> bool:
    talk.first_say("thanks", N_("You are welcome."))
    return True


def _unsure(talk: Talk) -> bool:
    """Whoever does not know an answer may look it up; where that is an answer itself, the word is no command."""
    place = talk.place
    if not isinstance(place, Spot) or talk.conversation.pending is not None:
        return False
    if code_in(place.question.answer.options, "unsure") is not None:
        return False
    talk.first_say(
        "look_it_up",
        N_("That is all right. Send “later”, look it up, and go on then; your answers are kept."),
    )
    return True


PAGE_SAYS_SO = N_("The consulate's page says so, and I cannot change it.")
OURS = N_("The page does not say this word for word; I go by it to be on the safe side.")


def _why(talk: Talk) -> bool:
    place = talk.place
    if isinstance(place, Spot):
        talk.first_say("why", place.question.why)
    elif isinstance(place, Verdict):
        talk.first_say("why", PAGE_SAYS_SO if place.ruling.basis == "page" else OURS)
    return True


def _example(talk: Talk) -> bool:
    if isinstance(talk.place, Spot):
        talk.first_say("example", prompts.example(talk.place.question))
    return True


def _skip(talk: Talk) -> bool:
    spot = talk.place
    if not isinstance(spot, Spot):
        return True
    question = spot.question
    talk.becomes(pending=None)
    if question.default is not None:
        settle(talk, spot, as_value(question.default), say_back=True)
    elif question.optional:
        settle(talk, spot, SKIPPED, say_back=False)
    else:
        talk.first_say("skip.needed", N_("This one is needed."), question.why)
    return True


def _speak(talk: Talk, language: str) -> bool:
    talk.becomes(language=language)
    return True


def _language(talk: Talk) -> bool:
    """There are two, so the word alone switches; the question is put again in the other one."""
    return _speak(talk, "en" if talk.conversation.language == "zh" else "zh")


def _checklist(talk: Talk) -> bool:
    talk.first_say("checklist", prompts.Block(talk.flow.checklist(talk.walk.answers)))
    return True


def _restart(talk: Talk) -> bool:
    if talk.conversation.answers:
        talk.becomes(pending=Pending("restart"))
    return True


def _cancel(talk: Talk) -> bool:
    state = talk.conversation.state
    if allows(state, "cancel"):
        talk.becomes(pending=Pending("cancel", state))
        talk.pull("cancel")
    return True


def _export(talk: Talk) -> bool:
    talk.reply("export", N_("Here is everything you told me."), document=Everything())
    return True


def _person(talk: Talk) -> bool:
    talk.first_say("person", talk.flow.person)
    return True


def _keep(talk: Talk) -> bool:
    """Keeps the old answer of a revisited question; elsewhere the word is no command."""
    if talk.conversation.revisiting is None or talk.conversation.pending is not None:
        return False
    talk.becomes(revisiting=None, misses=0)
    return True


def _same(talk: Talk) -> bool:
    spot = talk.place
    if not isinstance(spot, Spot) or not spot.question.same_as_first or not spot.entry or not spot.entry[-1]:
        return False
    value = prompts.same(spot, talk.walk.at(spot))
    if value is None:
        return False
    settle(talk, spot, value, say_back=True)
    return True


def _later_command(talk: Talk) -> bool:
    later(talk)
    return True


_COMMANDS: dict[str, Callable[[Talk], bool]] = {
    "start": _start,
    "hello": _hello,
    "thanks": _thanks,
    "unsure": _unsure,
    "help": _help,
    "back": _back,
    "change": _change,
    "review": _review,
    "why": _why,
    "example": _example,
    "skip": _skip,
    "language": _language,
    "zh": lambda talk: _speak(talk, "zh"),
    "en": lambda talk: _speak(talk, "en"),
    "checklist": _checklist,
    "status": _status,
    "restart": _restart,
    "cancel": _cancel,
    "delete": _cancel,
    "export": _export,
    "person": _person,
    "keep": _keep,
    "same": _same,
    "later": _later_command,
}


WHILE_CANCELLING = ("cancel", "delete", "keep", "language", "zh", "en")


def obey(talk: Talk, name: str) -> bool:
    """Do what a command says. False where the word is no command at this place, so it may be an answer."""
    do = _COMMANDS.get(name)
    if do is None:
        return False
    if talk.conversation.state == "cancelling" and name not in WHILE_CANCELLING:
        # Whoever asks for something else wants to go on.
        resume(talk)
    is_obeyed = do(talk)
    talk.command = name if is_obeyed else talk.command
    return is_obeyed
