"""What was typed at a question answers it, tells something else, or asks; what it was is decided here, in this order."""

from __future__ import annotations

import re

from bot.core.command_words import command_in
from bot.core.engine.asides import is_aside, reply_to
from bot.core.engine.correcting import set_by_name
from bot.core.engine.gathering import (
    A_PASTE,
    bare_value_in,
    facts_of,
    gather,
    news_in,
    say_unread,
    would_stop,
)
from bot.core.engine.interpreting import checked, hear
from bot.core.engine.of_an_entry import tell_of_entry
from bot.core.engine.of_others import told_besides, unless_of_another, without_its_own, without_told
from bot.core.engine.resolving import resolve
from bot.core.engine.settling import accept, postpone, take, take_also
from bot.core.engine.told_otherwise import may_be_anything, propose_otherwise
from bot.core.engine.turn_draft import TurnDraft
from bot.core.flow import SKIPPED
from bot.core.options import says_no
from bot.core.reading import Mistake, Odd, Reading, Understood
from bot.core.understanding import (
    Facts,
    Spoken,
    Understanding,
    absent,
    act_of,
    begins_with_answer,
    day_in_place_of,
    declines,
    denies,
    folded,
    is_not_at_hand,
    is_talk,
    table_of,
    takes_back,
    what_asks,
    without_denial,
)
from bot.core.values import Incoming, Pending, as_value
from bot.core.walk import Spot, path
from bot.i18n import N_

SHORT = 80
"""In more than this a wish to skip is a part of a story."""


def answer(draft: TurnDraft, spot: Spot, text: str, message: str | None) -> None:
    if message is not None:
        draft.change(answered_by_message={**draft.conversation.answered_by_message, message: spot.key})
    asked = what_asks(text).asked if spot.question.kind.takes == "text" and len(text) <= SHORT else ""
    if asked and is_aside(draft, asked):
        # “we have a letter how do i send it” is no reason.
        reply_to(draft, "question", asked)
        return
    facts = told_besides(draft, spot, text)
    is_unread = say_unread(draft, facts, spot.key)
    said = without_told(spot, facts, text)
    heard = unless_of_another(draft, spot, facts, hear(draft, spot, said), text)
    facts = without_its_own(draft, spot, facts, heard)
    if _is_paste(draft, spot, news_in(draft, facts, spot.key), heard):
        gather(draft, facts)
        return
    if tell_of_entry(draft, spot, heard, text):
        return
    takes = spot.question.kind.takes
    # No name has digits: what else is told beside it counts.
    has_more = takes == "value" or (takes == "name" and any(map(str.isdigit, text)))
    leaves_out = takes == "line" and isinstance(heard, Understood) and str(heard.value) not in text
    may_tell_more = has_more or leaves_out or said != text or isinstance(heard, Mistake)
    is_news = (may_tell_more and gather(draft, facts, spot.key)) or is_unread
    if is_news and isinstance(heard, Mistake | Spoken) and spot.key not in facts.sure:
        # It was no answer, and yet not nothing.
        draft.change(misses=0)
        asked = what_asks(text).asked
        if asked and is_aside(draft, asked):
            reply_to(draft, "question", asked)
        elif isinstance(heard, Mistake) and heard.key.startswith("wrong."):
            draft.say_first(f"mistake.{heard.key}", heard.why)
    elif isinstance(heard, Mistake | Spoken) and _puts_off(draft, spot, text):
        pass
    elif isinstance(heard, Spoken):
        reply_to(draft, heard.act, text)
    elif (
        spot.question.optional
        and isinstance(heard, Mistake)
        and (
            says_no(text) or declines(text) or _skips(text) or _HAS_NONE.match(text) or heard.key == "absent"
        )
    ):
        # “no” to what need not be given leaves it out.
        accept(draft, spot, SKIPPED, say_back=False)
    elif spot.entry and _NOT.match(folded(text)) and _denies_the_cause(draft, spot, text, of_any=True):
        draft.change(misses=0)
    elif _is_no_value(heard, text) and is_aside(draft, text):
        reply_to(draft, "question", text)
    elif (
        (_is_doubtful(heard) and _denies_the_cause(draft, spot, text))
        or (_is_unlike(heard) and not spot.entry and gather(draft, bare_value_in(draft, text)))
        or (_is_for_another(spot, heard) and (set_by_name(draft, text) or propose_otherwise(draft, text)))
    ):
        draft.change(misses=0)
    else:
        _settle(draft, spot, heard, text)


