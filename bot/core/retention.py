"""How long a conversation is kept: a reminder first, then its end; pure, the days are settings.

Days are counted from the day on which the person last wrote. Whoever told nothing is not written to about it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Literal

from bot.core.engine.turn_draft import short_id
from bot.core.lifecycle import OVER, Mode
from bot.core.values import NOTHING_SAID, SHANGHAI, Button, Conversation, Passage, Reply, Turn
from bot.i18n import N_, translate

REMINDER = N_(
    "You have not written for a while. On %(day)s I will delete your answers. Send anything if you want me to keep them."
)
EXPIRED = N_(
    "You have not written for %(days)s days, so I have deleted everything you told me. Send /start if you need me again."
)
KEEP = N_("Keep my answers")
WAKING = time(10)
"""Nobody is woken by a reminder: it comes at ten in the morning, Shanghai time."""


Term = Literal["draft", "finished", "over"]
"""By what a conversation is kept: unfinished, finished, or over, with last words that could not be delivered."""


def term_of(state: str) -> Term:
    return "over" if state in OVER else "finished" if state in ("ready", "sent") else "draft"


@dataclass(frozen=True, slots=True)
class Periods:
    """In days: unfinished and finished requests, the notice before their end, and the audit."""

    draft: int = 14
    finished: int = 30
    notice: int = 3
    audit: int = 365

    def of(self, term: Term) -> int:
        return {"draft": self.draft, "finished": self.finished, "over": self.notice}[term]

    def kept(self, conversation: Conversation) -> int:
        return self.of(term_of(conversation.state))


def end_of(conversation: Conversation, periods: Periods) -> datetime | None:
    """When it is deleted unless its person writes; None for somebody who never wrote."""
    last = conversation.last_heard
    return _at_ten(last + timedelta(days=periods.kept(conversation))) if last is not None else None


def next_step(conversation: Conversation, periods: Periods) -> datetime | None:
    """When the reminder, or after it the end, is due."""
    over = end_of(conversation, periods)
    is_reminded = over is not None and _is_reminded_first(conversation)
    return over - timedelta(days=periods.notice) if over is not None and is_reminded else over


def _is_reminded_first(conversation: Conversation) -> bool:
    return bool(conversation.answers) and not conversation.reminded


def _at_ten(moment: datetime) -> datetime:
    return datetime.combine(moment.astimezone(SHANGHAI), WAKING, SHANGHAI)


def due(conversation: Conversation, at: datetime, periods: Periods) -> Turn | None:
    """The turn that retention takes by itself at that moment, if any."""
    step = next_step(conversation, periods)
    if step is None or at < step or conversation.state in OVER:
        return None
    first = _is_reminded_first(conversation)
    return _remind(conversation, at, periods) if first else _end(conversation, periods)


def _remind(conversation: Conversation, at: datetime, periods: Periods) -> Turn:
    """However late it is, the end comes only after the whole notice."""
    days = periods.kept(conversation)
    last = at + timedelta(days=periods.notice - days)
    now = replace(
        conversation,
        turn=conversation.turn + 1,
        reminded=True,
        last_heard=max(last, conversation.last_heard or last),
    )
    assert now.last_heard is not None
    end = (now.last_heard + timedelta(days=days)).astimezone(SHANGHAI).date()
    keep = Button("/later", translate(KEEP, now.language))
    said = Passage("reminder", (REMINDER.of(day=end),), (KEEP,))
    reply = Reply(
        said.key,
        translate(said.parts[0], now.language),
        ((keep,),),
        prompt_id=short_id(now.asked),
        turn=now.prompted_in_turn,
        said=(said,),
    )
    return Turn(None, now, (reply,))


def _end(conversation: Conversation, periods: Periods) -> Turn:
    move = Mode(conversation.state).after("expire")
    assert move is not None
    over = replace(
        conversation,
        turn=conversation.turn + 1,
        state=move.dest,
        pending=None,
        **NOTHING_SAID,
    )
    if not conversation.answers:
        return Turn(None, over, (), (move,))
    said = Passage("expired", (EXPIRED.of(days=periods.kept(conversation)),))
    text = translate(said.parts[0], conversation.language)
    return Turn(None, over, (Reply(said.key, text, said=(said,)),), (move,))
