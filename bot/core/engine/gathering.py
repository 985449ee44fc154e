"""What a message told besides: gathered, shown for one yes, and asked about where it was not sure.

Nothing gathered is an answer before its yes, but for one value of a form of its own, which is said back; what
was told is never thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from bot.core.engine.turn_draft import TurnDraft
from bot.core.flow import Answers, Group, Question, indexes, is_mark, own_key
from bot.core.reading import Reading, Understood
from bot.core.typed_text import tidy
from bot.core.understanding import (
    Asked,
    Facts,
    askable,
    facts_in,
    oneself_in,
    people_in,
    table_of,
    told_of_people,
)
from bot.core.upgrade import question_of
from bot.core.values import Month, Pending, Value, Year, as_value
from bot.core.walk import Spot, Verdict, walk
from bot.i18n import N_

BARE = 24
"""So many characters at most are a value without a word around it."""
A_PASTE = 3
"""So many facts in one message are no answer to one question."""


def facts_of(draft: TurnDraft, text: str) -> Facts:
    now = draft.conversation
    known = {**now.told, **now.answers}
    facts = facts_in(draft.flow, text, draft.today, known)
    sure = {key: as_value(value) for key, value in facts.sure.items()}
    people = people_of(draft, text, {**sure, **known})
    passing = draft.flow.told_in_passing(tidy(text), Answers(known, draft.today))
    # What stands in the list is each one's own.
    own = {own_key(key) for key in people.sure}
    # A company's name in a student's message is no company that sends them.
    asks, all_known = askable(draft.flow), Answers({**sure, **known}, draft.today)
    ours = {
        key: key not in own and not asks.is_ruled_out(key, all_known)
        for key in (*facts.sure, *facts.asked, *facts.unread)
    }
    return Facts(
        {
            **{key: value for key, value in passing.items() if key not in known},
            **{key: value for key, value in facts.sure.items() if ours[key]},
            **people.sure,
        },
        {key: values for key, values in facts.asked.items() if ours[key]},
        tuple(key for key in facts.unread if ours[key] and key not in known),
    )


def bare_value_in(draft: TurnDraft, text: str) -> Facts:
    """One word that can be the value of just one question that is still open: “f1”, 南京. Numbers, days and choices
    mean too much for that, and “I am …” has the class I in it."""
    now, alone = draft.conversation, tidy(text)
    if len(alone) > BARE or not any(map(str.isalpha, alone)) or re.search(r"\s", alone):
        return Facts()
    known, asks = {**now.told, **now.answers}, askable(draft.flow)
    answers = Answers(known, draft.today)
    found = {
        key: reading.value
        for key, question in asks.questions.items()
        if key not in known and _is_bare(question) and asks.applies(key, answers)
        if isinstance(reading := question.kind.read(alone, draft.today), Understood)
        and not isinstance(reading.value, date | time | Month | Year)
    }
    return Facts(found) if len(found) == 1 else Facts()


def _is_bare(question: Question[Any]) -> bool:
    is_choice = any(option.means or option.says for option in question.kind.options)
    return question.reviewed and question.kind.takes == "value" and not is_choice


def people_of(draft: TurnDraft, text: str, known: Mapping[str, Value]) -> Facts:
    """A list of people, a line each; whoever tells of themselves in one; what is told of one of the list."""
    answers, told = Answers(known, draft.today), tidy(text)
    people = people_in(draft.flow, told, answers) or oneself_in(draft.flow, told, answers)
    group = table_of(draft.flow)
    if people or group is None or not group.when(answers):
        return Facts(dict(people))
    return Facts(dict(told_of_people(group, told, answers, entry_asked(draft, group))))


def entry_asked(draft: TurnDraft, group: Group) -> Asked | None:
    """The entry of a list that is being asked about or for."""
    place = draft.place
    if not isinstance(place, Spot) or not place.key.startswith(f"{group.key}."):
        return None
    return Asked(place.entry[0], is_more=place.group is group, is_within=len(place.entry) > 1)


def news_in(draft: TurnDraft, facts: Facts, but: str = "") -> Facts:
    """What is not known yet; `but` is the key that the message answers anyway."""
    if not facts:
        return facts
    known = draft.conversation.answers
    return Facts(
        {key: value for key, value in facts.sure.items() if key != but and _is_news(draft, key, value)},
        {key: values for key, values in facts.asked.items() if key != but and key not in known},
    )


def gather(draft: TurnDraft, facts: Facts, but: str = "") -> bool:
    """Keep what a message told until it is confirmed; True where that was anything new."""
    news, now = news_in(draft, facts, but), draft.conversation
    if not news:
        return False
    news = _with_implied(draft, news)
    # A day without its year, and a matter that was denied, are shown, and the one yes is for them, too.
    shown = {
        key: one[0]
        for key, one in news.asked.items()
        if len(one) == 1 and (isinstance(one[0], date) or question_told(draft, key).told_by)
    }
    sure = {key: as_value(value) for key, value in {**news.sure, **shown}.items()}
    asked = {key: tuple(map(as_value, values)) for key, values in news.asked.items() if key not in shown}
    told = {key: value for key, value in now.told.items() if key not in asked}
    mentioned = {key: values for key, values in now.mentioned.items() if key not in sure}
    told = {**told, **sure}
    # What goes with another kind of request than was told since is not asked, and so not told.
    asks, now_known = askable(draft.flow), Answers({**told, **now.answers}, draft.today)
    told = {key: value for key, value in told.items() if not asks.is_ruled_out(key, now_known)}
    draft.change(told=told, mentioned={**mentioned, **asked})
    draft.is_list_longer = draft.is_list_longer or bool(sure)
    if isinstance(draft.place, Spot) and not draft.place.question.reviewed:
        _say_read(draft, draft.place)
    elif asked and not sure:
        _say_noted(draft, asked)
    return True


def _with_implied(draft: TurnDraft, news: Facts) -> Facts:
    """With what it brings along, where that is not known."""
    now = draft.conversation
    told = {**now.told, **{key: as_value(value) for key, value in news.sure.items()}}
    implied = draft.flow.implied(told, draft.today)
    known = {**told, **now.answers}
    return Facts({**news.sure, **{key: one for key, one in implied.items() if key not in known}}, news.asked)


def _say_read(draft: TurnDraft, place: Spot) -> None:
    """Before it may be kept nothing is noted, and yet it was read."""
    if draft.conversation.asked == place.key:
        draft.say_first("told_early", N_("I have read it, and use it once you agree."))


def _say_noted(draft: TurnDraft, asked: Mapping[str, tuple[Value, ...]]) -> None:
    """What is asked about in its turn is not passed over in silence."""
    place = draft.place
    if not isinstance(place, Spot):
        return
    labels = tuple(question_told(draft, key).label for key in asked if key != place.key)
    if labels:
        draft.say_first("noted", N_("✓ Noted; I come back to it: %(labels)s.").of(labels=labels))


def say_unread(draft: TurnDraft, facts: Facts, but: str) -> bool:
    """A number that is none is asked for again; `but` is the key of the question that says so itself. False where all was
    read."""
    labels = tuple(question_told(draft, key).label for key in facts.unread if key != but)
    if labels:
        draft.say_first(
            "unread", N_("I could not read this; I ask for it again: %(labels)s.").of(labels=labels)
        )
    return bool(labels)


def _is_news(draft: TurnDraft, key: str, value: object) -> bool:
    """Not known yet; an answer that was given is only changed by a value that cannot be meant otherwise."""
    if draft.conversation.told.get(key) == value:
        return False
    before = draft.conversation.answers.get(key)
    if is_mark(key) and before == "no" and value == "yes":
        # Somebody else comes to a list that was closed.
        return True
    question = question_of(draft.flow, key)
    return before is None or (before != value and question is not None and question.kind.shape is not None)


def offer_gathered(draft: TurnDraft) -> None:
    """Ask for the one yes, or about what was mentioned where its question waits; not before it may be kept."""
    now, place = draft.conversation, draft.place
    if not now.told and not now.mentioned:
        return
    known = now.answers
    told = {key: value for key, value in now.told.items() if known.get(key) != value}
    mentioned = {key: values for key, values in now.mentioned.items() if key not in known}
    draft.change(told=told, mentioned=mentioned)
    if isinstance(place, Verdict) and not any(
        spot.question.reviewed and spot.key in known for spot in draft.walk.passed
    ):
        # Whoever does not want it kept has said nothing.
        draft.change(told={}, mentioned={})
    if now.pending is not None or isinstance(place, Verdict) or now.state == "choosing_language":
        return
    if isinstance(place, Spot) and not place.question.reviewed:
        return
    if told and not _keep_the_only_one(draft):
        draft.change(pending=Pending("facts"))
    elif told:
        return
    elif isinstance(place, Spot) and place.key in mentioned and now.revisiting is None:
        values = mentioned.pop(place.key)
        pending = Pending("odd" if len(values) == 1 else "readings", place.key, values)
        draft.change(mentioned=mentioned, pending=pending)
        draft.say_first("mentioned", N_("You told me this before: %(label)s.").of(label=place.question.label))


def _keep_the_only_one(draft: TurnDraft) -> bool:
    """One thing told besides is said back, as an answer is, and asks for no yes; but words, days and what was read on
    a paper are shown first."""
    now = draft.conversation
    (key, value), *more = now.told.items()
    question = question_told(draft, key)
    is_plain = question.kind.takes == "value" and not isinstance(value, date | Month | Year | tuple)
    if more or draft.is_paper_read or key in now.answers or not is_plain or would_stop(draft, key, value):
        return False
    if checked_told(draft, key, value) is not None:
        return False
    draft.change(answers={**now.answers, key: value}, told={})
    draft.say_back(question, value)
    return True


def checked_told(draft: TurnDraft, key: str, value: Value) -> Reading[Value] | None:
    """A told value in the light of the other answers, those of its own entry first; None where nothing is wrong with it."""
    check = question_told(draft, key).check
    answers = draft.walk.answers
    return check(value, answers.at(*indexes(key))) if check is not None else None


def would_stop(draft: TurnDraft, key: str, value: Value) -> bool:
    now = draft.conversation
    after = walk(draft.flow, {**now.answers, key: value}, draft.today, now.acknowledged).place
    return isinstance(after, Verdict) and after.ruling.strength == "stop"


def question_told(draft: TurnDraft, key: str) -> Question[Any]:
    now = draft.conversation
    known = Answers({**now.told, **now.answers}, draft.today, indexes(key))
    found = question_of(draft.flow, key, known)
    assert found is not None, key
    return found
