"""Words that belong to another question than the one that waits: they answer that one, and not this."""

from __future__ import annotations

import re
from datetime import date

from bot.core.engine.gathering import A_PASTE, entry_asked, facts_of, news_in, people_of, question_told
from bot.core.engine.interpreting import checked
from bot.core.engine.turn_draft import TurnDraft
from bot.core.flow import Answers, is_mark, own_key
from bot.core.options import code_in
from bot.core.reading import Mistake, Odd, Understood, Unsure
from bot.core.typed_text import excerpt, one_line, tidy
from bot.core.understanding import (
    KEEP,
    Facts,
    Understanding,
    facts_in,
    named_first,
    table_of,
    whose_it_may_be,
)
from bot.core.walk import Spot
from bot.i18n import N_

LEAST_DIGITS = 5
SHORT = 80
"""In more than this a matter that another question asks about is a part of a story."""


def told_besides(draft: TurnDraft, spot: Spot, text: str) -> Facts:
    """What the message tells about other questions. An option's own words are about this one alone, and in an entry
    of a list all is about that entry."""
    if spot.entry:
        return _told_elsewhere(draft, spot, text) or people_of(draft, text, draft.conversation.answers)
    if not tidy(text) or code_in(spot.question.kind.options, one_line(text)) is not None:
        return Facts()
    return facts_of(draft, text)


def _told_elsewhere(draft: TurnDraft, spot: Spot, text: str) -> Facts | None:
    """A paste where one more is asked for, and what begins with the name of another question. None where it is neither."""
    names = named_first(draft.flow, text)
    asks_for_more = is_mark(spot.key)
    if spot.group is None and not names and not asks_for_more:
        return None
    told = facts_of(draft, text)
    if asks_for_more:
        # “nope that's it, my email is …”: whether there is one more is no matter of numbers. Who it is may be told with it.
        shaped = {key: one for key, one in told.sure.items() if _is_number(one) or "." in key}
        return Facts(shaped) if shaped else None
    is_paste = spot.group is not None and len(news_in(draft, told)) >= A_PASTE
    return told if is_paste or any(key in told.sure for key in names) else None


def _is_number(value: object) -> bool:
    """A phone, a passport, an e-mail address; the class of an earlier visa is none."""
    return isinstance(value, str) and ("@" in value or sum(map(str.isdigit, value)) >= LEAST_DIGITS)


def without_its_own(draft: TurnDraft, spot: Spot, facts: Facts, heard: Understanding) -> Facts:
    """The class of a refused visa, where that is asked, is no class of this request as well."""
    if not isinstance(heard, Understood | Odd) or spot.question.kind.shape is None:
        return facts
    kind, value = type(spot.question.kind), heard.value
    its_own = {
        key
        for key, one in facts.sure.items()
        if key != spot.key and one == value and type(question_told(draft, key).kind) is kind
    }
    return Facts({key: one for key, one in facts.sure.items() if key not in its_own}, facts.asked)


def without_told(spot: Spot, facts: Facts, text: str) -> str:
    """“Example University. MS in data science”: what is another question's answer ends this one."""
    if spot.question.kind.takes != "line":
        return text
    for key, value in facts.sure.items():
        is_behind = isinstance(value, str) and len(value) > 3 and key != spot.key
        found = re.search(rf"[\s,，.。;；:]+{re.escape(str(value))}[\s.。!]*$", text) if is_behind else None
        if found:
            return text[: found.start()]
    return text


