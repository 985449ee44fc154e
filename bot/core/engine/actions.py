"""What can be done to answers from a list: ask one again, open an entry, take it out, add another.

Each returns False where it means nothing in this place, so that nothing happens by an old button.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.core.answers_changed import without_entry
from bot.core.engine import prompts
from bot.core.engine.prompts import Prompt
from bot.core.engine.turn_draft import Talk, mark_of
from bot.core.lifecycle import allows
from bot.core.review import entry_at
from bot.core.values import Pending, Said
from bot.i18n import N_, Text


def without(talk: Talk, key: str) -> None:
    group, _, index = key.rpartition(".")
    now = talk.conversation
    talk.becomes(
        answers=without_entry(now.answers, group, int(index)),
        heard={
            message: new
            for message, old in now.heard.items()
            for new in without_entry({old: ""}, group, int(index))
        },
        revisiting=None,
    )


def revisit(talk: Talk, key: str) -> bool:
    if talk.walk.spot(key) is None or not allows(talk.conversation.state, "change"):
        return False
    talk.pull("change")
    talk.becomes(revisiting=key, pending=None, misses=0)
    return True


def _open_entry(talk: Talk, key: str) -> bool:
    found = entry_at(talk.flow, key)
    if found is None or key not in talk.walk.answers.values:
        return False
    menu(talk, prompts.card(talk.flow, talk.walk, *found), key)
    return True


def _remove(talk: Talk, key: str) -> bool:
    if entry_at(talk.flow, key) is None or key not in talk.walk.answers.values:
        return False
    talk.becomes(pending=Pending("remove", key))
    return True


def _add(talk: Talk, key: str) -> bool:
    """Another entry: the "no" that closed the list becomes a "yes"."""
    closing = prompts.closing(talk.walk, key)
    if closing is None:
        return False
    talk.becomes(answers={**talk.conversation.answers, closing.key: "yes"}, revisiting=None)
    talk.reopen()
    return True


ACTIONS: dict[str, Callable[[Talk, str], bool]] = {
    "c": revisit,
    "e": _open_entry,
    "r": _remove,
    "a": _add,
}


def is_action(code: str) -> bool:
    return code[1:2] == "." and code[0] in "cera"


def menu(talk: Talk, prompt: Prompt, key: str = "") -> None:
    """Show a list of things to change, of one entry or of all answers; it can be answered by name or number,
    and forgotten by anything else."""
    now = talk.conversation
    talk.becomes(pending=Pending("menu", key, tuple(offer.code for offer in prompt.offers)))
    buttons = prompts.rows(prompt, now.language)
    numbered = [
        Text("%(n)s. %(label)s").of(n=n, label=offer.label) for n, offer in enumerate(prompt.offers, 1)
    ]
    parts = (
        prompt.parts
        if prompt.key == "entry"
        else (prompt.parts[0], prompts.Block(numbered), prompt.parts[-1])
    )
    said = Said(prompt.key, parts, prompt.as_said().labels)
    talk.say((said,), buttons=buttons, mark=mark_of(now.asked), turn=now.asked_turn)
    talk.prompting = False


def resume(talk: Talk) -> None:
    """Whoever was asked whether to erase everything goes on where they were."""
    was = talk.conversation.pending
    state = was.key if was is not None else ""
    talk.becomes(pending=None)
    talk.pull("keep", was_ready=state == "ready", was_sent=state == "sent")


def later(talk: Talk) -> None:
    talk.reply("kept", N_("Your answers are kept. Send anything when you are ready to go on."))
    talk.prompting = False
