"""What can be done to answers from a list: ask one again, open an entry, take it out, add another.

Each returns False where it means nothing in this place, so that nothing happens by an old button.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.core.answers_changed import with_one_left, without_entry
from bot.core.engine import prompts
from bot.core.engine.prompt import Block, Prompt
from bot.core.engine.rendering import rows
from bot.core.engine.turn_draft import TurnDraft, short_id
from bot.core.flow import concrete
from bot.core.lifecycle import allows
from bot.core.review import entry_at
from bot.core.understanding import table_of
from bot.core.upgrade import question_of
from bot.core.values import Passage, Pending
from bot.i18n import N_, Text, Weekday


def without(draft: TurnDraft, key: str) -> None:
    group, _, index = key.rpartition(".")
    now = draft.conversation
    draft.change(
        answers=without_entry(now.answers, group, int(index)),
        answered_by_message={
            message: new
            for message, old in now.answered_by_message.items()
            for new in without_entry({old: ""}, group, int(index))
        },
        revisiting=None,
    )


def end_list_of_one(draft: TurnDraft) -> None:
    """A list of people that holds just one, and is closed, is none: that is said, and what the one needs is asked."""
    group, now, answers = table_of(draft.flow), draft.conversation, draft.walk.answers
    if group is None or not group.when(answers) or now.answers.get(concrete(group.more.key, (1,))) != "no":
        return
    left = with_one_left(now.answers, group)
    if left == now.answers:
        return
    draft.change(answers=left, revisiting=None)
    for key, value in group.alone.items():
        question = question_of(draft.flow, key, answers)
        if question is not None:
            draft.say_back(question, value)


def revisit(draft: TurnDraft, key: str) -> bool:
    if draft.walk.spot(key) is None or not allows(draft.conversation.state, "change"):
        return False
    draft.fire("change")
    draft.change(revisiting=key, pending=None, misses=0)
    return True


def open_entry(draft: TurnDraft, key: str) -> bool:
    found = entry_at(draft.flow, key)
    if found is None or key not in draft.walk.answers.values:
        return False
    menu(draft, prompts.card(draft.walk, *found), key)
    return True


def remove_entry(draft: TurnDraft, key: str) -> bool:
    """Whether it shall go, with everything in it."""
    if entry_at(draft.flow, key) is None or key not in draft.walk.answers.values:
        return False
    draft.change(pending=Pending("remove", key))
    return True


def _add(draft: TurnDraft, key: str) -> bool:
    """Another entry: the "no" that closed the list becomes a "yes"."""
    closing = prompts.closing(draft.walk, key)
    if closing is None:
        return False
    draft.change(answers={**draft.conversation.answers, closing.key: "yes"}, revisiting=None)
    draft.reopen()
    return True


ACTIONS: dict[str, Callable[[TurnDraft, str], bool]] = {
    "c": revisit,
    "e": open_entry,
    "r": remove_entry,
    "a": _add,
}


def is_action(code: str) -> bool:
    return code[1:2] == "." and code[0] in "cera"


def menu(draft: TurnDraft, prompt: Prompt, key: str = "") -> None:
    """Show a list of things to change, of one entry or of all answers; it can be answered by name or number,
    and forgotten by anything else."""
    now = draft.conversation
    draft.change(pending=Pending("menu", key, tuple(offer.code for offer in prompt.offers)))
    buttons = rows(prompt, now.language)
    parts = tuple(_numbered(part) if isinstance(part, Block) else part for part in prompt.parts)
    said = Passage(prompt.key, parts, prompt.as_said().labels)
    draft.say((said,), buttons=buttons, prompt_id=short_id(now.asked), turn=now.prompted_in_turn)
    draft.prompting = False


def _numbered(block: Block) -> Block:
    return Block([Text("%(n)s. %(line)s").of(n=n, line=line) for n, line in enumerate(block.lines, 1)])


def resume(draft: TurnDraft) -> None:
    """Whoever was asked whether to erase everything goes on where they were."""
    was = draft.conversation.pending
    state = was.key if was is not None else ""
    draft.change(pending=None)
    draft.fire(
        "keep",
        was_ready=state == "ready",
        was_sent=state == "sent",
        was_handed_over=state == "handed_over",
        was_choosing_language=state == "choosing_language",
    )


def call(draft: TurnDraft) -> None:
    """The team is asked for; until somebody takes over, the questions go on."""
    team, at = draft.flow.team, draft.at
    assert team is not None
    assert at is not None
    draft.fire("call")
    hours = {"opens": team.opens, "closes": team.closes}
    when = (
        N_("Somebody will write here soon; the team is there until %(closes)s, Shanghai time.").of(**hours)
        if team.is_there(at)
        else N_(
            "Nobody is there now. The team reads this on %(day)s, between %(opens)s and %(closes)s, Shanghai time."
        ).of(day=Weekday(team.next_open(at)), **hours)
    )
    draft.say_first(
        "person.called",
        N_("I have told the team."),
        when,
        N_("We go on meanwhile. Send “stop sharing” and nobody reads it any more."),
    )


def later(draft: TurnDraft) -> None:
    draft.reply("kept", N_("Your answers are kept. Send anything when you are ready to go on."))
    draft.prompting = False
