"""A reading becomes the answer: at once, after its yes, or not at all; a miss says why.

A value counts only after accept(); until then the old answer stands.
"""

from __future__ import annotations

from bot.core.answers_changed import effects
from bot.core.engine.turn_draft import TurnDraft
from bot.core.flow import POSTPONED, SKIPPED, is_mark
from bot.core.reading import Mistake, Odd, Reading, Understood, Unsure
from bot.core.values import Pending, Value, as_value
from bot.core.walk import Spot
from bot.i18n import N_, Text


def take(draft: TurnDraft, spot: Spot, reading: Reading[object]) -> None:
    match reading:
        case Understood(value, say_back):
            _propose(draft, spot, as_value(value), say_back)
        case Odd(value, why):
            draft.change(pending=Pending("odd", spot.key, (as_value(value),)))
            draft.say_first(f"odd.{spot.question.key}", why)
        case Unsure(readings, why):
            draft.change(pending=Pending("readings", spot.key, tuple(as_value(one) for one in readings)))
            draft.say_first(f"unsure.{spot.question.key}", why)
        case Mistake():
            miss(draft, reading)


def _propose(draft: TurnDraft, spot: Spot, value: Value, say_back: bool) -> None:
    """A changed answer that would drop or add questions is first shown with what it would do."""
    now = draft.conversation
    if now.answers.get(spot.key) not in (None, POSTPONED, value) or (
        now.revisiting == spot.key and spot.key in now.answers
    ):
        if now.answers.get(spot.key) != value and effects(
            draft.flow, now.answers, spot.key, value, draft.today
        ):
            draft.change(pending=Pending("change", spot.key, (value,)))
            return
        say_back = True
    accept(draft, spot, value, say_back)


def accept(draft: TurnDraft, spot: Spot, value: Value, say_back: bool) -> None:
    """The value is the answer now."""
    now = draft.conversation
    draft.change(
        answers={**now.answers, spot.key: value},
        revisiting=None if now.revisiting == spot.key else now.revisiting,
        pending=None,
        misses=0,
    )
    # That there is one more in a list is seen from what is asked then.
    if (
        (say_back or draft.in_letter(spot.question, value))
        and value != SKIPPED
        and spot.question.reviewed
        and not is_mark(spot.key)
    ):
        draft.say_back(spot.question, value)


def postpone(draft: TurnDraft, spot: Spot, why: Text | None = None) -> bool:
    """What must be looked up (`why` says where) is asked again at the end; False where it is not so, or it is the end."""
    if not spot.question.postponable or draft.conversation.answers.get(spot.key) == POSTPONED:
        return False
    if why is not None:
        draft.say_first("mistake.absent", why)
    accept(draft, spot, POSTPONED, say_back=False)
    draft.say_first(
        "postponed",
        N_("✓ Later: %(label)s. I ask again at the end; the e-mail needs it.").of(label=spot.question.label),
    )
    return True


def take_also(draft: TurnDraft, spot: Spot, text: str) -> None:
    """What the same words tell besides is said back and spares its own question."""
    if spot.question.also is None:
        return
    answers = draft.conversation.answers
    found = spot.question.also(text, draft.walk.at(spot))
    told = {key: value for key, value in found.items() if answers.get(key) in (None, POSTPONED)}
    if told:
        draft.change(answers={**answers, **told})
    for key, value in told.items():
        other = draft.walk.spot(key)
        if other is not None and other.question.reviewed and other.group is None:
            draft.say_back(other.question, value)


def miss(draft: TurnDraft, mistake: Mistake) -> None:
    """Not understood: why, with an example, and after three a way out; the question stays."""
    misses = draft.conversation.misses + 1
    draft.change(misses=misses)
    draft.is_missed = True
    said: list[object] = [mistake.why]
    if misses >= 3:
        said.append(
            N_("You can also send “why”, “back” or “a person please”, or keep it for later and come back.")
        )
    draft.say_first(f"mistake.{mistake.key}", *said)
