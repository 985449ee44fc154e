"""What is said or tapped where the list of what was told waits for its one yes.

Whatever is new joins the list, and whoever goes on without a yes is asked one by one: nothing in it is lost.
"""

from __future__ import annotations

from bot.core.engine.answering import hear
from bot.core.engine.gathering import facts_of, gather, question_told
from bot.core.engine.told import entry_label, is_mark
from bot.core.engine.turn_draft import TurnDraft
from bot.core.flow import Answers
from bot.core.reading import Mistake, Odd, Reading
from bot.core.review import entry_at
from bot.core.values import Value
from bot.core.walk import Spot
from bot.i18n import N_

MISSES = 2
"""After so many replies that are no answer to the list, its values are proposed one by one."""


def hear_at_list(draft: TurnDraft, text: str) -> bool:
    """Whatever is new joins the list. False where nothing is, or no list waits."""
    if not _waits(draft) or not gather(draft, facts_of(draft, text)):
        return False
    draft.change(pending=None, misses=0)
    return True


def miss_at_list(draft: TurnDraft, text: str) -> bool:
    """Words that are no answer to the list: it is said what is. False for whoever answers the question behind it or
    goes on: they are asked one by one."""
    if not _waits(draft) or _answers_the_question_behind(draft, text):
        return False
    draft.change(misses=draft.conversation.misses + 1)
    draft.is_missed = True
    if draft.conversation.misses < MISSES:
        draft.say_first(
            "mistake.facts", N_("Is the list right? Send “yes”, or the number of what is not right.")
        )
        return True
    draft.change(misses=0)
    ask_one_by_one(draft)
    return False


def _waits(draft: TurnDraft) -> bool:
    pending = draft.conversation.pending
    return pending is not None and pending.kind == "facts"


def _answers_the_question_behind(draft: TurnDraft, text: str) -> bool:
    return isinstance(draft.place, Spot) and not isinstance(hear(draft, draft.place, text), Mistake)


def keep_list(draft: TurnDraft) -> None:
    """All of it is an answer now; what does not go with the other answers is asked in its turn."""
    now = draft.conversation
    kept: dict[str, Value] = {}
    mentioned = dict(now.mentioned)
    for key, value in now.told.items():
        found = _checked(draft, key, value)
        if isinstance(found, Mistake):
            draft.say_first(f"mistake.{found.key}", found.why)
        elif isinstance(found, Odd):
            mentioned[key] = (value,)
        else:
            kept[key] = value
    draft.change(answers={**now.answers, **kept}, told={}, mentioned=mentioned, pending=None, misses=0)
    draft.reopen()
    draft.say_first("facts.kept", N_("✓ Noted. I ask only for the rest."))


def _checked(draft: TurnDraft, key: str, value: Value) -> Reading[Value] | None:
    check = question_told(draft, key).check
    entry = tuple(int(one) for one in key.split(".") if one.isdecimal())
    answers = draft.walk.answers
    return check(value, Answers(answers.values, answers.today, entry)) if check is not None else None


def ask_one_by_one(draft: TurnDraft) -> None:
    """Each is proposed again where its question waits."""
    now = draft.conversation
    each = {key: (value,) for key, value in now.told.items() if not is_mark(key)}
    draft.change(told={}, mentioned={**now.mentioned, **each}, pending=None)


def drop_from_list(draft: TurnDraft, key: str) -> bool:
    """One of them is not right: it is asked when its turn comes."""
    now = draft.conversation
    gone = [one for one in now.told if one == key or (one.startswith(f"{key}.") and not is_mark(one))]
    if not gone:
        return False
    found = entry_at(draft.flow, key)
    label = entry_label(found[0], found[1][-1]) if found is not None else question_told(draft, key).label
    draft.change(told={one: value for one, value in now.told.items() if one not in gone}, pending=None)
    draft.say_first("facts.dropped", N_("I leave that out and ask you: %(label)s.").of(label=label))
    return True
