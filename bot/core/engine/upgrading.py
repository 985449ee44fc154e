"""A conversation that began on an older dialog goes on with the new one; no answer that still holds is asked again."""

from __future__ import annotations

from bot.core.engine.turn_draft import TurnDraft
from bot.core.upgrade import fingerprint, upgrade_answers
from bot.i18n import N_

CHANGED = N_("My questions have changed since you last wrote. Your answers are kept; I ask only what is new.")


def upgrade_conversation(draft: TurnDraft) -> None:
    """The answers are given to the dialog again; the person is told what is asked anew, if anything is."""
    now = draft.conversation
    upgraded = upgrade_answers(draft.flow, now.answers, draft.today)
    draft.change(fingerprint=fingerprint(draft.flow), answers=upgraded.answers)
    if not now.answers or now.state == "sent":
        return
    keys = [spot.key for spot in draft.walk.spots]
    reached = max((number for number, key in enumerate(keys) if key in now.answers), default=0)
    asked_anew = any(key not in upgraded.answers for key in keys[:reached])
    was_done = now.state in ("reviewing", "ready") and draft.place is not None
    if upgraded.dropped:
        labels = tuple(question.label for question in upgraded.dropped)
        draft.say_first("changed", CHANGED, N_("Please answer again: %(labels)s.").of(labels=labels))
    elif asked_anew or was_done:
        draft.say_first("changed", CHANGED)
