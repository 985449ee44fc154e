"""Questions and pleas of people are answered in a line or two; what waits follows, and nothing is stored."""

from __future__ import annotations

import re

from bot.core.engine.turn_draft import TurnDraft, where
from bot.core.understanding import Act, act_of, aside_in
from bot.core.walk import Spot
from bot.i18n import N_

_WHY = re.compile(
    r"^(?:but |and |so )?why\b|为什么|为啥|干嘛要|干什么用|有什么用|\bwhat for$|^(?:啥|什么)意思|这是?(?:啥|什么)意思|^what does (?:that|this|it) mean|^what do you mean"
)
_WHERE = re.compile(r"在哪|哪里|哪儿|怎么找|怎么看|怎么查|\bwhere\b|\bhow do i find\b|\bfind it\b")
HELPING = N_("That is all right. %(why)s")


def reply_to(draft: TurnDraft, act: Act, text: str) -> None:
    """An answer if the flow has one; otherwise who would know, or what this question is for."""
    found = aside_in(draft.flow.asides, text)
    place = draft.place
    if found is not None:
        draft.say_first(f"aside.{found.key}", found.text, *(where(draft) if found.tells_place else ()))
    elif _WHERE.search(text.casefold()) and isinstance(place, Spot) and place.question.absent is not None:
        draft.say_first("mistake.absent", place.question.absent)
    elif _WHY.search(text.casefold()) and isinstance(place, Spot):
        draft.say_first("why", place.question.why)
    elif act == "question" or not isinstance(place, Spot):
        draft.say_first("aside.unknown", draft.flow.who_knows)
    else:
        draft.say_first("aside.help", HELPING.of(why=place.question.why))


def speak_of(draft: TurnDraft, text: str) -> bool:
    """Where no question waits, a question of theirs is answered all the same. False where it is none."""
    is_theirs = act_of(text) == "question" or is_aside(draft, text)
    if is_theirs:
        reply_to(draft, "question", text)
    return is_theirs


def is_aside(draft: TurnDraft, text: str) -> bool:
    """Whether what gives no good value here is a question that the flow has an answer to, mark or no mark."""
    is_asked = act_of(text) == "question" or not any(map(str.isdigit, text))
    return is_asked and aside_in(draft.flow.asides, text) is not None
