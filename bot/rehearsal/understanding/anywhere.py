"""A whole message as the very first one: which facts would be shown for one yes, and which are asked about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from bot.core import SHANGHAI, Conversation, Flow, Incoming, question_of, take_turn
from bot.i18n import Lang
from bot.rehearsal.understanding.asking import plain_value


def hear_anywhere(
    flow: Flow, text: str, lang: Lang, today: date
) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """The values by key, and the keys asked about, after the first message of a new conversation."""
    begun = Conversation("understand", flow.key, language=lang)
    now = take_turn(flow, begun, Incoming(datetime.combine(today, time(9), SHANGHAI), text=text)).conversation
    facts = {
        key: plain_value(question, value)
        for key, value in now.told.items()
        if (question := question_of(flow, key)) is not None
    }
    return facts, tuple(now.mentioned)