def _settle(draft: TurnDraft, spot: Spot, heard: Reading[object], text: str) -> None:
    if isinstance(heard, Mistake) and _propose_instead(draft, spot, heard):
        return
    if isinstance(heard, Mistake) and heard.key == "absent" and postpone(draft, spot, heard.why):
        return
    take(draft, spot, heard)
    if isinstance(heard, Understood) and draft.conversation.answers.get(spot.key) == heard.value:
        take_also(draft, spot, text)


def choose_option(draft: TurnDraft, spot: Spot, code: str) -> None:
    """What was tapped is a choice and no words: nothing else is looked for in it."""
    _settle(draft, spot, checked(draft, spot, spot.question.kind.read(code, draft.today)), code)


# “没有号 她是25号约的”
_HAS_NONE = re.compile(r"\s*(?:我|她|他)?没有?(?:这个|自己的)?(?:号码?|编号)")


def _puts_off(draft: TurnDraft, spot: Spot, text: str) -> bool:
    if len(text) > SHORT or not is_not_at_hand(text) or not spot.question.postponable:
        return False
    there_is_none = absent(spot.question)
    if not postpone(draft, spot, there_is_none.why):
        take(draft, spot, there_is_none)
    return True


def _propose_instead(draft: TurnDraft, spot: Spot, mistake: Mistake) -> bool:
    """“何大山” where letters are asked for: what stands in the passport, shown for one yes."""
    spots = draft.walk.spots
    here = next((number for number, one in enumerate(spots) if one.key == spot.key), len(spots))
    told = {one.key: value for one, value in zip(spots[here:], mistake.instead, strict=False)}
    if not told or len(told) < len(mistake.instead):
        return False
    draft.change(told={**draft.conversation.told, **told}, misses=0)
    draft.say_first(f"mistake.{mistake.key}", mistake.why)
    return True


# “not study, i work there” where the school is asked.
_NOT = re.compile(
    r"(?:no|wait|sorry|不|哦)?[\s,，.;]*(?:not\b|(?:i'm|im|i am|it's|its) not\b|不是|没在|我没)"
)


def _skips(text: str) -> bool:
    """“no deadline from them, skip”: the wish stands at its end or its beginning."""
    parts = [part for part in re.split(r"[,，。;；.!！\s]+", folded(text[:SHORT])) if part]
    return len(text) <= SHORT and any(command_in(part) == "skip" for part in (*parts[:1], *parts[-1:]))


def _denies_the_cause(draft: TurnDraft, spot: Spot, text: str, *, of_any: bool = False) -> bool:
    """“never refused!” where the day of the refusal is asked: the choice that brought the question is another one.

    Without `of_any` only a yes or a no is denied.
    """
    around = spot.key.rpartition(".")[0]
    before = [
        one
        for one in draft.walk.passed
        if one.key != spot.key and one.entry == spot.entry and one.key.rpartition(".")[0] == around
    ]
    # In an entry of a list it is what opened it: “no, i never had one”.
    cause = (before[0] if spot.entry else before[-1]) if before else None
    if cause is None or not any(
        option.says or (of_any and option.means) for option in cause.question.kind.options
    ):
        return False
    heard, answers = hear(draft, cause, text), draft.conversation.answers
    if not isinstance(heard, Understood | Odd) or heard.value == answers.get(cause.key):
        return False
    value = as_value(heard.value)
    is_asked_still = any(
        one.key == spot.key for one in path(draft.flow, {**answers, cause.key: value}, draft.today)
    )
    if is_asked_still and not of_any:
        return False
    draft.change(pending=Pending("change", cause.key, (value,)))
    return True


def _is_for_another(spot: Spot, heard: Understanding) -> bool:
    """Whether it may be about what was answered before."""
    return isinstance(heard, Mistake) or (may_be_anything(spot) and not spot.entry)


def _is_unlike(heard: Reading[object]) -> bool:
    """Nothing of what is asked for was recognised in it."""
    return isinstance(heard, Mistake) and heard.key.endswith((".unknown", ".form", ".unreadable", ".street"))


def _is_doubtful(heard: Reading[object]) -> bool:
    """No answer, or one that was only inferred."""
    return _is_unlike(heard) or (isinstance(heard, Understood) and heard.is_inferred)


def _is_no_value(heard: Understanding, text: str) -> bool:
    """“I have none” has an answer of the question's own; what is only probable is asked about, unless it asks itself."""
    if isinstance(heard, Odd):
        return act_of(text) == "question" or (len(text) > SHORT and not begins_with_answer(text))
    return isinstance(heard, Mistake) and heard.key != "absent"