def unless_of_another(
    draft: TurnDraft, spot: Spot, facts: Facts, heard: Understanding, text: str
) -> Understanding:
    """“never been refused” is no doubtful “no” to another question, and no reason for the letter without a yes: it
    belongs to the refusal. A passport number is no appointment number, though it could be one."""
    if is_mark(spot.key) and spot.key in facts.sure and not isinstance(heard, Understood):
        # “my daughter, born …”: there is one more.
        return Understood(facts.sure[spot.key])
    # A visa class answers whichever question asks for one.
    others = [
        value
        for key, value in facts.sure.items()
        if key != spot.key and type(question_told(draft, key).kind) is not type(spot.question.kind)
    ]
    days = _days_in(heard)
    claimed = days_claimed(draft, text) if days else {}
    # In an entry of a list it is claimed by the question of the same name.
    own = claimed.pop(spot.key, None) or (claimed.pop(own_key(spot.key), None) if spot.entry else None)
    if len(days) > 1 and own in days:
        return checked(draft, spot, Understood(own, say_back=True))
    if days and own is None and all(day in claimed.values() for day in days):
        return Mistake("date.unreadable", KEEP.of(words=excerpt(text)))
    if isinstance(heard, Unsure):
        left = tuple(one for one in heard.readings if one not in others)
        if len(left) == 1:
            return checked(draft, spot, Understood(left[0], say_back=True))
    if isinstance(heard, Understood | Odd) and _is_of_another_entry(spot, facts, heard.value):
        return Mistake("choice.unknown", KEEP.of(words=excerpt(text)))
    if isinstance(heard, Understood) and isinstance(heard.value, str) and heard.value in others:
        return Mistake("choice.unknown", KEEP.of(words=excerpt(text)))
    if isinstance(heard, Understood) and _is_of_others(draft, spot, facts, text):
        return Mistake("choice.unknown", KEEP.of(words=excerpt(text)))
    if not any(question_told(draft, key).told_by for key in facts.asked if key != spot.key):
        return heard
    if isinstance(heard, Understood) and heard.value == tidy(text) and len(text) <= SHORT:
        return Odd(heard.value, KEEP.of(words=excerpt(text)))
    return Mistake("choice.unknown", heard.why) if isinstance(heard, Odd) else heard


def _is_of_another_entry(spot: Spot, facts: Facts, value: object) -> bool:
    """“my daughter's birthday is …” while the husband's is asked."""
    name = own_key(spot.key)
    return bool(spot.entry) and any(
        key != spot.key and own_key(key) == name and one == value for key, one in facts.sure.items()
    )


def ask_whose(draft: TurnDraft, text: str) -> bool:
    """What is told of one in a list of people, and may be any of them, is nobody's yet."""
    known = {**draft.conversation.told, **draft.conversation.answers}
    group, answers = table_of(draft.flow), Answers(known, draft.today)
    if group is None or not group.when(answers) or people_of(draft, text, known):
        return False
    several = whose_it_may_be(group, tidy(text), answers, entry_asked(draft, group))
    if several is None:
        return False
    draft.change(misses=0)
    if several:
        ask = N_("Whose is that? Send it with the name or the number, for example “%(label)s 2: …”.")
        draft.say_first("whose", ask.of(label=group.label))
    else:
        draft.say_first(
            "whose.later", N_("That person is not in the list yet; tell me when I ask for the next one.")
        )
    return True


def _is_of_others(draft: TurnDraft, spot: Spot, facts: Facts, text: str) -> bool:
    """“my phone is 139… and my e-mail is …” is no address."""
    if spot.question.kind.takes == "value":
        return False
    keys = named_first(draft.flow, text)
    return spot.question.key not in keys and any(key in facts.sure for key in keys)


def _days_in(heard: Understanding) -> tuple[date, ...]:
    match heard:
        case Understood(value) | Odd(value):
            readings: tuple[object, ...] = (value,)
        case Unsure(values):
            readings = tuple(values)
        case _:
            readings = ()
    return tuple(one for one in readings if isinstance(one, date))


def days_claimed(draft: TurnDraft, text: str) -> dict[str, date]:
    """The days of a message by the questions they are named for, answered or not."""
    now = draft.conversation
    known = {key: one for key, one in {**now.told, **now.answers}.items() if not isinstance(one, date)}
    facts = facts_in(draft.flow, text, draft.today, known)
    found = {**facts.sure, **{key: one[0] for key, one in facts.asked.items() if len(one) == 1}}
    return {key: one for key, one in found.items() if isinstance(one, date)}
