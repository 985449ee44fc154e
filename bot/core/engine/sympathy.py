"""One plain line for whoever tells of an illness or a death: first of all that is said, and only once."""

from __future__ import annotations

from dataclasses import replace

from bot.core.engine.rendering import render
from bot.core.engine.turn_draft import TurnDraft
from bot.core.values import Conversation, Passage, Reply, Value
from bot.i18n import Text


def sympathise(draft: TurnDraft, before: Conversation) -> None:
    """Put it before the first words of this turn, if this turn is the one in which it was told."""
    for (key, value), text in draft.flow.sympathy.items():
        if value in _values(draft.conversation, key) and not _values(before, key) and draft.replies:
            draft.replies[0] = _after(text, draft.replies[0], draft)
            return


def _values(now: Conversation, key: str) -> tuple[Value, ...]:
    """What is known or was mentioned of an answer."""
    told = tuple(one[key] for one in (now.answers, now.told) if key in one)
    return (*told, *now.mentioned.get(key, ()))


def _after(text: Text, reply: Reply, draft: TurnDraft) -> Reply:
    first, *rest = reply.said
    said = (Passage(first.key, (text, *first.parts), first.labels), *rest)
    words = render((part for one in said for part in one.parts), draft.conversation.language)
    return replace(reply, text=words, said=said)