def _is_paste(draft: TurnDraft, spot: Spot, news: Facts, heard: Understanding) -> bool:
    """So much in one message is no answer to this one question, though a story may tell much in passing."""
    takes = spot.question.kind.takes
    is_answer = isinstance(heard, Understood) and not (spot.group is not None and heard.is_inferred)
    if takes == "text" or (takes == "value" and is_answer):
        return False
    group = table_of(draft.flow)
    # Of its own list it is an answer, however much it is; but people come as a table.
    name = spot.key.partition(".")[0]
    own = f"{name}." if spot.entry and (group is None or group.key != name) else spot.key
    return len([key for key in (*news.sure, *news.asked) if not key.startswith(own)]) >= A_PASTE


def miss_at_reading(draft: TurnDraft, spot: Spot, text: str) -> bool:
    """Words that are no other answer where a value waits for its yes: it is put again, once. What they tell is kept.

    Whoever goes on a second time has seen it twice: it holds, and is said back, but for what ends the conversation.
    """
    heard, pending = hear(draft, spot, text), draft.conversation.pending
    if pending is not None and pending.kind == "odd" and _other_day(draft, spot, pending, text):
        return True
    if pending is not None and pending.kind == "readings" and isinstance(heard, Understood | Odd):
        named = as_value(heard.value)
        if named in pending.readings:
            # Of what was offered, the one that was named.
            resolve(draft, pending, str(pending.readings.index(named) + 1))
            return True
    if pending is not None and pending.kind == "odd" and _is_said_again(heard, pending, text):
        resolve(draft, pending, "keep")
        return True
    if isinstance(heard, Spoken) or (
        isinstance(heard, Mistake) and is_aside(draft, text) and not denies(text)
    ):
        # Their question is answered; what waits for its yes waits on.
        gather(draft, facts_of(draft, text))
        reply_to(draft, heard.act if isinstance(heard, Spoken) else "question", text)
        return True
    if not isinstance(heard, Mistake):
        return False
    if pending is not None and pending.kind == "odd" and denies(text):
        # It is asked anew; what stands behind the no may be the answer.
        gather(draft, facts_of(draft, text))
        draft.change(pending=None, misses=0)
        behind = without_denial(text) if spot.question.kind.takes != "text" else text
        if behind != text and not isinstance(hear(draft, spot, behind), Mistake | Spoken):
            answer(draft, spot, behind, None)
        return True
    if draft.conversation.misses:
        value = pending.readings[0] if pending is not None and pending.kind == "odd" else None
        if (
            value is not None
            and not would_stop(draft, spot.key, value)
            and not takes_back(text)
            and not is_talk(str(value))
        ):
            accept(draft, spot, value, say_back=True)
            take_also(draft, spot, str(value))
        return False
    gather(draft, facts_of(draft, text))
    draft.change(misses=1)
    draft.is_missed = True
    draft.say_first("choose.first", N_("First this one, please:"))
    return True


def _other_day(draft: TurnDraft, spot: Spot, pending: Pending, text: str) -> bool:
    """“wait no its the 12th” where 11 January waits for its yes."""
    day = day_in_place_of(pending.readings[0], text)
    if day == text:
        return False
    draft.change(pending=None)
    heard = checked(draft, spot, spot.question.kind.read(day, draft.today))
    take(draft, spot, Understood(heard.value, say_back=True) if isinstance(heard, Understood) else heard)
    return True


def _is_said_again(heard: Understanding, pending: Pending, text: str) -> bool:
    """“没有，对吗？” “没有啊”: it holds."""
    is_value = isinstance(heard, Understood | Odd) and as_value(heard.value) == pending.readings[0]
    return is_value and len(text) <= SHORT and not what_asks(text).asked


def edited(draft: TurnDraft, incoming: Incoming) -> None:
    """An edited message edits the answer it gave."""
    key = draft.conversation.answered_by_message.get(incoming.message or "")
    spot = draft.walk.spot(key) if key is not None else None
    text = incoming.text or ""
    if spot is None or draft.conversation.state == "cancelling":
        draft.say_first(
            "edit.unknown",
            N_("That message was not an answer, so nothing changed. Send “change” to see your answers."),
        )
        return
    draft.change(pending=None)
    draft.reopen()
    heard = hear(draft, spot, text)
    if isinstance(heard, Spoken):
        reply_to(draft, heard.act, text)
        return
    if spot.key in draft.conversation.answers and not isinstance(heard, Mistake):
        draft.change(revisiting=spot.key)
    take(draft, spot, heard)
