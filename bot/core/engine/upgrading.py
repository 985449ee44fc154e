"""A conversation that began on an older dialog goes on with the new one; no answer that still holds is asked again."""

from __future__ import annotations

from bot.core.engine.turn_draft import Talk
from bot.core.upgrade import edition, replay
from bot.i18n import N_

CHANGED = N_("My questions have changed since you last wrote. Your answers are kept; I ask only what is new.")


def catch_up(talk: Talk) -> None:
    """The answers are given to the dialog again; the person is told what is asked anew, if anything is."""
    now = talk.conversation
    replayed = replay(talk.flow, now.answers, talk.today)
    talk.becomes(edition=edition(talk.flow), answers=replayed.answers)
    if not now.answers or now.state == "sent":
        return
    keys = [spot.key for spot in talk.walk.spots]
    reached = max((number for number, key in enumerate(keys) if key in now.answers), default=0)
    asked_anew = any(key not in replayed.answers for key in keys[:reached])
    was_done = now.state in ("reviewing", "ready") and talk.place is not None
    if replayed.dropped:
        labels = tuple(question.label for question in replayed.dropped)
        talk.first_say("changed", CHANGED, N_("Please answer again: %(labels)s.").of(labels=labels))
    elif asked_anew or was_done:
        talk.first_say("changed", CHANGED)
